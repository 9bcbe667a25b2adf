import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"dense": tf.io.FixedLenFeature([3], tf.float32), "spend": tf.io.FixedLenFeature([], tf.float32), "click": tf.io.FixedLenFeature([], tf.int64)})
    return f["dense"], f["spend"]
train = tf.data.TFRecordDataset("records/clicks-train.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
valid = tf.data.TFRecordDataset("records/clicks-valid.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
model = keras.Sequential([layers.Input((3,)), layers.Dense(16, activation="relu"), layers.Dense(1)])

def pseudoHuber(y_true, y_pred):
    error = (y_true - y_pred) / 2.0
    return tf.reduce_mean(4.0 * (tf.sqrt(1.0 + tf.square(error)) - 1.0), axis=-1)

def within(y_true, y_pred):
    near = tf.abs(tf.expand_dims(y_true, -1) - y_pred) < 0.5
    return tf.reduce_mean(tf.cast(near, tf.float32))

def spread(y_true, y_pred):
    return tf.abs(y_pred - tf.reduce_mean(y_pred))

model.compile(optimizer=keras.optimizers.Adam(0.01), loss=pseudoHuber, metrics=[within, spread, pseudoHuber, "mae"])
model.fit(train, validation_data=valid, epochs=3)
