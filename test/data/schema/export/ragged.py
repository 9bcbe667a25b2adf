"""Reads tf.train.Example records; written by Tensorscope from 300 of them."""

import tensorflow as tf

FILES = [
    "test/data/records/features/ragged.tfrecord",
]

feature_description = {
    "label": tf.io.FixedLenFeature([], tf.int64),
    # 0 to 1 values
    "note": tf.io.FixedLenSequenceFeature([], tf.string, allow_missing=True),
    # 0 to 6 values
    "tokens": tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True),
    # 0 to 2 values
    "weights": tf.io.FixedLenSequenceFeature([], tf.float32, allow_missing=True),
}


def parse_example(serialized):
    """A serialized tf.train.Example to a dictionary of tensors."""
    example = tf.io.parse_single_example(serialized, feature_description)
    return example


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_example, num_parallel_calls=tf.data.AUTOTUNE)
