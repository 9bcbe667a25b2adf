"""Writes what keras.applications takes and gives as src/rules/data/applications.json:

    python3 tools/generate/applications.py > src/rules/data/applications.json

Needs a Python with the Keras that the rules are to follow; no weights are loaded. Takes a few minutes: each network is built twice, with and without its top.
"""

import inspect
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras


def facts(build):
    whole = build(weights=None)
    bare = build(weights=None, include_top=False, input_shape=whole.input_shape[1:])
    described = {"classes": whole.output_shape[-1], "features": bare.output_shape[-1], "input": list(whole.input_shape)}
    keras.backend.clear_session()
    return described


networks = {name: build for name, build in vars(keras.applications).items() if inspect.isfunction(build)}
rows = [f"{json.dumps(name)}: {json.dumps(facts(build))}" for name, build in sorted(networks.items())]
print("{\n" + ",\n".join(rows) + "\n}")
