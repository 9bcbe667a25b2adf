"""Reads tf.train.SequenceExample records; written by Tensorscope from 200 of them."""

import tensorflow as tf

FILES = [
    "test/data/records/features/sequence.tfrecord",
]

context_features = {
    "id": tf.io.FixedLenFeature([], tf.int64),
    "lang": tf.io.FixedLenFeature([], tf.string),
}

sequence_features = {
    "tags": tf.io.FixedLenSequenceFeature([], tf.int64),
    "tokens": tf.io.FixedLenSequenceFeature([], tf.string),
}


def parse_sequence_example(serialized):
    """A serialized tf.train.SequenceExample to two dictionaries of tensors: context and steps."""
    context, sequence = tf.io.parse_single_sequence_example(
        serialized, context_features=context_features, sequence_features=sequence_features
    )
    return context, sequence


def make_dataset(files=FILES):
    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""
    return tf.data.TFRecordDataset(files).map(parse_sequence_example, num_parallel_calls=tf.data.AUTOTUNE)
