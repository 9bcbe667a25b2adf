"""Answers of Keras and TensorFlow for the programs of a table of rules.

    python answers.py TABLE.jsonl

Every line of the table is a program: {"group", "source"}. The line gets what `y` is at its end (shape, dtype, structure), or the error that the
program raises with its line (of the main program), the innermost line of the program and the message. A layer that it calls `layer` gets the
number of its weights. The table is written back in place. The field `rule`, which names the rule that must find the error, is kept.
"""

import hashlib
import json
import os
import re
import sys
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import tensorflow as tf


def described(value):
    """A value as the types of the tensors in it, as `tensorscope shapes` prints them."""
    if isinstance(value, tf.data.Dataset):
        return described(value.element_spec)
    if isinstance(value, dict):
        return {str(key): described(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)) and not isinstance(value, tf.TensorShape):
        return [described(item) for item in value]
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        shape = value.shape
        rank = getattr(shape, "rank", None) if isinstance(shape, tf.TensorShape) else len(shape)
        dims = None if rank is None else [None if dim is None else int(dim) for dim in shape]
        dtype = value.dtype
        name = dtype.name if hasattr(dtype, "name") else str(dtype)
        name = {"str": "string", "object": "string"}.get(name, name)
        described_type = {"shape": dims, "dtype": name}
        if isinstance(value, (tf.RaggedTensor, tf.RaggedTensorSpec)):
            described_type["ragged_rank"] = value.ragged_rank
        if isinstance(value, (tf.SparseTensor, tf.SparseTensorSpec)):
            described_type["sparse"] = True
        return described_type
    return {"other": type(value).__name__, "repr": repr(value)[:80]}


def words(error):
    """What an error says; of one that a graph raised, what its operation says: places of this machine come before."""
    text = str(error).replace("\x1b[1m", "").replace("\x1b[0m", "")
    if text.startswith("Graph execution error"):
        lines = [line for line in text.splitlines() if line.strip() and not re.match(r"\s|Detected at|Stack trace", line)]
        text = "Graph execution error: " + " ".join(lines[1:])
    return text[:300]


def answer(source):
    """What running a program gives."""
    keras.backend.clear_session()
    keras.config.set_dtype_policy("float32")
    names = {"__name__": "__main__"}
    try:
        exec(compile(source, "case.py", "exec"), names)
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "case.py"]
        return {
            "error": type(error).__name__,
            "line": lines[0] if lines else None,
            "inner_line": lines[-1] if lines else None,
            "message": words(error),
        }
    found = {"y": described(names.get("y"))}
    layer = names.get("layer")
    if isinstance(layer, keras.Layer) and layer.built:
        count = sum(int(weight.size if hasattr(weight, "size") else tf.size(weight)) for weight in layer.trainable_weights)
        found["weights"] = {"trainable": count, "frozen": layer.count_params() - count}
    return found


def main(path):
    with open(path, encoding="utf-8") as table:
        cases = [json.loads(line) for line in table if line.strip()]
    with open(path, "w", encoding="utf-8") as table:
        for case in cases:
            source = case["source"]
            line = {"id": hashlib.sha1(source.encode()).hexdigest()[:10], "group": case["group"], "source": source, **answer(source)}
            if "error" in line and "rule" in case:
                line["rule"] = case["rule"]
            table.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
