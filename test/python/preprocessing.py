"""Records what Keras's preprocessing layers make of values: test/data/train/preprocessing.json. usage: python test/python/preprocessing.py"""

import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

L = keras.layers
TEXTS = [
    "The quick brown fox, the lazy dog!",
    "a fox is NOT a dog; a dog is a dog",
    "",
    "Ünïcode isn't lost: naïve café  café",
    "tabs\tand\nlines  and   spaces ",
    "fox",
]
MORE = ["the end", "lazy [UNK] fox", "zebra the 42nd's -- nothing"]
WORDS = [["red"], ["green"], ["red"], ["blue"], ["a longer name of a colour that is rare"], [""], ["green"]]
IDS = [[3], [7], [3], [-1], [12345678901], [7], [7], [0]]
RNG = np.random.default_rng(7)
FLOATS = [[round(float(v), 3) for v in row] for row in RNG.normal(2, 3, (11, 3))]
MANY = [[round(float(v), 2)] for v in RNG.gamma(2, 10, 500)]

# Class, arguments, batches to adapt to (or None), what goes in (a list of inputs).
CASES = [
    ("TextVectorization", {"max_tokens": 12, "output_sequence_length": 5}, [TEXTS[:3], TEXTS[3:]], [TEXTS + MORE]),
    ("TextVectorization", {}, [TEXTS], [[[t] for t in TEXTS + MORE]]),
    ("TextVectorization", {"standardize": "lower", "ngrams": 2, "max_tokens": 30}, [TEXTS], [TEXTS[:2] + MORE]),
    ("TextVectorization", {"standardize": None, "ngrams": [1, 3], "max_tokens": 30}, [TEXTS], [TEXTS]),
    ("TextVectorization", {"split": "character", "standardize": "strip_punctuation", "output_sequence_length": 9}, [TEXTS], [TEXTS]),
    ("TextVectorization", {"output_mode": "multi_hot"}, [TEXTS], [TEXTS + MORE]),
    ("TextVectorization", {"output_mode": "count", "max_tokens": 9, "pad_to_max_tokens": True}, [TEXTS], [TEXTS + MORE]),
    ("TextVectorization", {"output_mode": "tf_idf"}, [TEXTS[:4], TEXTS[4:]], [TEXTS + MORE]),
    ("TextVectorization", {"output_mode": "tf_idf", "max_tokens": 20, "pad_to_max_tokens": True}, [TEXTS[:2]], [MORE]),
    ("TextVectorization", {"split": None, "output_sequence_length": 3}, [[["a b", "c"], ["a b", "d"]]], [[["a b", "e"], ["d", "c"]]]),
    ("TextVectorization", {"vocabulary": ["fox", "dog", "the"]}, None, [TEXTS]),
    ("TextVectorization", {"vocabulary": ["", "[UNK]", "fox", "dog"], "output_sequence_length": 4}, None, [TEXTS]),
    ("TextVectorization", {"vocabulary": ["fox", "dog"], "idf_weights": [0.5, 2.0], "output_mode": "tf_idf"}, None, [TEXTS]),
    ("TextVectorization", {"output_sequence_length": 6}, [TEXTS], ["The fox, again"]),
    ("TextVectorization", {"output_mode": "multi_hot"}, [TEXTS], ["The fox, again"]),
    ("StringLookup", {}, [WORDS], [WORDS + [["pink"]]]),
    ("StringLookup", {"output_mode": "one_hot"}, [WORDS], [WORDS + [["pink"]]]),
    ("StringLookup", {"output_mode": "one_hot"}, [["b", "a", "b"], ["c"]], [["a", "c", "z"]]),
    ("StringLookup", {"output_mode": "one_hot", "mask_token": "red"}, [WORDS], [WORDS]),
    ("StringLookup", {"num_oov_indices": 3, "mask_token": ""}, [WORDS[:4]], [WORDS + [["pink"], ["grey"]]]),
    ("StringLookup", {"num_oov_indices": 0, "vocabulary": ["red", "green"]}, None, [[["green"], ["red"]]]),
    ("StringLookup", {"num_oov_indices": 2, "output_mode": "multi_hot", "vocabulary": ["x", "y"]}, None, [[["x", "y"], ["q", "w"]]]),
    ("StringLookup", {"max_tokens": 3}, [WORDS], [WORDS]),
    ("StringLookup", {"output_mode": "tf_idf"}, [[["a", "b"], ["a", "a"]], [["c", "a"]]], [[["a", "c"], ["z", "b"]]]),
    ("StringLookup", {"vocabulary": ["[UNK]", "a", "b"], "output_mode": "count"}, None, [[["a", "c"], ["b", "b"]]]),
    ("StringLookup", {"vocabulary": ["a", "b"]}, None, ["b"]),
    ("StringLookup", {"vocabulary": ["a", "b"], "output_mode": "one_hot"}, None, ["b"]),
    ("IntegerLookup", {}, [IDS], [IDS + [[99]]]),
    ("IntegerLookup", {"output_mode": "one_hot", "max_tokens": 4}, [IDS], [IDS]),
    ("IntegerLookup", {"num_oov_indices": 3, "vocabulary": [5, 9]}, None, [[[5], [-4], [8], [9]]]),
    ("IntegerLookup", {"mask_token": 0, "vocabulary": [5, 9], "output_mode": "multi_hot"}, None, [[[5, 0], [9, 5]]]),
    ("IntegerLookup", {"mask_token": 0, "vocabulary": [5, 9]}, None, [[5, 0, 9, 2]]),
    ("Normalization", {}, [FLOATS[:4], FLOATS[4:8], FLOATS[8:]], [FLOATS]),
    ("Normalization", {"axis": None}, [FLOATS[:4], FLOATS[4:]], [FLOATS]),
    ("Normalization", {"axis": 1, "invert": True}, [FLOATS], [FLOATS]),
    ("Normalization", {"axis": [1, 2]}, [np.reshape(FLOATS[:8], (2, 4, 3)).tolist()], [np.reshape(FLOATS[:8], (2, 4, 3)).tolist()]),
    ("Normalization", {"axis": -1}, [np.reshape(FLOATS[:8], (2, 4, 3)).tolist()], [np.reshape(FLOATS[:8], (2, 4, 3)).tolist()]),
    ("Normalization", {"mean": 3.0, "variance": 2.0}, None, [FLOATS]),
    ("Normalization", {"mean": [1.0, 2.0, 3.0], "variance": [1.0, 4.0, 0.0]}, None, [FLOATS]),
    ("Normalization", {"mean": [5.0], "variance": [0.25], "axis": [1, 2]}, None, [np.reshape(FLOATS[:8], (2, 4, 3)).tolist()]),
    ("Discretization", {"bin_boundaries": [0.0, 1.5, 4.0]}, None, [FLOATS]),
    ("Discretization", {"bin_boundaries": [0.0, 1.5, 4.0], "output_mode": "one_hot"}, None, [[[-1.0], [0.0], [1.5], [9.0]]]),
    ("Discretization", {"bin_boundaries": [0.0, 1.5], "output_mode": "multi_hot"}, None, [FLOATS]),
    ("Discretization", {"num_bins": 4}, [MANY[:64], MANY[64:128], MANY[128:]], [MANY]),
    ("Discretization", {"num_bins": 7, "epsilon": 0.1}, [MANY[i : i + 50] for i in range(0, 500, 50)], [MANY]),
    ("Discretization", {"num_bins": 3}, [[[1.0], [2.0], [2.0], [3.0], [8.0]]], [[[0.0], [2.0], [3.0], [9.0]]]),
    ("CategoryEncoding", {"num_tokens": 4}, None, [[[0, 1], [3, 3], [2, 9]]]),
    ("CategoryEncoding", {"num_tokens": 4, "output_mode": "one_hot"}, None, [[[0], [3], [2]]]),
    ("CategoryEncoding", {"num_tokens": 4, "output_mode": "one_hot"}, None, [[0, 3, 7]]),
    ("CategoryEncoding", {"num_tokens": 4, "output_mode": "count"}, None, [[[0, 1], [3, 3]]]),
    ("CategoryEncoding", {"num_tokens": 4, "output_mode": "multi_hot"}, None, [[0, 3]]),
    ("Hashing", {"num_bins": 17}, None, [[[t] for t in TEXTS + MORE + ["x" * n for n in range(1, 140, 7)]]]),
    ("Hashing", {"num_bins": 1000003}, None, [["ab" * n for n in range(0, 90)]]),
    ("Hashing", {"num_bins": 5, "mask_value": ""}, None, [["", "a", "b", "c"]]),
    ("Hashing", {"num_bins": 11, "salt": 133}, None, [["ab" * n for n in range(0, 30)]]),
    ("Hashing", {"num_bins": 11, "salt": [133, -137]}, None, [["ab" * n for n in range(0, 30)]]),
    ("Hashing", {"num_bins": 6, "mask_value": 7}, None, [IDS]),
    ("Hashing", {"num_bins": 6, "output_mode": "one_hot"}, None, [IDS]),
    ("Hashing", {"num_bins": 6, "output_mode": "multi_hot"}, None, [[["a", "b"], ["c", "a"]]]),
    ("HashedCrossing", {"num_bins": 100}, None, [["a", "b", "c"], [1, 2, 30]]),
    ("HashedCrossing", {"num_bins": 8, "output_mode": "one_hot"}, None, [[["a"], ["b"]], [["x"], ["y"]]]),
    ("HashedCrossing", {"num_bins": 1000}, None, [[1, 2, -3], [4, 5, 6], [7, 8, 9]]),
]


def tensor(value):
    array = np.array(value)
    kind = "string" if array.dtype.kind in "US" else "int64" if array.dtype.kind == "i" else "float32"
    return tf.constant(value, dtype=kind)


def written(value):
    flat = np.reshape(np.array(value.numpy(), dtype=object if value.dtype == tf.string else None), -1).tolist()
    rounded = [v.decode() if isinstance(v, bytes) else round(v, 6) if isinstance(v, float) else v for v in flat]
    return {"dtype": value.dtype.name, "shape": value.shape.as_list(), "values": rounded}


def record(name, config, adapted, inputs):
    arguments = {k: tuple(v) if k in ("salt", "ngrams", "axis") and isinstance(v, list) else v for k, v in config.items()}
    layer = getattr(L, name)(**arguments)
    batches = None
    if adapted is not None:
        batches = [tensor(batch) for batch in adapted]
        signature = tf.TensorSpec([None, *batches[0].shape[1:]], batches[0].dtype)
        layer.adapt(tf.data.Dataset.from_generator(lambda: iter(batches), output_signature=signature))
    given = [tensor(value) for value in inputs]
    one = given[0] if len(given) == 1 else tuple(given)
    mapped = tf.data.Dataset.from_tensors(one).map(lambda *x: layer(x[0] if len(x) == 1 else list(x)))
    output = next(iter(mapped))
    size = layer.vocabulary_size() if hasattr(layer, "vocabulary_size") else None
    return {
        "class": name,
        "config": config,
        **({"adapted": [written(batch) for batch in batches]} if batches else {}),
        "inputs": [written(value) for value in given],
        "output": written(output),
        **({"vocabularySize": int(size)} if size is not None else {}),
    }


def main():
    path = os.path.join(os.path.dirname(__file__), "..", "data", "train", "preprocessing.json")
    cases = [record(*case) for case in CASES]
    with open(path, "w", encoding="utf-8") as file:
        file.write("[" + ",\n ".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases) + "]\n")
    print(len(cases), "cases,", os.path.getsize(path), "bytes")


main()
