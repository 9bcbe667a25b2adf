import assert from 'node:assert/strict';
import { testParser } from '../python/parser';
import { judgeAll, readCases } from './judge';

/** Random models with random data, random pipelines, and whole scripts, with the answers of Keras and TensorFlow. */
const tables: { table: string; errors: number; shapes: number }[] = [
  { table: 'rules/models.jsonl', errors: 0.96, shapes: 0.99 },
  // Whole programs as people write them, with and without a mistake; and small ones of what they taught.
  { table: 'rules/scripts.jsonl', errors: 0.9, shapes: 0.5 },
  // What training compares: labels, weights and outputs with losses and metrics, states and masks with layers.
  { table: 'rules/training.jsonl', errors: 0.5, shapes: 0 },
  // Calls, keys and unpackings that Python refuses.
  { table: 'rules/calls.jsonl', errors: 1, shapes: 0.7 },
  // Arrays of lists and of texts, weights that are set and loaded, generators.
  { table: 'rules/given.jsonl', errors: 1, shapes: 0.1 },
  // What programs do with pandas and scikit-learn before they train.
  { table: 'rules/pandas.jsonl', errors: 1, shapes: 0.4 },
  { table: 'rules/pipeline.jsonl', errors: 0.9, shapes: 0.91 },
  // Batches in random orders of steps: what is left unknown is the rows of batches after steps that drop or cut them.
  { table: 'rules/batches.jsonl', errors: 0.6, shapes: 0.5 },
];

describe('models and pipelines', () => {
  for (const { table, errors, shapes } of tables) {
    it(`of ${table} are as Keras and TensorFlow have them`, async function () {
      this.timeout(60_000);
      const { count, wrong, summary } = judgeAll(readCases(table), await testParser());
      assert.deepEqual(wrong, [], summary);
      const raising = count('error found') + count('error missed') + count('error elsewhere');
      const running = count('shape agrees') + count('shape unknown');
      assert.ok(count('error found') >= errors * raising && count('shape agrees') >= shapes * running, summary);
    });
  }
});
