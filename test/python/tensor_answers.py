"""Records what NumPy, TensorFlow and Keras make of shapes and dtypes, for test/unit/tensor.

    python tensor_answers.py > ../data/tensor/answers.json

Every line of a function's table is its arguments and the answer: a shape, a dtype, or "error" where the library refuses. `graph` are the static shapes
that TensorFlow infers while it traces, where a dimension may be unknown (null) and so may a rank (a null shape).
"""

import itertools
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf

SHAPES = [[], [1], [3], [4], [1, 4], [3, 1], [3, 4], [4, 3], [2, 3, 4], [2, 4, 3], [1, 1, 3], [0, 4], [2, 1, 3, 4]]
PARTLY_KNOWN = [None, [], [1], [3], [None], [None, 4], [3, None], [3, 4], [1, 4], [None, 1], [2, None, 4], [2, 4, 3], [None, None, 3]]
AXES = [-3, -2, -1, 0, 1, 2, 3]

zeros = lambda shape: np.zeros(shape, "int8")


def answer(run):
    try:
        return run()
    except Exception:
        return "error"


def table(cases, run):
    return [[*case, answer(lambda: run(*case))] for case in cases]


def numpy_shapes():
    one = lambda run: lambda *case: list(run(*case).shape)
    pairs = list(itertools.product(SHAPES, SHAPES))
    shapes_axis = list(itertools.product(SHAPES, AXES))
    orders = [None, [0], [1, 0], [0, 1], [-1, 0], [2, 0, 1], [0, 0], [0, 2], [0, 1, 2, 3]]
    targets = [[], [-1], [12], [4, 3], [2, -1], [5, -1], [-1, -1], [3, 0], [24], [1, 24, 1], [2, 2, -1]]
    axis_lists = [[], [0], [1], [-1], [0, 1], [1, 0], [-1, -2], [0, 0], [0, 2], [5]]
    moves = [([0], [1]), ([0], [-1]), ([-1], [0]), ([0, 1], [1, 0]), ([0, 1], [-1, 0]), ([0, 2], [1, 0]), ([0, 0], [0, 1]), ([0], [0, 1]), ([3], [0]), ([0], [3])]
    equations = [
        ("ij,jk", [[3, 4], [4, 2]]), ("ij,jk->ik", [[3, 4], [4, 2]]), ("ij,jk->ki", [[3, 4], [4, 2]]), ("ij,jk->ik", [[3, 4], [3, 2]]),
        ("ii->i", [[3, 3]]), ("ii", [[3, 3]]), ("ij->", [[3, 4]]), ("ij->j", [[3, 4]]), ("ba", [[3, 4]]), ("i,j->ij", [[3], [4]]), ("i,i->i", [[3], [1]]), ("i,i->i", [[1], [3]]), ("i,j->ij", [[1], [4]]), ("ij,jk->ik", [[1, 1], [1, 4]]),
        ("bij,bjk->bik", [[2, 3, 4], [2, 4, 5]]), ("bij,bjk->bik", [[2, 3, 4], [7, 4, 5]]), ("ij", [[3, 4, 5]]), ("ij,jk", [[3, 4]]),
        ("...ij,...jk->...ik", [[7, 2, 3, 4], [2, 4, 5]]), ("...ij,...jk->...ik", [[2, 3, 4], [4, 5]]), ("...ij,...jk->...ik", [[3, 3, 4], [2, 4, 5]]),
        ("...i->...", [[2, 3, 4]]), ("i...->...i", [[2, 3, 4]]), ("...ij->...ji", [[2, 3, 4]]), ("i...", [[2, 3]]), ("...i,...i", [[2, 3], [5, 2, 3]]),
        ("... i j -> ... j i", [[2, 3, 4]]), ("b...c,cd->b...d", [[2, 3, 4, 5], [5, 6]]), ("...ij->i", [[4]]),
    ]
    return {
        "broadcast": table(pairs, one(lambda a, b: zeros(a) + zeros(b))),
        "numpyProduct": table(pairs, one(lambda a, b: np.matmul(zeros(a), zeros(b)))),
        "dotProduct": table(pairs, one(lambda a, b: np.dot(zeros(a), zeros(b)))),
        "reduced": table(
            [(shape, axes, keep) for shape in SHAPES for axes in [None, *axis_lists] for keep in (False, True)],
            one(lambda shape, axes, keep: np.sum(zeros(shape), axis=None if axes is None else tuple(axes), keepdims=keep)),
        ),
        "inserted": table(shapes_axis, one(lambda shape, axis: np.expand_dims(zeros(shape), axis))),
        "squeezed": table(
            [(shape, axes) for shape in SHAPES for axes in [None, *axis_lists]],
            one(lambda shape, axes: np.squeeze(zeros(shape), None if axes is None else tuple(set(axes)))),
        ),
        "permuted": table(itertools.product(SHAPES, orders), one(lambda shape, order: np.transpose(zeros(shape), order))),
        "moved": table([(shape, *move) for shape in SHAPES for move in moves], one(lambda shape, old, new: np.moveaxis(zeros(shape), old, new))),
        "concatenated": table([([a, b], axis) for a, b in pairs for axis in (-1, 0, 1)], one(lambda shapes, axis: np.concatenate([zeros(s) for s in shapes], axis))),
        "agreed": table([([a, b],) for a, b in pairs], lambda shapes: list(np.stack([zeros(s) for s in shapes]).shape[1:])),
        "reshapedTo": table(itertools.product(SHAPES, targets), one(lambda shape, target: np.reshape(zeros(shape), target))),
        "contracted": table(
            [(a, b, axes_a, axes_b) for a in SHAPES for b in SHAPES[::2] for axes_a, axes_b in [([-1], [0]), ([1], [0]), ([0, 1], [0, 1]), ([0], [0, 1]), ([], []), ([0, 1], [1, 0])]],
            one(lambda a, b, axes_a, axes_b: np.tensordot(zeros(a), zeros(b), (axes_a, axes_b))),
        ),
        "einsum": table(equations, one(lambda equation, shapes: np.einsum(equation, *map(zeros, shapes)))),
        "matrixProduct": table(pairs, one(lambda a, b: tf.matmul(tf.zeros(a), tf.zeros(b)))),
    }


def graph_shapes():
    """What is inferred in a graph, where shapes are known in parts."""

    def inferred(run):
        def result(*case):
            with tf.Graph().as_default():
                shape = run(*case).shape
                return None if shape.rank is None else shape.as_list()

        return result

    hole = lambda shape: tf.compat.v1.placeholder(tf.float32, shape)
    pairs = list(itertools.product(PARTLY_KNOWN, PARTLY_KNOWN))
    return {
        "broadcast": table(pairs, inferred(lambda a, b: hole(a) + hole(b))),
        "matrixProduct": table([(a, b) for a, b in pairs if a is not None and b is not None], inferred(lambda a, b: tf.matmul(hole(a), hole(b)))),
        "concatenated": table([([a, b], axis) for a, b in pairs for axis in (-1, 0, 1) if a is not None and b is not None], inferred(lambda shapes, axis: tf.concat([hole(s) for s in shapes], axis))),
        "agreed": table([([a, b],) for a, b in pairs if a is not None and b is not None], lambda shapes: inferred(lambda: tf.stack([hole(s) for s in shapes]))()[1:]),
        "permuted": table(itertools.product(PARTLY_KNOWN, [None, [0], [1, 0], [2, 0, 1]]), inferred(lambda shape, order: tf.transpose(hole(shape), order))),
        "inserted": table(itertools.product(PARTLY_KNOWN, [-1, 0, 1, -3, 3]), inferred(lambda shape, axis: tf.expand_dims(hole(shape), axis))),
        "squeezed": table(itertools.product(PARTLY_KNOWN, [None, [0], [-1], [1], [0, 1]]), inferred(lambda shape, axes: tf.squeeze(hole(shape), axes))),
        "reduced": table(
            [(shape, axes, keep) for shape in PARTLY_KNOWN for axes in (None, [0], [-1], [0, 1]) for keep in (False, True)],
            inferred(lambda shape, axes, keep: tf.reduce_sum(hole(shape), axes, keep)),
        ),
        "reshapedTo": table(itertools.product(PARTLY_KNOWN, [[-1], [12], [4, 3], [5, -1], [2, 2, -1], [7]]), inferred(lambda shape, target: tf.reshape(hole(shape), target))),
    }


DTYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64"]
WEAK = {"bool": False, "int": 1, "float": 1.0}


def dtypes():
    numbers = [*DTYPES, "complex64", "complex128"]
    operand = lambda name: np.zeros(2, name) if name in numbers else WEAK[name.removeprefix("weak ")]
    weak = [f"weak {name}" for name in WEAK]
    of_keras = lambda name: {"weak bool": bool, "weak int": int, "weak float": float}.get(name, name)
    known_to_keras = [*DTYPES, "bfloat16"]
    return {
        "numpyPromotion": table(
            [(list(case),) for case in [*itertools.product(numbers, [*numbers, *weak]), *itertools.permutations(["uint8", "int8", "float16", "weak float"], 3)]],
            lambda names: np.result_type(*map(operand, names)).name,
        ),
        "kerasPromotion": table(
            [(list(case),) for case in [*itertools.product(known_to_keras, [*known_to_keras, *weak]), *itertools.product(weak, weak)]],
            lambda names: keras.backend.result_type(*map(of_keras, names)),
        ),
        "numpyFloat": table([(name,) for name in numbers], lambda name: np.exp(np.zeros(2, name)).dtype.name),
        "kerasFloat": table([(name,) for name in DTYPES], lambda name: keras.backend.standardize_dtype(keras.ops.exp(keras.ops.zeros((2,), name)).dtype)),
    }


if __name__ == "__main__":
    answers = {"numpy": numpy_shapes(), "graph": graph_shapes(), "dtypes": dtypes()}
    sections = [
        f'"{section}": {{\n' + ",\n".join(f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]" for name, rows in tables.items()) + "\n}"
        for section, tables in answers.items()
    ]
    sys.stdout.write("{\n" + ",\n".join(sections) + "\n}\n")
