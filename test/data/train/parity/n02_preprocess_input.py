import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    image = tf.cast(tf.reshape(f["ids20"], [4, 5, 1]), tf.float32)
    return tf.concat([image, image * 0.5, 200.0 - image], axis=-1), f["label"]

def prepare(image, label):
    one = keras.applications.mobilenet_v2.preprocess_input(image)
    two = keras.applications.vgg16.preprocess_input(image)
    three = tf.keras.applications.densenet.preprocess_input(image)
    four = keras.applications.efficientnet.preprocess_input(image)
    return (one, two, three, four), label
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(64).map(prepare).batch(16)
images = [keras.Input((4, 5, 3)) for _ in range(4)]
more = [
    keras.applications.mobilenet.preprocess_input(images[3]),
    keras.applications.resnet50.preprocess_input(images[3]),
    keras.applications.densenet.preprocess_input(images[3]),
]
x = layers.Concatenate()([*images, *more])
x = layers.Rescaling(1 / 100)(x)
model = keras.Model(images, layers.Dense(4, activation="softmax")(layers.Flatten()(x)))
model.compile(optimizer=keras.optimizers.SGD(1e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=2)
