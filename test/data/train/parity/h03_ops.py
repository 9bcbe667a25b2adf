import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return tf.cast(f["ids20"], tf.float32) / 100.0, f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
x = keras.Input((20,))
a = layers.Dense(12, "tanh")(x)
grid = keras.ops.reshape(a, (-1, 4, 3))
mean, top = keras.ops.mean(grid, axis=1), keras.ops.max(grid, axis=2, keepdims=True)
part = grid[:, 1:3, ::2] - keras.ops.squeeze(top, -1)[:, :2, None]
attention = keras.ops.softmax(keras.ops.matmul(grid, keras.ops.transpose(grid, (0, 2, 1))), axis=-1)
mixed = keras.ops.matmul(attention, grid)
flat = layers.Flatten()(keras.ops.where(mixed > 0.0, mixed, -mixed / 2))
gelu = keras.ops.gelu(keras.ops.concatenate([flat, mean, layers.Flatten()(part)], axis=-1))
norm = gelu / keras.ops.sqrt(keras.ops.sum(keras.ops.square(gelu), axis=-1, keepdims=True) + 1e-6)
std = keras.ops.std(a, axis=-1, keepdims=True) + keras.ops.log(keras.ops.exp(a[:, -1:]) + 1) ** 2
model = keras.Model(x, layers.Dense(4, "softmax")(norm * keras.ops.clip(std, 0.1, 3.0)))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
