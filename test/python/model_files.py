"""Writes small files of models and weights into test/data/model-files, and what Keras and h5py say of each into expected.json.

    python test/python/model_files.py
"""

import json
import os
import shutil
import struct
import tempfile
import zipfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
import tf_keras  # noqa: E402

FOLDER = Path(__file__).parent.parent / "data" / "model-files"
expected = {}


def weights_of(model):
    return sorted([str(w.dtype if isinstance(w.dtype, str) else w.dtype.name), [int(d) for d in w.shape]] for w in model.weights)


def note_model(name, model, format, keras_version, inputs):
    expected[name] = {
        "format": format,
        "keras": keras_version,
        "model": type(model).__name__,
        "layers": [layer.name for layer in model.layers],
        "weights": weights_of(model),
        "parameters": model.count_params(),
        "inputs": inputs,
    }


def note_weights(name, model, format, keras_version):
    note_model(name, model, format, keras_version, None)
    expected[name]["model"] = None


def sequential(k):
    model = k.Sequential(
        [
            k.layers.InputLayer(name="x", **({"shape": (8,)} if k is keras else {"input_shape": (8,)})),
            k.layers.Dense(4, activation="relu"),
            k.layers.BatchNormalization(),
            k.layers.Dense(2, name="head"),
        ]
    )
    model.compile("adam", "mse")
    model.fit(np.zeros((4, 8)), np.zeros((4, 2)), verbose=0)
    return model


def two_inputs(k):
    ids = k.Input((None,), dtype="int32", name="ids")
    extra = k.Input((3,), name="extra")
    words = k.layers.LSTM(5)(k.layers.Embedding(50, 6)(ids))
    out = k.layers.Dense(3, name="out")(k.layers.Concatenate()([words, extra]))
    return k.Model([ids, extra], [out, k.layers.Dense(1, name="score")(words)])


@keras.saving.register_keras_serializable(package="records")
class Tower(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.first = keras.layers.Dense(4)
        self.second = keras.layers.Dense(2)

    def call(self, inputs):
        return self.second(self.first(inputs))


def float32(shape):
    return {"dtype": "float32", "shape": shape}


def save_keras_models():
    keras.utils.clear_session()
    model = sequential(keras)
    x = {"x": float32([None, 8])}
    for name, format in (("sequential.keras", "keras"), ("sequential.h5", "keras-h5")):
        model.save(FOLDER / name)
        note_model(name, model, format, keras.__version__, x)
    expected["sequential.h5"]["layers"] = expected["sequential.keras"]["layers"]
    expected["sequential.keras"]["layers"] = ["x"] + expected["sequential.keras"]["layers"]
    model.save_weights(FOLDER / "sequential.weights.h5")
    note_weights("sequential.weights.h5", model, "keras-weights", "")
    both = two_inputs(keras)
    both.save(FOLDER / "two-inputs.keras")
    inputs = {"ids": {"dtype": "int32", "shape": [None, None]}, "extra": float32([None, 3])}
    note_model("two-inputs.keras", both, "keras", keras.__version__, inputs)
    tower = Tower(name="tower")
    tower(np.zeros((1, 8), "float32"))
    tower.save(FOLDER / "class.keras")
    note_model("class.keras", tower, "keras", keras.__version__, {"input": float32([1, 8])})
    keras.config.set_dtype_policy("bfloat16")
    half = keras.Sequential([keras.Input((3,), name="h"), keras.layers.Dense(2, name="only")])
    half.save(FOLDER / "bfloat16.keras")
    note_model("bfloat16.keras", half, "keras", keras.__version__, {"h": float32([None, 3])})
    expected["bfloat16.keras"]["layers"] = ["h", "only"]
    keras.config.set_dtype_policy("float32")


def save_keras2_models():
    tf_keras.backend.clear_session()
    model = sequential(tf_keras)
    model.save(FOLDER / "sequential-keras2.h5")
    note_model("sequential-keras2.h5", model, "keras-h5", tf_keras.__version__, {"x": float32([None, 8])})
    model.save_weights(FOLDER / "sequential-keras2-weights.h5")
    note_weights("sequential-keras2-weights.h5", model, "keras-h5-weights", tf_keras.__version__)
    both = two_inputs(tf_keras)
    both.save(FOLDER / "two-inputs-keras2.keras")
    inputs = {"ids": {"dtype": "int32", "shape": [None, None]}, "extra": float32([None, 3])}
    note_model("two-inputs-keras2.keras", both, "keras", tf_keras.__version__, inputs)


def repack():
    with zipfile.ZipFile(FOLDER / "two-inputs.keras") as source, zipfile.ZipFile(FOLDER / "deflated.keras", "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    expected["deflated.keras"] = expected["two-inputs.keras"]


def plain_hdf5(name, weights, **options):
    with h5py.File(FOLDER / name, "w", **options) as file:
        for path, value in weights.items():
            file.create_dataset(path, data=value)
    listed = sorted([str(value.dtype), list(value.shape)] for value in weights.values())
    parameters = sum(value.size for value in weights.values())
    expected[name] = dict(format="hdf5", keras="", model=None, layers=[], weights=listed, parameters=parameters, inputs=None)


def write_hdf5():
    some = {"a/b/c": np.zeros((2, 3), "float64"), "a/mask": np.zeros((4,), "bool"), "n": np.array(3, "int16"), "u": np.zeros((0, 5), "uint8")}
    plain_hdf5("plain.h5", some)
    plain_hdf5("plain-latest.h5", some, libver="latest")
    plain_hdf5("plain-1.8.h5", some, libver=("earliest", "v108"), userblock_size=512)
    plain_hdf5("dense.h5", {f"w{i:02}": np.zeros((2,), "float32") for i in range(12)}, track_order=True)
    expected["dense.h5"].update(weights=[], parameters=0, notes=["Groups that are stored densely are not listed: the root."])
    plain_hdf5("many.h5", {f"group{i // 40}/w{i}": np.zeros((i % 7 + 1,), "float16") for i in range(200)})


def write_safetensors():
    tensors = {"encoder.weight": ("F32", [4, 3], 48), "encoder.bias": ("BF16", [4], 8), "steps": ("I64", [], 8)}
    header, at = {"__metadata__": {"format": "tf"}}, 0
    for name, (dtype, shape, size) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    (FOLDER / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + bytes(at))
    listed = sorted([["float32", [4, 3]], ["bfloat16", [4]], ["int64", []]])
    expected["model.safetensors"] = dict(format="safetensors", keras="", model=None, layers=[], weights=listed, parameters=17, inputs=None)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    save_keras_models()
    save_keras2_models()
    repack()
    write_hdf5()
    write_safetensors()
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in sorted(expected.items()))
    (FOLDER / "expected.json").write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    main()
