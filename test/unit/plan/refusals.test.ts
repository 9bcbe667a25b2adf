import assert from 'node:assert/strict';
import type { Refusal } from '../../../src/plan/plan';
import { type Change, lines, planOf, programOf } from './program';

const dense = (layer: string) => ({
  model: `dense = layers.Dense(3)\nmodel = keras.Sequential([layers.Input(shape=(4,)), ${layer}, dense])`,
});
const mapped = (body: string) => ({
  parse: `def parse(proto):\n    e = tf.io.parse_single_example(proto, F)\n    x = e["x"]\n    x = ${body}\n    return x, e["y"]`,
});
const optimizer = (argument: string) => ({ compile: `model.compile(optimizer=keras.optimizers.Adam(${argument}), loss="mse")` });
const compiled = (argument: string) => ({
  compile: `model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", ${argument})`,
});
const fitted = (argument: string) => ({ fit: `model.fit(data, ${argument})` });
const changed = (statement: string) => ({ after: statement });

/** What is refused: the change, what the line that is named holds, and the message. */
const refused: [change: Change, line: string, message: RegExp][] = [
  [dense('layers.RMSNormalization()'), 'RMSNormalization()', /The layer RMSNormalization cannot be trained/],
  [dense('layers.Dense(4, activity_regularizer="l2")'), 'activity', /activity_regularizer="l2" of Dense .*leave it out/],
  [dense('layers.Dense(4, kernel_constraint=keras.constraints.MaxNorm(2))'), 'MaxNorm', /kernel_constraint=MaxNorm of Dense/],
  [dense('layers.Dense(4, activation="hard_sigmoid")'), 'hard_sigmoid', /the activation can be linear, relu/],
  [dense('layers.Dense(4, activation=lambda x: x)'), 'lambda', /activation of Dense is not known/],
  [dense('layers.Dense(4, kernel_initializer=keras.initializers.Constant([[1.0]]))'), 'Constant', /of Constant, value has to be a number/],
  [dense('layers.Dense(4, dtype="float16")'), 'float16', /does not compute in float32/],
  [dense('layers.AlphaDropout(0.5, noise_shape=(1, 4))'), 'noise_shape', /noise_shape=\[1,4\] of AlphaDropout/],
  [dense('layers.Dense(**options())'), 'options()', /Which arguments Dense gets is not known/],
  [
    {
      model:
        'class Mine(layers.Layer):\n    def call(self, x):\n        return external(x)\nmodel = keras.Sequential([layers.Input(shape=(4,)), Mine()])',
    },
    'Mine()',
    /What the custom layer Mine makes of its inputs/,
  ],
  [
    { model: 'class Mine(keras.Model):\n    def call(self, x):\n        return external(x)\nmodel = Mine()' },
    'fit',
    /What Mine makes of the data is not known/,
  ],
  [
    { model: 'x = layers.Input((4,))\nmodel = keras.Model(x, keras.ops.sinh(layers.Dense(3)(x)))' },
    'keras.ops.sinh',
    /keras\.ops\.sinh inside a model cannot be trained/,
  ],
  [{ model: 'x = layers.Input((4,))\nmodel = keras.Model(x, [layers.Dense(3)(x), layers.Dense(2)(x)])' }, 'data', /labels for each output/],
  [{ before: 'keras.mixed_precision.set_global_policy("mixed_float16")' }, 'dense =', /does not compute in float32/],
  [{ before: 'keras.config.set_image_data_format("channels_first")' }, 'channels_first', /Channels in front/],

  [changed('dense.set_weights([np.zeros((4, 3)), np.zeros(3)])'), 'set_weights', /What set_weights\(\) changes/],
  [changed('model.load_weights("a.weights.h5")'), 'load_weights', /What load_weights\(\) changes/],
  [changed('try:\n    model.load_weights("a.h5")\nexcept OSError:\n    pass'), 'load_weights', /What load_weights\(\) changes/],
  [changed('model.optimizer.learning_rate = rate()'), 'learning_rate', /Setting learning_rate of the optimizer/],
  [changed('model.optimizer.learning_rate.assign(rate())'), 'assign', /What learning_rate.assign\(\) changes/],
  [changed('keras.backend.set_value(model.optimizer.lr, 1e-5)'), 'set_value', /What set_value\(\) changes/],
  [changed('dense.kernel.assign(np.zeros((4, 3)))'), 'assign', /What kernel.assign\(\) changes/],
  [changed('dense.enable_lora(4)'), 'enable_lora', /What enable_lora\(\) changes/],
  [{ fit: 'for rate in rates():\n    model.fit(data, epochs=2)' }, 'epochs=2', /How often this loop calls fit is not known/],
  [changed('model.train_on_batch(np.zeros((8, 4)), np.zeros(8))'), 'model.fit', /the weights that train_on_batch in line/],
  [changed('model.add_loss(1.0)'), 'add_loss', /What add_loss\(\) changes/],
  [changed('dense.activation = keras.activations.relu'), 'activation', /Setting activation of Dense/],
  [changed('import os\nif os.environ["A"]:\n    dense.trainable = False'), 'trainable', /Setting trainable of Dense/],

  [optimizer('gradient_accumulation_steps=2.5'), 'compile', /gradient_accumulation_steps=2.5 of Adam/],
  [optimizer('use_ema="yes"'), 'compile', /use_ema="yes" of Adam/],
  [optimizer('lambda: 0.1'), 'compile', /learning_rate of Adam is not known/],
  [
    optimizer('keras.optimizers.schedules.ExponentialDecay(0.1, "ten", 0.9)'),
    'compile',
    /learning_rate=ExponentialDecay of Adam.*decay_steps has to be a number/,
  ],
  [
    {
      ...optimizer('keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)'),
      ...fitted('callbacks=[keras.callbacks.ReduceLROnPlateau()]'),
    },
    'fit',
    /leave out ReduceLROnPlateau/,
  ],
  [{ compile: 'model.compile(optimizer="muon", loss="mse")' }, 'muon', /The optimizer muon/],
  [{ compile: 'model.compile(loss="ctc")' }, 'ctc', /The loss ctc/],
  [{ compile: 'model.compile(loss=lambda a, b: unknown(b))' }, 'lambda', /What the custom loss <lambda> computes is not known/],
  [{ compile: 'model.compile(loss=keras.losses.MeanSquaredError(reduction="none"))' }, 'reduction', /reduction="none" of MeanSquaredError/],
  [{ compile: 'model.compile(optimizer="adam")' }, 'compile', /without a loss/],
  [compiled('metrics=["huber"]'), 'huber', /The metric huber/],
  [compiled('metrics=[keras.metrics.AUC(curve="DET")]'), 'AUC', /curve="DET" of AUC/],
  [compiled('loss_weights=[0.1, 0.2]'), '[0.1', /loss_weights has 2 entries/],
  [compiled('sample_weight_mode="temporal"'), 'temporal', /sample_weight_mode of compile/],

  [fitted('class_weight=weights()'), 'fit', /class_weight is not known/],
  [fitted('class_weight={"a": 1.0}'), 'fit', /map whole numbers to numbers/],
  [fitted('sample_weight=np.ones(8)'), 'fit', /Keras takes no sample_weight/],
  [fitted('validation_split=0.2'), 'fit', /Keras takes no validation_split/],
  [fitted('callbacks=[keras.callbacks.LearningRateScheduler(lambda e: unknown(e))]'), 'fit', /What this schedule gives for each epoch/],
  [fitted('callbacks=[keras.callbacks.LearningRateScheduler(lambda e: 1)]'), 'fit', /What this schedule gives for each epoch/],
  [
    {
      ...optimizer('keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)'),
      ...fitted('callbacks=[keras.callbacks.LearningRateScheduler(lambda e: 0.1)]'),
    },
    'fit',
    /leave out LearningRateScheduler/,
  ],
  [fitted('callbacks=[keras.callbacks.EarlyStopping(baseline="low")]'), 'fit', /baseline="low" of EarlyStopping/],
  [fitted('**options()'), 'fit', /Which arguments fit gets is not known/],

  [mapped('tf.signal.fft(x)'), 'fft', /tf.signal.fft cannot be run in a data pipeline/],
  [mapped('tf.reverse(x, [0])'), 'reverse', /tf.reverse cannot be run in a data pipeline/],
  [mapped('tf.where(x > 0)'), 'where', /tf.where without x and y/],
  [mapped('tf.image.resize(tf.reshape(x, [2, 2, 1]), [4, 4], method="bicubic")'), 'bicubic', /method="bicubic" of tf.image.resize/],
  [mapped('layers.Dense(3)(x[None])'), 'Dense(3)', /dense has weights, and in a data pipeline/],
  [
    {
      features: lines.features.replace('FixedLenFeature([4], tf.float32)', 'RaggedFeature(tf.float32)'),
    },
    'tf.io.RaggedFeature',
    /RaggedFeature, which cannot/,
  ],
  [
    { features: lines.features.replace('FixedLenFeature([4], tf.float32)', 'VarLenFeature(tf.float32)') },
    'fit',
    /sparse or ragged tensor in the features/,
  ],
  [{ data: lines.data.replace('.batch(8)', '.window(8)') }, 'window', /The dataset step window/],
  [{ data: lines.data.replace('.batch(8)', '.snapshot("a", shard_func=len).batch(8)') }, 'len)', /shard_func=.* of snapshot/],
  [{ data: lines.data.replace('.map(parse)', '.map(parse).map(lambda x, y: x)') }, 'fit', /tuples \(features, labels\)/],
];

describe('what cannot be trained is refused at its line', () => {
  it('and the program that the cases change can be trained', async () => {
    const { plans, refusals } = await planOf({});
    assert.deepEqual([plans.length, refusals], [1, []]);
  });

  for (const [change, line, message] of refused) {
    it(Object.values(change).join(' ').replaceAll('\n', ' ').slice(0, 110), async () => {
      const source = programOf(change);
      const { plans, refusals } = await planOf(change);
      const named = ({ site }: Refusal): boolean => source.split('\n')[site.line - 2].includes(line);
      assert.deepEqual(plans, []);
      assert.ok(
        refusals.some(refusal => message.test(refusal.message) && named(refusal)),
        JSON.stringify(refusals),
      );
    });
  }

  it('and all reasons are given at once', async () => {
    const { refusals } = await planOf({
      ...mapped('tf.signal.fft(x)'),
      ...dense('layers.RMSNormalization()'),
      ...optimizer('use_ema="yes"'),
      ...fitted('class_weight=weights()'),
    });
    const words = refusals.map(({ message }) => message).join(' ');
    for (const word of ['fft', 'RMSNormalization', 'use_ema', 'class_weight']) assert.match(words, new RegExp(word));
  });

  const accepted: [name: string, change: Change][] = [
    [
      'what has no effect',
      {
        ...compiled('run_eagerly=True, jit_compile=True, steps_per_execution=4, weighted_metrics=[]'),
        ...fitted('batch_size=8, verbose=2, shuffle=False, validation_split=0.0'),
      },
    ],
    ['callbacks without an effect', fitted('callbacks=[keras.callbacks.TensorBoard("logs"), keras.callbacks.CSVLogger("a.csv")]')],
    ['what is done after fit', { fit: `${lines.fit}\nmodel.load_weights("a.h5")\ndense.set_weights([])` }],
    ['what is done to others', changed('other = layers.Dense(2)\nother.set_weights([])\nother.trainable = False\nprint(model.summary())')],
    ['weights of classes, and epochs without validation', fitted('class_weight={0: 1.0, 2: 3}, validation_freq=2')],
    ['schedules, decay and averages', optimizer('keras.optimizers.schedules.CosineDecay(0.1, 10), weight_decay=0.1, use_ema=True')],
    ['accumulated gradients', optimizer('gradient_accumulation_steps=4')],
    ['metrics with thresholds', compiled('metrics=["auc", keras.metrics.Precision(thresholds=[0.1, 0.5])]')],
    ['weighted metrics', compiled('weighted_metrics=["accuracy"]')],
    ['seeds and names', dense('layers.Dropout(0.5, seed=3, name="drop")')],
  ];
  for (const [name, change] of accepted) {
    it(`but not ${name}`, async () => {
      const { plans, refusals } = await planOf(change);
      assert.deepEqual([plans.length, refusals], [1, []]);
    });
  }

  it('but not what one engine can do, which the plan says', async () => {
    const features = lines.features.replace('"y"', '"image": tf.io.FixedLenFeature([], tf.string), "y"');
    const { plans } = await planOf({ features, ...mapped('x + tf.cast(tf.io.decode_jpeg(e["image"], channels=3)[0, 0, 0], tf.float32)') });
    assert.deepEqual(
      plans[0].limits?.map(({ site, message, engines }) => [site.line, message, engines]),
      [[6, 'tf.io.decode_jpeg needs native TensorFlow.', ['native']]],
    );
  });

  it('but not frozen layers, which are planned as they stand before fit', async () => {
    const { plans } = await planOf({ ...changed('model.trainable = False'), fit: `${lines.fit}\ndense.trainable = True` });
    assert.equal(plans[0].model.layers[0].config.trainable, false);
  });

  const shared = 'second = keras.Sequential([layers.Input(shape=(4,)), dense])\nsecond.compile(loss="mse")\nsecond.fit(data)';
  const second: [name: string, more: string, refused: RegExp[], afterFit: string[]][] = [
    ['trained weights that a call perhaps trains', `if ask():\n    ${lines.fit}`, [/Whether both are called is not known/], ['fit']],
    ['weights of shared layers', shared, [/goes on from the weights of shared layers that fit in line \d+ trains/], []],
    ['but not those of another model', shared.replace('dense]', 'layers.Dense(2)]'), [], []],
    ['but not what a program does with its model', 'model.predict(data)\nmodel.save("a.keras")', [], ['predict', 'save']],
    ['nor what it evaluates, which is run', 'model.evaluate(data)', [], []],
    ['nor what it evaluates of what is not known', 'model.evaluate(unknown())', [], ['evaluate']],
    ['nor what it evaluates after another compile', `${lines.compile}\nmodel.evaluate(data)`, [], ['evaluate']],
  ];
  for (const [name, more, messages, afterFit] of second) {
    it(`after fit: ${name}`, async () => {
      const { plans, refusals } = await planOf({ fit: `${lines.fit}\n${more}` });
      assert.equal(refusals.length, messages.length, JSON.stringify(refusals));
      for (const [i, message] of messages.entries()) assert.match(refusals[i].message, message);
      assert.deepEqual(plans[0].afterFit?.map(({ method }) => method) ?? [], afterFit);
    });
  }
});
