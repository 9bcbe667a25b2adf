import * as assert from 'node:assert/strict';
import { arrayOfLiteral } from '../../../../src/train/input/array';
import { checkClassIds } from '../../../../src/train/model/label-range';

const SPARSE = 'keras.losses.SparseCategoricalCrossentropy';
const check = (labels: unknown, classes: number, name = SPARSE, config = {}): void =>
  checkClassIds(arrayOfLiteral(labels), { name, config }, [2, classes]);

describe('class ids', () => {
  it('are those of the outputs', () => {
    check([0, 2], 3);
    check([[0], [2]], 3, 'sparse_categorical_crossentropy');
  });
  for (const [labels, words] of [
    [[0, 3], /a label is 3 \(example 1 of the batch\), and the last layer has 3 outputs, for the classes 0 to 2/],
    [[-1, 0], /a label is -1 \(example 0/],
    [
      [
        [0, 1],
        [2, 5],
      ],
      /a label is 5 \(example 1/,
    ],
  ] as const)
    it(`beyond them end the run: ${JSON.stringify(labels)}`, () => assert.throws(() => check(labels, 3), words));
  it('that the loss ignores may be any', () => check([0, 255], 3, SPARSE, { ignore_class: 255 }));
  it('are no matter to other losses, nor before the model is built', () => {
    check([0, 9], 1, 'mse');
    checkClassIds(arrayOfLiteral([9]), { name: SPARSE, config: {} }, undefined);
  });
});
