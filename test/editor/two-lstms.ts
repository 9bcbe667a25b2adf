/** A program with a mistake that has one fix, for the editors: the first LSTM gives its last step only, and the second one wants all of them. */
export const TWO_LSTMS = `import tensorflow as tf
from tensorflow.keras import layers

model = tf.keras.Sequential([
    layers.Input(shape=(20, 8)),
    layers.LSTM(32),
    layers.LSTM(16),
    layers.Dense(2, activation="softmax"),
])
`;
