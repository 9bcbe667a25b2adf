import * as assert from 'node:assert/strict';
import { arrayOfLiteral, NdArray } from '../../../../../src/train/input/array';
import { checkedAxis, concatArrays, reshapeArray, transposeArray } from '../../../../../src/train/input/ops/shape';

const six = arrayOfLiteral([1, 2, 3, 4, 5, 6]);

describe('arrays in another shape', () => {
  it('have the same elements, and remember where they came from', () => {
    const from = new NdArray('int32', [6], six.data, { file: 'a', record: 1 });
    assert.deepEqual(reshapeArray(from, [2, -1]), new NdArray('int32', [2, 3], six.data, from.origin));
    assert.deepEqual(reshapeArray(six, [3, 2, 1]).shape, [3, 2, 1]);
  });

  for (const shape of [[4], [4, -1], [7], [2, 4], [12]])
    it(`are not [${shape}] where they have six elements`, () => {
      assert.throws(
        () => reshapeArray(six, shape),
        new RegExp(`cannot reshape a tensor with 6 elements to shape \\[${shape.join(', ')}\\]`),
      );
    });

  it('have their axes in another order', () => {
    const rows = reshapeArray(six, [1, 2, 3]);
    const turned = transposeArray(rows, [2, 0, 1]);
    assert.deepEqual(
      [turned.shape, [...turned.data]],
      [
        [3, 1, 2],
        [1, 4, 2, 5, 3, 6],
      ],
    );
  });
});

describe('arrays that are joined', () => {
  const joined = (axis: number, ...values: unknown[]): unknown => {
    const { shape, data } = concatArrays(
      values.map(value => arrayOfLiteral(value)),
      axis,
    );
    return [shape, [...data]];
  };

  it('lie behind each other along an axis', () => {
    assert.deepEqual(
      joined(
        0,
        [[1, 2]],
        [
          [3, 4],
          [5, 6],
        ],
      ),
      [
        [3, 2],
        [1, 2, 3, 4, 5, 6],
      ],
    );
    assert.deepEqual(
      joined(
        -1,
        [[1], [2]],
        [
          [3, 4],
          [5, 6],
        ],
      ),
      [
        [2, 3],
        [1, 3, 4, 2, 5, 6],
      ],
    );
  });

  it('agree in their dtype and in every other axis', () => {
    assert.throws(() => joined(0, [1], [0.5]), /tf\.concat cannot join \[1\] int32 with \[1\] float32/);
    assert.throws(() => joined(0, [[1, 2]], [[1]]), /cannot join \[1, 2\] int32 with \[1, 1\] int32/);
    assert.throws(() => joined(0, [1], [[1]]), /cannot join/);
    assert.throws(() => concatArrays([], 0), /at least one tensor/);
  });

  it('have the axis', () => {
    assert.deepEqual(
      [-2, -1, 0, 1].map(axis => checkedAxis(axis, 2, 'It')),
      [0, 1, 0, 1],
    );
    for (const axis of [-3, 2])
      assert.throws(() => checkedAxis(axis, 2, 'It'), new RegExp(`^Error: It: there is no axis ${axis} in a tensor of rank 2$`));
  });
});
