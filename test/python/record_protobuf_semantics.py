"""Asks TensorFlow's protobuf what serialized Examples and SequenceExamples of unusual form mean; writes the answers to test/data/records/semantics.json.

usage, where Python has TensorFlow: python test/python/record_protobuf_semantics.py
"""
import json
import pathlib
import struct

import tensorflow as tf


def varint(value):
    value &= (1 << 64) - 1
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def field(number, body):
    return varint(number << 3 | 2) + varint(len(body)) + body


def ints(*values):
    return field(3, field(1, b"".join(map(varint, values))))


def unpacked_ints(*values):
    return field(3, b"".join(b"\x08" + varint(v) for v in values))


def floats(*values):
    return field(2, field(1, struct.pack(f"<{len(values)}f", *values)))


def unpacked_floats(*values):
    return field(2, b"".join(b"\x0d" + struct.pack("<f", v) for v in values))


def strings(*values):
    return field(1, b"".join(field(1, v) for v in values))


def entry(name, *features):
    return field(1, field(1, name) + b"".join(field(2, f) for f in features))


def example(*entries):
    return field(1, b"".join(entries))


UNKNOWN = [b"\x78\x05", b"\x79" + bytes(8), b"\x7d" + bytes(4), field(15, b"abc"), b"\x7b\x08\x01\x7c", b"\x7b\x83\x01\x08\x01\x84\x01\x7c"]
EXAMPLES = {
    "empty": b"",
    "features set but empty": field(1, b""),
    "packed int64": example(entry(b"a", ints(1, 2, 300))),
    "unpacked int64": example(entry(b"a", unpacked_ints(1, 2, 300))),
    "packed and unpacked int64 in one list": example(entry(b"a", field(3, field(1, b"\x01\x02") + b"\x08\x03" + field(1, b"\x04")))),
    "extreme int64": example(entry(b"a", ints(-1, 0, 2**63 - 1, -(2**63)))),
    "int64 varint longer than needed": example(entry(b"a", field(3, field(1, b"\x81\x80\x80\x00")))),
    "int64 varint of ten bytes with extra bits": example(entry(b"a", field(3, field(1, b"\xff" * 9 + b"\x7f")))),
    "int64 varint of eleven bytes": example(entry(b"a", field(3, field(1, b"\xff" * 10 + b"\x01")))),
    "packed int64 cut inside a varint": example(entry(b"a", field(3, field(1, b"\x01\x80")))),
    "packed float": example(entry(b"a", floats(1.5, -2.0))),
    "unpacked float": example(entry(b"a", unpacked_floats(1.5, -2.0))),
    "packed float of a length that is no multiple of four": example(entry(b"a", field(2, field(1, b"\x00" * 6)))),
    "bytes, one empty": example(entry(b"a", strings(b"x", b"", b"\xff\x00"))),
    "empty lists": example(entry(b"a", field(1, b"")), entry(b"b", field(2, b"")), entry(b"c", field(3, b""))),
    "empty packed run": example(entry(b"a", field(3, field(1, b"")))),
    "feature without a list": example(entry(b"a", b"")),
    "entry without a value": example(field(1, field(1, b"a"))),
    "entry without a key": example(field(1, field(2, ints(7)))),
    "empty entry": example(field(1, b"")),
    "value before key": example(field(1, field(2, ints(7)) + field(1, b"a"))),
    "key twice": example(field(1, field(1, b"a") + field(1, b"b") + field(2, ints(7)))),
    "value twice, same list": example(entry(b"a", ints(1), ints(2, 3))),
    "value twice, other list": example(entry(b"a", ints(1), floats(2.0))),
    "value twice, second empty": example(entry(b"a", ints(1), b"")),
    "same list twice in a feature": example(entry(b"a", ints(1) + ints(2))),
    "two lists in a feature": example(entry(b"a", ints(1) + strings(b"x"))),
    "two lists in a feature, first one again": example(entry(b"a", ints(1) + strings(b"x") + ints(2))),
    "same name twice": example(entry(b"a", ints(1)), entry(b"b", ints(9)), entry(b"a", floats(2.0))),
    "same name twice, second empty": example(entry(b"a", ints(1)), entry(b"a", b"")),
    "features twice": field(1, entry(b"a", ints(1))) + field(1, entry(b"b", ints(2)) + entry(b"a", ints(3))),
    "unknown fields at every level": b"".join(UNKNOWN)
    + field(1, b"".join(UNKNOWN) + field(1, b"".join(UNKNOWN) + field(1, b"a") + field(2, b"".join(UNKNOWN) + field(3, b"".join(UNKNOWN) + field(1, b"\x05"))))),
    "known field of another wire type": b"\x08\x01" + example(b"\x08\x01", entry(b"a", b"\x18\x01" + field(3, b"\x0d" + bytes(4) + field(1, b"\x06")))),
    "key of another wire type": example(field(1, b"\x08\x05" + field(2, ints(7)))),
    "field number zero": b"\x02\x00",
    "wire type six": b"\x0e",
    "wire type seven": b"\x0f",
    "end of a group that never began": b"\x0c",
    "group that never ends": b"\x7b\x08\x01",
    "group that ends with another number": b"\x7b\x08\x01\x84\x01",
    "tag cut off": b"\x80",
    "tag of six bytes": b"\x8a\x80\x80\x80\x80\x00\x00",
    "tag of five bytes beyond 32 bits": b"\xfa\xff\xff\xff\x7f\x00",
    "length beyond the end": b"\x0a\x05abc",
    "length of ten bytes": b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    "fixed64 cut off": b"\x79\x00\x00",
    "list beyond its feature": field(1, field(1, field(1, b"a") + field(2, b"\x1a\x05\x0a\x01"))),
    "name of many bytes": example(entry(b"n" * 300, ints(1))),
    "long list": example(entry(b"a", ints(*range(500)))),
}
SEQUENCES = {
    "context alone": field(1, entry(b"a", ints(1))),
    "lists alone": field(2, entry(b"t", field(1, ints(1)) + field(1, ints(2, 3)))),
    "context and lists": field(1, entry(b"a", floats(1.0))) + field(2, entry(b"t", field(1, strings(b"x")) + field(1, b""))),
    "lists before context": field(2, entry(b"t", field(1, ints(1)))) + field(1, entry(b"a", ints(5))),
    "list without steps": field(2, entry(b"t", b"")),
    "list value twice": field(2, entry(b"t", field(1, ints(1)), field(1, ints(2)))),
    "list name twice": field(2, entry(b"t", field(1, ints(1))) + entry(b"t", field(1, ints(2)))),
    "feature_lists twice": field(2, entry(b"t", field(1, ints(1)))) + field(2, entry(b"u", field(1, ints(2)))),
    "steps of different kinds": field(2, entry(b"t", field(1, ints(1)) + field(1, floats(1.5)))),
    "step cut off": field(2, field(1, field(1, b"t") + field(2, b"\x0a\x05\x1a"))),
}


def feature(value):
    kind = value.WhichOneof("kind")
    if kind is None:
        return {"kind": "none", "values": []}
    values = getattr(value, kind).value
    if kind == "bytes_list":
        return {"kind": "bytes", "values": [v.hex() for v in values]}
    if kind == "float_list":
        return {"kind": "float", "values": [float(v) for v in values]}
    return {"kind": "int64", "values": [str(v) for v in values]}


# Python's protobuf drops map entries with anything unknown in them; the C++ one, by which TensorFlow's kernels read, keeps them. For these it is asked.
BY_KERNEL = {"unknown fields at every level", "key of another wire type"}


def as_kernels_read(data):
    result = tf.io.decode_proto(data, "tensorflow.Example", ["features"], [tf.string], sanitize=True)
    return field(1, result.values[0].numpy().item())


def features(message):
    return {name: feature(value) for name, value in message.feature.items()}


def ask(message, data, read_as, tell):
    try:
        message.ParseFromString(read_as)
    except Exception:
        return {"bytes": data.hex(), "ok": False}
    return {"bytes": data.hex(), "ok": True, **tell(message)}


def lists(message):
    return {name: [feature(step) for step in value.feature] for name, value in message.feature_lists.feature_list.items()}


answers = {
    "tensorflow": tf.__version__,
    "examples": {
        name: ask(tf.train.Example(), data, as_kernels_read(data) if name in BY_KERNEL else data, lambda m: {"features": features(m.features)})
        for name, data in EXAMPLES.items()
    },
    "sequences": {
        name: ask(tf.train.SequenceExample(), data, data, lambda m: {"context": features(m.context), "feature_lists": lists(m)})
        for name, data in SEQUENCES.items()
    },
}
target = pathlib.Path(__file__).parents[1] / "data" / "records" / "semantics.json"
target.write_text(json.dumps(answers, indent=1) + "\n")
print(len(EXAMPLES) + len(SEQUENCES), "answers")
