"""Has TensorFlow read what our writer wrote, plain, GZIP and ZLIB, and compares every payload and every value; writes the verdict to test/data/records/writer.json.

usage, where Python has TensorFlow: npx tsx test/python/write_records.ts FOLDER && python test/python/check_records_writer.py FOLDER
"""
import hashlib
import json
import pathlib
import sys

import tensorflow as tf

folder = pathlib.Path(sys.argv[1])
verdict = {"tensorflow": tf.__version__, "files": {}}
for path, compression in (("plain.tfrecord", ""), ("gzip.tfrecord.gz", "GZIP"), ("zlib.tfrecord.zlib", "ZLIB")):
    payloads = [record.numpy() for record in tf.data.TFRecordDataset(str(folder / path), compression_type=compression)]
    verdict["files"][path] = {"records": len(payloads), "sha256_of_payloads": hashlib.sha256(b"".join(payloads)).hexdigest()}

with tf.io.TFRecordWriter(str(folder / "tensorflow.tfrecord")) as writer:
    for payload in payloads:
        writer.write(payload)
verdict["plain file equals TensorFlow's byte for byte"] = (folder / "plain.tfrecord").read_bytes() == (folder / "tensorflow.tfrecord").read_bytes()

same = 0
for payload in payloads:
    sequence = tf.train.SequenceExample.FromString(payload)
    message = sequence if sequence.feature_lists.feature_list else tf.train.Example.FromString(payload)
    same += message.SerializeToString(deterministic=True) == payload
verdict["payloads that protobuf serializes to the same bytes"] = same
target = pathlib.Path(__file__).parents[1] / "data" / "records" / "writer.json"
target.write_text(json.dumps(verdict, indent=1) + "\n")
print(json.dumps(verdict, indent=1))
