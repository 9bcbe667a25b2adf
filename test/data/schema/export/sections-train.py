"""Reads tf.train.Example records; written by Tensorscope from 1055 of them."""

import tensorflow as tf

FILES = [
    "samples/sections/sections-train.tfrecord-00000-of-00004",
]

feature_description = {
    "ids": tf.io.FixedLenFeature([48], tf.int64),
    "installed_size": tf.io.FixedLenFeature([], tf.int64),
    "label": tf.io.FixedLenFeature([], tf.int64),
    "package": tf.io.FixedLenFeature([], tf.string),
    "section": tf.io.FixedLenFeature([], tf.string),
    "text": tf.io.FixedLenFeature([], tf.string),
}


def parse_example(serialized):
    """A serialized tf.train.Example to a dictionary of tensors."""
    example = tf.io.parse_single_example(serialized, feature_description)
    return example


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_example, num_parallel_calls=tf.data.AUTOTUNE)
