import keras

keras.Model().fit(epochs=1_000_000, steps=2, seconds=0.002)
