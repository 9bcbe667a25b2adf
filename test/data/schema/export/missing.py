"""Reads tf.train.Example records; written by Tensorscope from 100 of them."""

import tensorflow as tf

FILES = [
    "test/data/records/features/missing.tfrecord",
]

feature_description = {
    "a": tf.io.FixedLenFeature([], tf.int64),
    # missing from 20 of 100 records: the default stands in
    "b": tf.io.FixedLenFeature([], tf.float32, default_value=0.0),
}


def parse_example(serialized):
    """A serialized tf.train.Example to a dictionary of tensors."""
    example = tf.io.parse_single_example(serialized, feature_description)
    return example


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_example, num_parallel_calls=tf.data.AUTOTUNE)
