import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Accepted, isInert, isTensor, type Supported, type SupportedArguments } from '../../../src/plan/support/accepted';
import { compileArguments } from '../../../src/plan/support/compile';
import { callbacks, fitArguments } from '../../../src/plan/support/fit';
import { whyRefused } from '../../../src/plan/support/judge';
import { layerCall, modelInput } from '../../../src/plan/support/layer-calls';
import { everyLayer, type LayerSupport } from '../../../src/plan/support/layer-row';
import { supportedLayers } from '../../../src/plan/support/layers';
import { losses } from '../../../src/plan/support/losses';
import { metrics, shortMetrics } from '../../../src/plan/support/metrics';
import { modelOps } from '../../../src/plan/support/model-ops';
import { featureDescriptions, ops } from '../../../src/plan/support/ops';
import { optimizers } from '../../../src/plan/support/optimizers';
import { steps } from '../../../src/plan/support/pipeline';
import { activations, initializers, regularizers } from '../../../src/plan/support/values';
import { isPublic, signatureOf } from '../../../src/rules/core/signatures';
import { trainingPage, trainingPagePath } from '../../../tools/manifest/training-page';

/** Arguments that Keras takes through **kwargs, or that older releases had. */
const besides = new Set([
  ...['name', 'trainable', 'dtype', 'input_shape', 'batch_input_shape', 'input_dim', 'input_length', 'batch_size', 'alpha', 'rms_scaling'],
  ...['self', 'jit_compile', 'count_mode', 'noise_shape'],
]);

const misnamed = (api: string, row: SupportedArguments): string[] => {
  const known = new Set(signatureOf(api)?.map(({ name }) => name));
  return Object.keys(row).filter(name => !known.has(name) && !besides.has(name));
};

describe('the tables of what can be trained', () => {
  const tables: { readonly [module: string]: { readonly [name: string]: Supported } } = {
    'keras.layers.': supportedLayers,
    'keras.optimizers.': optimizers,
    'keras.losses.': losses,
    'keras.metrics.': metrics,
    'keras.callbacks.': callbacks,
    '': Object.fromEntries(Object.entries(ops).filter(([name]) => /^tf\.[a-z_.]+$/.test(name))),
  };
  for (const [module, rows] of Object.entries(tables)) {
    it(`name what ${module || 'tf'} has`, () => {
      const wrong = Object.entries(rows).flatMap(([name, row]) => {
        const api = `${module}${name}`;
        return isPublic(api) ? misnamed(api, row.arguments).map(argument => `${api}(${argument})`) : [api];
      });
      assert.deepEqual(wrong, []);
    });
  }

  it('name arguments of compile and fit', () => {
    assert.deepEqual([misnamed('keras.Model.compile', compileArguments), misnamed('keras.Model.fit', fitArguments)], [[], []]);
  });

  it("state Keras's own defaults", () => {
    const rows: [string, LayerSupport][] = Object.entries(supportedLayers);
    const wrong = rows.flatMap(([name, { defaults = {} }]) =>
      Object.entries(defaults).filter(([parameter, value]) => {
        const known = signatureOf(`keras.layers.${name}`)?.find(one => one.name === parameter);
        return JSON.stringify(known?.default) !== JSON.stringify(value);
      }),
    );
    assert.deepEqual(wrong, []);
  });

  /** Every argument of every table, as "Dense(units)". */
  const every: readonly [string, Accepted][] = [
    ...Object.entries({ compile: compileArguments, fit: fitArguments, layer: everyLayer, call: layerCall, Input: modelInput }),
    ...[
      supportedLayers,
      optimizers,
      losses,
      metrics,
      callbacks,
      ops,
      modelOps,
      featureDescriptions,
      steps,
      activations,
      initializers,
      regularizers,
    ]
      .flatMap(table => Object.entries<Supported>(table))
      .map(([name, row]): [string, SupportedArguments] => [name, row.arguments]),
  ].flatMap(([name, row]) =>
    Object.entries<Accepted>(row).map(([parameter, accepted]): [string, Accepted] => [`${name}(${parameter})`, accepted]),
  );

  it('refuse what no argument takes, unless another part of the plan reads it', () => {
    const readElsewhere = ['part', 'layer', 'features'] as const;
    const isJudged = (accepted: Accepted): boolean =>
      !isInert(accepted) && !isTensor(accepted) && !readElsewhere.some(kind => kind === accepted);
    const taken = every.filter(([, accepted]) => isJudged(accepted) && whyRefused(accepted, { name: 'nothing', config: {} }) === undefined);
    assert.deepEqual(taken, []);
  });

  it('say of each argument without an effect why it has none', () => {
    const reasons = every.flatMap(([name, accepted]) => (isInert(accepted) ? [[name, accepted.inert]] : []));
    assert.deepEqual(
      reasons.filter(([, reason]) => !/^\w[\w ]+\w$/.test(reason)),
      [],
    );
  });

  it('name kinds of tensors that operations are asked for', () => {
    const kinds = new Set(every.flatMap(([, accepted]) => (isTensor(accepted) ? [accepted.tensorArgument] : [])));
    assert.deepEqual([...kinds].sort(), ['any', 'numbers', 'ragged', 'sizes', 'sparse', 'strings', 'tensor', 'tensors', 'texts']);
  });

  it('read no more of the features than the types of records', () => {
    for (const row of Object.values(featureDescriptions)) {
      const types = ['int64', 'float32', 'string', 'int32', 'float64', ''];
      assert.deepEqual(
        types.filter(dtype => whyRefused(row.arguments.dtype, dtype) === undefined),
        ['int64', 'float32', 'string'],
      );
    }
  });

  it('name what a layer does with a mask in one of six words', () => {
    const words = Object.values<LayerSupport>(supportedLayers).flatMap(({ mask }) => (mask === undefined ? [] : [mask]));
    assert.deepEqual([...new Set(words)].sort(), ['joins', 'makes', 'merges', 'passes', 'softens', 'uses']);
  });

  it('know the short names of metrics', () => {
    assert.deepEqual(shortMetrics, { accuracy: 'accuracy', acc: 'accuracy', crossentropy: 'crossentropy', ce: 'crossentropy' });
  });

  it('are the page docs/training.md', () => {
    assert.equal(readFileSync(trainingPagePath, 'utf8'), trainingPage(), 'run `npx tsx tools/manifest/training-page.ts`');
  });
});
