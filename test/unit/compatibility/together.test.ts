import { strict as assert } from 'node:assert';
import type { RecordFeature } from '../../../src/compatibility/feature';
import { judge } from '../../../src/compatibility/judge';
import type { Target } from '../../../src/compatibility/target';

const floats = (name: string, ...shape: number[]): RecordFeature => ({ name, type: { shape, dtype: 'float32' } });
const category = (name: string, values: number): RecordFeature => ({
  name,
  type: { shape: [], dtype: 'int64' },
  numbers: { min: 0, max: values - 1, count: 100, zeros: 10, notFinite: 0, distinct: values },
});
const vector = (width: number): Target => ({ kind: 'input', name: 'input', takes: { shape: [null, width], dtype: 'float32' } });

/** The step for the first feature; none where it is not offered. */
const joined = (features: RecordFeature[], width: number): string[] =>
  judge(features[0], vector(width), features).steps.map(({ code }) => code);

describe('features that fit only together', () => {
  const one = floats('a', 4);

  it('are all joined, categories one-hot', () =>
    assert.deepEqual(joined([one, category('b', 3)], 7), [
      'example["a"] = tf.concat([example["a"], tf.one_hot(example["b"], 3)], axis=0)',
    ]));

  it('are joined as numbers where that is the width', () =>
    assert.deepEqual(joined([one, category('b', 3)], 5), [
      'example["a"] = tf.concat([example["a"], [tf.cast(example["b"], tf.float32)]], axis=0)',
    ]));

  it('are those that have the width, where all are too many', () =>
    assert.deepEqual(joined([one, floats('b', 2), floats('c', 9)], 6), ['example["a"] = tf.concat([example["a"], example["b"]], axis=0)']));

  it('are not offered where there are two choices', () =>
    assert.deepEqual(joined([one, floats('b', 2), floats('c', 2), floats('d', 9)], 6), []));

  it('are no labels', () => assert.deepEqual(joined([one, { ...floats('b', 2), isLabel: true }], 6), []));

  it('may be many', () => {
    const many = Array.from({ length: 200 }, (_, index) => floats(`f${index}`));
    assert.equal(joined(many, 200).length, 1);
    const categories = Array.from({ length: 200 }, (_, index) => category(`f${index}`, 2 + (index % 50)));
    assert.deepEqual(joined(categories, 1117), [], 'too many selections to try');
  });
});

describe('a table of verdicts', () => {
  it('of 200 features and 20 layers takes less than a tenth of a second', () => {
    const features = Array.from({ length: 200 }, (_, index) =>
      index % 3 ? category(`f${index}`, 2 + (index % 50)) : floats(`f${index}`, index % 7),
    );
    const targets = Array.from({ length: 20 }, (_, index) =>
      index % 2
        ? vector(100 + index)
        : ({ kind: 'embedding', name: 'e', takes: { shape: null, dtype: 'int64' }, rows: 40, width: 8 } as const),
    );
    const table = (): number => {
      const start = performance.now();
      for (const feature of features) for (const target of targets) judge(feature, target, features);
      return performance.now() - start;
    };
    const quickest = Math.min(...Array.from({ length: 10 }, table));
    assert.ok(quickest < 100, `${quickest} ms`);
  });
});
