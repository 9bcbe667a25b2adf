"""What kind of emoji is this? A small convolutional network on JPEG records."""
import tensorflow as tf
from tensorflow.keras import layers

SIZE = 32


def parse(proto):
    example = tf.io.parse_single_example(proto, {
        "image": tf.io.FixedLenFeature([], tf.string),
        "label": tf.io.FixedLenFeature([], tf.int64),
    })
    image = tf.io.decode_jpeg(example["image"], channels=3)
    image = tf.image.convert_image_dtype(image, dtype=tf.float32)
    return tf.image.resize(image, [SIZE, SIZE]), example["label"]


images = tf.data.TFRecordDataset(tf.io.gfile.glob("emoji/emoji-*")).map(parse).shuffle(200, seed=1).batch(32)

model = tf.keras.Sequential([
    layers.Input(shape=(SIZE, SIZE, 3)),
    layers.Conv2D(filters=16, kernel_size=3, activation="relu"),
    layers.MaxPooling2D(),
    layers.Conv2D(filters=32, kernel_size=3, activation="relu"),
    layers.GlobalAveragePooling2D(),
    layers.Dense(8, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images, epochs=5)
