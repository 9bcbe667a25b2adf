import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"text": tf.io.FixedLenFeature([], tf.string), "label": tf.io.FixedLenFeature([], tf.int64)})
    return f["text"], f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)

vectorize = layers.TextVectorization(output_sequence_length=12)
vectorize.adapt(train.map(lambda text, label: text))
vocabulary = vectorize.get_vocabulary()
print(len(vocabulary), vocabulary[:3])
known = layers.StringLookup(vocabulary=["a", "b"])
model = keras.Sequential([
    keras.Input((), dtype=tf.string),
    vectorize,
    layers.Embedding(input_dim=len(vocabulary) + 1, output_dim=known.vocabulary_size() * 2),
    layers.Flatten(),
    layers.Dense(vectorize.vocabulary_size() - 4, activation="relu"),
    layers.Dense(4, activation="softmax"),
])
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
