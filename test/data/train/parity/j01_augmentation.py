import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return tf.reshape(tf.cast(f["ids20"], tf.float32) / 100.0, [4, 5, 1]), f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
augmentation = keras.Sequential([layers.RandomRotation((0.1, 0.1)), layers.RandomZoom((0.2, 0.2), fill_mode="nearest"), layers.RandomTranslation((0.2, 0.2), (-0.1, -0.1), fill_mode="wrap"), layers.RandomBrightness((0.1, 0.1), value_range=(0, 1))])
model = keras.Sequential([layers.Input((4, 5, 1)), augmentation, layers.Resizing(6, 6), layers.Conv2D(4, 3, activation="relu"), layers.Flatten(), layers.Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(train, validation_data=valid, epochs=2)
