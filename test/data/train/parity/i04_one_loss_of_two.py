import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    ids = tf.cast(f["ids20"], tf.float32) / 100.0
    return ids, (ids[:1], f["label"])
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
x = keras.Input((20,))
size, kind = layers.Dense(1, name="size")(x), layers.Dense(4, "softmax", name="kind")(x)
model = keras.Model(x, [size, kind])
model.compile("sgd", loss=[None, "sparse_categorical_crossentropy"], metrics=[["mae"], ["accuracy"]])
model.fit(train, validation_data=valid, epochs=2)
