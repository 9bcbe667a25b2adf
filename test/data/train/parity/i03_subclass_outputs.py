import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    ids = tf.cast(f["ids20"], tf.float32) / 100.0
    return (ids, ids[:3]), {"a": ids[:1], "b": f["label"]}
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.body = layers.Dense(8, "tanh")
        self.heads = {"a": layers.Dense(1), "b": layers.Dense(4)}
    def call(self, inputs):
        ids, few = inputs
        y = tf.concat([self.body(ids), few], axis=-1)
        return {name: head(y) for name, head in self.heads.items()}
model = Net()
model.compile("adam", loss={"a": "mse", "b": keras.losses.SparseCategoricalCrossentropy(from_logits=True)}, metrics={"b": ["accuracy"]})
model.fit(train, validation_data=valid, epochs=2)
