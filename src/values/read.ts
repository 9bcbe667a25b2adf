import type { Value } from './value';

/** Reads of a value as plain TypeScript; undefined always means "not known, or not of that kind". */

export const asNumber = (value: Value | undefined): number | undefined => {
  if (value === undefined) return undefined;
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  if (value.kind === 'bool') return value.value ? 1 : 0;
  const single = value.kind === 'tensor' && value.type.shape?.length === 0 ? value.constant?.[0] : undefined;
  return typeof single === 'number' ? single : undefined;
};

export const asInt = (value: Value | undefined): number | undefined => {
  const number = asNumber(value);
  return number !== undefined && Number.isInteger(number) ? number : undefined;
};

export const asString = (value: Value | undefined): string | undefined => (value?.kind === 'str' ? value.value : undefined);

export const asBool = (value: Value | undefined): boolean | undefined => (value?.kind === 'bool' ? value.value : undefined);

export const isNone = (value: Value | undefined): boolean => value?.kind === 'none';
export const isKnown = (value: Value | undefined): value is Value => value !== undefined && value.kind !== 'unknown';

/** The items of a list or tuple whose length is known. */
export const asItems = (value: Value | undefined): readonly Value[] | undefined => {
  if (value?.kind === 'tuple') return value.items;
  if (value?.kind === 'list') return value.cell.content?.items;
  return undefined;
};

/** What describes each item of a list or tuple, and how many there are (null where that is not known); undefined where nothing is known. */
export function asRepeated(value: Value | undefined): { each: Value; count: number | null } | undefined {
  if (value?.kind === 'list' && value.cell.content?.items === undefined) return value.cell.content ?? undefined;
  if (value?.kind === 'generator') return { each: value.each, count: null };
  return undefined;
}

/** The entries of a dictionary with known string keys, in order. */
export const asEntries = (value: Value | undefined): [string, Value][] | undefined => {
  if (value?.kind !== 'dict' || value.cell.content === null) return undefined;
  const entries: [string, Value][] = [];
  for (const item of value.cell.content.values()) {
    if (item.key.kind !== 'str') return undefined;
    entries.push([item.key.value, item.value]);
  }
  return entries;
};
