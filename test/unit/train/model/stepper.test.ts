import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inProject } from '../../../root';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { LayerPlan, ModelPlan, NamedConfig, Site } from '../../../../src/plan/plan';
import { buildModel } from '../../../../src/train/model/build-model';
import { makeStepper } from '../../../../src/train/model/stepper';

/** Four steps of Keras on one Dense layer; written by test/python/train_steps.py. */
interface Recorded {
  x: number[];
  kernel: number[];
  bias: number[];
  cases: {
    loss: NamedConfig;
    metrics: NamedConfig[];
    optimizer: NamedConfig;
    activation: 'linear' | 'softmax' | 'sigmoid';
    units: number;
    labels: number[] | number[][];
    weights: number[] | null;
    /** What the inputs are multiplied with. */
    scale: number;
    logs: { [metric: string]: number }[];
  }[];
}

const { x, kernel, bias, cases } = JSON.parse(readFileSync(inProject('test/data/train/steps.json'), 'utf8')) as Recorded;
const site: Site = { path: 'model.py', line: 1, column: 1 };
const BATCH = 6;

const denseModel = (units: number, config: LayerPlan['config'], width: number): ModelPlan => ({
  kind: 'functional',
  name: 'model',
  layers: [{ class: 'Dense', name: 'dense', config: { units, ...config }, site }],
  nodes: [
    { id: 0, op: 'input', name: 'x', spec: { shape: [null, width], dtype: 'float32' }, site },
    { id: 1, op: 'layer', layer: 'dense', args: { inputs: { node: 0 } }, site },
  ],
  inputs: { leaf: { node: 0 } },
  outputs: { leaf: { node: 1 } },
  outputNames: ['layer'],
});

function check({ loss, metrics, optimizer, activation, units, labels, weights, scale, logs }: Recorded['cases'][number]): void {
  const inputs = [tf.mul(tf.tensor2d(x, [BATCH, 4]), scale)];
  const model = buildModel(denseModel(units, { activation }, 4), () => undefined);
  model.build(inputs);
  model.weights[0].write(tf.slice(tf.tensor2d(kernel, [4, 3]), [0, 0], [4, units]));
  model.weights[1].write(tf.tensor1d(bias.slice(0, units)));
  const y = tf.tensor(labels, undefined, labels.flat().every(Number.isInteger) ? 'int32' : 'float32');
  const stepper = makeStepper(model, { optimizer, outputs: [{ name: '', loss, metrics }], site }, [[null, ...y.shape.slice(1)]]);
  const batch = {
    inputs,
    labels: [y],
    weights: [weights ? tf.tensor1d(weights) : undefined],
    size: BATCH,
  };
  logs.forEach((expected, step) => {
    const report = stepper.train(batch);
    // Keras's own logs are of weighted metrics only where it is asked for; ours are compared where no weights are given.
    const found = Object.fromEntries(stepper.metrics.map(({ name, result }, m) => [name, result(report.sums[m])]));
    const all: { [name: string]: number } = { loss: report.loss, ...(weights ? {} : found) };
    for (const [name, value] of Object.entries(all)) {
      assert.ok(name in expected, `Keras logs ${Object.keys(expected)}, not ${name}`);
      assert.ok(
        Math.abs(value - expected[name]) <= 2e-4 * Math.max(0.1, Math.abs(expected[name])),
        `step ${step}, ${name}: ${value}, Keras has ${expected[name]}`,
      );
    }
  });
}

/** A model of one weight that starts at 1, and a step of gradient descent on it. */
function descend(use_ema: boolean) {
  const inputs = [tf.ones([1, 1])];
  const model = buildModel(denseModel(1, { use_bias: false, kernel_initializer: 'ones' }, 1), () => undefined);
  model.build(inputs);
  const optimizer = { name: 'sgd', config: { learning_rate: 0.25, use_ema, ema_momentum: 0.5 } };
  const stepper = makeStepper(model, { optimizer, outputs: [{ name: '', loss: { name: 'mse', config: {} }, metrics: [] }], site }, [
    [null, 1],
  ]);
  const batch = { inputs, labels: [tf.zeros([1, 1])], weights: [undefined], size: 1 };
  return { step: () => stepper.train(batch), optimizer: stepper.optimizer, weight: () => model.weights[0].read().dataSync()[0] };
}

describe('losses, metrics and optimizers do what they do in Keras', () => {
  before(() => tf.setBackend('cpu'));
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());
  for (const one of cases) {
    it(`${one.loss.name} ${JSON.stringify(one.loss.config)} by ${one.optimizer.name} ${JSON.stringify(one.optimizer.config)}${one.weights ? ', weighted' : ''}, ${one.activation} of inputs times ${one.scale}`, () =>
      check(one));
  }

  it('weights become their moving averages at the end, where the program asks for it', () => {
    for (const [isAveraged, last] of [
      [false, 0.25],
      [true, 0.375],
    ] as const) {
      const { step, optimizer, weight } = descend(isAveraged);
      step();
      step();
      assert.equal(weight(), 0.25);
      optimizer.finish();
      assert.equal(weight(), last);
    }
  });
});
