import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return tf.cast(f["ids20"], tf.float32) / 100.0, f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
class Block(layers.Layer):
    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units
        self.norm = layers.BatchNormalization()
    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self.units), initializer="he_normal", name="w", regularizer="l2")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=False)
        self.scale = self.add_weight(name="scale", shape=(), initializer="ones")
    def call(self, x, training=None):
        y = self.norm(tf.matmul(x, self.w) + self.b, training=training)
        if training:
            y = y * 1.5
        return tf.nn.relu(y) * self.scale
class Net(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.blocks = [Block(9), Block(8)]
        self.twice = layers.Lambda(lambda t: t * 2.0)
        self.inner = keras.Sequential([layers.Dense(7), Block(6)])
        self.out = layers.Dense(classes)
    def call(self, x, training=False):
        for block in self.blocks:
            x = block(x, training=training)
        return tf.nn.softmax(self.out(self.inner(self.twice(x), training=False)))
model = Net(4)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
