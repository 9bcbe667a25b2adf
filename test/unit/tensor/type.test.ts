import * as assert from 'node:assert/strict';
import { joinTypes, type TensorType } from '../../../src/tensor/type';

const float: TensorType = { shape: [3], dtype: 'float32' };
const types: readonly [a: TensorType, b: TensorType, joined: TensorType | undefined][] = [
  [float, float, float],
  [float, { shape: [4], dtype: 'float32' }, { shape: [null], dtype: 'float32' }],
  [float, { shape: [3], dtype: 'int32' }, { shape: [3], dtype: null }],
  [float, { ...float, raggedRank: 1 }, undefined],
  [
    { ...float, raggedRank: 1 },
    { ...float, raggedRank: 1 },
    { ...float, raggedRank: 1 },
  ],
  [float, { ...float, sparse: true }, undefined],
  [
    { ...float, sparse: true },
    { ...float, sparse: true },
    { ...float, sparse: true },
  ],
];

describe('a type that is one of two', () => {
  for (const [a, b, joined] of types) it(`${JSON.stringify(a)} or ${JSON.stringify(b)}`, () => assert.deepEqual(joinTypes(a, b), joined));
});
