import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { readProgram } from '../../../src/check/read/program';
import type { Metrics } from '../../../src/common/run-events';
import type { TrainingPlan } from '../../../src/plan/plan';
import { readPlans } from '../../../src/plan/read';
import { type Stage, stagesOf } from '../../../src/plan/stages';
import type { PythonParser } from '../../../src/python/parser';
import { loadEngine } from '../../../src/train/backend/load-engine';
import type { Control } from '../../../src/train/callbacks/callback';
import { makeCallbacks } from '../../../src/train/callbacks/callbacks';
import { fitModel } from '../../../src/train/fit';
import { makeBatch } from '../../../src/train/model/batch';
import { type PreparedRun, prepareStage, shareOut } from '../../../src/train/run/prepare';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

/** Programs, their records, and what Keras's epochs were from the same weights; written by test/python/train_parity.py. */
const folder = inProject('test/data/train/parity');
const wasmFolder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');
const recorded = JSON.parse(readFileSync(join(folder, 'keras.json'), 'utf8')) as { [program: string]: Metrics[] };
const TOLERANCE = 1e-3;

/** A number of a weight, as the Python script gives it. */
function pattern(place: number): number {
  const wave = Math.sin(place * 12.9898) * 43758.5453;
  return (wave - Math.floor(wave) - 0.5) * 0.4;
}

/** Every weight by its size. The two biases of a GRU are one weight in Keras. */
function setWeights({ built }: PreparedRun): void {
  const { weights } = built;
  for (const [i, weight] of weights.entries()) {
    if (/moving_/.test(weight.originalName)) continue;
    const shape = weight.shape as number[];
    const size = tf.util.sizeFromShape(shape);
    const isSecond = /recurrent_bias$/.test(weight.originalName);
    const isHalf = isSecond || /recurrent_bias$/.test(weights[i + 1]?.originalName ?? '');
    const start = (isHalf ? 2 * size : size) + (isSecond ? size : 0);
    const values = Float32Array.from({ length: size }, (_, at) => pattern(start + at));
    weight.write(tf.tensor(values, shape));
  }
}

const nothing = () => undefined;

/** The metrics of each epoch of a plan, one call of fit after the other. */
async function train(plan: TrainingPlan): Promise<Metrics[]> {
  const shared = await shareOut({ plan, workingDirectory: folder, seed: 1 }, nothing, () => false);
  assert.ok(shared);
  const epochs: Metrics[] = [];
  let prepared: PreparedRun | undefined;
  for (const stage of stagesOf(plan)) {
    const isFirst = prepared === undefined;
    prepared = await prepareStage(stage, shared, prepared);
    assert.ok(prepared);
    if (isFirst) setWeights(prepared);
    await runFit(stage, prepared, metrics => void epochs.push(metrics));
  }
  return epochs;
}

async function runFit({ fit }: Stage, prepared: PreparedRun, epoch: (metrics: Metrics) => void): Promise<void> {
  const { built, stepper } = prepared;
  const { optimizer, metrics } = stepper;
  let isEnded = false;
  const control: Control = {
    stop: () => {
      isEnded = true;
    },
    direction: metric => metrics.find(({ name }) => name === metric)?.direction,
    learningRate: () => optimizer.learningRate,
    setLearningRate: rate => {
      optimizer.learningRate = rate;
    },
    keepWeights: nothing,
    restoreWeights: nothing,
    saveBest: nothing,
    message: nothing,
    warn: nothing,
    fileOf: path => join(folder, path),
  };
  await fitModel(
    {
      ...prepared,
      ...fit,
      toBatch: (element, use) => makeBatch(element, { built, site: fit.site, ...(use === 'train' && { classWeight: fit.classWeight }) }),
      callbacks: makeCallbacks(fit.callbacks, control),
      stopped: () => false,
      ended: () => isEnded,
    },
    { step: nothing, epoch: result => epoch(result.metrics), warn: nothing },
  );
}

describe('a program trains as in Keras, from the same weights and batches', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await testParser();
    await loadEngine({ engine: 'wasm', version: '' }, wasmFolder);
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  for (const file of readdirSync(folder).filter(name => name.endsWith('.py'))) {
    it(basename(file, '.py'), async () => {
      const program = readProgram(file, readFileSync(join(folder, file), 'utf8'), { parser, workspace: {} });
      const { plans, refusals } = readPlans(program, file);
      assert.deepEqual(refusals, []);
      const epochs = await train(plans[0]);
      const expected = recorded[basename(file, '.py')];
      assert.equal(epochs.length, expected.length);
      for (const [epoch, metrics] of expected.entries()) {
        assert.deepEqual(Object.keys(epochs[epoch]).sort(), Object.keys(metrics).sort());
        for (const [name, value] of Object.entries(metrics)) {
          const found = epochs[epoch][name];
          const limit = TOLERANCE * Math.max(1, Math.abs(value));
          assert.ok(Math.abs(found - value) <= limit, `epoch ${epoch + 1}, ${name}: ${found}, Keras has ${value}`);
        }
      }
    });
  }
});
