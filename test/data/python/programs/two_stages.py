import keras

model = keras.Model()
first = model.fit(epochs=3, steps=4, seconds=0.005, losses=(3.0, 2.0, 1.0))
second = model.fit(epochs=4, steps=4, seconds=0.005, losses=(0.4, 0.3, 0.2, 0.1))
print("histories", first.epoch, first.history["loss"], second.epoch, second.history["loss"])
print("weights", model.weights)
