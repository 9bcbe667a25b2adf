import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return tf.cast(f["ids20"], tf.float32) / 100.0, f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
base = keras.Sequential([layers.Dense(10, "relu"), layers.BatchNormalization()])
base.trainable = False
x = keras.Input((20,))
y = layers.Lambda(lambda t: tf.concat([t, tf.square(t)], axis=1))(base(x))
y = keras.ops.sum(keras.ops.reshape(y, (-1, 2, 10)), axis=1)
model = keras.Model(x, layers.Dense(4, "softmax")(y))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
