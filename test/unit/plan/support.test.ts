import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Arguments, Supported } from '../../../src/plan/support/accepted';
import { compileArguments, losses, metrics, optimizers } from '../../../src/plan/support/compile';
import { callbacks, fitArguments } from '../../../src/plan/support/fit';
import { type LayerSupport, layers } from '../../../src/plan/support/layers';
import { ops } from '../../../src/plan/support/ops';
import { isPublic, signatureOf } from '../../../src/rules/core/signatures';
import { trainingPage, trainingPagePath } from '../../../tools/manifest/training-page';

/** Arguments that Keras takes through **kwargs, or that older releases had. */
const besides = new Set([
  ...['name', 'trainable', 'dtype', 'input_shape', 'batch_input_shape', 'input_dim', 'input_length', 'batch_size', 'alpha', 'rms_scaling'],
  ...['self', 'jit_compile', 'count_mode', 'noise_shape'],
]);

const misnamed = (api: string, row: Arguments): string[] => {
  const known = new Set(signatureOf(api)?.map(({ name }) => name));
  return Object.keys(row).filter(name => !known.has(name) && !besides.has(name));
};

describe('the tables of what can be trained', () => {
  const tables: { readonly [module: string]: { readonly [name: string]: Supported } } = {
    'keras.layers.': layers,
    'keras.optimizers.': optimizers,
    'keras.losses.': losses,
    'keras.metrics.': metrics,
    'keras.callbacks.': callbacks,
    '': Object.fromEntries(Object.entries(ops).filter(([name]) => name.startsWith('tf.'))),
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
    const rows: [string, LayerSupport][] = Object.entries(layers);
    const wrong = rows.flatMap(([name, { defaults = {} }]) =>
      Object.entries(defaults).filter(([parameter, value]) => {
        const known = signatureOf(`keras.layers.${name}`)?.find(one => one.name === parameter);
        return JSON.stringify(known?.default) !== JSON.stringify(value);
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('are the page docs/training.md', () => {
    assert.equal(readFileSync(trainingPagePath, 'utf8'), trainingPage(), 'run `npx tsx tools/manifest/training-page.ts`');
  });
});
