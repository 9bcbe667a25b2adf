import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

SPEC = {"dense": tf.io.FixedLenFeature([3], tf.float32), "group": tf.io.FixedLenFeature([], tf.string), "spend": tf.io.FixedLenFeature([], tf.float32),
        "user": tf.io.FixedLenFeature([], tf.int64), "age": tf.io.FixedLenFeature([1], tf.float32), "hour": tf.io.FixedLenFeature([1], tf.float32)}
def read(record):
    f = tf.io.parse_single_example(record, SPEC)
    spend = f.pop("spend")
    return f, spend
train = tf.data.TFRecordDataset("records/clicks-train.tfrecord.gz", compression_type="GZIP").map(read)
valid = tf.data.TFRecordDataset("records/clicks-valid.tfrecord.gz", compression_type="GZIP").map(read).batch(32)

norm = layers.Normalization()
norm.adapt(train.map(lambda f, y: f["dense"]))
ages = layers.Discretization(num_bins=5, output_mode="one_hot")
ages.adapt(train.map(lambda f, y: f["age"]).batch(50), steps=8)
groups = layers.StringLookup(output_mode="one_hot")
groups.adapt(train.map(lambda f, _: f["group"]).batch(64))
users = layers.IntegerLookup(max_tokens=20, num_oov_indices=2)
users.adapt(train.map(lambda f, _: f["user"]))

kinds = {"dense": ((3,), "float32"), "group": ((), "string"), "user": ((), "int64"), "age": ((1,), "float32"), "hour": ((1,), "float32")}
inputs = {name: keras.Input(shape, dtype=dtype, name=f"{name}_input") for name, (shape, dtype) in kinds.items()}
user = layers.Reshape((1,))(inputs["user"])
crossed = layers.HashedCrossing(12, output_mode="one_hot")((inputs["group"], inputs["user"]))
x = layers.concatenate([
    norm(inputs["dense"]),
    ages(inputs["age"]),
    groups(inputs["group"]),
    layers.Flatten()(layers.Embedding(20, 3)(users(user))),
    layers.Hashing(9, output_mode="one_hot")(user),
    layers.Normalization(mean=12.0, variance=40.0)(inputs["hour"]),
    crossed,
])
x = layers.Dense(8, activation="relu")(x)
model = keras.Model(inputs, layers.Dense(1)(x))
model.compile("adam", "mse", metrics=["mae"])
model.fit(train.batch(32), validation_data=valid, epochs=2)
