"""Prints as JSON what a Python can train with: PYTHON describe_python.py [devices]

`packages` has the version of each library that is there, null where it is not recorded; nothing of them is imported. With `devices`, the backend of Keras
is loaded, which takes seconds, and asked for its devices. Standard library only, Python 3.8 or newer.
"""
import importlib.metadata
import importlib.util
import json
import os
import sys

# Import name of a library, and the names that it is distributed under.
LIBRARIES = {
    "tensorflow": ("tensorflow", "tensorflow-cpu", "tensorflow-macos", "tensorflow-intel", "tensorflow-rocm", "tf-nightly", "tf-nightly-cpu"),
    "keras": ("keras", "keras-nightly"),
    "tf_keras": ("tf_keras", "tf_keras-nightly"),
    "jax": ("jax",),
    "torch": ("torch",),
}


def version_of(distributions):
    for name in distributions:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return None


def packages():
    return {name: version_of(distributions) for name, distributions in LIBRARIES.items() if importlib.util.find_spec(name) is not None}


def backend():
    """What Keras 3 computes with: as its environment says, or its file of settings."""
    if "KERAS_BACKEND" in os.environ:
        return os.environ["KERAS_BACKEND"]
    home = os.environ.get("KERAS_HOME") or os.path.join(os.path.expanduser("~"), ".keras")
    try:
        with open(os.path.join(home, "keras.json"), encoding="utf-8") as file:
            return str(json.load(file).get("backend", "tensorflow"))
    except (OSError, ValueError, AttributeError):
        return "tensorflow"


def tensorflow_devices():
    import tensorflow as tf

    kinds = [device for device in tf.config.list_physical_devices() if not device.device_type.startswith("XLA")]
    return [tf.config.experimental.get_device_details(device).get("device_name") or device.name.split("physical_device:")[-1] for device in kinds]


def jax_devices():
    import jax

    return [f"{device.platform.upper()}:{device.id}" for device in jax.devices()]


def torch_devices():
    import torch

    return ["CPU:0", *(torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count()))]


DEVICES = {"tensorflow": tensorflow_devices, "jax": jax_devices, "torch": torch_devices}


def main():
    known = {"version": ".".join(map(str, sys.version_info[:3])), "packages": packages(), "backend": backend()}
    if "devices" in sys.argv[1:]:
        known["devices"] = DEVICES[known["backend"]]() if known["backend"] in DEVICES else []
    # Behind whatever a library printed.
    print("\n" + json.dumps(known))


main()
