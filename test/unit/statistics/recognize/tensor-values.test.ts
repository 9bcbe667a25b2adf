import * as assert from 'node:assert/strict';
import { readTensorHeader } from '../../../../src/records/tensor-proto';
import { readTensorValues } from '../../../../src/statistics/recognize/tensor-values';
import { recorded, surrounded } from './recorded';

const number = (value: number | string): number => Number(value);

describe('a serialized tensor', () => {
  for (const [index, { dtype, shape, values, bytes }] of recorded.tensors.entries()) {
    it(`${index}: ${dtype} of shape (${shape})`, () => {
      const outer = surrounded(bytes);
      const header = readTensorHeader(outer.bytes, outer.start, outer.end);
      assert.deepEqual([header?.dtype, header?.shape], [dtype, shape]);
      const read = readTensorValues(outer.bytes.subarray(outer.start, outer.end), 1000);
      assert.equal(read?.total, values.length);
      if (dtype === 'string') assert.deepEqual(read?.texts, values);
      else {
        assert.deepEqual([...(read?.numbers ?? [])], values.map(number));
        if (!dtype.includes('float')) assert.deepEqual(read?.texts, values.map(String));
      }
    });
  }

  it('gives as many of its values as are asked for', () => {
    const { bytes, values } = recorded.tensors.find(({ dtype, shape }) => dtype === 'int32' && shape.length === 2) ?? recorded.tensors[0];
    const data = Buffer.from(bytes, 'base64');
    for (const most of [0, 1, 5]) {
      const read = readTensorValues(data, most);
      assert.deepEqual([read?.total, read?.texts.length], [values.length, most]);
    }
  });

  it('of floats is written with seven digits', () => {
    const third = [...new Uint8Array(Float64Array.of(1 / 3).buffer)];
    assert.deepEqual(readTensorValues(Uint8Array.from([0x08, 2, 0x12, 0, 0x22, 8, ...third]), 9)?.texts, ['0.3333333']);
  });

  it('that goes on, or has hardly begun, is none', () => {
    for (const { bytes } of recorded.tensors) {
      const outer = surrounded(bytes);
      assert.equal(readTensorHeader(outer.bytes, outer.start, outer.end + 1), undefined);
      for (const length of [0, 1, 2, 3]) assert.equal(readTensorHeader(outer.bytes, outer.start, outer.start + length), undefined);
    }
  });

  /** TensorProto by hand: dtype 3 is int32, field 2 its shape. */
  const protos: readonly [what: string, bytes: readonly number[], isTensor: boolean][] = [
    ['a scalar of zeros', [0x08, 3, 0x12, 0], true],
    ['an unknown dtype', [0x08, 11, 0x12, 0], false],
    ['no shape', [0x08, 3, 0x1a, 0], false],
    ['a shape beyond its end', [0x08, 3, 0x12, 2], false],
    ['a dimension without a size', [0x08, 3, 0x12, 2, 0x12, 0], true],
    ['a dimension with a name', [0x08, 3, 0x12, 5, 0x12, 3, 0x08, 1, 0x12], true],
    ['a dimension of another field', [0x08, 3, 0x12, 2, 0x0a, 0], false],
    ['content of the wrong length', [0x08, 3, 0x12, 0, 0x22, 3, 1, 2, 3], false],
    ['content of the right length', [0x08, 3, 0x12, 0, 0x22, 4, 1, 2, 3, 4], true],
    ['a version', [0x08, 3, 0x12, 0, 0x18, 1], true],
    ['a field that it does not have', [0x08, 3, 0x12, 0, 0x92, 1, 0], false],
    ['a field before its own', [0x08, 3, 0x12, 0, 0x10, 1], false],
    ['a fixed value of four bytes', [0x08, 1, 0x12, 0, 0x2d, 0, 0, 0, 0], true],
    ['a fixed value of eight bytes', [0x08, 2, 0x12, 0, 0x31, 0, 0, 0, 0, 0, 0, 0, 0], true],
    ['a fixed value that is cut short', [0x08, 1, 0x12, 0, 0x2d, 0, 0, 0], false],
    ['a group', [0x08, 3, 0x12, 0, 0x3b, 0x3c], false],
  ];
  for (const [what, bytes, isTensor] of protos)
    it(`${isTensor ? 'may have' : 'has no'} ${what}`, () =>
      assert.equal(readTensorHeader(Uint8Array.from(bytes), 0, bytes.length) !== undefined, isTensor));
});
