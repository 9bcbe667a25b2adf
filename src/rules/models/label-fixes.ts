import type { Fix } from '../../diagnostics/diagnostic';
import { type Span, through } from '../../diagnostics/span';
import type { CallContext } from '../../values/library';
import { asBool } from '../../values/read';
import type { TensorValue, Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { before, type Edits, setKeyword, siblingName, wrapped } from '../core/edits';
import type { Call } from '../core/rule';
import { type LayerFacts, type LayerState, layerState } from '../layers/layer';
import { layers } from '../layers/table';
import type { FitData } from './fit-data';
import type { WidthLayer } from './last-layer';
import type { Loss } from './losses';
import { modelState } from './model';

/** The crossentropy for class numbers in the place of the one for one-hot labels, or the reverse, in the spelling of the program. */
export function otherCrossentropy({ context }: Call, given: Value, { name }: Loss, span: Span, to: 'sparse' | 'categorical'): Fix[] {
  if (/focal|bce/i.test(name)) return [];
  const bare = name.replace(/^(Sparse|sparse_)(c)/i, (_all, prefix: string) => (prefix === 'Sparse' ? 'C' : 'c'));
  const wanted = to === 'categorical' ? bare : bare.startsWith('C') ? `Sparse${bare}` : `sparse_${bare}`;
  const edits = respelled(context, given, span, wanted);
  return edits ? [{ title: `Use ${wanted}`, edits }] : [];
}

function respelled(context: CallContext, given: Value, span: Span, name: string): Edits | undefined {
  if (given.kind === 'str') return [{ span, text: `"${name}"` }];
  if (given.kind === 'api') {
    const path = /^([\w.]+\.)\w+$/.exec(context.textAt(span) ?? '')?.[1];
    return path === undefined ? undefined : [{ span, text: `${path}${name}` }];
  }
  const config = given.kind === 'object' ? (given.state.content as Partial<Bound> | undefined) : undefined;
  if (given.kind !== 'object' || config?.name === undefined) return undefined;
  const sibling = siblingName(context, { config: config as Bound, span: given.origin.span }, name);
  return sibling && [...sibling.edits, { span: through(before(given.origin.span), config.name), text: sibling.text }];
}

/** Labels of an array made one-hot where they are given. */
export function oneHotLabels({ context }: Call, { y, xSpan, ySpan, what }: FitData, width: number): Fix[] {
  const [own, tensorflow] = [context.spelling('keras'), context.spelling('tf')];
  const keras = own ?? (tensorflow && `${tensorflow}.keras`);
  if (keras === undefined || y.kind !== 'tensor' || ySpan === xSpan || what !== 'the data') return [];
  return [{ title: 'Make the labels one-hot', edits: wrapped(ySpan, `${keras}.utils.to_categorical(`, `, ${width})`) }];
}

/** What brings an output down to one vector for each sample: the last step of a recurrent layer only, else a layer in front of the last Dense. */
export function oneVector(call: Call, last: WidthLayer, symbolic: Value): Fix[] {
  const dense = layerState(last.layer);
  const input = dense?.input.kind === 'tensor' ? dense.input : undefined;
  if (dense === undefined || input === undefined) return [];
  const recurrent = input.origin?.args.self && layerState(input.origin.args.self);
  if (recurrent?.row.recurrent && asBool(recurrent.config.get('return_sequences')) === true) {
    const edits = setKeyword(call.context, recurrent, 'return_sequences', 'False');
    if (edits) return [{ title: `Let '${recurrent.name}' give its last step only: return_sequences=False`, edits }];
  }
  return vectorLayers(input).flatMap(name => {
    const edits = inFront(call, dense, symbolic, name);
    return edits ? [{ title: `Insert ${name}() before the last Dense`, edits }] : [];
  });
}

/** Layers that give one vector for each sample: those for any shape whose sizes are known first. */
function vectorLayers({ type: { shape } }: TensorValue): readonly string[] {
  const sizes = shape?.slice(1) ?? [];
  const named = (wanted: LayerFacts['vectorOf']): string[] =>
    Object.keys(layers).filter(name => layers[name].vectorOf === wanted && wanted !== undefined);
  return [...(sizes.length > 0 && !sizes.includes(null) ? named('known') : []), ...named(shape?.length)];
}

/** A change that puts a layer without arguments in front of another one: in the list of a model, by `add`, or around what a call gets. */
function inFront(call: Call, layer: LayerState, symbolic: Value, name: string): Edits | undefined {
  const { context } = call;
  const sibling = siblingName(context, layer, name);
  if (sibling === undefined) return undefined;
  const placed = modelState(call.self)?.layers?.find(({ layer: one }) => layerState(one) === layer);
  const { span } = layer;
  if (modelState(call.self)?.kind === 'sequential') {
    if (placed === undefined || placed.span.line !== span.line || placed.span.column !== span.column) return undefined;
    const start = context.textAt({ ...before(span), column: 1 }) ?? '';
    const added = /^(\s*)([\w.]+\.add\()$/.exec(start);
    if (added)
      return [...sibling.edits, { span: { ...before(span), column: 1, endColumn: 1 }, text: `${added[1]}${added[2]}${sibling.text}())\n` }];
    return [...sibling.edits, { span: before(span), text: `${sibling.text}(),${/^\s*$/.test(start) ? `\n${start}` : ' '}` }];
  }
  const whole =
    symbolic.kind === 'tensor' && symbolic.origin?.args.self && layerState(symbolic.origin.args.self) === layer
      ? symbolic.origin.span
      : undefined;
  if (whole === undefined) return undefined;
  const argument = { ...whole, line: span.endLine, column: span.endColumn + 1, endColumn: whole.endColumn - 1 };
  const text = context.textAt({ ...argument, column: argument.column - 1, endColumn: argument.endColumn + 1 });
  return text && /^\([\w.]+\)$/.test(text) ? [...sibling.edits, ...wrapped(argument, `${sibling.text}()(`)] : undefined;
}
