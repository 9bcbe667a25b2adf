import { FIELD_KIND, type FieldKind, type FieldTable } from './field-table';
import { countBytes, countInt64s, eachStep } from './list-values';

/**
 * What a record's values cost in memory when they are read, in units of eight bytes: an int64 of a single byte takes one, an empty byte string, which is a view, eight, and a
 * step of a SequenceExample sixteen. Floats take what they take in the file. A record of a few megabytes could ask for gigabytes otherwise.
 */
const COST = { int64: 1, bytes: 8, step: 16 } as const;

/** Most of it that a record may cost: 128 MiB, which 16 million int64s take, 2 million byte strings, or a million steps. */
const MAX_COST = 1 << 24;

/** A byte of a record costs at most so much (a byte string takes two bytes at least, and so does a step). */
const MAX_COST_OF_BYTE = 8;

const costOf = (kind: FieldKind, bytes: Uint8Array, start: number, end: number): number => {
  if (kind === FIELD_KIND.int64) return COST.int64 * Math.max(0, countInt64s(bytes, start, end));
  if (kind === FIELD_KIND.bytes) return COST.bytes * Math.max(0, countBytes(bytes, start, end));
  return 0;
};

function costOfSteps(bytes: Uint8Array, start: number, end: number): number {
  let cost = 0;
  eachStep(bytes, start, end, (kind, source, from, to) => {
    cost += COST.step + costOf(kind, source, from, to);
  });
  return cost;
}

/**
 * The feature with which a record costs too much to be read; undefined for a record of any usual size. Records of less than 2 MiB cannot, and are not
 * looked at; of others each value is passed over once.
 */
export function crowdedFeature({ count, kinds, sources, starts, ends, ids, names }: FieldTable): string | undefined {
  let bytes = 0;
  for (let i = 0; i < count; i++) bytes += ends[i] - starts[i];
  if (bytes * MAX_COST_OF_BYTE <= MAX_COST) return undefined;
  let cost = 0;
  for (let i = 0; i < count; i++) {
    const kind = kinds[i] as FieldKind;
    cost += (kind === FIELD_KIND.list ? costOfSteps : costOf.bind(undefined, kind))(sources[i], starts[i], ends[i]);
    if (cost > MAX_COST) return names.texts[ids[i]];
  }
  return undefined;
}
