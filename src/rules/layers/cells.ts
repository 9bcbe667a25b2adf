import type { Dim } from '../../tensor/shape';
import { asBool, asInt, asItems } from '../../values/read';
import type { Value } from '../../values/value';
import { shortName } from '../core/names';
import { type LayerState, layerState, type WeightCount } from './layer';
import { sum, trainable } from './weights';

/** What one step of a recurrent layer is: the size of what it gives, and of each state that it keeps; null where not known. */
export interface RecurrentCell {
  readonly output: Dim;
  /** A list for each cell of a stack. Undefined where it is not known. */
  readonly states: readonly (Dim | readonly Dim[])[] | undefined;
}

/** Gates of a kind of cell, and how many states it keeps. */
const kinds: { readonly [name: string]: { readonly gates: number; readonly states: number } } = {
  LSTM: { gates: 4, states: 2 },
  GRU: { gates: 3, states: 1 },
  SimpleRNN: { gates: 1, states: 1 },
};

const kindOf = (className: string): string => shortName(className).replace(/Cell$/, '');

/** The cell that a layer of a known kind (LSTM, GRU, SimpleRNN), or a cell object, is. */
export function cellOf({ class: className, config }: Pick<LayerState, 'class' | 'config'>): RecurrentCell | undefined {
  const kind = kindOf(className);
  if (kind === 'StackedRNNs' || shortName(className) === 'StackedRNNCells') return stackOf(config.get('cells'));
  if (!Object.hasOwn(kinds, kind)) return undefined;
  const units = asInt(config.get('units')) ?? null;
  return { output: units, states: Array.from({ length: kinds[kind].states }, () => units) };
}

/** The cell that a value is: a cell object, or a list of them. */
export function cellIn(value: Value): RecurrentCell | undefined {
  if (asItems(value) !== undefined) return stackOf(value);
  const state = layerState(value);
  return state && cellOf(state);
}

function stackOf(value: Value): RecurrentCell | undefined {
  const cells = asItems(value)?.map(cellIn);
  if (cells === undefined || cells.length === 0 || cells.includes(undefined)) return undefined;
  const known = cells as RecurrentCell[];
  const states = known.map(cell => (cell.states?.length === 1 ? (cell.states[0] as Dim) : (cell.states as readonly Dim[])));
  return { output: known[known.length - 1].output, states };
}

/** Weights of a cell of a known kind for a number of features. */
export function cellWeights({ class: className, config }: Pick<LayerState, 'class' | 'config'>, features: Dim): WeightCount | null {
  const kind = kindOf(className);
  if (shortName(className) === 'StackedRNNCells') return stackWeights(config.get('cells'), features);
  if (!Object.hasOwn(kinds, kind)) return null;
  const units = asInt(config.get('units'));
  const bias = asBool(config.get('use_bias'));
  const after = kind === 'GRU' ? asBool(config.get('reset_after')) : false;
  if (units === undefined || features === null || bias === undefined || after === undefined) return null;
  const biases = bias ? (after ? 2 : 1) : 0;
  return trainable(kinds[kind].gates * units * (features + units + biases));
}

/** Weights of the cell that a value is. */
export function weightsIn(value: Value, features: Dim): WeightCount | null {
  if (asItems(value) !== undefined) return stackWeights(value, features);
  const state = layerState(value);
  return state ? cellWeights(state, features) : null;
}

function stackWeights(cells: Value, features: Dim): WeightCount | null {
  let width = features;
  let total: WeightCount | null = sum();
  for (const cell of asItems(cells) ?? []) {
    total = sum(total, weightsIn(cell, width));
    width = cellIn(cell)?.output ?? null;
  }
  return total;
}
