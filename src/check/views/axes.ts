import { layerState } from '../../rules/layers/layer';
import type { TensorType } from '../../tensor/type';
import { asString } from '../../values/read';
import type { TensorValue } from '../../values/value';

/** Names of the axes of a tensor that a layer gave; undefined where they are not known. */
export function axisNames({ type, origin, family }: TensorValue): readonly string[] | undefined {
  const rank = type.shape?.length;
  if (rank === undefined || rank === 0 || family !== 'keras') return undefined;
  const layer = origin?.args.self && layerState(origin.args.self);
  const names = layer?.row.axes?.[rank];
  if (layer === undefined || names === undefined || asString(layer.config.get('data_format')) === 'channels_first') return undefined;
  return ['batch', ...names];
}

/** "float32 (batch, 48, 32)": the batch axis by its name where it is one, unknown dimensions as "?". */
export function printTensor({ type, family }: Pick<TensorValue, 'type' | 'family'>): string {
  return `${kindOf(type)}${type.dtype ?? '?'} ${printAxes(type, family === 'keras')}`;
}

/** The dimensions alone, as Python writes a tuple: "(batch, 48, 32)", "(batch,)". */
export function printAxes({ shape }: TensorType, hasBatch: boolean): string {
  if (shape === null) return '(…)';
  const dims = shape.map((dim, axis) => (dim !== null ? String(dim) : axis === 0 && hasBatch ? 'batch' : '?'));
  return `(${dims.join(', ')}${dims.length === 1 ? ',' : ''})`;
}

const kindOf = ({ raggedRank, sparse }: TensorType): string => (raggedRank !== undefined ? 'ragged ' : sparse ? 'sparse ' : '');
