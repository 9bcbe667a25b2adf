"""Records Keras's epochs of the programs in test/data/train/parity for test/unit/train/fit.test.ts. Run in that folder; writes JSON to standard output.

Every weight that is trained from random numbers gets values by its size, as the test gives them: so both start from the same weights, in whatever order each lists them."""
import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf


def pattern(start, count):
    wave = np.sin((start + np.arange(count, dtype="float64")) * 12.9898) * 43758.5453
    return (wave - np.floor(wave) - 0.5) * 0.4


def set_weights(model):
    """Moving averages stay as they are made, and what a layer has adapted to."""
    for variable in model.weights:
        if not variable.name.startswith(("moving_", "seed")) and variable.name not in ("mean", "variance", "count"):
            count = int(np.prod(variable.shape))
            variable.assign(pattern(count, count).reshape(variable.shape))


def sum_repeated_ids(optimizer):
    """Keras's update rules count one row of an embedding's gradient for ids that a batch holds several times; the worker sums them, as TensorFlow does."""
    apply = optimizer.apply
    optimizer.apply = lambda gradients, variables=None: apply([gradient if gradient is None else tf.convert_to_tensor(gradient) for gradient in gradients], variables)


def run(path):
    """The epochs of the program's fit; what it draws at random is not compared."""
    logs = []
    fit = keras.Model.fit

    def patched(self, x, *args, **options):
        if not self.built:
            self(next(iter(x))[0])
        if not logs:
            set_weights(self)
        sum_repeated_ids(self.optimizer)
        history = fit(self, x, *args, **{**options, "verbose": 0})
        for epoch in range(len(history.epoch)):
            logs.append({})
            for name, values in history.history.items():
                # Of metrics of the validation data there are as many as epochs that had it.
                freq = options.get("validation_freq", 1) if name.startswith("val_") else 1
                if (epoch + 1) % freq == 0:
                    logs[-1][name] = float(f"{values[(epoch + 1) // freq - 1]:.7g}")
        return history

    keras.Model.fit = patched
    try:
        exec(compile(path.read_text(), str(path), "exec"), {"__name__": "__main__"})
    finally:
        keras.Model.fit = fit
        keras.backend.clear_session()
    return logs


names = sys.argv[1:]
result = {path.stem: run(path) for path in sorted(Path(".").glob("*.py")) if not names or path.stem in names}
print(json.dumps(result, separators=(",", ":")).replace('],"', '],\n"'))
