"""Which section does a text come from? A convolution over token ids, trained on TFRecords."""
import tensorflow as tf
from tensorflow.keras import layers

LENGTH = 48
VOCABULARY = 5000


def parse(proto):
    example = tf.io.parse_single_example(proto, {
        "ids": tf.io.FixedLenFeature([LENGTH], tf.int64),
        "label": tf.io.FixedLenFeature([], tf.int64),
    })
    return example["ids"], example["label"]


def records(pattern):
    return tf.data.TFRecordDataset(tf.io.gfile.glob(pattern)).map(parse)


train = records("sections/sections-train.tfrecord-*").shuffle(1000, seed=1).batch(32).prefetch(tf.data.AUTOTUNE)
validation = records("sections/sections-validation.tfrecord-*").batch(32)

model = tf.keras.Sequential([
    layers.Input(shape=(LENGTH,), dtype=tf.int64),
    layers.Embedding(input_dim=VOCABULARY, output_dim=32),
    layers.Conv1D(filters=64, kernel_size=3, activation="relu", padding="same"),
    layers.GlobalMaxPooling1D(),
    layers.Dense(16, activation="relu"),
    layers.Dense(8, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=validation, epochs=3)
