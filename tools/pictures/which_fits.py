import tensorflow as tf
import tensorflow_hub as hub
import tf_keras

feature_description = {
    "ids": tf.io.FixedLenFeature([500], tf.int64),
    "text": tf.io.FixedLenFeature([], tf.string),
    "label": tf.io.FixedLenFeature([], tf.int64),
}


def parse(serialized):
    example = tf.io.parse_single_example(serialized, feature_description)
    return example["text"], example["label"]


sentences = tf_keras.Sequential([
    hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim128/2", input_shape=[], dtype=tf.string),
    tf_keras.layers.Dense(10, activation="softmax"),
])
pictures = tf_keras.Sequential([
    hub.KerasLayer("https://tfhub.dev/google/imagenet/mobilenet_v2_100_224/feature_vector/5"),
    tf_keras.layers.Dense(10, activation="softmax"),
])
words = tf.keras.Sequential([
    tf.keras.layers.Embedding(1000, 64),
    tf.keras.layers.GlobalAveragePooling1D(),
    tf.keras.layers.Dense(10, activation="softmax"),
])
