import assert from 'node:assert/strict';
import { type Change, planOf } from './program';

const mapped = (x: string): Change => ({
  parse: `def parse(proto):\n    e = tf.io.parse_single_example(proto, F)\n    x = e["x"]\n    x = ${x}\n    return x, e["y"]`,
});
const data = (steps: string): Change => ({ data: `data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse)${steps}` });
const model = (text: string): Change => ({ model: text });
const layer = (text: string): Change => model(`model = keras.Sequential([layers.Input(shape=(4,)), ${text}, layers.Dense(3)])`);
const functional = (body: string, input = '(4,)'): Change => model(`a = keras.Input(${input})\n${body}`);
const compile = (text: string): Change => ({ compile: `model.compile(${text})` });
const fitted = (text: string): Change => ({ fit: `model.fit(${text})` });
const after = (text: string): Change => ({ after: text });
const features = (text: string): Change => ({ features: `F = ${text}` });

/** Operations of line 6 that a pipeline cannot run. */
const noPipeline = (...ops: readonly string[]): [number, string][] =>
  ops.map(op => [6, `${op} cannot be run in a data pipeline from the editor yet.`]);

/** Arguments that the program does not write out, of what stands in a line. */
const written = (options: string): [Change, [number, string]][] =>
  [
    { change: compile(`optimizer=keras.optimizers.Adam(${options}), loss="mse"`), line: 10, what: 'Adam' },
    { change: compile(`loss="mse", ${options}`), line: 10, what: 'compile' },
    { change: fitted(`data, callbacks=[keras.callbacks.EarlyStopping(${options})]`), line: 12, what: 'EarlyStopping' },
    { change: data(`.batch(8, ${options})`), line: 6, what: 'batch' },
    { change: functional(`model = keras.Model(a, layers.Dense(3)(a, ${options}))`), line: 9, what: 'the call of Dense' },
    { change: mapped(`tf.exp(x, ${options})`), line: 6, what: 'tf.exp' },
  ].map(({ change, line, what }) => [
    change,
    [line, `Which arguments ${what} gets is not known without running the program; write them out.`],
  ]);

/** A change of the program, and all that is then said, with the line. */
const sentences: readonly [change: Change, ...said: readonly (readonly [line: number, message: string])[]][] = [
  [
    { fit: '' },
    [
      1,
      'No call of fit on a Keras model was found in this file: the model, or the call, could not be followed without running the program.',
    ],
  ],
  [{ compile: '' }, [12, 'The model is not compiled before fit: call model.compile(optimizer=…, loss=…) first.']],
  [
    fitted('[[1.0]]'),
    [12, 'What fit gets is not a tf.data.Dataset that can be read here; training from the editor takes datasets of TFRecord files so far.'],
  ],
  [
    fitted('data, validation_data=([[1.0]], [1])'),
    [
      12,
      'The validation data is not a tf.data.Dataset that can be read here; training from the editor takes datasets of TFRecord files so far.',
    ],
  ],
  [fitted('data, y=[1]'), [12, 'Keras takes no y with a dataset; let the dataset give (features, labels).']],
  [
    fitted('data, sample_weight=[1.0]'),
    [12, 'Keras takes no sample_weight with a dataset; let the dataset give (features, labels, weights).'],
  ],
  [fitted('data, validation_split=0.2'), [12, 'Keras takes no validation_split with a dataset; use take() and skip().']],
  [fitted('data, workers=2'), [12, 'The argument workers of fit cannot be trained from the editor yet; leave it out.']],
  [fitted('data, epochs="2"'), [12, 'epochs="2" of fit cannot be trained from the editor yet; it has to be a whole number.']],
  [
    fitted('data, steps_per_epoch=1.5'),
    [12, 'steps_per_epoch=1.5 of fit cannot be trained from the editor yet; it has to be a whole number.'],
  ],
  [fitted('data, **options()'), [12, 'Which arguments fit gets is not known without running the program; write them out.']],
  [fitted('data, callbacks=callbacks()'), [12, 'The callback is not known without running the program; write it out.']],
  [
    fitted('data, callbacks=[keras.callbacks.RemoteMonitor()]'),
    [
      12,
      'The callback RemoteMonitor cannot be trained from the editor yet; use one of 10 others, such as EarlyStopping, ReduceLROnPlateau, ModelCheckpoint.',
    ],
  ],
  [fitted('data, callbacks=[unknown()]'), [12, 'The callback is not known without running the program; write it out.']],
  [
    fitted('data, validation_data=data.map(lambda x, y: x)'),
    [12, 'The validation dataset has to give tuples (features, labels) to be trained from the editor.'],
  ],
  [fitted('data.map(lambda x, y: x)'), [12, 'The dataset has to give tuples (features, labels) to be trained from the editor.']],
  [fitted('data.map(lambda x, y: (x, y, y, y))'), [12, 'The dataset has to give tuples (features, labels) to be trained from the editor.']],
  [fitted('data.map(lambda x, y: (x, (y, y)))'), [12, 'The dataset gives several labels, and the model has one output.']],
  [fitted('data.map(lambda x, y: (x, {"a": y}))'), [12, 'The dataset gives several labels, and the model has one output.']],
  [fitted('data.map(lambda x, y: (x, tf.strings.lower("a")))'), [12, 'Strings as the labels cannot be trained; give numbers.']],
  [fitted('data.map(lambda x, y: (x, y, (y, y)))'), [12, 'The dataset gives several sample weights, and the model has one output.']],
  [
    features('{"x": tf.io.FixedLenFeature([4], tf.float32), "y": tf.io.FixedLenFeature([], tf.string)}'),
    [12, 'Strings as the labels cannot be trained; give numbers.'],
  ],
  [
    features('{"x": tf.io.VarLenFeature(tf.float32), "y": tf.io.FixedLenFeature([], tf.int64)}'),
    [12, 'A sparse or ragged tensor in the features cannot be trained from the editor yet; make it dense.'],
  ],
  [
    features('{"x": tf.io.FixedLenFeature([4], tf.float32), "y": tf.io.VarLenFeature(tf.int64)}'),
    [12, 'A sparse or ragged tensor in the labels cannot be trained from the editor yet; make it dense.'],
  ],
  [
    features('{"x": tf.io.FixedLenFeature([4], tf.float32), "y": tf.io.RaggedFeature(tf.int64)}'),
    [2, 'The feature "y" is a RaggedFeature, which cannot be trained from the editor yet.'],
  ],
  [
    features('{"x": tf.io.FixedLenFeature([n()], tf.float32), "y": tf.io.FixedLenFeature([], tf.int64)}'),
    [2, 'The shape of the feature "x" has to be written out.'],
  ],
  [
    features('{"x": tf.io.FixedLenFeature([4], tf.float32), "y": unknown()}'),
    [4, 'The feature "y" is not known, which cannot be trained from the editor yet.'],
    [6, 'What this function gives is not known: it uses something that cannot be trained from the editor yet.'],
  ],
  [features('unknown()'), [6, 'What this function gives is not known: it uses something that cannot be trained from the editor yet.']],
  [
    compile('optimizer="muon", loss="mse"'),
    [10, 'The optimizer muon cannot be trained from the editor yet; use one of 12 others, such as SGD, Adam, AdamW.'],
  ],
  [compile('optimizer=unknown(), loss="mse"'), [10, 'The optimizer is not known without running the program; write it out.']],
  [compile('loss=[]'), [10, 'loss has 0 entries and the model 1 outputs.']],
  [compile('loss=["mse", "mae"]'), [10, 'loss has 2 entries and the model 1 outputs.']],
  [compile('loss={"a": "mse", "b": "mae"}'), [10, 'loss has the key "a", and the model\'s outputs are d.']],
  [compile('optimizer="adam"'), [10, 'The model was compiled without a loss, so there is nothing to train on.']],
  [
    compile('loss="mse", metrics=["huber"]'),
    [
      10,
      'The metric huber cannot be trained from the editor yet; use one of 42 others, such as Accuracy, BinaryAccuracy, CategoricalAccuracy.',
    ],
  ],
  [
    compile('loss="accuracy"'),
    [
      10,
      'The loss accuracy cannot be trained from the editor yet; use one of 20 others, such as MeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError.',
    ],
  ],
  [
    compile('loss={"d": "ctc"}'),
    [
      10,
      'The loss ctc cannot be trained from the editor yet; use one of 20 others, such as MeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError.',
    ],
  ],
  [compile('loss="mse", metrics=Mine()'), [10, 'The metric is not known without running the program; write it out.']],
  [compile('loss="mse", metrics=unknown()'), [10, 'The metric is not known without running the program; write it out.']],
  [data('.window(8)'), [6, 'The dataset step window cannot be trained from the editor yet.']],
  [
    data('.batch(8).take(unknown())'),
    [6, 'The argument count of take is not known without running the program; training from the editor needs it written out.'],
  ],
  [data('.shard(4, 4).batch(8)'), [6, 'There is no shard 4 of 4: TensorFlow takes an index from 0 to 3.']],
  [data('.shard(4, -1).batch(8)'), [6, 'There is no shard -1 of 4: TensorFlow takes an index from 0 to 3.']],
  [data('.padded_batch(8, shapes())'), [6, 'The padded shapes are not known without running the program; write them out.']],
  [data('.padded_batch(8, ([n()], []))'), [6, 'The padded shapes are not known without running the program; write them out.']],
  [data('.batch(0)'), [6, 'batch_size=0 of batch cannot be trained from the editor yet; it has to be a whole number of 1 or more.']],
  [
    { data: 'data = tf.data.Dataset.zip(unknown())' },
    [6, 'zip of anything but datasets and tuples of them cannot be trained from the editor yet.'],
  ],
  [
    { data: 'data = tf.data.TFRecordDataset(names()).map(parse).batch(8)' },
    [6, 'Which record files are read is not known without running the program; write the names or a glob pattern out.'],
  ],
  [
    { data: 'data = tf.data.TFRecordDataset([]).map(parse).batch(8)' },
    [6, 'No record file matches here: look at the pattern, and at the folder that the program runs in.'],
  ],
  [
    { data: 'data = tf.data.TFRecordDataset(["a", name()]).map(parse).batch(8)' },
    [6, 'Which record files are read is not known without running the program; write the names or a glob pattern out.'],
  ],
  [
    { data: 'data = tf.data.Dataset.from_generator(gen, (tf.float32, tf.int64)).batch(8)' },
    [6, 'The dataset step from_generator cannot be trained from the editor yet.'],
  ],
  [
    { data: 'data = tf.data.Dataset.zip((tf.data.TFRecordDataset(["a"]).map(parse), unknown())).batch(8)' },
    [
      6,
      'A dataset that is joined here is not a tf.data.Dataset that can be read here; training from the editor takes datasets of TFRecord files so far.',
    ],
  ],
  [
    data('.map(unknown).batch(8)'),
    [6, 'What this function gives is not known: it uses something that cannot be trained from the editor yet.'],
  ],
  [
    data('.map(lambda x, y: (tf.numpy_function(f, [x], tf.float32), y)).batch(8)'),
    [6, 'tf.numpy_function cannot be run in a data pipeline from the editor yet.'],
  ],
  [
    data('.filter(unknown).batch(8)'),
    [6, 'What this function gives is not known: it uses something that cannot be trained from the editor yet.'],
  ],
  [
    data('.map(lambda x, y: (unknown(x), y)).batch(8)'),
    [6, 'What this function gives is not known: it uses something that cannot be trained from the editor yet.'],
  ],
  [mapped('tf.signal.fft(x)'), [6, 'tf.signal.fft cannot be run in a data pipeline from the editor yet.']],
  [
    mapped('tf.signal.fft(tf.reverse(x, [0]))'),
    [6, 'tf.signal.fft cannot be run in a data pipeline from the editor yet.'],
    [6, 'tf.reverse cannot be run in a data pipeline from the editor yet.'],
  ],
  [mapped('tf.where(x > 0)'), [6, 'tf.where without x and y cannot be run in a data pipeline from the editor yet.']],
  [
    mapped('tf.reshape(x, "a")'),
    [6, 'tf.reshape cannot be run in a data pipeline from the editor like this; shape has to be whole numbers.'],
  ],
  [mapped('layers.Dense(3)(x[None])'), [6, 'dense has weights, and in a data pipeline it would not be trained; call it in the model.']],
  [
    mapped('tf.cast(x, tf.complex64)'),
    [6, 'dtype="complex64" of tf.cast cannot be trained from the editor yet; it has to be a dtype of numbers.'],
  ],
  [
    mapped('tf.one_hot(e["y"], n())'),
    [6, 'The argument depth of tf.one_hot is not known without running the program; training from the editor needs it written out.'],
  ],
  [layer('layers.RMSNormalization()'), [8, 'The layer RMSNormalization cannot be trained from the editor yet.']],
  [layer('unknown()'), [8, 'Which layers this model has is not known without running the program.']],
  [
    layer('layers.TimeDistributed(layers.LSTM(3))'),
    [
      8,
      'LSTM inside TimeDistributed cannot be trained from the editor yet; TimeDistributed takes Dense, Conv1D, Conv2D, MaxPooling1D, MaxPooling2D, Flatten, Activation.',
    ],
  ],
  [
    layer('layers.Bidirectional(layers.Dense(3))'),
    [8, 'Dense inside Bidirectional cannot be trained from the editor yet; Bidirectional takes SimpleRNN, LSTM, GRU.'],
  ],
  [
    layer('layers.Dense(3, dtype="float16")'),
    [8, 'Dense does not compute in float32, and only that can be trained from the editor yet.'],
    [8, 'dtype="float16" of Dense cannot be trained from the editor yet; it can be None or "float32".'],
  ],
  [
    layer('layers.Dense(3, dtype="mixed_float16")'),
    [8, 'Dense does not compute in float32, and only that can be trained from the editor yet.'],
    [8, 'dtype="mixed_float16" of Dense cannot be trained from the editor yet; it can be None or "float32".'],
  ],
  [layer('keras.applications.Xception(weights=None)'), [8, 'The layer Xception cannot be trained from the editor yet.']],
  [
    layer('layers.Dense(4, name="a"), layers.Dense(4, name="a")'),
    [8, 'Two layers of this model are called "a"; Keras wants each name once.'],
  ],
  [model('model = keras.Sequential(unknown())'), [8, 'Which layers this model has is not known without running the program.']],
  [
    model('class Mine(keras.Model):\n    def call(self, x):\n        return external(x)\nmodel = Mine()'),
    [14, 'What Mine makes of the data is not known without running the program.'],
  ],
  [
    model(
      'class Mine(layers.Layer):\n    def call(self, x):\n        return external(x)\nmodel = keras.Sequential([layers.Input(shape=(4,)), Mine(), layers.Dense(3)])',
    ),
    [11, 'What the custom layer Mine makes of its inputs is not known without running the program.'],
  ],
  [
    model('model = keras.Sequential([layers.Dense(3)], trainable=False)'),
    [8, 'A model with trainable=… cannot be trained from the editor yet; set it on the layers.'],
  ],
  [
    { model: 'model = keras.Sequential([layers.Dense(3), layers.RMSNormalization()])', data: 'data = unknown()' },
    [11, 'What fit gets is not a tf.data.Dataset that can be read here; training from the editor takes datasets of TFRecord files so far.'],
    [8, 'The layer RMSNormalization cannot be trained from the editor yet.'],
    [11, 'What the model gets is not known: give its first layer an Input(shape=…).'],
  ],
  [
    functional('model = keras.Model(a, [layers.Dense(3)(a), layers.Dense(2)(a)])'),
    [12, 'The dataset has to give labels for each output of the model, as a tuple in their order or by name: dense, dense_1.'],
  ],
  [functional('model = keras.Model(a, unknown())'), [12, 'The inputs or outputs of this model are not known without running the program.']],
  [functional('model = keras.Model(unknown(), a)'), [12, 'The inputs or outputs of this model are not known without running the program.']],
  [
    functional('model = keras.Model(a, keras.ops.leaky_relu(layers.Dense(3)(a), "much"))'),
    [9, 'negative_slope="much" of keras.ops.leaky_relu cannot be trained from the editor yet; it has to be a number.'],
  ],
  [
    functional('model = keras.Model(a, layers.Dense(3)(layers.Dropout(0.5)(a, training=unknown())))'),
    [
      9,
      'The argument training of the call of Dropout is not known without running the program; training from the editor needs it written out.',
    ],
  ],
  [
    functional('s, h = layers.GRU(3, stateful=True, return_state=True)(a)\nmodel = keras.Model(a, h)', '(4, 2), batch_size=2'),
    [9, 'stateful=True of GRU cannot be trained from the editor yet; it can be False.'],
  ],
  [
    functional('model = keras.Model(a, layers.Dense(3)(a))', '(4,), dtype="string"'),
    [8, 'A model input of dtype string can be trained from the editor where only Hub modules and layers that prepare texts take it.'],
  ],
  [
    functional(
      'net = keras.applications.MobileNetV2(include_top=False, input_shape=(32, 32, 3), pooling="avg")\nmodel = keras.Model(a, layers.Dense(3)(net(layers.Resizing(32, 32)(layers.Reshape((2, 2, 3))(a)))))',
      '(12,)',
    ),
    [
      9,
      'The pretrained weights of MobileNetV2 cannot be loaded in the editor yet: give weights=None to train it from random ones, or train with --engine python.',
    ],
  ],
  [
    functional('model = keras.Model(a, layers.Dense(3)(layers.StringLookup(output_mode="one_hot")(a)))', '(), dtype="string"'),
    [9, 'StringLookup has no vocabulary and no data that it adapts to before fit; give it one of them.'],
  ],
  [
    functional('model = keras.Model(a, layers.Dense(3)(layers.Normalization(mean=2.0)(a)))', '(4,)'),
    [9, 'Normalization needs variance too.'],
  ],
  [
    functional('n = layers.Normalization()\nn.adapt(unknown())\nmodel = keras.Model(a, layers.Dense(3)(n(a)))', '(4,)'),
    [10, 'What Normalization adapts to is not known without running the program; give a dataset of records.'],
  ],
  [
    functional(
      'n = layers.Normalization()\nif unknown():\n    n.adapt(np.ones((2, 4)))\nmodel = keras.Model(a, layers.Dense(3)(n(a)))',
      '(4,)',
    ),
    [11, 'Whether Normalization is adapted here is not known without running the program; adapt it always.'],
  ],
  [
    functional('n = layers.Normalization()\nmodel = keras.Model(a, layers.Dense(3)(n(layers.Dense(3)(a))))', '(4,)'),
    [10, 'What goes into normalization is made of weights that are trained, and no gradient goes through it here.'],
  ],
  [
    functional('model = keras.Model(a, layers.Dense(3)(a))', '(4,), dtype="complex64"'),
    [8, 'A model input of dtype complex64 cannot be trained from the editor yet.'],
  ],
  [
    functional('model = keras.Model(a, layers.Dense(3)(a))', '(4,), sparse=True'),
    [8, 'sparse=True of Input cannot be trained from the editor yet; it can be None or False.'],
    [8, 'A model input that is sparse or ragged cannot be trained from the editor yet.'],
  ],
  [
    functional('model = keras.Model(a, layers.Dense(3)(a))', '(4,), ragged=True'),
    [12, 'The inputs or outputs of this model are not known without running the program.'],
  ],
  [
    functional('model = keras.Model(a, layers.Dense(3)(a))', '(4,), optional=True'),
    [8, 'optional=True of Input cannot be trained from the editor yet; it can be False.'],
  ],
  [
    { before: 'keras.config.set_image_data_format("channels_first")' },
    [7, 'Channels in front cannot be trained from the editor yet; use channels_last.'],
  ],
  [
    after('x = unknown()\nx.trainable = False'),
    [12, 'Whose trainable is set here is not known without running the program, so this cannot be trained from the editor yet.'],
  ],
  [
    after('model.optimizer.lr = 0.1'),
    [11, 'Setting lr of the optimizer cannot be trained from the editor yet; give it where the object is made.'],
  ],
  [
    after('dense.activation = None'),
    [11, 'Setting activation of Dense cannot be trained from the editor yet; give it where the object is made.'],
  ],
  [after('unknown().set_weights([])'), [11, 'What set_weights() changes cannot be trained from the editor yet; leave it out.']],
  [after('dense.kernel.assign([])'), [11, 'What kernel.assign() changes cannot be trained from the editor yet; leave it out.']],
  [
    after('model.optimizer = "adam"'),
    [11, 'Setting optimizer of the model cannot be trained from the editor yet; give it where the object is made.'],
  ],
  [after('dense.set_weights([])'), [11, 'What set_weights() changes cannot be trained from the editor yet; leave it out.']],
  [after('model.load_weights("a")'), [11, 'What load_weights() changes cannot be trained from the editor yet; leave it out.']],
  [after('dense.quantize("int8")'), [11, 'What quantize() changes cannot be trained from the editor yet; leave it out.']],
  [after('model.reset_states()'), [11, 'What reset_states() changes cannot be trained from the editor yet; leave it out.']],
  [
    after('opt = keras.optimizers.Adam()\nmodel.compile(optimizer=opt, loss="mse")\nopt.trainable = False'),
    [13, 'Setting trainable of the optimizer cannot be trained from the editor yet; give it where the object is made.'],
  ],
  [
    after('opt = keras.optimizers.Adam()\nmodel.compile(optimizer=opt, loss="mse")\nopt.learning_rate = rate()'),
    [13, 'Setting learning_rate of the optimizer cannot be trained from the editor yet; give it where the object is made.'],
  ],
  [
    { fit: 'model.fit_generator(data)\nmodel.fit(data)' },
    [
      13,
      'Here fit goes on from the weights that fit_generator in line 12 trains. Only calls of fit on one model can follow each other in a run from the editor yet.',
    ],
  ],
  [
    { fit: 'for i in rounds():\n    model.fit(data)' },
    [13, 'How often this loop calls fit is not known without running the program; write the number of its rounds out.'],
  ],
  [
    { fit: 'model.fit(data)\nm = keras.Sequential([layers.Input(shape=(4,)), dense])\nm.compile(loss="mse")\nm.fit(data)' },
    [
      15,
      'Here fit goes on from the weights of shared layers that fit in line 12 trains. Only calls of fit on one model can follow each other in a run from the editor yet.',
    ],
  ],
  [
    after('dense.trainable = flag()'),
    [11, 'Setting trainable of Dense cannot be trained from the editor yet; give it where the object is made.'],
  ],
  [
    after('model.trainable = flag()'),
    [11, 'Setting trainable of the model cannot be trained from the editor yet; give it where the object is made.'],
  ],
  [
    functional('model = keras.Model(a, keras.ops.qr(layers.Dense(3)(a))[0])'),
    [9, 'keras.ops.qr inside a model cannot be trained from the editor yet.'],
  ],
  [mapped('tf.numpy_function(f, [tf.math.is_inf(x)], tf.float32)'), ...noPipeline('tf.numpy_function', 'tf.math.is_inf')],
  [mapped('tf.numpy_function(f, {"a": tf.signal.fft(x)}, tf.float32)'), ...noPipeline('tf.numpy_function', 'tf.signal.fft')],
  [mapped('tf.numpy_function(f, (1, tf.signal.fft(x)), tf.float32)'), ...noPipeline('tf.numpy_function', 'tf.signal.fft')],
  [
    { ...model('model = keras.Sequential([layers.Dense(3)])'), ...data('.map(lambda x, y: ((x, x), y))') },
    [11, 'What the model gets is not known: give its first layer an Input(shape=…).'],
  ],
  [
    {
      ...features('{"x": tf.io.FixedLenFeature([], tf.string), "y": tf.io.FixedLenFeature([], tf.int64)}'),
      ...model('model = keras.Sequential([layers.Dense(3)])'),
    },
    [8, 'A model input of dtype string can be trained from the editor where only Hub modules and layers that prepare texts take it.'],
  ],
  [
    fitted('data, class_weight=weights()'),
    [12, 'The class_weight is not known without running the program; write it out as a dictionary.'],
  ],
  ...['{"a": 1.0}', '{0: "a"}', '{0: None}'].map((weights): [Change, [number, string]] => [
    fitted(`data, class_weight=${weights}`),
    [12, 'class_weight has to map whole numbers to numbers that are written out to be trained from the editor.'],
  ]),
  [
    fitted('data.map(lambda x, y: (x, y, tf.cast(y, tf.float32))), class_weight={0: 1.0}'),
    [12, 'Keras takes no class_weight with a dataset that gives sample weights.'],
  ],
  [
    { ...model('a = keras.Input(shape())\nmodel = keras.Model(a, layers.Dense(3)(a))') },
    [8, 'The shape of this model input is not known; give its first layer an Input(shape=…).'],
  ],
  [mapped('tf.numpy_function(f, {"a": tf.signal.fft(x), "b": 1}, tf.float32)'), ...noPipeline('tf.numpy_function', 'tf.signal.fft')],
  [
    data('.shard(n(), i()).batch(8)'),
    ...['num_shards', 'index'].map((name): [number, string] => [
      6,
      `The argument ${name} of shard is not known without running the program; training from the editor needs it written out.`,
    ]),
  ],
  ...written('**options()'),
  // Arguments on lines of their own, to see which of them is named.
  [
    {
      parse:
        'def parse(proto):\n    e = tf.io.parse_single_example(\n      proto,\n      {**F, "z": unknown()})\n    return e["x"], e["y"]',
    },
    [6, 'The feature "z" is not known, which cannot be trained from the editor yet.'],
  ],
  [
    features('{"x": tf.io.FixedLenFeature(\n  dtype=tf.float32,\n  shape=[n()]), "y": tf.io.FixedLenFeature([], tf.int64)}'),
    [4, 'The shape of the feature "x" has to be written out.'],
  ],
  [
    layer('layers.Dense(\n  3,\n  dtype="float16")'),
    [10, 'Dense does not compute in float32, and only that can be trained from the editor yet.'],
    [10, 'dtype="float16" of Dense cannot be trained from the editor yet; it can be None or "float32".'],
  ],
  [
    { before: 'keras.config.set_floatx("float64")', model: 'model = keras.Sequential([layers.Input(shape=(4,)),\n  layers.Dense(\n  3)])' },
    [9, 'Dense does not compute in float32, and only that can be trained from the editor yet.'],
  ],
];

describe('what is said of a program that cannot be trained', () => {
  for (const [change, ...said] of sentences)
    it(Object.values(change).join(' ').replaceAll('\n', ' ').slice(0, 110), async () => {
      const { refusals } = await planOf(change);
      assert.deepEqual(
        refusals.map(({ site, message }) => [site.line, message]),
        said,
      );
    });
});
