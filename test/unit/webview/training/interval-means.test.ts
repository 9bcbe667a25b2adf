import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { intervalMeans, isMeanOverSteps } from '../../../../webview/training/interval-means';

const cases: { name: string; steps: number[]; within: number[]; means: (number | null)[]; expected: (number | null)[] }[] = [
  { name: 'one step a point', steps: [1, 2, 3], within: [1, 2, 3], means: [4, 3, 2], expected: [4, 2, 0] },
  { name: 'several steps a point', steps: [2, 6], within: [2, 6], means: [1, 2], expected: [1, 2.5] },
  { name: 'a new epoch begins anew', steps: [1, 2, 3, 4], within: [1, 2, 1, 2], means: [4, 3, 1, 2], expected: [4, 2, 1, 3] },
  {
    name: 'a new epoch whose first point has more steps than the last before it',
    steps: [3, 15],
    within: [3, 5],
    means: [4, 1],
    expected: [4, 1],
  },
  { name: 'a gap', steps: [1, 2, 3], within: [1, 2, 3], means: [4, null, 2], expected: [4, null, 1] },
];

describe('intervalMeans', () => {
  for (const { name, steps, within, means, expected } of cases)
    it(name, () => assert.deepEqual(intervalMeans(steps, within, means), expected));

  it('gives the values back that the means were made of', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 60 }), values => {
        let sum = 0;
        const means = values.map((value, index) => {
          sum += value;
          return sum / (index + 1);
        });
        const steps = values.map((_, index) => index + 1);
        const found = intervalMeans(steps, steps, means);
        assert.ok(found.every((value, index) => Math.abs((value as number) - (values[index] as number)) < 1e-9));
      }),
    );
  });
});

describe('isMeanOverSteps', () => {
  const means = [
    'loss',
    'accuracy',
    'acc',
    'sparse_top_k_categorical_accuracy',
    'mae',
    'mse',
    'mape',
    'msle',
    'mean_absolute_error',
    'kl_divergence',
  ];
  for (const metric of means) it(`${metric} is`, () => assert.ok(isMeanOverSteps(metric)));
  for (const metric of ['auc', 'precision', 'recall', 'f1_score', 'root_mean_squared_error', 'mean_io_u', 'rmse', 'learning_rate']) {
    it(`${metric} is not`, () => assert.ok(!isMeanOverSteps(metric)));
  }
});
