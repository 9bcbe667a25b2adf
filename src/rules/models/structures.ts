import { asEntries, asItems } from '../../values/read';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { failInKeras3, kerasOf } from '../core/keras';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { layerState } from '../layers/layer';
import type { FitData } from './fit-data';
import { modelState } from './model';
import { type OutputStructure, structureChecks } from './structure-checks';

/** Names of a functional model's outputs, which are those of the layers that make them; undefined where one is not known. */
function outputNames(outputs: readonly Value[]): readonly string[] | undefined {
  const names = outputs.map(output => {
    const layer = output.kind === 'tensor' ? output.origin?.args.self : undefined;
    return layer && layerState(layer)?.name;
  });
  return names.every(name => name !== undefined) ? (names as string[]) : undefined;
}

/** `symbolic`: the model's own outputs. Undefined where they are not all tensors, or lie deeper than one list or dictionary. */
function structureOf(call: Call, compiled: Bound, symbolic: Value, { y, what }: FitData): OutputStructure | undefined {
  const keyed = asEntries(symbolic);
  const outputs = symbolic.kind === 'tensor' ? [symbolic] : (keyed?.map(([, value]) => value) ?? asItems(symbolic));
  if (outputs === undefined || outputs.length === 0 || outputs.some(({ kind }) => kind !== 'tensor')) return undefined;
  const isFunctional = modelState(call.self)?.kind === 'functional';
  // A list of one output and the outputs of a model's own class are as they come.
  if (outputs.length === 1 && symbolic.kind !== 'tensor') return undefined;
  return {
    outputs: symbolic.kind === 'tensor' ? 'one' : keyed ? 'dict' : 'list',
    count: outputs.length,
    names: keyed?.map(([name]) => name) ?? (isFunctional ? outputNames(outputs) : undefined),
    loss: compiled.get('loss'),
    y,
    compiled,
    what,
  };
}

/**
 * Losses, metrics and labels of a model against its outputs, by their number and names (keras.src.trainers.compile_utils). Reports the first that
 * does not fit, and answers true.
 */
export function refusesStructure(call: Call, compiled: Bound, symbolic: Value, data: FitData): boolean {
  const structure = structureOf(call, compiled, symbolic, data);
  if (structure === undefined || structure.loss.kind === 'none' || structure.loss.kind === 'unknown') return false;
  for (const check of structureChecks) {
    const misfit = check(structure);
    if (misfit === undefined) continue;
    const { rule, blamed, message, words, always } = misfit;
    const text = message[0].toUpperCase() + message.slice(1);
    const said = words === undefined || kerasOf(call) === '2' ? text : `${text} Keras: "${words}".`;
    const span = blamed === 'labels' ? data.ySpan : compiled.spanOf(blamed);
    const details = { span, related: [{ span: call.context.span, message: 'It raises here.' }] };
    if (!always && !failInKeras3(call, rule, said, details)) continue;
    if (always) fail(call, rule, said, details);
    return true;
  }
  return false;
}
