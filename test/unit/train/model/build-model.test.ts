import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inProject } from '../../../root';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { CompilePlan, Json, ModelPlan, Site } from '../../../../src/plan/plan';
import { buildModel } from '../../../../src/train/model/build-model';
import { makeStepper } from '../../../../src/train/model/stepper';

/** What Keras did with one layer; written by test/python/train_layers.py. */
interface Recorded {
  class: string;
  config: { [parameter: string]: Json };
  shape: number[];
  weights: { shape: number[]; values: number[] }[];
  x: number[];
  outputShape: number[];
  output: number[];
  y: number[];
  losses?: number[];
  /** The output is that of training. */
  training?: boolean;
}

const recorded = JSON.parse(readFileSync(inProject('test/data/train/layers.json'), 'utf8')) as Recorded[];
const site: Site = { path: 'model.py', line: 1, column: 1 };
const BATCH = 3;

function planOf({ class: className, config, shape }: Recorded): ModelPlan {
  return {
    kind: 'functional',
    name: 'model',
    layers: [{ class: className, name: 'layer', config, site }],
    nodes: [
      { id: 0, op: 'input', name: 'x', spec: { shape: [null, ...shape], dtype: 'float32' }, site },
      { id: 1, op: 'layer', layer: 'layer', args: { inputs: { node: 0 } }, site },
    ],
    inputs: { leaf: { node: 0 } },
    outputs: { leaf: { node: 1 } },
    outputNames: ['layer'],
  };
}

const compile: CompilePlan = {
  optimizer: { name: 'keras.optimizers.SGD', config: { learning_rate: 0.2 } },
  outputs: [{ name: '', loss: { name: 'mse', config: {} }, metrics: [] }],
  site,
};

/** Keras keeps the two biases of a GRU in one weight, here they are two. */
function splitBiases(weights: Recorded['weights'], expected: number[][]): Recorded['weights'] {
  let at = 0;
  const parts = weights.flatMap(weight => {
    const whole = expected[at]?.join() === weight.shape.join();
    at += whole ? 1 : 2;
    const half = weight.values.length / 2;
    return whole ? [weight] : [0, half].map(from => ({ shape: [half], values: weight.values.slice(from, from + half) }));
  });
  return parts;
}

function close(found: ArrayLike<number>, expected: number[], what: string): void {
  assert.equal(found.length, expected.length, what);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(found[i] - value) <= 2e-5 * Math.max(1, Math.abs(value)), `${what}, value ${i}: ${found[i]}, Keras has ${value}`);
  });
}

function check(one: Recorded): void {
  const built = buildModel(planOf(one), () => undefined);
  const x = tf.tensor(one.x, [BATCH, ...one.shape]);
  built.build([x]);
  const weights = splitBiases(
    one.weights,
    built.weights.map(weight => weight.shape as number[]),
  );
  weights.forEach(({ shape, values }, i) => {
    built.weights[i].write(tf.tensor(values, shape));
  });
  const [{ tensor: output }] = built.apply([x], one.training === true);
  assert.deepEqual(output.shape, one.outputShape);
  close(output.dataSync(), one.output, 'output');
  if (!one.losses) return;
  const labels = tf.tensor(one.y, one.outputShape);
  const stepper = makeStepper(built, compile, [[null, ...one.outputShape.slice(1)]]);
  const batch = { inputs: [x], labels: [labels], weights: [undefined], size: BATCH };
  const trained = built.trainableWeights.length > 0;
  close(
    one.losses.map(() => (trained ? stepper.train(batch) : stepper.evaluate(batch)).loss),
    one.losses,
    'losses',
  );
}

describe('a layer does what it does in Keras', () => {
  before(() => tf.setBackend('cpu'));
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());
  for (const one of recorded) it(`${one.class} ${JSON.stringify(one.config)}`, () => check(one));
});
