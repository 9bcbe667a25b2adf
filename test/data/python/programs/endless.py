import keras

keras.Model().fit(epochs=1_000_000, steps=40, seconds=0.005)
print("saved what was trained")
