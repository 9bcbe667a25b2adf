import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return tf.cast(f["ids20"], tf.float32) / 100.0, f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
block = keras.Sequential([layers.Dense(6, activation="relu"), layers.BatchNormalization()], name="block")
half = keras.Input((6,))
inner = keras.Model(half, [layers.Dense(5)(half), half + 1.0])
def build():
    x = keras.Input((20,))
    y = block(x)
    five, six = inner(y)
    _, again = inner(block(x * 2.0))
    joined = layers.Concatenate()([five, six, again])
    return keras.Model(x, keras.Sequential([layers.Dense(7, "tanh"), layers.Dense(4, "softmax")])(joined))
model = build()
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
