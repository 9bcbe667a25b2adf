import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readProgram } from '../../../src/check/read/program';
import { modelCode } from '../../../src/export/python-model';
import { readPlans } from '../../../src/plan/read';
import type { PythonParser } from '../../../src/python/parser';
import { scanStatistics } from '../../../src/statistics/report/scan-statistics';
import type { DatasetStatistics } from '../../../src/statistics/report/statistics';
import { scanFiles } from '../../../src/statistics/threads/node-scan-pool';
import { root } from '../../root';
import { testParser } from '../python/parser';

const statisticsOf = async (path: string): Promise<DatasetStatistics> =>
  scanStatistics(await scanFiles([join(root, path)], { visitor: { name: 'features' } }));

const trained: { [path: string]: { layers: string[]; compression?: 'gzip' } } = {
  'samples/sections/sections-train.tfrecord-00000-of-00004': {
    layers: ['Embedding', 'Conv1D', 'GlobalMaxPooling1D', 'Dense', 'Dense'],
  },
  'samples/sections/sections-small.tfrecord.gz': {
    layers: ['Embedding', 'Conv1D', 'GlobalMaxPooling1D', 'Dense', 'Dense'],
    compression: 'gzip',
  },
  'samples/emoji/emoji-validation.tfrecord-00000-of-00001': {
    layers: ['Conv2D', 'MaxPooling2D', 'Conv2D', 'MaxPooling2D', 'Conv2D', 'GlobalAveragePooling2D', 'Dense'],
  },
  'samples/features/custom.tfrecord': { layers: ['Dense', 'Dense', 'Dense'] },
};

const refused: { [path: string]: RegExp } = {
  'test/data/records/features/sequence.tfrecord': /not Examples/,
  'test/data/records/features/empty.tfrecord': /no feature looks like a label/,
  'test/data/records/features/ragged.tfrecord': /same length/,
};

describe('a model from features', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await testParser();
  });

  for (const [path, { layers, compression }] of Object.entries(trained)) {
    it(`of ${path} is a program that can be trained`, async () => {
      const model = modelCode(await statisticsOf(path), [{ path, compression: compression ?? 'none' }]);
      assert.ok(model.ok);
      const program = readProgram('model.py', model.code, { parser, workspace: { glob: pattern => [pattern] } });
      const { plans, refusals } = readPlans(program, 'model.py');
      assert.deepEqual(refusals, []);
      const [plan] = plans;
      assert.ok(plan?.validation, 'some records are kept for validation');
      assert.deepEqual(
        plan.model.layers.map(layer => layer.class).filter(op => op !== 'InputLayer'),
        layers,
      );
    });
  }

  for (const [path, reason] of Object.entries(refused)) {
    it(`of ${path} is refused`, async () => {
      const model = modelCode(await statisticsOf(path), [{ path, compression: 'none' }]);
      assert.match(model.ok ? '' : model.reason, reason);
    });
  }
});
