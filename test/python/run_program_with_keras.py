"""Runs programs of the real Keras under media/python/run_program.py and compares its events with what the program's own History says. By hand, after a build,
with a Python that has TensorFlow and tf_keras: PYTHON test/python/run_program_with_keras.py. Prints a line a program; exit code 1 where one differs."""
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEAD = """
import json
import numpy as np
import tensorflow as tf
import {keras} as keras
{setup}x = np.random.RandomState(0).rand(256, 8).astype("float32")
y = (x.sum(1) > 4).astype("float32")
def make():
    return keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
def tell(*histories):
    print("HISTORY", json.dumps([dict(zip(h.history, map(float, row))) for h in histories for row in zip(*h.history.values())]))
model = make()
"""
COMPILE = 'model.compile("adam", "binary_crossentropy", metrics=["accuracy"]{more})\n'
FIT = "tell(model.fit(x, y, epochs=3, batch_size=32{more}))\n"
CUSTOM_STEP = """
class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = make()
    def call(self, x):
        return self.inner(x)
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            error = tf.reduce_mean((self(x)[:, 0] - y) ** 2)
        self.optimizer.apply_gradients(zip(tape.gradient(error, self.trainable_variables), self.trainable_variables))
        return {"error": error, "half": error / 2}
model = Own()
model.compile("adam")
"""
PROGRAMS = {
    "plain": COMPILE.format(more="") + FIT.format(more=""),
    "silent, validated": COMPILE.format(more="") + FIT.format(more=", verbose=0, validation_split=0.25"),
    "several steps an execution": COMPILE.format(more=", steps_per_execution=3") + FIT.format(more=""),
    "compiled by XLA": COMPILE.format(more=", jit_compile=True") + FIT.format(more=""),
    "eager": COMPILE.format(more=", run_eagerly=True") + FIT.format(more=", verbose=0"),
    "mixed precision": 'keras.mixed_precision.set_global_policy("mixed_float16")\nmodel = make()\n' + COMPILE.format(more="") + FIT.format(more=""),
    "two fits, evaluate, predict": COMPILE.format(more="")
    + "a = model.fit(x, y, epochs=2, verbose=0)\nmodel.evaluate(x, y, verbose=0)\nmodel.predict(x, verbose=0)\ntell(a, model.fit(x, y, verbose=0))\n",
    "learning rate reduced": COMPILE.format(more="") + FIT.format(more=', callbacks=[keras.callbacks.ReduceLROnPlateau("loss")]'),
    "a training step of its own": CUSTOM_STEP + FIT.format(more=", verbose=0"),
    "all devices": COMPILE.format(more="") + FIT.format(more=", verbose=0"),
    "two devices": """
with tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"]).scope():
    model = make()
    """ + COMPILE.format(more="") + FIT.format(more=", verbose=0"),
}
TWO_DEVICES = 'tf.config.set_logical_device_configuration(tf.config.list_physical_devices("CPU")[0], [tf.config.LogicalDeviceConfiguration()] * 2)\n'
OVERHEAD = """
import time
class Clock(keras.callbacks.Callback):
    async_safe = True
    _supports_tf_logs = True
    def on_epoch_begin(self, epoch, logs=None):
        self.begin = time.perf_counter()
    def on_epoch_end(self, epoch, logs=None):
        print("EPOCH", time.perf_counter() - self.begin)
x = np.random.RandomState(0).rand(16384, 256).astype("float32")
y = (x.sum(1) > 128).astype("float32")
model = keras.Sequential([keras.layers.Dense(512, activation="relu"), keras.layers.Dense(512, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, y, epochs=6, batch_size=32, verbose=0, callbacks=[Clock()])
"""


def train(folder, program, *options):
    """Its events, and its log."""
    script, run = os.path.join(folder, "program.py"), tempfile.mkdtemp(dir=folder)
    with open(script, "w") as file:
        file.write(program)
    command = ["node", os.path.join(ROOT, "dist", "cli.js"), "train", script, "--engine", "python", "--python", sys.executable, "--json", "--run-dir", run, *options]
    shown = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    with open(os.path.join(run, "worker.log")) as file:
        return [json.loads(line) for line in shown.stdout.splitlines()], file.read()


def difference(events, log):
    """Why the events are not what History says; None where they are."""
    if not events or events[-1]["event"] != "end" or events[-1]["status"] != "done":
        return f"it did not end well: {events[-1:]} {log[-300:]}"
    if "Tensorscope could not" in log or "slow compared to the batch time" in log:
        return log[-600:]
    history = json.loads(re.search(r"HISTORY (.*)", log).group(1))
    epochs = [event["metrics"] for event in events if event["event"] == "epoch"]
    same = len(epochs) == len(history) and all(a.keys() == b.keys() and all(abs(a[k] - b[k]) < 1e-6 for k in a) for a, b in zip(epochs, history))
    return None if same else f"{epochs} and History {history}"


def epoch_seconds(log):
    return [float(text) for text in re.findall(r"EPOCH (\S+)", log)][1:]


failed = 0
with tempfile.TemporaryDirectory() as folder:
    for keras in ("keras", "tf_keras"):
        for name, body in PROGRAMS.items():
            devices = name.endswith(" devices")
            program = HEAD.format(keras=keras, setup=TWO_DEVICES if devices else "") + body
            events, log = train(folder, program, *(["--devices", "all"] if name == "all devices" else []))
            why = difference(events, log)
            if devices and not why and ", 2 devices" not in str(events):
                why = f"it is on one device: {events[:2]}"
            failed += why is not None
            print(f"{keras}, {name}: {why or 'as History'}", flush=True)
        # In turn, so that both see the same machine.
        ours, own = [], []
        for _ in range(3):
            ours += epoch_seconds(train(folder, HEAD.format(keras=keras, setup="") + OVERHEAD)[1])
            own += epoch_seconds(subprocess.run([sys.executable, os.path.join(folder, "program.py")], capture_output=True, text=True).stdout)
        print(f"{keras}: an epoch of 512 steps takes {min(ours):.3f} s followed and {min(own):.3f} s alone (best of 15), median {statistics.median(ours):.3f} s and {statistics.median(own):.3f} s")
sys.exit(failed > 0)
