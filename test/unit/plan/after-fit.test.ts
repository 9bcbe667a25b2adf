import assert from 'node:assert/strict';
import { describeCallsAfterFit } from '../../../src/plan/after-fit';
import { planOf } from './program';

const sentences: readonly [methods: readonly string[], text: string][] = [
  [['save'], 'After fit, save (line 1) is not run; the run folder has the trained weights.'],
  [['save', 'predict'], 'After fit, save (line 1) and predict (line 2) are not run; the run folder has the trained weights.'],
  [
    ['save', 'predict', 'evaluate'],
    'After fit, save (line 1), predict (line 2) and evaluate (line 3) are not run; the run folder has the trained weights.',
  ],
];

/** What follows `fit`, and the calls of it that a run names, with their lines. */
const programs: readonly [after: string, calls: readonly (readonly [method: string, line: number])[]][] = [
  ['', []],
  ['model.evaluate(data)\nmodel.save("a.keras")', [['save', 14]]],
  ['model.export("a")', [['export', 13]]],
  ['model.predict(data)', [['predict', 13]]],
  ['model.predict_on_batch(x)', [['predict_on_batch', 13]]],
  ['model.save_weights("a")', [['save_weights', 13]]],
  ['model.test_on_batch(x, y)', [['test_on_batch', 13]]],
  ['model.train_on_batch(x, y)', [['train_on_batch', 13]]],
  ['model.fit_generator(data)', [['fit_generator', 13]]],
  ['model.summary()\nmodel.get_weights()', []],
  ['dense.get_weights()\nmodel.optimizer.save("a")', []],
  ['other = keras.Sequential([layers.Dense(3)])\nother.save("a")', []],
  ['for path in ["a", "b"]:\n    model.save(path)', [['save', 14]]],
];

describe('what follows fit', () => {
  for (const [methods, text] of sentences)
    it(`is said in a sentence: ${methods.join(', ')}`, () => {
      const calls = methods.map((method, index) => ({ method, site: { path: 'main.py', line: index + 1, column: 1 } }));
      assert.equal(describeCallsAfterFit(calls), text);
    });

  for (const [after, calls] of programs)
    it(`is found: ${after.replaceAll('\n', ' ')}`, async () => {
      const { plans, refusals } = await planOf({ fit: `model.fit(data)\n${after}` });
      assert.deepEqual(refusals, []);
      assert.deepEqual(
        (plans[0].afterFit ?? []).map(({ method, site }) => [method, site.line]),
        calls,
      );
      assert.equal('afterFit' in plans[0], calls.length > 0);
    });
});
