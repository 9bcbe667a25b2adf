import * as assert from 'node:assert/strict';
import type { Arg, Site } from '../../../../../src/plan/plan';
import { NdArray } from '../../../../../src/train/input/array';
import { compileTrace, toArray } from '../../../../../src/train/input/mapped-function';
import { dataOps } from '../../../../../src/train/input/ops/table';
import { seededRandom } from '../../../../../src/train/random';

const site: Site = { path: 'a.py', line: 1, column: 1 };
const image = new NdArray('float32', [2, 3, 1], Float32Array.of(0, 0.1, 0.2, 0.3, 0.4, 0.5));

/** What an operation gives for the image, again and again. */
function drawn(op: string, args: { [name: string]: Arg }, count: number, seed = 1): number[][] {
  const nodes = [
    { id: 0, op: 'parameter', args: { index: { value: 0 } }, site },
    { id: 1, op, args, site },
  ];
  const run = compileTrace({ nodes, result: { leaf: { node: 1 } } }, dataOps, seededRandom(seed));
  return Array.from({ length: count }, () => [...(toArray(run(image), op).data as Float32Array)]);
}
const of = (args: { [name: string]: number | number[] }, name = 'image'): { [name: string]: Arg } => ({
  [name]: { node: 0 },
  ...Object.fromEntries(Object.entries(args).map(([key, value]) => [key, { value }])),
});
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('random changes of images', () => {
  for (const [op, first] of [
    ['tf.image.random_flip_left_right', 0.2],
    ['tf.image.random_flip_up_down', 0.3],
  ] as const)
    it(`${op} turns every second image`, () => {
      const firsts = drawn(op, of({}), 2000).map(([value]) => Math.round(value * 10) / 10);
      assert.deepEqual([...new Set(firsts)].sort(), [0, first]);
      assert.ok(Math.abs(mean(firsts) - first / 2) < 0.1 * first);
    });

  it('random_brightness adds one number between both bounds to all', () => {
    const deltas = drawn('tf.image.random_brightness', of({ max_delta: 0.2 }), 2000).map(values => values[4] - 0.4);
    assert.ok(Math.min(...deltas) >= -0.2 - 1e-6 && Math.max(...deltas) <= 0.2 + 1e-6);
    assert.ok(Math.abs(mean(deltas)) < 0.02 && Math.abs(mean(deltas.map(delta => delta ** 2)) - 0.04 / 3) < 0.002);
  });

  it('random_contrast keeps the mean', () => {
    for (const values of drawn('tf.image.random_contrast', of({ lower: 0.5, upper: 2 }), 50)) {
      assert.ok(Math.abs(mean(values) - 0.25) < 1e-6);
      const factor = (values[5] - values[0]) / 0.5;
      assert.ok(factor >= 0.5 - 1e-6 && factor <= 2 + 1e-6);
    }
  });

  it('random_crop takes each box that fits', () => {
    const boxes = drawn('tf.image.random_crop', of({ size: [1, 2, 1] }, 'value'), 400).map(values =>
      values.map(value => value.toFixed(1)).join(),
    );
    assert.deepEqual([...new Set(boxes)].sort(), ['0.0,0.1', '0.1,0.2', '0.3,0.4', '0.4,0.5']);
  });

  it('random.uniform stays below its end, whole numbers too', () => {
    const args = (more: { [name: string]: number | string }) =>
      Object.fromEntries(Object.entries({ shape: [500], ...more }).map(([name, value]) => [name, { value }]));
    const [floats] = drawn('tf.random.uniform', args({ minval: 2, maxval: 3 }), 1);
    assert.ok(floats.every(value => value >= 2 && value < 3));
    const [whole] = drawn('tf.random.uniform', args({ maxval: 3, dtype: 'int32' }), 1);
    assert.deepEqual([...new Set(whole)].sort(), [0, 1, 2]);
  });

  it('are the same for the same seed', () => {
    const args = of({ max_delta: 0.2 });
    assert.deepEqual(drawn('tf.image.random_brightness', args, 5, 3), drawn('tf.image.random_brightness', args, 5, 3));
    assert.notDeepEqual(drawn('tf.image.random_brightness', args, 5, 3), drawn('tf.image.random_brightness', args, 5, 4));
  });
});
