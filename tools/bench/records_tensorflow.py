"""TensorFlow's own speed on the file of records.bench.mjs: prints {"version", "dataset", "parse"} in records a second."""
import json
import sys
import time

import tensorflow as tf

path = sys.argv[1]
features = {f"count_{i}": tf.io.FixedLenFeature([1 + i], tf.int64) for i in range(6)}
features |= {f"measure_{i}": tf.io.FixedLenFeature([1 + i], tf.float32) for i in range(6)}
features |= {f"text_{i}": tf.io.FixedLenFeature([1 + i], tf.string) for i in range(4)}


def rate(dataset, count):
    best = 0.0
    for _ in range(3):
        started = time.perf_counter()
        records = sum(count(element) for element in dataset)
        best = max(best, records / (time.perf_counter() - started))
    return best


raw = tf.data.TFRecordDataset(path)
# Batches of raw strings, so that Python's loop is not what is measured.
dataset = rate(raw.batch(1024), lambda batch: int(batch.shape[0]))
parsed = raw.batch(1024).map(lambda batch: tf.io.parse_example(batch, features), num_parallel_calls=tf.data.AUTOTUNE).prefetch(2)
parse = rate(parsed, lambda batch: int(batch["count_0"].shape[0]))
print(json.dumps({"version": tf.__version__, "dataset": dataset, "parse": parse}))
