import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"text": tf.io.FixedLenFeature([], tf.string), "ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return f["text"], f["ids20"], f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read)

vectorize = layers.TextVectorization(max_tokens=100, output_sequence_length=16, ngrams=2)
vectorize.adapt(train.map(lambda text, ids, label: text).batch(64))
weigh = layers.TextVectorization(output_mode="tf_idf", max_tokens=40)
weigh.adapt(train.map(lambda text, ids, label: text))
image = keras.Sequential([layers.Rescaling(1 / 100, offset=-0.5), layers.Resizing(6, 7), layers.CenterCrop(4, 4)])
marks = layers.CategoryEncoding(num_tokens=200, output_mode="multi_hot")

def prepare(text, ids, label):
    picture = image(tf.reshape(ids, [4, 5, 1]), training=False)
    return (vectorize(text), weigh(text), marks(ids), picture), label
train = train.map(prepare).batch(32)
valid = valid.map(prepare).batch(32)

words = keras.Input((16,), dtype="int64")
weights = keras.Input((40,))
marked = keras.Input((200,))
picture = keras.Input((4, 4, 1))
x = layers.Embedding(100, 6, mask_zero=True)(words)
x = layers.GlobalAveragePooling1D()(x)
x = layers.concatenate([x, weights, layers.Dense(4)(marked), layers.Flatten()(picture)])
model = keras.Model([words, weights, marked, picture], layers.Dense(4, activation="softmax")(x))
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
