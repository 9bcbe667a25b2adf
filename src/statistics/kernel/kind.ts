/** The kinds of values, numbered as KIND of ../../records/field-table.ts has them. */
export const BYTES: i32 = 1;
export const FLOAT: i32 = 2;
export const INT64: i32 = 3;

/** The kind of a list by its tag in a Feature: bytes_list = 1, float_list = 2, int64_list = 3. Of a tag that is none of theirs, it is none of these. */
export function kindOfTag(tag: i32): i32 {
  return tag === 0x0a ? BYTES : tag === 0x12 ? FLOAT : tag === 0x1a ? INT64 : 0;
}
