"""TensorFlow's own speed on the file of example-file.mjs: prints {"version", "dataset", "parse"} in records a second."""
import json
import sys
import time

import tensorflow as tf

fixed, ragged = tf.io.FixedLenFeature, tf.io.VarLenFeature
SCALARS = {
    tf.int64: ["age", "item", "label", "timestamp", "user"],
    tf.float32: ["price", "rating", "score", "weight"],
    tf.string: ["category", "country", "session", "title"],
}
features = {name: fixed([], kind) for kind, names in SCALARS.items() for name in names}
features |= {"embedding": fixed([32], tf.float32), "history": fixed([20], tf.int64), "tags": ragged(tf.int64)}


def rate(dataset, count):
    started = time.perf_counter()
    records = sum(count(element) for element in dataset)
    return records / (time.perf_counter() - started)


raw = tf.data.TFRecordDataset(sys.argv[1])
# Batches of raw strings, so that Python's loop is not what is measured.
dataset = rate(raw.batch(1024), lambda batch: int(batch.shape[0]))
parsed = raw.batch(1024).map(lambda batch: tf.io.parse_example(batch, features), num_parallel_calls=tf.data.AUTOTUNE).prefetch(2)
parse = rate(parsed, lambda batch: int(batch["label"].shape[0]))
print(json.dumps({"version": tf.__version__, "dataset": dataset, "parse": parse}))
