"""Records the layers of keras.applications: test/data/networks.json. usage: python test/python/networks.py"""

import hashlib
import json
import os
import re

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "..", "..", "src", "rules", "models", "networks", "table.ts")
NAMES = re.findall(r"^  (\w+): ", open(TABLE, encoding="utf-8").read(), re.M)
CALLS = [f"{name}(weights=None)" for name in NAMES] + [
    f'{name}(weights=None, include_top=False, pooling="max", input_shape=(75, 96, 3))' for name in NAMES
] + [
    "MobileNet(weights=None, alpha=0.5, depth_multiplier=2, input_shape=(64, 64, 3))",
    "MobileNetV2(weights=None, alpha=1.4, include_top=False, input_shape=(None, None, 3))",
    "MobileNetV2(weights=None, alpha=0.35, classes=5)",
    "EfficientNetB2(weights=None, include_top=False)",
]


def record(call):
    keras.backend.clear_session()
    model = eval(f"keras.applications.{call}")
    layers = [layer for layer in model.layers if type(layer).__name__ != "InputLayer"]
    lines = sorted(f"{type(layer).__name__} {layer.name} {list(layer.output.shape)}" for layer in layers)
    trainable = sum(int(w.value.shape.num_elements()) for w in model.trainable_weights)
    frozen = sum(int(w.value.shape.num_elements()) for w in model.non_trainable_weights)
    digest = hashlib.sha1("\n".join(lines).encode()).hexdigest()
    return {"call": call, "layers": len(layers), "trainable": trainable, "frozen": frozen, "digest": digest, "first": lines[0]}


found = [record(call) for call in CALLS]
with open(os.path.join(HERE, "..", "data", "networks.json"), "w", encoding="utf-8") as file:
    file.write("[" + ",\n ".join(json.dumps(one) for one in found) + "]\n")
print(len(found), "networks")
