import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"dense": tf.io.FixedLenFeature([3], tf.float32), "spend": tf.io.FixedLenFeature([], tf.float32), "click": tf.io.FixedLenFeature([], tf.int64)})
    return f["dense"], f["spend"]
train = tf.data.TFRecordDataset("records/clicks-train.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
valid = tf.data.TFRecordDataset("records/clicks-valid.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
base = keras.Sequential([layers.Input((3,)), layers.Dense(16, activation="relu"), layers.Dense(8, activation="tanh")])
model = keras.Sequential([layers.Input((3,)), base, layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(0.05, momentum=0.9), loss="mse")
for rate in (0.05, 0.02, 0.005):
    model.optimizer.learning_rate = rate
    model.fit(train, epochs=1)
