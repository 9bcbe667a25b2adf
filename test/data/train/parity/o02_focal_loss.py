import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras import backend as K

def read(record):
    f = tf.io.parse_single_example(record, {"dense": tf.io.FixedLenFeature([3], tf.float32), "spend": tf.io.FixedLenFeature([], tf.float32), "click": tf.io.FixedLenFeature([], tf.int64)})
    return f["dense"], f["click"]
train = tf.data.TFRecordDataset("records/clicks-train.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
valid = tf.data.TFRecordDataset("records/clicks-valid.tfrecord.gz", compression_type="GZIP").map(read).batch(32)
model = keras.Sequential([layers.Input((3,)), layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")])

def focal_loss(gamma, alpha):
    def loss(y_true, y_pred):
        y_pred = K.clip(y_pred, K.epsilon(), 1.0 - K.epsilon())
        cross = -y_true * K.log(y_pred) * alpha - (1 - y_true) * K.log(1 - y_pred) * (1 - alpha)
        weight = y_true * K.pow(1 - y_pred, gamma) + (1 - y_true) * K.pow(y_pred, gamma)
        return K.mean(weight * cross, axis=-1)
    return loss

def precision_at_half(y_true, y_pred):
    hits = K.sum(K.round(K.clip(K.cast(y_true, "float32") * K.flatten(y_pred), 0, 1)))
    return hits / (K.sum(K.round(K.clip(y_pred, 0, 1))) + K.epsilon())

model.compile(optimizer=keras.optimizers.Adam(0.01), loss=focal_loss(2.0, 0.25), metrics=["accuracy", precision_at_half])
model.fit(train, validation_data=valid, epochs=3, class_weight={0: 1.0, 1: 2.0})
