import { isA } from '../../rules/core/objects';
import type { DatasetState } from '../../rules/pipeline/dataset';
import type { DictItem, Value } from '../../values/value';

/** A value's type as plain data: the contract of `tensorscope shapes` (docs/architecture.md). */
export type TypeJson =
  | { shape: (number | null)[] | null; dtype: string | null; ragged_rank?: number; sparse?: true }
  | { unknown: true }
  | { other: string }
  | TypeJson[]
  | { [name: string]: TypeJson };

/** A value as the types of the tensors in it. */
export function typeJson(value: Value): TypeJson {
  switch (value.kind) {
    case 'unknown':
      return { unknown: true };
    case 'tensor': {
      const { shape, dtype, raggedRank, sparse } = value.type;
      return {
        shape: shape && [...shape],
        dtype,
        ...(raggedRank !== undefined && { ragged_rank: raggedRank }),
        ...(sparse && { sparse: true as const }),
      };
    }
    case 'tuple':
      return value.items.map(typeJson);
    case 'list':
      return value.cell.content?.items?.map(typeJson) ?? { other: 'list' };
    case 'dict':
      return value.cell.content === null ? { other: 'dict' } : entriesJson([...value.cell.content.values()]);
    case 'object':
      return datasetJson(value) ?? { other: value.type };
    default:
      return { other: value.kind };
  }
}

/** A dataset is shown as one element of it. */
function datasetJson(value: Value): TypeJson | undefined {
  if (!isA(value, 'tf.data.Dataset')) return undefined;
  const state = value.state.content as DatasetState | undefined;
  return state ? typeJson(state.element) : { unknown: true };
}

/** The entries of a dictionary by key, sorted: their order is no part of a type. */
const entriesJson = (items: readonly DictItem[]): TypeJson =>
  Object.fromEntries(
    items
      .map(({ key, value }): [string, TypeJson] => [key.kind === 'str' ? key.value : key.kind, typeJson(value)])
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
