import assert from 'node:assert/strict';
import type { LaterFit } from '../../../src/plan/plan';
import { epochsOf, stagesOf } from '../../../src/plan/stages';
import { lines, planOf } from './program';

const FIT = 'model.fit(data, epochs=3)';
const compiled = (optimizer: string): string => lines.compile.replace('"adam"', optimizer);

/** What differs in a later call of fit, in a line. */
const shown = ({ newOptimizer, learningRate, compile, model, train, validation, fit }: LaterFit): string =>
  [
    newOptimizer ? 'new optimizer' : 'same optimizer',
    learningRate !== undefined && `at ${learningRate}`,
    compile && `${compile.optimizer.name.split('.').at(-1)} ${JSON.stringify(compile.optimizer.config)}`,
    model && `frozen ${model.layers.filter(({ config }) => config.trainable === false).length}`,
    train && `data ${train.op}`,
    validation !== undefined && `validation ${validation?.op ?? 'none'}`,
    `epochs ${fit.initialEpoch} to ${fit.epochs}`,
  ]
    .filter(Boolean)
    .join(', ');

const planned: readonly [name: string, more: string, later: string[], before?: string][] = [
  ['the same again', FIT, ['same optimizer, epochs 0 to 3']],
  ['three calls', `${FIT}\n${FIT}`, ['same optimizer, epochs 0 to 3', 'same optimizer, epochs 0 to 3']],
  ['other data', 'model.fit(data.take(2), validation_data=data)', ['same optimizer, data take, validation batch, epochs 0 to 1']],
  ['compiled again by name', `${lines.compile}\n${FIT}`, ['new optimizer, adam {}, epochs 0 to 3']],
  [
    'compiled again with another optimizer',
    `${compiled('keras.optimizers.SGD(0.1)')}\n${FIT}`,
    ['new optimizer, SGD {"learning_rate":0.1}, epochs 0 to 3'],
  ],
  ['one optimizer object', `${compiled('opt')}\n${FIT}`, ['same optimizer, Adam {}, epochs 0 to 3'], 'opt = keras.optimizers.Adam()'],
  [
    'layers that are frozen then',
    `dense.trainable = False\n${compiled('keras.optimizers.SGD(0.1)')}\n${FIT}`,
    ['new optimizer, SGD {"learning_rate":0.1}, frozen 1, epochs 0 to 3'],
  ],
  ['a rate that is set', `model.optimizer.learning_rate = 0.5\n${FIT}`, ['same optimizer, at 0.5, epochs 0 to 3']],
  ['a rate that is assigned', `model.optimizer.learning_rate.assign(0.5)\n${FIT}`, ['same optimizer, at 0.5, epochs 0 to 3']],
  [
    'epochs that are counted on',
    'model.fit(data, epochs=h.epoch[-1] + 4, initial_epoch=h.epoch[-1] + 1)',
    ['same optimizer, epochs 2 to 5'],
  ],
  ['a loop', `for i in range(2):\n    ${FIT}`, ['same optimizer, epochs 0 to 3', 'same optimizer, epochs 0 to 3']],
];

const refusals: readonly [name: string, more: string, message: RegExp][] = [
  ['other layers without compile', `dense.trainable = False\n${FIT}`, /heeds no change of trainable after the fit in line 12/],
  ['other layers with one optimizer', `dense.trainable = False\n${compiled('opt')}\n${FIT}`, /cannot go on with other layers/],
  ['more layers', `model.add(layers.Dense(3))\n${lines.compile}\n${FIT}`, /layers were added or taken away/],
  ['a branch', `if ask():\n    ${FIT}`, /Whether both are called is not known/],
  ['set weights', `model.set_weights(w())\n${FIT}`, /set_weights/],
  [
    'a schedule on a rate that another one left',
    'model.fit(data, callbacks=[keras.callbacks.LearningRateScheduler(lambda e: 0.1)])\nmodel.fit(data, callbacks=[keras.callbacks.LearningRateScheduler(lambda e, r: r * 0.5)])',
    /What LearningRateScheduler starts from after the fit in line 13/,
  ],
];

describe('several calls of fit', () => {
  for (const [name, more, later, before = ''] of planned)
    it(`trains ${name}`, async () => {
      const compile = before === '' ? lines.compile : compiled('opt');
      const { plans, refusals: said } = await planOf({ before, compile, fit: `h = ${lines.fit}\n${more}` });
      assert.deepEqual(said, []);
      assert.deepEqual((plans[0].later ?? []).map(shown), later);
    });
  for (const [name, more, message] of refusals)
    it(`refuses ${name}, and trains what comes before`, async () => {
      const { plans, refusals: said } = await planOf({
        before: 'opt = keras.optimizers.Adam()',
        compile: compiled('opt'),
        fit: `${lines.fit}\n${more}`,
      });
      assert.match(said.map(one => one.message).join('\n'), message);
      assert.equal(plans.length, 1);
      assert.ok((plans[0].later ?? []).length <= 1);
    });
  it('refuses a loop that it cannot count, and its first round too', async () => {
    const { plans, refusals: said } = await planOf({ fit: `while ask():\n    ${FIT}` });
    assert.deepEqual(plans, []);
    assert.match(said[0].message, /How often this loop calls fit is not known/);
  });
  it('counts their epochs on', async () => {
    const { plans } = await planOf({ fit: `${lines.fit}\n${FIT}\nmodel.fit(data, epochs=5, initial_epoch=3)` });
    assert.equal(epochsOf(plans[0]), 2 + 3 + 2);
    const stages = stagesOf(plans[0]);
    assert.equal(stages.length, 3);
    assert.ok(stages.every(({ train }) => train === stages[0].train));
  });
});
