import assert from 'node:assert/strict';
import { printBatch, printShape, type Shape } from '../../../src/tensor/shape';
import { printType, type TensorType } from '../../../src/tensor/type';

describe('a shape in words', () => {
  const shapes: readonly [Shape, plain: string, batched: string][] = [
    [[null, 28, 28], '(None, 28, 28)', '(batch, 28, 28)'],
    [[null, null, 3], '(None, None, 3)', '(batch, None, 3)'],
    [[32, 10], '(32, 10)', '(32, 10)'],
    [[null], '(None,)', '(batch,)'],
    [[], '()', '()'],
    [null, '<unknown>', '<unknown>'],
  ];
  for (const [shape, plain, batched] of shapes)
    it(`${plain}, ${batched}`, () => assert.deepEqual([printShape(shape), printBatch(shape)], [plain, batched]));

  const types: readonly [TensorType, string][] = [
    [{ shape: [null, 4], dtype: 'float32' }, 'float32 (batch, 4)'],
    [{ shape: [null, null], dtype: 'int32', raggedRank: 1 }, 'ragged int32 (batch, None)'],
    [{ shape: [2, 9], dtype: 'int64', sparse: true }, 'sparse int64 (2, 9)'],
    [{ shape: null, dtype: null }, '? <unknown>'],
  ];
  for (const [type, text] of types) it(text, () => assert.equal(printType(type, true), text));
});
