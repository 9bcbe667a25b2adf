import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return f["ids20"], f["label"]
strategy = tf.distribute.MirroredStrategy(["CPU:0"])
BATCH = 32 * strategy.num_replicas_in_sync
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(BATCH)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(BATCH)
with strategy.scope():
    ids = keras.Input((20,), dtype="int64")
    x = layers.Embedding(200, 8)(ids)
    for dilation in (1, 2, 4):
        x = layers.Add()([x, layers.Conv1D(8, 2, padding="causal", dilation_rate=dilation, activation="relu")(x)])
    x = layers.GroupNormalization(groups=4)(layers.Conv1D(8, 3, groups=2)(x))
    x = layers.SeparableConv1D(6, 3, padding="same", activation="relu")(x)
    x = layers.Conv1DTranspose(4, 2, strides=2)(layers.DepthwiseConv1D(3, strides=2)(x))
    image = layers.Reshape((4, 4, 4))(x)
    image = layers.Conv2D(4, 3, padding="same", dilation_rate=2)(image)
    y = layers.GlobalAveragePooling2D(keepdims=True)(image)
    model = keras.Model(ids, layers.Dense(4, "softmax")(layers.Flatten()(y)))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
