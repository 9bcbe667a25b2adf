import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return f["ids20"], f["ids20"] % 4
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
ids = layers.Input((20,), dtype="int64")
x = layers.Embedding(200, 8, mask_zero=True)(ids)
y = layers.Embedding(200, 8)(ids)
z = layers.Multiply()([layers.Add()([x, x]), layers.Subtract()([x, y])])
joined = layers.Concatenate()([x, y, z])
model = keras.Model(ids, layers.Dense(4, activation="softmax")(layers.GRU(6, return_sequences=True)(joined)))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
