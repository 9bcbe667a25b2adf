"""Kills the Python of a run again and again, at random moments, and resumes it: PYTHON test/python/kill_with_keras.py [KILLS]. By hand, after a build, with a
Python that has TensorFlow and tf_keras. Every finished epoch has to be kept, the run to go on after it, and no process to be left; exit code 1 otherwise."""
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = """
import numpy as np
import {keras} as keras
x = np.random.RandomState(0).rand(512, 8).astype("float32")
y = x @ np.arange(8, dtype="float32")[:, None]
class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = keras.layers.Dense(16, activation="relu")
        self.outer = keras.layers.Dense(1)
    def call(self, x):
        return self.outer(self.inner(x))
model = Own()
model.compile("adam", "mse")
h = model.fit(x, y, epochs=100000, batch_size=8, verbose=0)
"""


def children(pid):
    shown = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(word) for word in shown.stdout.split()]


def is_gone(pid):
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] == "Z"
    except (OSError, FileNotFoundError):
        return True


def kept(run):
    folder = os.path.join(run, "checkpoints", "stage-1")
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return max([int(match[1]) for match in map(re.compile(r"epoch-(\d+)$").match, names) if match], default=0)


def attempt(folder, number, resume):
    """One run that is killed a moment after its start; its folder, the first epoch and loss that it reported, the last one, and how it ended."""
    run = os.path.join(folder, f"run-{number}")
    command = ["node", os.path.join(ROOT, "dist", "cli.js"), "train", "program.py", "--engine", "python", "--python", sys.executable, "--json", "--run-dir", run]
    process = subprocess.Popen(command + (["--resume", resume] if resume else []), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    epochs, end, python = [], {}, None
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "start":
            (python,) = children(process.pid)
            time.sleep(random.uniform(0, 2))
            os.kill(python, signal.SIGKILL)
        elif event["event"] == "epoch":
            epochs.append((event["epoch"], event["metrics"]["loss"]))
        elif event["event"] == "end":
            end = event
    process.wait()
    return run, epochs, end, python


SEVERAL = """
import os
import numpy as np
import {keras} as keras
x = np.random.RandomState(0).rand(256, 8).astype("float32")
y = (x.sum(1) > 4).astype("float32")
model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
first = model.fit(x, y, epochs=3, verbose=0, callbacks=[keras.callbacks.EarlyStopping("loss", patience=0, min_delta=9)])
second = model.fit(x, y, epochs=4, verbose=0)
print("LOSSES", first.history["loss"] + second.history["loss"], float(model.evaluate(x, y, verbose=0)))
if "DIES" in os.environ:
    os._exit(9)
model.fit(x, y, epochs=2, verbose=0)
print("END", float(model.evaluate(x, y, verbose=0)))
"""


def several_fits(folder, keras):
    """What a program with several fits prints of its losses, where it dies after the second, is resumed, and is resumed again when all is over."""
    with open(os.path.join(folder, "several.py"), "w") as file:
        file.write(SEVERAL.format(keras=keras))
    printed, resume = [], []
    for name in ("dies", "resumed", "again"):
        run = os.path.join(folder, name)
        command = ["node", os.path.join(ROOT, "dist", "cli.js"), "train", "several.py", "--engine", "python", "--python", sys.executable, "--json", "--run-dir", run]
        environment = {**os.environ, "DIES": ""} if name == "dies" else os.environ
        subprocess.run(command + resume, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        resume = ["--resume", run]
        with open(os.path.join(run, "worker.log")) as file:
            printed.append(re.findall(r"^(?:LOSSES|END) .*", file.read(), re.M))
    return printed


kills = int(sys.argv[1]) if len(sys.argv) > 1 else 30
faults, done = [], 0
for keras in ("keras", "tf_keras"):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "program.py"), "w") as file:
            file.write(PROGRAM.format(keras=keras))
        resume, finished, first_loss = None, 0, None
        for number in range(kills // 2):
            run, epochs, end, python = attempt(folder, number, resume)
            done += 1
            if end.get("status") != "failed" or python is None or not is_gone(python):
                faults.append(f"{keras} {number}: {end} {python}")
            if epochs and epochs[0][0] != finished + 1:
                faults.append(f"{keras} {number}: begins with epoch {epochs[0][0]} after {finished}")
            if epochs and first_loss is not None and epochs[0][1] > first_loss:
                faults.append(f"{keras} {number}: the loss {epochs[0][1]} is that of new weights")
            first_loss = first_loss if first_loss is not None or not epochs else epochs[0][1]
            if kept(run) < max([finished, *(epoch for epoch, _ in epochs)]) and kept(run):
                faults.append(f"{keras} {number}: {kept(run)} is kept of {epochs[-1:]} after {finished}")
            if kept(run):
                resume, finished = run, kept(run)
        dies, resumed, again = several_fits(folder, keras)
        if len(dies) != 1 or dies != resumed[:1] or len(resumed) != 2 or resumed != again:
            faults.append(f"{keras}, several fits: {dies} {resumed} {again}")
        print(f"{keras}: {finished} epochs after {kills // 2} kills", flush=True)
print("\n".join(faults) or f"{done} kills, no finished epoch lost, no process left")
sys.exit(bool(faults))
