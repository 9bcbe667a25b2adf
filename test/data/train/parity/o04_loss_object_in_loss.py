import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"dense": tf.io.FixedLenFeature([3], tf.float32), "spend": tf.io.FixedLenFeature([], tf.float32), "click": tf.io.FixedLenFeature([], tf.int64)})
    return f["dense"], f["click"]
train = tf.data.TFRecordDataset("records/clicks-train.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
valid = tf.data.TFRecordDataset("records/clicks-valid.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
model = keras.Sequential([layers.Input((3,)), layers.Dense(16, activation="relu"), layers.Dense(1)])

binary = keras.losses.BinaryCrossentropy(from_logits=True)
def both(y_true, y_pred):
    return binary(y_true, y_pred) + 0.01 * tf.reduce_sum(tf.square(y_pred))
model.compile(optimizer=keras.optimizers.SGD(0.05), loss=both, metrics=[lambda y_true, y_pred: tf.reduce_max(y_pred, axis=-1)])
model.fit(train, validation_data=valid, epochs=3)
