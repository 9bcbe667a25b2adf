"""Reads tf.train.Example records; written by Tensorscope from 20 of them."""

import tensorflow as tf

FILES = [
    "test/data/records/png.tfrecord",
]

feature_description = {
    "image": tf.io.FixedLenFeature([], tf.string),
    "label": tf.io.FixedLenFeature([], tf.int64),
    "name": tf.io.FixedLenFeature([], tf.string),
}


def parse_example(serialized):
    """A serialized tf.train.Example to a dictionary of tensors."""
    example = tf.io.parse_single_example(serialized, feature_description)
    example["image"] = tf.ensure_shape(tf.io.decode_png(example["image"], channels=3), [128, 136, 3])
    return example


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_example, num_parallel_calls=tf.data.AUTOTUNE)
