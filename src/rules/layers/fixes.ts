import type { Fix, Related } from '../../values/finding';
import type { Span } from '../../values/span';
import type { LayerCall, LayerState } from './layer';
import { layerState } from './layer';
import { shortName } from './words';

/** What goes with a finding: where its cause is, and changes that mend it. */
interface Remedy {
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

/** The layer that made what goes in, where a layer of Keras's own did. */
export function previousLayer({ inputs }: LayerCall): LayerState | undefined {
  const self = inputs.kind === 'tensor' ? inputs.origin?.args.self : undefined;
  return self && layerState(self);
}

const after = (span: Span): Span => ({ ...span, line: span.endLine, column: span.endColumn });

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.path === outer.path &&
  (inner.line > outer.line || (inner.line === outer.line && inner.column >= outer.column)) &&
  (inner.endLine < outer.endLine || (inner.endLine === outer.endLine && inner.endColumn <= outer.endColumn));

/** The change that gives a call of a constructor one more keyword, or another value for it; undefined where its arguments are not in the text. */
export function setKeyword(layer: LayerState, name: string, value: string): Fix['edits'] | undefined {
  const { config, span } = layer;
  if (config.given(name)) return isWithin(config.spanOf(name), span) ? [{ span: config.spanOf(name), text: value }] : undefined;
  const spans = Object.keys(config.all)
    .map(argument => config.spanOf(argument))
    .filter(argument => isWithin(argument, span) && argument !== span)
    .sort((a, b) => a.endLine - b.endLine || a.endColumn - b.endColumn);
  const last = spans.at(-1);
  return last && [{ span: after(last), text: `, ${name}=${value}` }];
}

/** A recurrent layer before that gives its last step only, where all steps are needed. */
export function returnSequences(call: LayerCall): Remedy {
  const before = previousLayer(call);
  if (before === undefined || !/^(LSTM|GRU|SimpleRNN|RNN)$/.test(shortName(before.class))) return {};
  const edits = setKeyword(before, 'return_sequences', 'True');
  const related = [
    { span: before.span, message: `'${before.name}' gives its last step only; with return_sequences=True it gives all of them.` },
  ];
  return edits ? { related, fixes: [{ title: `Add return_sequences=True to '${before.name}'`, edits }] } : { related };
}
