import type { Dim } from '../../tensor/shape';
import { asBool, asInt, asItems } from '../../values/read';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { type CellKind, type LayerState, layerState, type WeightCount } from './layer';
import { sum, trainable } from './weights';

/** What one step of a recurrent layer is: the size of what it gives, and of each state that it keeps; null where not known. */
export interface RecurrentCell {
  readonly output: Dim;
  /** A list for each cell of a stack. Undefined where it is not known. */
  readonly states: readonly (Dim | readonly Dim[])[] | undefined;
}

/** The cell that a recurrent layer of a known kind, or a cell object, is. */
export function cellOf({ row: { cell }, config }: Pick<LayerState, 'row' | 'config'>): RecurrentCell | undefined {
  if (cell === undefined) return undefined;
  if (cell === 'stack') return stackOf(config.get('cells'));
  const units = asInt(config.get('units')) ?? null;
  return { output: units, states: Array.from({ length: cell.states }, () => units) };
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

/** Weights of a cell with such arguments for a number of features. */
export function cellWeights({ gates, resetAfter }: CellKind, config: Bound, features: Dim): WeightCount | null {
  const units = asInt(config.get('units'));
  const bias = asBool(config.get('use_bias'));
  const second = resetAfter ? asBool(config.get('reset_after')) : false;
  if (units === undefined || features === null || bias === undefined || second === undefined) return null;
  const biases = bias ? (second ? 2 : 1) : 0;
  return trainable(gates * units * (features + units + biases));
}

/** Weights of the cell that a value is. */
export function weightsIn(value: Value, features: Dim): WeightCount | null {
  if (asItems(value) !== undefined) return stackWeights(value, features);
  const state = layerState(value);
  const cell = state?.row.cell;
  if (state === undefined || cell === undefined) return null;
  return cell === 'stack' ? stackWeights(state.config.get('cells'), features) : cellWeights(cell, state.config, features);
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
