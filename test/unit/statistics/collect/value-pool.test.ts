import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { FIELD_KIND } from '../../../../src/records/field-table';
import { clearPool, createValuePool, poolList } from '../../../../src/statistics/collect/value-pool';

type Values = (bigint | number | string)[];

const pool = createValuePool();

/** The values of a list in these bytes, behind others and before others; undefined where it is malformed. */
function pooled(kind: number, list: readonly number[]): Values | undefined {
  const bytes = Uint8Array.from([0xff, 0xff, ...list, 0x0a, 0x01, 0x08]);
  clearPool(pool);
  if (!poolList(pool, kind, bytes, 2, 2 + list.length)) return undefined;
  const view = new DataView(bytes.buffer);
  assert.equal(pool.source[0], bytes);
  return Array.from({ length: pool.to[0] - pool.from[0] }, (_, index) => pool.from[0] + index).flatMap((at): Values => {
    if (kind === FIELD_KIND.int64) return [BigInt.asIntN(64, (BigInt(pool.high[at]) << 32n) | BigInt(pool.low[at] >>> 0))];
    const [start, size] = [pool.start[at], pool.size[at]];
    return kind === FIELD_KIND.float
      ? Array.from({ length: size }, (_, index) => view.getFloat32(start + 4 * index, true))
      : [Buffer.from(bytes.subarray(start, start + size)).toString('latin1')];
  });
}

const varint = (value: bigint): number[] => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
};
const float = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];
const delimited = (tag: number, content: readonly number[]): number[] => [tag, ...varint(BigInt(content.length)), ...content];

/** Pieces of a list: packed runs, single values, and fields that are no value. */
const unknown = fc.constantFrom<number[][]>(
  [0x10, 0x05],
  [0x12, 0x02, 1, 2],
  [0x19, 1, 2, 3, 4, 5, 6, 7, 8],
  [0x25, 1, 2, 3, 4],
  [0x1b, 0x10, 0x05, 0x1c],
);
interface Piece {
  bytes: number[];
  values: Values;
}
const pieces = (
  value: fc.Arbitrary<bigint | number | string>,
  packed: (values: Values) => number[],
  single: (one: Values[number]) => number[],
) =>
  fc.array(
    fc.oneof(
      fc.array(value, { maxLength: 5 }).map((values): Piece => ({ bytes: packed(values), values })),
      value.map((one): Piece => ({ bytes: single(one), values: [one] })),
      unknown.map((bytes): Piece => ({ bytes, values: [] })),
    ),
    { maxLength: 6 },
  );

const int64s = fc.oneof(
  fc.bigInt({ min: 0n, max: 300n }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(127n, 128n, 16383n, 16384n, -1n),
);
const floats = fc.float({ noNaN: true }).map(Math.fround);
const lists: readonly [name: string, kind: number, list: fc.Arbitrary<Piece[]>][] = [
  [
    'int64',
    FIELD_KIND.int64,
    pieces(
      int64s,
      values =>
        delimited(
          0x0a,
          values.flatMap(value => varint(value as bigint)),
        ),
      one => [0x08, ...varint(one as bigint)],
    ),
  ],
  [
    'float',
    FIELD_KIND.float,
    pieces(
      floats,
      values =>
        delimited(
          0x0a,
          values.flatMap(value => float(value as number)),
        ),
      one => [0x0d, ...float(one as number)],
    ),
  ],
  [
    'bytes',
    FIELD_KIND.bytes,
    pieces(
      fc.string({ unit: 'binary-ascii', maxLength: 200 }),
      values => values.flatMap(value => delimited(0x0a, [...Buffer.from(value as string, 'latin1')])),
      one => delimited(0x0a, [...Buffer.from(one as string, 'latin1')]),
    ),
  ],
];

/** Lists that protobuf refuses, of every kind or of one. */
const malformed: readonly [what: string, bytes: readonly number[], kinds?: readonly number[]][] = [
  ['a length beyond the end', [0x0a, 5, 1, 2]],
  ['a length that is cut off', [0x0a, 0x80]],
  ['a tag that is cut off', [0x80]],
  ['a tag of field 0', [0x02, 0]],
  ['a tag of eleven bytes', [...Array(10).fill(0x80), 1]],
  ['a tag beyond 32 bits', [0x80, 0x80, 0x80, 0x80, 0x80, 1, 0]],
  ['a varint that is cut off', [0x10, 0x80]],
  ['a varint of eleven bytes', [0x10, ...Array(10).fill(0x80), 1]],
  ['eight bytes that are cut off', [0x19, 1, 2, 3, 4, 5, 6, 7]],
  ['four bytes that are cut off', [0x25, 1, 2, 3]],
  ['a group without an end', [0x1b, 0x10, 5]],
  ['the end of a group that has no start', [0x1c]],
  ['a wire type that there is none of', [0x1f]],
  ['a run of floats that is no multiple of four bytes', [0x0a, 3, 1, 2, 3], [FIELD_KIND.float]],
  ['a float that is cut off', [0x0d, 1, 2, 3], [FIELD_KIND.float]],
  ['a number that is cut off', [0x08, 0x80], [FIELD_KIND.int64]],
  ['a number of eleven bytes', [0x08, ...Array(10).fill(0x80), 1], [FIELD_KIND.int64]],
  ['a run whose last number is cut off', [0x0a, 2, 1, 0x80], [FIELD_KIND.int64]],
];

describe('a pool of values', () => {
  for (const [name, kind, list] of lists)
    it(`has every value of a list of ${name}, packed or not, among fields that are none`, () => {
      fc.assert(
        fc.property(list, found => {
          assert.deepEqual(
            pooled(
              kind,
              found.flatMap(({ bytes }) => bytes),
            ),
            found.flatMap(({ values }) => values),
          );
        }),
        { numRuns: 300 },
      );
    });

  for (const [what, bytes, kinds = [FIELD_KIND.int64, FIELD_KIND.float, FIELD_KIND.bytes]] of malformed)
    it(`refuses ${what}`, () => {
      for (const kind of kinds) assert.equal(pooled(kind, bytes), undefined);
    });

  it('reads numbers of ten bytes', () => {
    assert.deepEqual(pooled(FIELD_KIND.int64, [0x08, ...varint(-1n)]), [-1n]);
    assert.deepEqual(pooled(FIELD_KIND.int64, delimited(0x0a, varint(-(2n ** 63n)))), [-(2n ** 63n)]);
    assert.deepEqual(pooled(FIELD_KIND.int64, [0x10, ...Array(9).fill(0x80), 1]), [], 'a field that is none, too');
  });

  it('has nothing of an empty list', () => {
    for (const kind of Object.values(FIELD_KIND)) assert.deepEqual(pooled(kind, []), []);
  });

  it('grows, and keeps entries apart', () => {
    clearPool(pool);
    const numbers = Uint8Array.from(delimited(0x0a, Array(100).fill(5)));
    const words = Uint8Array.from(Array.from({ length: 3 }, () => [0x0a, 1, 65]).flat());
    for (let entry = 0; entry < 50; entry++) {
      assert.ok(poolList(pool, FIELD_KIND.int64, numbers, 0, numbers.length));
      assert.ok(poolList(pool, FIELD_KIND.bytes, words, 0, words.length));
    }
    assert.deepEqual([pool.entries, pool.ints, pool.spans], [100, 5000, 150]);
    for (let entry = 0; entry < 100; entry++) {
      const isInt = entry % 2 === 0;
      assert.equal(pool.kind[entry], isInt ? FIELD_KIND.int64 : FIELD_KIND.bytes);
      assert.deepEqual(
        [pool.from[entry], pool.to[entry]],
        isInt ? [50 * entry, 50 * entry + 100] : [(3 * (entry - 1)) / 2, (3 * (entry - 1)) / 2 + 3],
      );
      assert.equal(pool.source[entry], isInt ? numbers : words);
    }
    assert.ok(pool.low.subarray(0, 5000).every(value => value === 5));
  });
});
