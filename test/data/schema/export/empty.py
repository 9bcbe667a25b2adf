"""Reads tf.train.Example records; written by Tensorscope from 0 of them."""

import tensorflow as tf

FILES = [
    "test/data/records/features/empty.tfrecord",
]


def parse_example(serialized):
    """No feature was found that could be parsed."""
    return {"serialized": serialized}


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_example, num_parallel_calls=tf.data.AUTOTUNE)
