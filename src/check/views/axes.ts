import type { TensorType } from '../../tensor/type';
import type { TensorValue } from '../../values/value';

/** What the axes after the batch mean in what a class of layers gives, by the number of axes in all. */
const meanings: readonly { readonly layers: RegExp; readonly axes: { readonly [rank: number]: readonly string[] } }[] = [
  { layers: /^Embedding$/, axes: { 2: ['vector'], 3: ['position', 'vector'] } },
  { layers: /^(LSTM|GRU|SimpleRNN|RNN|Bidirectional)$/, axes: { 2: ['units'], 3: ['step', 'units'] } },
  { layers: /^(Separable|Depthwise)?Conv1D|^(Max|Average)Pooling1D$/, axes: { 3: ['step', 'channel'] } },
  { layers: /Conv2D|Pooling2D$|^Up[sS]ampling2D$|^(Resizing|Rescaling|CenterCrop|Random\w+)$/, axes: { 4: ['row', 'column', 'channel'] } },
  { layers: /Conv3D|Pooling3D$/, axes: { 5: ['plane', 'row', 'column', 'channel'] } },
  { layers: /^Global(Max|Average)Pooling/, axes: { 2: ['channel'] } },
  { layers: /^Dense$/, axes: { 2: ['units'], 3: ['position', 'units'] } },
  { layers: /^MultiHeadAttention$/, axes: { 3: ['position', 'vector'] } },
];

/** Names of the axes of a tensor that a layer gave; undefined where they are not known. */
export function axisNames({ type, origin, family }: TensorValue): readonly string[] | undefined {
  const rank = type.shape?.length;
  if (rank === undefined || rank === 0 || family !== 'keras') return undefined;
  const layer = origin?.args.self;
  const name = layer?.kind === 'object' ? layer.type.slice(layer.type.lastIndexOf('.') + 1) : '';
  const meaning = meanings.find(({ layers }) => layers.test(name))?.axes[rank];
  return meaning ? ['batch', ...meaning] : undefined;
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
