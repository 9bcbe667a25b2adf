import { formatSizes } from '../common/sizes';
import type { DatasetStatistics } from '../statistics/report/statistics';

/** What an expression is about, for checking and for messages. */
export type Type = 'number' | 'text' | 'boolean' | 'any';

/** A feature as filters know it. */
export interface Column {
  name: string;
  type: Type;
  /** In a few words, for the list of completions. */
  detail: string;
  /** Frequent values as they are written in an expression, for completion. */
  literals: string[];
}

const TYPES: { [kind: string]: Type } = { int64: 'number', float: 'number', bytes: 'text' };

/** The columns of a dataset. A name in two places (context and sequence) is one column, the first. */
export function columnsOf({ features }: DatasetStatistics): Column[] {
  const columns = new Map<string, Column>();
  for (const { name, kind, shape, role, int64, bytes } of features) {
    if (columns.has(name)) continue;
    const sizes = formatSizes(shape);
    const numbers = (int64?.top_values ?? []).map(({ value }) => String(value));
    const texts = (bytes?.top_values ?? []).flatMap(({ value }) =>
      'utf8' in value && value.length === undefined ? [JSON.stringify(value.utf8)] : [],
    );
    columns.set(name, {
      name,
      type: TYPES[kind] ?? 'any',
      detail: `${kind} ${sizes}${role ? `, ${role.kind}` : ''}`,
      literals: (bytes?.images ? [] : [...numbers, ...texts]).slice(0, 20),
    });
  }
  return [...columns.values()];
}
