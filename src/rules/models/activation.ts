import type { Fix } from '../../diagnostics/diagnostic';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { setKeyword } from '../core/edits';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { layerState } from '../layers/layer';
import { type LastActivation, lastActivation } from './last-layer';
import { type Loss, lossOf } from './losses';

/** An activation of the last layer that the loss is not made for: it runs, and does not learn what is meant. */
export function checkActivation(call: Call, compiled: Bound, output: Value): void {
  const loss = lossOf(compiled.get('loss'));
  const last = lastActivation(output);
  if (loss === undefined || last === undefined || output.kind !== 'tensor') return;
  const width = output.type.shape?.at(-1) ?? null;
  const said = complaint(loss, last.name, width);
  if (said === undefined) return;
  const related = [{ span: compiled.spanOf('loss'), message: `The loss is ${loss.name}.` }];
  fail(call, 'loss-activation', said, { span: last.span, level: 'warning', related, fixes: remedies(call, loss, last, width) });
}

/** The activation that the loss wants, or that one unit can have. */
function remedies({ context }: Call, { family, fromLogits }: Loss, { layer, name, written }: LastActivation, width: number | null): Fix[] {
  const config = layerState(layer)?.config;
  if (config === undefined || (fromLogits && width !== 1)) return [];
  const wanted = width === 1 || family === 'binary' ? 'sigmoid' : 'softmax';
  if (name === 'softmax' && width === 1 && !written) return [];
  const edits = setKeyword(context, { config, span: layer.origin.span }, 'activation', `"${wanted}"`);
  return edits ? [{ title: `Use activation="${wanted}"`, edits }] : [];
}

function complaint({ family, name, fromLogits }: Loss, activation: string, width: number | null): string | undefined {
  if (activation === 'softmax' && width === 1)
    return 'A softmax over one unit is always 1, so that nothing is learnt. Use a sigmoid for yes or no, or one unit for each class.';
  if (family === 'elementwise' || fromLogits === undefined) return undefined;
  if (!fromLogits && (activation === 'linear' || activation === 'relu')) {
    const wanted = family === 'binary' ? 'sigmoid' : 'softmax';
    return `${name} wants probabilities, and the last layer gives ${activation === 'linear' ? 'logits (it has no activation)' : 'the output of relu'}. Give it activation="${wanted}", or the loss from_logits=True.`;
  }
  if (fromLogits && (activation === 'softmax' || activation === 'sigmoid'))
    return `${name} has from_logits=True, and the last layer gives probabilities (${activation}). Leave one of the two out.`;
  return undefined;
}
