#!/usr/bin/env python3
"""Elements of tf.data pipelines, as TensorFlow gives them: what plan and worker have to give for the same source.

    python test/python/train_pipelines.py > test/data/train/pipelines.json

Each case assigns a dataset to `y`. Strings are written as text, tensors as nested lists. Needs tensorflow; run in the project's root."""

import json
import sys

import numpy as np
import tensorflow as tf

D = "D = tf.data.Dataset\n"
CASES = [
    'y = D.range(5)',
    'y = D.range(2, 9, 3)',
    'y = D.range(5, 0, -2, output_type=tf.int32)',
    'y = D.from_tensor_slices([1.5, 2.5, 3.5])',
    'y = D.from_tensor_slices(([[1, 2], [3, 4]], ["a", "b"]))',
    'y = D.from_tensor_slices({"x": [1, 2], "y": np.array([[0.5], [1.5]], dtype="float32")})',
    'y = D.from_tensors([1, 2, 3])',
    'y = D.from_tensors(([1, 2], "a"))',
    'y = D.range(4).enumerate(start=3)',
    'y = D.range(6).take_while(lambda x: x < 3)',
    'y = D.range(7).batch(2).rebatch(3)',
    'y = D.range(7).batch(2).rebatch(3, drop_remainder=True)',
    'y = D.range(3).snapshot("unused").cache("/tmp/tensorscope-cache").take(0)',
    'y = D.range(4).flat_map(lambda x: D.from_tensors(x).repeat(2))',
    'y = D.from_tensor_slices([[1, 2], [3, 4]]).flat_map(D.from_tensor_slices)',
    'y = D.range(1, 6).interleave(lambda x: D.from_tensors(x).repeat(6), cycle_length=2, block_length=4)',
    'y = D.range(1, 6).interleave(lambda x: D.from_tensors(x).repeat(3), cycle_length=3)',
    'y = D.range(1, 8).interleave(lambda x: D.from_tensors(x).repeat(3), cycle_length=3, block_length=2, num_parallel_calls=2)',
    'y = D.range(1, 8).interleave(lambda x: D.from_tensors(x).repeat(4), cycle_length=4, num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)',
    'y = D.from_tensor_slices([[1, 2, 3], [4, 5, 6], [7, 8, 9]]).interleave(lambda x: D.from_tensor_slices(x).map(lambda v: v * 10), cycle_length=2)',
    'y = D.range(4).interleave(lambda x: D.from_tensors(x), cycle_length=9)',
    'y = D.list_files("samples/features/*.tfrecord", shuffle=False)',
    'y = D.list_files(["samples/sections/*-00000-of-00004", "samples/sections/*-00001-of*"], shuffle=False)',
    'y = D.list_files("samples/features/*.tfrecord", shuffle=False).interleave(tf.data.TFRecordDataset, cycle_length=2).map(lambda r: tf.strings.length(r)).take(9)',
    'y = tf.data.TFRecordDataset(D.list_files("samples/features/*.tfrecord", shuffle=False)).map(lambda r: tf.strings.length(r)).take(9)',
    'y = D.list_files("samples/features/*.tfrecord", shuffle=False).interleave(lambda f: tf.data.TFRecordDataset(f).take(2), cycle_length=2, block_length=2).map(lambda r: tf.strings.length(r)).take(9)',
    'y = tf.data.TFRecordDataset(tf.io.gfile.glob("samples/features/*.tfrecord"), num_parallel_reads=2).map(lambda r: tf.strings.length(r)).take(9)',
    'y = D.range(12).map(lambda x: tf.zeros([x % 5 + 1])).bucket_by_sequence_length(lambda x: tf.shape(x)[0], [2, 4], [2, 3, 2])',
    'y = D.range(11).map(lambda x: (tf.ones([x % 4 + 1], tf.int32), x)).bucket_by_sequence_length(element_length_func=lambda x, y: tf.shape(x)[0], '
    'bucket_boundaries=[3], bucket_batch_sizes=[2, 3], padding_values=(-1, tf.constant(0, tf.int64)), drop_remainder=True)',
    'y = D.choose_from_datasets([D.range(3), D.range(10, 13)], D.from_tensor_slices(tf.constant([0, 1, 1, 0, 1, 1, 0], tf.int64)))',
    'y = D.choose_from_datasets([D.range(2), D.range(10, 13)], D.from_tensor_slices(tf.constant([0, 1, 0, 0, 1], tf.int64)), stop_on_empty_dataset=False)',
    'y = D.choose_from_datasets([D.range(3), D.range(10, 13)], D.range(2).repeat(2))',
    'y = D.sample_from_datasets([D.range(3), D.range(10, 13)], weights=[0.0, 1.0])',
    'y = D.range(6).batch(2).map(lambda x: x * 2).unbatch()',
    'y = D.range(3).apply(lambda d: d.map(lambda x: x + 1).repeat(2))',
    'y = D.zip((D.range(3), D.range(5, 9))).map(lambda a, b: a + b)',
    'S = {"tags": tf.io.FixedLenSequenceFeature([], tf.int64), "tokens": tf.io.VarLenFeature(tf.string)}\n'
    'def f(r):\n  c, s = tf.io.parse_single_sequence_example(r, {"id": tf.io.FixedLenFeature([], tf.int64)}, S)\n  return c["id"], s["tags"], tf.sparse.to_dense(s["tokens"])\n'
    'y = tf.data.TFRecordDataset("test/data/records/features/sequence.tfrecord").map(f).take(5)',
    'y = tf.data.TFRecordDataset("test/data/records/features/sequence.tfrecord").map(lambda r: tf.io.parse_single_sequence_example(r, sequence_features={'
    '"none": tf.io.FixedLenSequenceFeature([2], tf.float32, allow_missing=True), "tags": tf.io.FixedLenSequenceFeature([1], tf.int64)})[1]).take(3)',
    'P = lambda r: tf.io.parse_single_example(r, {"tokens": tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True), "gone": tf.io.FixedLenSequenceFeature([3], tf.float32, allow_missing=True)})\n'
    'y = tf.data.TFRecordDataset("test/data/records/features/ragged.tfrecord").map(P).take(6)',
    'P = lambda r: tf.io.parse_tensor(tf.io.parse_single_example(r, {"tensor": tf.io.FixedLenFeature([], tf.string)})["tensor"], tf.float32)\n'
    'y = tf.data.TFRecordDataset("test/data/records/features/serialized-tensor.tfrecord").map(P)',
]


def plain(value):
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.decode()
    return texts(np.asarray(value).tolist())


def texts(value):
    if isinstance(value, list):
        return [texts(item) for item in value]
    return value.decode() if isinstance(value, bytes) else value


def main() -> None:
    answers = []
    for source in CASES:
        names = {"tf": tf, "np": np}
        exec(D + source, names)  # noqa: S102
        answers.append({"source": source, "elements": [plain(element) for element in names["y"].as_numpy_iterator()]})
    json.dump({"tensorflow": tf.__version__, "cases": answers}, sys.stdout)
    print()


main()
