"""Answers of Keras 2 for programs that Keras 3 refuses.

    python keras2.py TABLE.jsonl… > keras2.jsonl

Runs every program of the tables that has an error with tf_keras as `keras` and `tf.keras`; programs that use what only Keras 3 has are left out.
A line of the result is a program with the rule that finds its error for Keras 3, the line of that error, and whether Keras 2 takes it.
"""

import contextlib
import importlib
import io
import json
import os
import sys
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ["TF_USE_LEGACY_KERAS"] = "1"

import tensorflow  # noqa: F401
import tf_keras

ONLY_KERAS_3 = ("keras.ops", "keras.random", "from keras import ops", "keras.tree", "keras.dtype", "applications", "hub.")
MODULES = "activations applications backend callbacks datasets initializers layers losses metrics models optimizers preprocessing regularizers utils"


def pose_as_keras():
    for name in [name for name in sys.modules if name == "keras" or name.startswith("keras.")]:
        del sys.modules[name]
    sys.modules["keras"] = tf_keras
    for name in MODULES.split():
        sys.modules[f"keras.{name}"] = importlib.import_module(f"tf_keras.api._v2.keras.{name}")


def takes(source):
    """Whether the program runs to its end; else the line at which it does not."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(source, "case.py", "exec"), {"__name__": "__main__"})
        return True, None
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "case.py"]
        return False, lines[0] if lines else None
    finally:
        tf_keras.backend.clear_session()
        tf_keras.mixed_precision.set_global_policy("float32")


pose_as_keras()
for path in sys.argv[1:]:
    with open(path) as lines:
        for case in map(json.loads, lines):
            source = case["source"]
            if case.get("rule") is None or "keras" not in source or any(name in source for name in ONLY_KERAS_3):
                continue
            taken, line = takes(source)
            if taken or line == case["line"]:
                print(json.dumps({"id": case["id"], "source": source, "rule": case["rule"], "line": case["line"], "keras2": taken}), flush=True)
