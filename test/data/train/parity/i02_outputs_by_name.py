import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    ids = tf.cast(f["ids20"], tf.float32) / 100.0
    return ids, {"size": ids[:1], "kind": f["label"]}, ids[5] + 1.0
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
x = keras.Input((20,))
y = layers.Dense(8, "relu", kernel_regularizer="l2")(x)
model = keras.Model(x, {"size": layers.Dense(1)(y), "kind": layers.Dense(4, "softmax")(y)})
model.compile("adam", loss={"size": keras.losses.Huber(), "kind": "sparse_categorical_crossentropy"}, loss_weights={"size": 0.3, "kind": 1.5}, metrics={"kind": "accuracy"}, weighted_metrics={"size": ["mae"]})
model.fit(train, validation_data=valid, epochs=2)
