import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readProgram } from '../../../src/check/read/program';
import type { TrainingPlan } from '../../../src/plan/plan';
import { readPlans } from '../../../src/plan/read';
import { type Accepted, isInert, isOnly, isTensor, type Supported, supportOf } from '../../../src/plan/support/accepted';
import type { LayerSupport } from '../../../src/plan/support/layer-row';
import { supportedLayers } from '../../../src/plan/support/layers';
import { ops as supportedOps } from '../../../src/plan/support/ops';
import { preprocessingLayers } from '../../../src/plan/support/preprocessing-layers';
import type { PythonParser } from '../../../src/python/parser';
import { signatureOf } from '../../../src/rules/core/signatures';
import { layers } from '../../../src/rules/layers/table';
import { opFunctions } from '../../../src/rules/ops/table';
import { type Element, NdArray } from '../../../src/train/input/array';
import { compileTrace } from '../../../src/train/input/mapped-function';
import { dataOps } from '../../../src/train/input/ops/table';
import { buildModel } from '../../../src/train/model/build-model';
import { makeStepper } from '../../../src/train/model/stepper';
import { testParser } from '../python/parser';

/** Values of each kind as Python writes them, and some of none: whatever is given, the plan refuses it or the worker runs it. */
const written: { readonly [kind: string]: readonly string[] } = {
  number: ['0.25', '2'],
  integer: ['2', '1', '-1'],
  count: ['2', '1', '-1'],
  offset: ['1', '-1'],
  fraction: ['0.7', '2'],
  rate: ['0', '0.3', '1'],
  axes: ['1', '[1]', '[1, 1]'],
  integers: ['2', '[1, 1]', '1'],
  pair: ['3', '[1, 2]'],
  sizes: ['[None, 1]', '[0, 1]'],
  shape: ['[-1]', '[2, -1]'],
  pads: ['1', '[[0, 2]]'],
  factor: ['0.2', '[0.1, 0.3]', '(0, 0.1)'],
  range: ['(0, 1)', '[0.0, 255.0]', '3'],
  sides: ['1', '[1, 0]', '[[1, 0], [0, 1]]'],
  flag: ['True', 'False'],
  text: ['"odd"'],
  scalar: ['1', '0.5'],
  literal: ['1', '[1, 2]'],
  dtype: ['tf.int32', '"float32"'],
  'numeric dtype': ['tf.int64', '"float32"', 'tf.uint8'],
  activation: ['"relu"', 'keras.activations.gelu', '"softmax"', 'tf.nn.silu', '"hard_sigmoid"'],
  initializer: [
    '"he_normal"',
    'keras.initializers.VarianceScaling(2.0, mode="fan_avg", distribution="uniform")',
    'keras.initializers.Orthogonal(seed=2)',
    'keras.initializers.Constant(0.1)',
    '"lecun_uniform"',
  ],
  regularizer: ['"l2"', 'keras.regularizers.L1L2(0.1, 0.2)', 'keras.regularizers.L1(0.1)'],
  layer: ['layers.LSTM(2)', 'layers.Dense(2)', 'layers.GRU(2, return_sequences=True)', 'layers.Flatten()', 'layers.Attention()'],
  index: ['0'],
};
const odd = ['"odd"', '7'];
const python = (value: unknown): string =>
  value === null
    ? 'None'
    : value === true
      ? 'True'
      : value === false
        ? 'False'
        : Array.isArray(value)
          ? `[${value.map(python).join(', ')}]`
          : JSON.stringify(value);

function valuesFor(accepted: Accepted | undefined): readonly string[] {
  if (accepted === undefined || isInert(accepted) || accepted === 'part') return odd;
  if (isOnly(accepted))
    return [...accepted.only.filter(value => typeof value !== 'object' || value === null || Array.isArray(value)).map(python), ...odd];
  return isTensor(accepted) ? [] : [...(written[accepted.replace('?', '')] ?? []), 'None', '"odd"'];
}

/** What is given for parameters without a default. */
const needed: { readonly [parameter: string]: string } = {
  units: '3',
  filters: '2',
  kernel_size: '2',
  rate: '0.5',
  stddev: '0.5',
  target_shape: '(-1,)',
  dims: '(2, 1)',
  n: '2',
  input_dim: '9',
  output_dim: '3',
  pool_size: '2',
  axes: '1',
  activation: '"relu"',
  layer: 'layers.LSTM(2)',
  factor: '0.1',
  height_factor: '0.2',
  width_factor: '0.2',
  height: '3',
  width: '3',
  num_heads: '2',
  key_dim: '2',
  scale: '0.5',
  depth: '3',
  saturation_factor: '1.5',
  dtype: 'tf.float32',
  shape: '[4]',
  axis: '0',
  paddings: '[[1, 1]]',
  clip_value_min: '-1.0',
  clip_value_max: '1.0',
  size: '[2, 2]',
  out_type: 'tf.float32',
  condition: 'e["f"] > 1.0',
  delta: '0.5',
  max_delta: '0.5',
  contrast_factor: '0.5',
  lower: '0.5',
  upper: '1.5',
  central_fraction: '0.5',
  offset_height: '0',
  offset_width: '1',
  target_height: '2',
  target_width: '1',
  params: 'e["f"]',
};

describe('whatever the plan lets through, the worker builds and runs', function () {
  this.timeout(60_000);
  let parser: PythonParser;
  before(async () => {
    parser = await testParser();
    await tf.setBackend('cpu');
  });

  const planOf = (source: string): TrainingPlan | undefined =>
    readPlans(readProgram('main.py', source, { parser, workspace: {} }), 'main.py').plans[0];

  describe('layers', () => {
    const shapes = ['(6,)', '(6, 4)', '(6, 6, 2)', '(4, 4, 4, 2)', '(3, 32)'];
    const several = new Set(
      Object.keys(supportedLayers).filter(name =>
        /^(Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Dot|Attention|AdditiveAttention)$/.test(name),
      ),
    );
    /** A layer whose result has no loss as it is: steps with a mask, images that are cropped in training only. */
    const after = (name: string): string => {
      const layer =
        supportOf<LayerSupport>(supportedLayers, name)?.mask === 'makes' ? 'LSTM(2)' : name === 'RandomCrop' ? 'GlobalMaxPooling2D()' : '';
      return layer && `\ny = layers.${layer}(y)`;
    };
    const program = (name: string, args: string, shape: string): string => `import tensorflow as tf, keras
from keras import layers
F = {"x": tf.io.FixedLenFeature(${shape}, tf.float32), "y": tf.io.FixedLenFeature([], tf.float32)}
def parse(proto):
    e = tf.io.parse_single_example(proto, F)
    return e["x"], e["y"]
data = tf.data.TFRecordDataset(["a"]).map(parse).batch(2)
x = layers.Input(${shape})
y = layers.${name}(${args})(${several.has(name) ? '[x, x]' : name === 'MultiHeadAttention' ? 'x, x' : 'x'})${after(name)}
model = keras.Model(x, y)
model.compile(optimizer="sgd", loss="mse")
model.fit(data)`;

    /** Builds the model, takes a step on ones and looks at it once more. */
    function run(plan: TrainingPlan): void {
      tf.engine().startScope();
      try {
        const built = buildModel(plan.model, () => 1);
        const shape = (dimensions: readonly (number | null)[]) => [2, ...dimensions.slice(1).map(dimension => dimension ?? 2)];
        const inputs = built.inputs.map(input => tf.zeros(shape(input.shape)));
        built.build(inputs);
        const batch = {
          inputs,
          labels: [tf.ones([...built.outputShapes[0]])],
          weights: [undefined],
          size: 2,
        };
        const stepper = makeStepper(built, plan.compile, [batch.labels[0].shape]);
        stepper.train(batch);
        stepper.evaluate(batch);
      } finally {
        tf.engine().endScope();
      }
    }

    for (const name of Object.keys(layers)) {
      it(name, () => {
        const parameters = signatureOf(`keras.layers.${name}`) ?? [];
        const args = parameters
          .filter(({ kind, ...rest }) => !kind && !('default' in rest))
          .map(parameter => [parameter.name, name === 'TimeDistributed' ? 'layers.Dense(2)' : (needed[parameter.name] ?? '2')] as const);
        const texts = (changed?: readonly [string, string]): string =>
          [...args.filter(([parameter]) => parameter !== changed?.[0]), ...(changed ? [changed] : [])]
            .map(([parameter, value]) => `${parameter}=${value}`)
            .join(', ');
        const preparing = supportOf<LayerSupport>(preprocessingLayers, name);
        const row = supportOf<LayerSupport>(supportedLayers, name) ?? preparing;
        const shape = shapes.find(one => planOf(program(name, texts(), one)) !== undefined);
        // Those that prepare values need other data, or a vocabulary.
        if (preparing === undefined)
          assert.equal(shape !== undefined, row !== undefined, 'a layer that can be trained can be trained as it is');
        const names = new Set([
          ...parameters.filter(({ kind }) => !kind).map(parameter => parameter.name),
          ...Object.keys(row?.arguments ?? {}),
        ]);
        const changes = row
          ? [...names].flatMap(parameter => valuesFor(row.arguments[parameter]).map(value => [parameter, value] as const))
          : [];
        for (const change of [undefined, ...changes]) {
          const plan = shape && planOf(program(name, texts(change), shape));
          if (plan) assert.doesNotThrow(() => run(plan), `${name}(${texts(change)}) on ${shape}`);
        }
      });
    }
  });

  describe('operations of a data pipeline', () => {
    const arrays: { readonly [feature: string]: Element } = {
      f: new NdArray('float32', [4], Float32Array.of(0.5, 1, 2, 3)),
      m: new NdArray('float32', [2, 2, 1], Float32Array.of(0.5, 1, 2, 3)),
      c: new NdArray('float32', [2, 2, 3], new Float32Array(12)),
      i: new NdArray('int64', [4], Float64Array.of(0, 1, 2, 1)),
      s: new NdArray(
        'string',
        [4],
        ['12345678', '2.000000', '30000000', '40000000'].map(text => new TextEncoder().encode(text)),
      ),
      t: new NdArray('string', [], [new TextEncoder().encode('12345678')]),
    };
    const program = (call: string): string => `import tensorflow as tf, keras
from keras import layers
F = {"f": tf.io.FixedLenFeature([4], tf.float32), "m": tf.io.FixedLenFeature([2, 2, 1], tf.float32), "c": tf.io.FixedLenFeature([2, 2, 3], tf.float32), "i": tf.io.FixedLenFeature([4], tf.int64), "s": tf.io.FixedLenFeature([4], tf.string), "t": tf.io.FixedLenFeature([], tf.string)}
def change(e):
    return ${call}, e["i"]
data = tf.data.TFRecordDataset(["a"]).map(lambda r: tf.io.parse_single_example(r, F)).map(change)
model = keras.Sequential([layers.Input((4,)), layers.Dense(1)])
model.compile(loss="mse")
model.fit(data)`;

    function run({ train }: TrainingPlan): void {
      assert.ok(train.op === 'map');
      // The native engine decodes images; the tables say so.
      if (train.fn.nodes.some(({ op }) => supportOf<Supported>(supportedOps, op)?.engines)) return;
      compileTrace(train.fn, dataOps)(arrays);
    }

    for (const op of Object.keys(opFunctions).filter(name => /^tf\.[a-z_.]+$/.test(name))) {
      it(op, () => {
        const parameters = (signatureOf(op) ?? []).filter(({ kind }) => !kind);
        const row = supportOf<Supported & { needs?: readonly string[] }>(supportedOps, op);
        const call = (feature: string, changed?: readonly [string, string]): string => {
          const given = parameters.flatMap((parameter): [string, string][] => {
            if (parameter.name === changed?.[0]) return [[...changed]];
            if ('default' in parameter && !row?.needs?.includes(parameter.name)) return [];
            const tensor = `e["${feature}"]`;
            return [
              [
                parameter.name,
                parameter.name === 'values' || op === 'tf.strings.join' ? `[${tensor}, ${tensor}]` : (needed[parameter.name] ?? tensor),
              ],
            ];
          });
          return `${op}(${given.map(([name, value]) => `${name}=${value}`).join(', ')})`;
        };
        const features = Object.keys(arrays).filter(feature => planOf(program(call(feature))) !== undefined);
        // What these take is none of the features: serialized, sparse or truth values, a size of another rank, or a smaller image.
        if (row !== undefined && !/parse|sparse|tf\.constant|reduce_a(ny|ll)|random_crop|pad_to/.test(op))
          assert.notDeepEqual(features, [], 'an operation that can be run can be run as it is');
        const changes = row ? parameters.flatMap(({ name }) => valuesFor(row.arguments[name]).map(value => [name, value] as const)) : [];
        const [feature] = features;
        for (const change of feature === undefined ? [] : [undefined, ...changes]) {
          const plan = planOf(program(call(feature, change)));
          // A serialized tensor is none of these strings; pipelines.test.ts reads real ones.
          if (plan && op !== 'tf.io.parse_tensor') assert.doesNotThrow(() => run(plan), call(feature, change));
        }
      });
    }
  });
});
