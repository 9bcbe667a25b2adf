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
y = layers.Dense(8, "relu")(x)
size, kind = layers.Dense(1, name="size")(y), layers.Dense(4, "softmax", name="kind")(y)
model = keras.Model(x, [size, kind])
model.compile("adam", loss=["mse", "sparse_categorical_crossentropy"], loss_weights=[0.5, 2.0], metrics={"kind": ["accuracy"], "size": "mae"})
model.fit(train, validation_data=valid, epochs=2)
