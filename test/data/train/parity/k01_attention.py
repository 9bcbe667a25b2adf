import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

def read(record):
    f = tf.io.parse_single_example(record, {"ids20": tf.io.FixedLenFeature([20], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return f["ids20"], f["label"]
train = tf.data.TFRecordDataset("records/texts-train.tfrecord").map(read).take(210).batch(32)
valid = tf.data.TFRecordDataset("records/texts-valid.tfrecord").map(read).batch(32)
ids = keras.Input((20,), dtype="int64")
x = layers.Embedding(200, 12, mask_zero=True)(ids)
seen = layers.MultiHeadAttention(3, 4)(x, x, use_causal_mask=True)
x = layers.LayerNormalization()(x + seen)
other, scores = layers.MultiHeadAttention(num_heads=2, key_dim=5, value_dim=3, output_shape=12)(query=x, value=x, key=seen, return_attention_scores=True)
x = layers.Add()([x, other])
plain = layers.Attention(use_scale=True)([x, seen])
added = layers.AdditiveAttention()([x, plain], use_causal_mask=True)
y = layers.GlobalAveragePooling1D()(layers.Concatenate()([plain, added]))
z = layers.Flatten()(scores[:, :, 0, :])
model = keras.Model(ids, layers.Dense(4, "softmax")(layers.Concatenate()([y, z])))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, validation_data=valid, epochs=2)
