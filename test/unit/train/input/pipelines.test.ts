import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { diskFiles } from '../../../../src/check/host/node-disk';
import { datasetPlan } from '../../../../src/plan/dataset';
import { Refusals } from '../../../../src/plan/refused';
import { type Element, NdArray } from '../../../../src/train/input/array';
import { buildDataset } from '../../../../src/train/input/build-dataset';
import { elementsOf } from '../../../../src/train/input/dataset';
import { inProject, root } from '../../../root';
import { valueOfY } from '../../check/reading';

const { cases } = JSON.parse(readFileSync(inProject('test/data/train/pipelines.json'), 'utf8')) as {
  cases: { source: string; elements: unknown[] }[];
};

function nested(data: readonly unknown[], [size, ...rest]: readonly number[]): unknown {
  if (size === undefined) return data[0];
  const each = data.length / size;
  return Array.from({ length: size }, (_, i) => nested(data.slice(i * each, (i + 1) * each), rest));
}

function plain(element: Element): unknown {
  if (element instanceof NdArray)
    return nested(
      [...element.data].map(item => (item instanceof Uint8Array ? new TextDecoder().decode(item) : item)),
      element.shape,
    );
  if (Array.isArray(element)) return element.map(plain);
  return Object.fromEntries(Object.entries(element).map(([name, item]) => [name, plain(item as Element)]));
}

const { workspace } = diskFiles().around([root]);
const span = { path: 'main.py', line: 1, column: 1, endLine: 1, endColumn: 1 };

describe('pipelines give the elements of TensorFlow', () => {
  for (const { source, elements } of cases)
    it(source, async () => {
      const refusals = new Refusals();
      const value = await valueOfY(`D = tf.data.Dataset\n${source}`, { workspace });
      const plan = refusals.attempt(() => datasetPlan(value, 'y', span, refusals));
      assert.deepEqual(refusals.all, []);
      assert.ok(plan);
      // What the worker gets has gone through JSON.
      const dataset = buildDataset(JSON.parse(JSON.stringify(plan)), { workingDirectory: root, seed: 1, warn: () => undefined });
      const found: unknown[] = [];
      for await (const element of elementsOf(dataset)) found.push(plain(element));
      assert.deepEqual(found, elements);
    });
});
