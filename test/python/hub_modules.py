#!/usr/bin/env python3
"""Small Hub modules of each kind that src/train/hub runs, and what TensorFlow gives when it calls them.

    python test/python/hub_modules.py write     # makes the folders test/data/modules/run-*
    python test/python/hub_modules.py record    # calls them and the other small modules; writes test/data/modules/outputs.json
    python test/python/hub_modules.py record FOLDER MODULE…   # the same of other modules, on standard output

Needs TensorFlow."""

import json
import os
import sys
import tempfile

import numpy as np
import tensorflow as tf

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "modules")
TEXTS = ["a free music player", "mail transfer agent for small sites", "", "zzzz qqqq unknownword", "Matrix computations, LU decomposition & eigenvalues"]
random = np.random.default_rng(7)
table = lambda *shape: tf.Variable(random.normal(size=shape).astype("float32"))


class Words(tf.Module):
    """A vocabulary file, a dictionary of outputs, and two signatures: one of texts, one of tokens with their number."""

    def __init__(self, vocabulary):
        super().__init__()
        self.table = tf.lookup.StaticVocabularyTable(tf.lookup.TextFileInitializer(
            vocabulary, tf.string, tf.lookup.TextFileIndex.WHOLE_LINE, tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER), 1)
        self.vectors = table(6, 4)

    def outputs(self, tokens, lengths):
        words = tf.gather(self.vectors, self.table.lookup(tokens))
        mask = tf.sequence_mask(lengths, tf.shape(tokens)[1], dtype=tf.float32)[:, :, None]
        words = words * mask
        return {"elmo": words, "default": tf.reduce_sum(words, 1) / tf.maximum(tf.reduce_sum(mask, 1), 1.0)}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def texts(self, strings):
        tokens = tf.strings.split(strings)
        return self.outputs(tokens.to_tensor(""), tf.cast(tokens.row_lengths(), tf.int32))

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.string, name="tokens"), tf.TensorSpec([None], tf.int32, name="sequence_len")])
    def tokens(self, tokens, sequence_len):
        return self.outputs(tokens, sequence_len)


class Encoder(tf.Module):
    """A dictionary of ids in and a dictionary of vectors out, as BERT has them."""

    def __init__(self):
        super().__init__()
        self.table = table(20, 3)

    @tf.function(input_signature=[{name: tf.TensorSpec([None, None], tf.int32, name=name) for name in ("input_word_ids", "input_mask", "input_type_ids")}])
    def __call__(self, inputs):
        words = tf.gather(self.table, inputs["input_word_ids"]) * tf.cast(inputs["input_mask"], tf.float32)[:, :, None]
        return {"sequence_output": words, "pooled_output": tf.tanh(words[:, 0]) + tf.cast(inputs["input_type_ids"][:, :1], tf.float32)}


class Flagged(tf.Module):
    """`training` is a part of the trace; only the one of inference has a signature."""

    def __init__(self):
        super().__init__()
        self.kernel = table(4, 2)

    @tf.function
    def __call__(self, x, training=False):
        return tf.matmul(x, self.kernel) * (100.0 if training else 1.0)


class Mixed(tf.Module):
    """Each dtype that goes in or comes out."""

    def __init__(self):
        super().__init__()
        self.scale = tf.Variable(2.0)

    @tf.function(input_signature=[
        tf.TensorSpec([None], tf.int64, name="ids"), tf.TensorSpec([None, 2], tf.uint8, name="pixels"),
        tf.TensorSpec([None], tf.bool, name="mask"), tf.TensorSpec([None], tf.string, name="names")])
    def all(self, ids, pixels, mask, names):
        return {"ids": ids - 1, "sum": self.scale * tf.reduce_sum(tf.cast(pixels, tf.float32), 1), "kept": tf.logical_not(mask),
                "count": tf.shape(ids), "upper": tf.strings.upper(names)}


class Centred(tf.Module):
    """A row's result depends on the other rows of its batch."""

    def __init__(self):
        super().__init__()
        self.scale = tf.Variable(3.0)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="x")])
    def __call__(self, x):
        return self.scale * (x - tf.reduce_mean(x, 0, keepdims=True))


class Double(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = tf.Variable(3.0, dtype=tf.float64)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float64, name="x")])
    def __call__(self, x):
        return self.scale * x


def write():
    vocabulary = os.path.join(tempfile.mkdtemp(), "tokens.txt")
    with open(vocabulary, "w") as file:
        file.write("\n".join(["free", "music", "mail", "small", "for"]) + "\n")
    words, flagged, mixed = Words(vocabulary), Flagged(), Mixed()
    flagged(tf.zeros([1, 4]), training=True)
    save = lambda name, module, **more: tf.saved_model.save(module, os.path.join(HERE, f"run-{name}"), **more)
    save("words", words, signatures={"default": words.texts, "tokens": words.tokens})
    save("encoder", Encoder())
    save("flagged", flagged, signatures=flagged.__call__.get_concrete_function(tf.TensorSpec([None, 4], tf.float32, name="x"), training=False))
    save("mixed", mixed, signatures={"all": mixed.all})
    save("centred", Centred())
    save("double", Double())


text = lambda values: tf.constant(values, tf.string)
images = lambda size: tf.constant((np.indices((2, size, size, 3)).sum(0) % 256) / 255, tf.float32)
ids = lambda values: tf.constant(values, tf.int32)
TOKENS = {"tokens": text([["mail", "free", ""], ["small", "sites", "for"]]), "sequence_len": ids([2, 3])}

#: What each module is called with: a signature's name with inputs by name, or None with the one argument of the object's call.
CALLS = {
    "run-words": [("default", {"strings": text(TEXTS)}), ("tokens", TOKENS)],
    "run-encoder": [(None, {"input_word_ids": ids([[1, 2, 3], [4, 19, 0]]), "input_mask": ids([[1, 1, 0], [1, 1, 1]]), "input_type_ids": ids([[0, 0, 1], [1, 1, 1]])})],
    "run-flagged": [(None, tf.constant(random.normal(size=(3, 4)), tf.float32))],
    "run-mixed": [("all", {"ids": tf.constant([5, -7, 2**40], tf.int64), "pixels": tf.constant([[1, 2], [255, 0], [7, 7]], tf.uint8),
                           "mask": tf.constant([True, False, True]), "names": text(["a", "Émile", ""])})],
    "run-centred": [(None, tf.constant([[1.0, 2.0], [3.0, 5.0], [8.0, -1.0]]))],
    "words": [(None, text(TEXTS)), ("serving_default", {"texts": text(TEXTS)})],
    "pictures": [(None, images(24))],
    "words-dim128": [(None, text(TEXTS))],
    "sentences-dim512": [(None, text(TEXTS))],
    "elmo-like": [("default", {"strings": text(TEXTS)}), ("tokens", {"tokens": text([["free", "music", "player"], ["mail", "transfer", ""]]), "sequence_len": ids([3, 2])})],
    "inception-like": [(None, images(299))],
}


def plain(tensor):
    """NaN is null, which JSON has."""
    array = tensor.numpy()
    values = [value.decode("utf8") for value in array.reshape(-1)] if array.dtype == object else array.reshape(-1).tolist()
    number = lambda value: None if value != value else round(value, 7)
    return {"dtype": tensor.dtype.name, "shape": list(array.shape), "values": [number(v) if isinstance(v, float) else v for v in values]}


def record(folder, names):
    calls = []
    for name in names:
        module = tf.saved_model.load(os.path.join(folder, name))
        for signature, inputs in CALLS[name]:
            outputs = module(inputs) if signature is None else module.signatures[signature](**inputs)
            nest = lambda value: {key: plain(entry) for key, entry in value.items()} if isinstance(value, dict) else plain(value)
            calls.append({"module": name, "signature": signature, "inputs": nest(inputs), "outputs": nest(outputs)})
    return calls


if sys.argv[1] == "write":
    write()
elif len(sys.argv) > 2:
    json.dump(record(sys.argv[2], sys.argv[3:]), sys.stdout)
else:
    with open(os.path.join(HERE, "outputs.json"), "w") as file:
        json.dump(record(HERE, ["run-words", "run-encoder", "run-flagged", "run-mixed", "run-centred", "words", "pictures"]), file)
