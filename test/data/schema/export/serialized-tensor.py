"""Reads tf.train.Example records; written by Tensorscope from 5 of them."""

import tensorflow as tf

FILES = [
    "test/data/records/features/serialized-tensor.tfrecord",
]

feature_description = {
    "label": tf.io.FixedLenFeature([], tf.int64),
    "tensor": tf.io.FixedLenFeature([], tf.string),
}


def parse_example(serialized):
    """A serialized tf.train.Example to a dictionary of tensors."""
    example = tf.io.parse_single_example(serialized, feature_description)
    example["tensor"] = tf.ensure_shape(tf.io.parse_tensor(example["tensor"], tf.float32), [3, 4])
    return example


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_example, num_parallel_calls=tf.data.AUTOTUNE)
