import assert from 'node:assert/strict';
import type { CallbackPlan, StopPlan } from '../../../src/plan/plan';
import { planOf } from './program';

const own = (body: string, hook = 'on_epoch_end(self, epoch, logs=None)', more = ''): string =>
  `class Own(keras.callbacks.Callback):\n${more}    def ${hook}:\n        ${body.replaceAll('\n', '\n        ')}`;
const STOP = 'self.model.stop_training = True';

const planned = async (before: string, given = 'Own()') => planOf({ before, fit: `model.fit(data, epochs=3, callbacks=[${given}])` });

/** A tree of conditions in a line: "a ? stop : b ? …". */
const shown = (plan: StopPlan): string =>
  'stops' in plan
    ? String(plan.stops)
    : `(${plan.test.nodes
        .filter(({ op }) => op !== 'parameter')
        .map(({ op }) => op.replace('operator.', ''))
        .join(' ')} ? ${shown(plan.yes)} : ${shown(plan.no)})`;
const readsOf = ({ own: found }: CallbackPlan): string[] =>
  (found?.reads ?? []).map(({ of, name, otherwise }) => `${of} ${name} ${otherwise ?? ''}`.trim());

const stops: readonly [name: string, body: string, tree: string, reads: string[]][] = [
  ['a value of the logs', `if logs["accuracy"] > 0.9:\n    ${STOP}`, '(gt ? true : false)', ['number epoch', 'value accuracy']],
  ['not', `if not logs["loss"] > 0.1:\n    ${STOP}`, '(gt ? false : true)', ['number epoch', 'value loss']],
  [
    'several conditions',
    `logs = logs or {}\nif epoch > 2 and "val_loss" in logs and logs.get("val_loss") < 0.5:\n    ${STOP}`,
    '(gt ? ( ? (lt ? true : false) : false) : false)',
    ['number epoch', 'presence val_loss', 'value val_loss'],
  ],
  ['a return before', `if epoch < 3:\n    return\n${STOP}`, '(lt ? false : true)', ['number epoch']],
  ['a default', `if logs.get("acc", 0) >= 0.9:\n    ${STOP}`, '(ge ? true : false)', ['number epoch', 'value acc 0']],
  [
    'arithmetic',
    `if logs["val_loss"] - logs["loss"] > 1.0:\n    ${STOP}`,
    '(sub gt ? true : false)',
    ['number epoch', 'value val_loss', 'value loss'],
  ],
  ['without a condition', STOP, 'true', []],
  ['nothing', 'print(epoch, logs["loss"])', 'false', []],
  ['what is kept and not asked for', 'self.seen = self.seen + 1 if hasattr(self, "seen") else 0\nseen.append(logs["loss"])', 'false', []],
];

const refusals: readonly [name: string, before: string, line: number, message: RegExp][] = [
  ['state', own(`self.wait += 1\nif self.wait > 2:\n    ${STOP}`, undefined, '    wait = 0\n'), 12, /^When Own stops here is not known/],
  [
    'state in a list',
    own(`self.seen.append(1)\nif len(self.seen) > 2:\n    ${STOP}`, undefined, '    seen = []\n'),
    12,
    /^When Own stops here is not known/,
  ],
  ['a stop in another method', own(STOP, 'on_train_batch_end(self, batch, logs=None)'), 9, /stops in on_train_batch_end/],
  ['a rate', own('self.model.optimizer.learning_rate = 0.1'), 9, /A learning rate that on_epoch_end of Own sets/],
  ['weights', own('self.model.set_weights(self.model.get_weights())'), 9, /set_weights/],
  ['a freeze', own('self.model.trainable = False'), 9, /changes of the model/],
  ['training', own('self.model.fit(data)'), 9, /changes of the model/],
  ['raising', own('if logs["loss"] > 3:\n    raise ValueError("no")'), 10, /raises/],
  ['a condition that is not known', own(`if float(logs["loss"]) > ask():\n    ${STOP}`), 10, /^When Own stops here is not known/],
];

describe('callbacks of the program', () => {
  for (const [name, body, tree, reads] of stops)
    it(name, async () => {
      const { plans, refusals: said } = await planned(`seen = []\n${own(body)}`);
      assert.deepEqual(said, []);
      const [callback] = plans[0].fit.callbacks;
      assert.equal(callback.own && shown(callback.own.stop), tree);
      assert.deepEqual(readsOf(callback), reads);
    });
  for (const [name, before, line, message] of refusals)
    it(`refuses: ${name}`, async () => {
      const { refusals: said } = await planned(before);
      assert.match(said.map(one => one.message).join('\n'), message);
      assert.equal(said[0].site.line, line);
    });

  const rates: readonly [schedule: string, rates: number[]][] = [
    ['lambda epoch: 0.5 ** epoch', [1, 0.5, 0.25]],
    ['lambda epoch, lr: lr if epoch < 2 else lr * 0.5', [Math.fround(0.001), Math.fround(0.001), Math.fround(0.0005)]],
    ['lambda epoch, lr: [0.5, 0.25, 0.125][epoch]', [0.5, 0.25, 0.125]],
  ];
  for (const [schedule, expected] of rates)
    it(`LearningRateScheduler(${schedule})`, async () => {
      const { plans, refusals: said } = await planned('', `keras.callbacks.LearningRateScheduler(${schedule})`);
      assert.deepEqual(said, []);
      assert.deepEqual(plans[0].fit.callbacks, [{ name: 'LearningRateScheduler', config: { rates: expected, first: 0 } }]);
    });
});
