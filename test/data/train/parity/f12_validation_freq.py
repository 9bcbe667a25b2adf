import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return f["ids20"], f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
model = keras.Sequential([layers.Input((20,), dtype="int64"), layers.Embedding(200, 16), layers.Flatten(), layers.Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=3, validation_freq=2)
