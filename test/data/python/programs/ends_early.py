import keras


class Patience(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs):
        self.model.stop_training = epoch == 1

    def on_train_end(self, logs=None):
        self.model.weights = 100


model = keras.Model()
model.fit(epochs=9, callbacks=[Patience()])
model.fit(epochs=3, steps=20, seconds=0.01)
print("weights", model.weights)
