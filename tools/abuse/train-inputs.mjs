// Programs whose data never come: a run of one ends only when it is stopped.
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

const records = join(root, 'samples', 'sections', 'sections-train.tfrecord-00000-of-00004');

const program = steps => `import tensorflow as tf

def parse(record):
    example = tf.io.parse_single_example(record, {"ids": tf.io.FixedLenFeature([48], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return example["ids"], example["label"]

train = tf.data.TFRecordDataset([${JSON.stringify(records)}]).map(parse)${steps}.batch(32)
model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(48,), dtype=tf.int64),
    tf.keras.layers.Embedding(5000, 8),
    tf.keras.layers.GlobalMaxPooling1D(),
    tf.keras.layers.Dense(8, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(train, epochs=3, steps_per_epoch=10)
`;

export const trainInputs = [
  { what: 'repeat().shuffle(10**9)', name: 'shuffle.py', text: program('.repeat().shuffle(10**9)') },
  { what: 'cache().repeat().skip(10**12)', name: 'skip.py', text: program('.cache().repeat().skip(10**12)') },
  { what: 'repeat().filter(…) that nothing passes', name: 'filter.py', text: program('.repeat().filter(lambda ids, label: label < 0)') },
  { what: 'repeat(10**9).batch(10**9)', name: 'batch.py', text: program('.repeat(10**9).batch(10**9).unbatch()') },
];
