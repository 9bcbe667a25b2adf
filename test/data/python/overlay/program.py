"""Trains on every engine to the same curves: all weights begin at zero, and no order is random. Started in samples/sections."""
import tensorflow as tf
from tensorflow.keras import layers


def parse(proto):
    example = tf.io.parse_single_example(proto, {
        "ids": tf.io.FixedLenFeature([48], tf.int64),
        "label": tf.io.FixedLenFeature([], tf.int64),
    })
    return tf.cast(example["ids"], tf.float32) / 5000.0, example["label"]


def records(pattern):
    return tf.data.TFRecordDataset(pattern).map(parse)


train = records("sections-train.tfrecord-00000-of-00004").batch(32)
validation = records("sections-validation.tfrecord-00000-of-00001").batch(32)

model = tf.keras.Sequential([
    layers.Input(shape=(48,)),
    layers.Dense(8, activation="softmax", kernel_initializer="zeros"),
])
model.compile(optimizer=tf.keras.optimizers.Adam(0.05), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=validation, epochs=4)
