import { shortName } from '../rules/core/names';
import { layerState } from '../rules/layers/layer';
import { asItems } from '../values/read';
import type { Origin, Value } from '../values/value';
import { isTensor, type SupportedArguments, supportOf } from './support/accepted';
import type { LayerSupport } from './support/layer-row';
import { supportedLayers } from './support/layers';

/** The parameters of a layer's `call`, where it takes more than what goes in. */
export function namedCall(self: Value): SupportedArguments | undefined {
  const state = layerState(self);
  return state && supportOf<LayerSupport>(supportedLayers, shortName(state.class))?.call;
}

/** Whether one tensor alone is not enough for a layer. */
export function takesSeveral(layer: Value): boolean {
  const [first] = Object.entries(namedCall(layer) ?? {});
  return first !== undefined && (first[0] !== 'inputs' || (isTensor(first[1]) && first[1].tensorArgument === 'tensors'));
}

/** Arguments of a layer's call by name: the first one is its inputs, whatever `call` names it. */
export function callArguments({ args, ...named }: Origin['args']): { [name: string]: Value } {
  const positional = asItems(args) ?? [];
  const [first = Object.values(named)[0], ...more] = positional;
  const others = Object.entries(named).filter(([, value]) => positional.length > 0 || value !== first);
  return { inputs: first, ...Object.fromEntries(more.map((value, index) => [`input_${index + 2}`, value])), ...Object.fromEntries(others) };
}

/** The same by the names that the layer's own `call` has. */
export function namedArguments({ args, ...named }: Origin['args'], names: readonly string[]): { [name: string]: Value } {
  const positional = asItems(args) ?? [];
  const all = { ...Object.fromEntries(positional.map((value, i) => [names[i] ?? `input_${i + 1}`, value])), ...named };
  // Keras 2 and 3 call the input of a recurrent layer differently.
  const { sequence, sequences = sequence, ...rest } = all;
  return sequences === undefined ? rest : { inputs: sequences, ...rest };
}
