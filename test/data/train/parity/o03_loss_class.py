import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"dense": tf.io.FixedLenFeature([3], tf.float32), "spend": tf.io.FixedLenFeature([], tf.float32), "click": tf.io.FixedLenFeature([], tf.int64)})
    return f["dense"], f["click"]
train = tf.data.TFRecordDataset("records/clicks-train.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
valid = tf.data.TFRecordDataset("records/clicks-valid.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
model = keras.Sequential([layers.Input((3,)), layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")])

class Smooth(keras.losses.Loss):
    def __init__(self, amount, reduction="sum_over_batch_size", name="smooth"):
        super().__init__(reduction=reduction, name=name)
        self.amount = amount
        self.cross = keras.losses.BinaryCrossentropy(reduction="none")

    def call(self, y_true, y_pred):
        y_true = tf.reshape(y_true, (-1, 1)) * (1.0 - self.amount) + 0.5 * self.amount
        return keras.losses.binary_crossentropy(y_true, y_pred) + 0.1 * tf.reduce_mean(tf.math.squared_difference(y_true, y_pred), axis=-1)

model.compile(optimizer=keras.optimizers.Adam(0.01), loss=Smooth(0.1, reduction="sum"), metrics=["binary_accuracy"])
model.fit(train, validation_data=valid, epochs=3)
