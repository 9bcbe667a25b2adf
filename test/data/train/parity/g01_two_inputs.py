import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return (f["ids20"][:12], tf.cast(f["ids20"][12:], tf.float32) / 100.0), f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
a = keras.Input((12,), dtype="int64"); b = keras.Input((8,))
x = layers.Concatenate()([layers.GlobalMaxPooling1D()(layers.Embedding(200, 8)(a)), layers.Dense(8, activation="tanh")(b)])
model = keras.Model([a, b], layers.Dense(1)(x))
model.compile(optimizer="adam", loss="mse", metrics=["mae", keras.metrics.RootMeanSquaredError()])
model.fit(train, validation_data=valid, epochs=3)
