import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return f["ids20"], f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
ids = keras.Input((20,), dtype="int64")
x = layers.Embedding(200, 8)(ids)
sequence, h, c = layers.LSTM(6, return_sequences=True, return_state=True)(x[:, :10])
second = layers.LSTM(6)(x[:, 10:], initial_state=[h, c])
steps, state = layers.GRU(6, return_sequences=True, return_state=True)(sequence, initial_state=h)
third = layers.SimpleRNN(6)(steps, initial_state=[state])
model = keras.Model(ids, layers.Dense(4, "softmax")(layers.Concatenate()([second, third])))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
