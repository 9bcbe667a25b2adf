import type { ModuleFolder } from '../../../../src/hub/saved-model/read';
import { bytesSource } from '../../../../src/records/byte-source';

/** A field of a protocol buffer: number, and a number, a text, bytes, or the fields of a message. */
export type WrittenField = readonly [number: number, value: number | string | Uint8Array | readonly WrittenField[]];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

/** The tag and length of a field that is `length` bytes long. */
export const head = (number: number, length: number): Uint8Array => Buffer.from([...varint(number * 8 + 2), ...varint(length)]);

/** A message with these fields, as bytes. */
export function written(fields: readonly WrittenField[]): Uint8Array {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.from([...varint(number * 8), ...varint(value)]);
      const body = typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : written(value);
      return Buffer.concat([head(number, body.length), body]);
    }),
  );
}

export const node = (op: string): WrittenField => [
  1,
  [
    [1, `${op}_1`],
    [2, op],
  ],
];

/** A tensor in a signature. */
const tensor = (name: string, dtype: number, shape: readonly number[]): WrittenField[] => [
  [1, name],
  [
    2,
    [
      [2, dtype],
      [3, shape.map((size): WrittenField => [2, [[1, size]]])],
    ],
  ],
];
/** serving_default from x to y, both of this DataType and (None, 3). */
export const signature = (dtype: number): WrittenField => [
  5,
  [
    [1, 'serving_default'],
    [
      2,
      [
        [1, tensor('x', dtype, [-1, 3])],
        [2, tensor('y', dtype, [-1, 3])],
      ],
    ],
  ],
];

/** saved_model.pb with one graph for serving, of these fields of MetaGraphDef. */
export const savedModel = (...fields: readonly WrittenField[]): Uint8Array =>
  written([
    [1, 1],
    [2, [[1, [[4, 'serve']]], ...fields]],
  ]);

/** A folder in memory. */
export const folderOf = (files: { readonly [path: string]: Uint8Array }): ModuleFolder => ({
  open: async path => (files[path] ? bytesSource(files[path]) : undefined),
});
