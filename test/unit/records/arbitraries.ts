import fc from 'fast-check';
import { crcOfLength, maskCrc } from '../../../src/records/crc32c';
import type { FeatureValue } from '../../../src/records/example';
import { putRecord } from '../../../src/records/record-writer';

/** How many mutated inputs a property sees; the long run of 100,000 sets RECORD_MUTATIONS. */
export const mutations = Number(process.env.RECORD_MUTATIONS ?? 1500);

/** A record file with these payloads. */
export function fileOf(payloads: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(payloads.reduce((size, payload) => size + payload.length + 16, 0));
  payloads.reduce((at, payload) => putRecord(bytes, at, payload), 0);
  return bytes;
}

/** A header that announces `length`, sound by its own CRC. */
export function header(length: number): Uint8Array {
  const bytes = new Uint8Array(16);
  putRecord(bytes, 0, new Uint8Array(0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length >>> 0, true);
  view.setUint32(4, Math.floor(length / 2 ** 32), true);
  view.setUint32(8, maskCrc(crcOfLength(bytes, 0)), true);
  return bytes.subarray(0, 12);
}

/** One way to spoil bytes, at a place given as a fraction of their length. */
type Mutation = { kind: 'set' | 'flip' | 'insert' | 'delete' | 'cut' | 'repeat' | 'header'; at: number; value: number; bytes: Uint8Array };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom<Mutation['kind'][]>('set', 'flip', 'insert', 'delete', 'cut', 'repeat', 'header'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  value: fc.nat(255),
  bytes: fc.uint8Array({ maxLength: 40 }),
});

const spliced = (bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(Math.min(bytes.length, at + removed))]));

const MUTATE: { [kind in Mutation['kind']]: (bytes: Uint8Array, at: number, mutation: Mutation) => Uint8Array } = {
  set: (bytes, at, { value }) => spliced(bytes, at, 1, Uint8Array.of(value)),
  flip: (bytes, at, { value }) => spliced(bytes, at, 1, Uint8Array.of((bytes[at] ?? 0) ^ (1 << (value & 7)))),
  insert: (bytes, at, { bytes: added }) => spliced(bytes, at, 0, added),
  delete: (bytes, at, { value }) => spliced(bytes, at, value, new Uint8Array(0)),
  cut: (bytes, at) => bytes.slice(0, at),
  repeat: (bytes, at, { value }) => spliced(bytes, at, 0, bytes.subarray(at, at + value)),
  header: (bytes, at, { value }) =>
    spliced(bytes, at, 12, header(value % 3 === 0 ? value * 2 ** 32 : value % 3 === 1 ? value : 2 ** 31 - 17)),
};

/** Bytes of `base`, spoiled in up to four places. */
export const spoiled = (base: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(base, fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([bytes, steps]) => steps.reduce((spoilt, step) => MUTATE[step.kind](spoilt, Math.floor(step.at * spoilt.length), step), bytes));

const featureValue: fc.Arbitrary<FeatureValue> = fc.oneof(
  fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 4 }).map((values): FeatureValue => ({ kind: 'bytes', values })),
  fc.float32Array({ maxLength: 6 }).map((values): FeatureValue => ({ kind: 'float', values })),
  fc.bigInt64Array({ maxLength: 6 }).map((values): FeatureValue => ({ kind: 'int64', values })),
  fc.constant<FeatureValue>({ kind: 'none', values: [] }),
);

const name = fc.string({ unit: 'grapheme', maxLength: 12 });

export const features: fc.Arbitrary<Map<string, FeatureValue>> = fc
  .array(fc.tuple(name, featureValue), { maxLength: 8 })
  .map(entries => new Map(entries));

export const featureLists: fc.Arbitrary<Map<string, FeatureValue[]>> = fc
  .array(fc.tuple(name, fc.array(featureValue, { maxLength: 4 })), { maxLength: 4 })
  .map(entries => new Map(entries));
