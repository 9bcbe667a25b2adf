"""Reads tf.train.Example records; written by Tensorscope from 1 of them."""

import tensorflow as tf

FILES = [
    "test/data/records/features/extremes.tfrecord",
]

feature_description = {
    "b": tf.io.FixedLenFeature([3], tf.string),
    "f": tf.io.FixedLenFeature([4], tf.float32),
    "i": tf.io.FixedLenFeature([4], tf.int64),
}


def parse_example(serialized):
    """A serialized tf.train.Example to a dictionary of tensors."""
    example = tf.io.parse_single_example(serialized, feature_description)
    return example


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_example, num_parallel_calls=tf.data.AUTOTUNE)
