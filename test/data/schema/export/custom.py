"""Reads tf.train.Example records; written by Tensorscope from 4000 of them."""

import tensorflow as tf

FILES = [
    "samples/features/custom.tfrecord",
]

feature_description = {
    "feature1": tf.io.FixedLenFeature([10], tf.float32),
    "feature2": tf.io.FixedLenFeature([], tf.int64),
    "label": tf.io.FixedLenFeature([], tf.int64),
}


def parse_example(serialized):
    """A serialized tf.train.Example to a dictionary of tensors."""
    example = tf.io.parse_single_example(serialized, feature_description)
    return example


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_example, num_parallel_calls=tf.data.AUTOTUNE)
