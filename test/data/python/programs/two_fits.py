import sys

import keras
import beside


class Own(keras.src.callbacks.Callback):
    def on_epoch_end(self, epoch, logs):
        logs["own"] = 7.0


model = keras.Model(built=False)
print("arguments", sys.argv[1:], __name__, keras.utils.seed, beside.ANSWER)
model.fit(
    epochs=2, validate=True, callbacks=[Own()], losses=(0.5, float("nan"))
)
model.evaluate()
model.predict()
model.fit(epochs=1)
