import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"dense": tf.io.FixedLenFeature([3], tf.float32), "spend": tf.io.FixedLenFeature([], tf.float32), "click": tf.io.FixedLenFeature([], tf.int64)})
    return f["dense"], f["click"]
train = tf.data.TFRecordDataset("records/clicks-train.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
valid = tf.data.TFRecordDataset("records/clicks-valid.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
model = keras.Sequential([layers.Input((3,)), layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")])

class F1(keras.metrics.Metric):
    def __init__(self, threshold=0.5, name="f_one", **kwargs):
        super().__init__(name=name, **kwargs)
        self.threshold = threshold
        self.hits = self.add_weight(name="hits", initializer="zeros")
        self.given = self.add_weight(name="given", initializer="zeros")
        self.wanted = self.add_weight(name="wanted", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(tf.reshape(y_true, [-1]), tf.float32)
        found = tf.cast(tf.reshape(y_pred, [-1]) > self.threshold, tf.float32)
        if sample_weight is not None:
            found = found * sample_weight
        self.hits.assign_add(tf.reduce_sum(y_true * found))
        self.given.assign_add(tf.reduce_sum(found))
        self.wanted.assign(self.wanted + tf.reduce_sum(y_true))

    def result(self):
        precision = self.hits / (self.given + 1e-7)
        recall = self.hits / (self.wanted + 1e-7)
        return 2 * precision * recall / (precision + recall + 1e-7)

    def reset_state(self):
        for weight in (self.hits, self.given, self.wanted):
            weight.assign(0.0)

class MeanOfBatches(keras.metrics.Metric):
    def __init__(self):
        super().__init__()
        self.total = self.add_weight(shape=(2,), initializer="zeros", name="total")
        self.count = self.add_weight(initializer="zeros", name="count")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign_add(tf.stack([tf.reduce_mean(y_pred), tf.reduce_max(y_pred)]))
        self.count.assign_add(1.0)

    def result(self):
        return tf.reduce_sum(self.total) / self.count

model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=[F1(0.4), MeanOfBatches()])
model.fit(train, validation_data=valid, epochs=3)
