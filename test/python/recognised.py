"""Records what TensorFlow makes of encoded images and serialized tensors, and Python of bytes as text, for test/unit/statistics/recognize.

    python recognised.py > ../data/statistics/recognised.json

Every image has its bytes (base64), and format, width, height and channels as tf.io.decode_image gives them. Every tensor has its bytes, dtype, shape and
values. Every text has its bytes, whether they are UTF-8, and the number of words that tf.strings.split finds.
"""

import base64
import json
import os
import struct
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf
from tensorflow.core.framework import tensor_pb2

written = lambda data: base64.b64encode(data).decode()


def bmp(width, height, bits):
    row = (width * bits // 8 + 3) // 4 * 4
    pixels = bytes(row * abs(height))
    palette = bytes(1024) if bits == 8 else b""
    start = 54 + len(palette)
    return struct.pack("<2sIHHIIiiHHIIiiII", b"BM", start + len(pixels), 0, 0, start, 40, width, height, 1, bits, 0, len(pixels), 0, 0, 0, 0) + palette + pixels


def gif(width, height):
    # One frame of one colour: a table of two, and LZW codes for clear, one pixel after the other, end (libgif reads as many as there are).
    header = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0)
    codes = [c for _ in range(width * height) for c in (4, 0)] + [5]
    bits = "".join(format(code, "03b")[::-1] for code in codes)
    data = bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))
    return header + frame + b"\x02" + bytes([len(data)]) + data + b"\x00;"


def webp(kind, width, height, alpha):
    """A header of each kind of chunk; no pixels, so nothing here decodes them."""
    if kind == "VP8X":
        chunk = bytes([0x10 if alpha else 0, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    elif kind == "VP8L":
        chunk = b"\x2f" + ((width - 1) | (height - 1) << 14 | int(alpha) << 28).to_bytes(4, "little") + bytes(5)
    else:
        chunk = b"\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", width, height)
    body = b"WEBP" + kind.encode() + struct.pack("<I", len(chunk)) + chunk
    return b"RIFF" + struct.pack("<I", len(body)) + body


def images():
    picture = lambda height, width, channels, kind="uint8": tf.zeros((height, width, channels), kind)
    files = [
        ("png", tf.io.encode_png(picture(3, 7, channels)).numpy()) for channels in (1, 2, 3, 4)
    ] + [
        ("png", tf.io.encode_png(picture(300, 2, 3, "uint16")).numpy()),
        ("jpeg", tf.io.encode_jpeg(picture(5, 300, 3)).numpy()),
        ("jpeg", tf.io.encode_jpeg(picture(260, 4, 1)).numpy()),
        ("jpeg", tf.io.encode_jpeg(picture(4, 4, 3), progressive=True).numpy()),
        ("jpeg", tf.io.encode_jpeg(picture(4, 6, 3), xmp_metadata="x" * 300).numpy()),
        ("bmp", bmp(5, 3, 24)),
        ("bmp", bmp(5, -300, 24)),
        ("bmp", bmp(260, 2, 32)),
        ("bmp", bmp(7, 2, 8)),
        ("gif", gif(2, 3)),
    ]
    answers = []
    for name, data in files:
        shape = tf.io.decode_image(data, expand_animations=False).shape.as_list()
        answers.append({"format": name, "width": shape[1], "height": shape[0], "channels": shape[2], "bytes": written(data)})
    # TensorFlow of this version decodes no WebP here: the sizes are those that the headers were made of (RFC 9649).
    for kind, width, height, alpha in [("VP8X", 70000, 3, True), ("VP8X", 2, 300, False), ("VP8L", 300, 9, True), ("VP8L", 5, 16000, False), ("VP8 ", 300, 2, False)]:
        answers.append({"format": "webp", "width": width, "height": height, "channels": 4 if alpha else 3, "bytes": written(webp(kind, width, height, alpha))})
    return answers


def values_of(tensor):
    flat = tensor.numpy().ravel().tolist()
    return [value.decode() if isinstance(value, bytes) else int(value) if isinstance(value, bool) else str(value) if isinstance(value, int) else float(value) for value in flat]


def tensors():
    names = ["float32", "float64", "float16", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool"]
    answers = []

    def add(proto_bytes, dtype):
        tensor = tf.io.parse_tensor(proto_bytes, dtype)
        answers.append({"dtype": tf.as_dtype(dtype).name, "shape": tensor.shape.as_list(), "values": values_of(tf.cast(tensor, tf.float64) if dtype == tf.bfloat16 else tensor), "bytes": written(proto_bytes)})

    for name in names:
        dtype = tf.as_dtype(name)
        numbers = [0, 1, 1, 0, 1, 1] if name == "bool" else [0, 1, 2, 100, 5, 6] if name.startswith("u") else [0, -1, 2, 100, -5, 6]
        shaped = tf.cast(tf.constant(numbers, "float64" if "float" in name else "int64"), dtype)
        for tensor in (tf.reshape(shaped, (2, 3)), shaped[3], shaped[:0], tf.fill((4,), shaped[1])):
            add(tf.io.serialize_tensor(tensor).numpy(), dtype)
        # The lists that a proto has for small tensors, and for those with one value throughout.
        if name != "bfloat16":
            for value, shape in ((numbers[:3], (3,)), (numbers[2], ()), (numbers[1], (2, 2))):
                short = tensor_pb2.TensorProto(dtype=dtype.as_datatype_enum, tensor_shape=tf.TensorShape(shape).as_proto())
                field = {"float32": "float_val", "float64": "double_val", "float16": "half_val", "int64": "int64_val", "bool": "bool_val", "uint32": "uint32_val", "uint64": "uint64_val"}.get(name, "int_val")
                listed_values = value if np.ndim(value) else [value]
                if name == "float16":
                    listed_values = [int(np.float16(v).view("uint16")) for v in listed_values]
                getattr(short, field).extend([bool(v) for v in listed_values] if name == "bool" else listed_values)
                add(short.SerializeToString(), dtype)
    for name, numbers in [("float32", [0.1, 1e-30, 3.5e20]), ("float64", [0.1, -1e300]), ("float16", [0.1, 6e-8, 65504]), ("int64", [2**62, -(2**62)]), ("uint64", [2**64 - 1]), ("int32", [-(2**31)])]:
        add(tf.io.serialize_tensor(tf.constant(numbers, name)).numpy(), tf.as_dtype(name))
    add(tf.io.serialize_tensor(tf.constant([["a", "žluť"], ["", "d"]])).numpy(), tf.string)
    return answers


def texts():
    samples = [b"", b"abc", "žluťoučký kůň".encode(), "日本語 テキスト".encode(), "😀 ok".encode(), b"\xff", b"\xc3", b"\xc3\x28", b"\xc0\x80", b"\xc1\xbf", b"\xc2\x80", b"\xdf\xbf", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xe0\xa0\x80",
        b"\xed\x9f\xbf", b"\xed\xa0\x80", b"\xef\xbf\xbf", b"\xf0\x8f\xbf\xbf", b"\xf0\x90\x80\x80", b"\xf4\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xe2\x82", b"\xf0\x9f\x98", b"a\x80", b"\x80",
        b"\xe2\x28\xa1", b"\xe2\x82\x28", b"\xf0\x28\x8c\xbc", b"\xf0\x90\x28\xbc", b"\xf0\x90\x8c\x28", b" a  b\tc\nd ", b"\x0b\x0ca\x0dz", b"a\x0eb", b"a\x08b", b"\x00"]
    answers = []
    for data in samples:
        try:
            data.decode("utf-8")
            valid = True
        except UnicodeDecodeError:
            valid = False
        answers.append({"bytes": written(data), "utf8": valid, "words": int(tf.strings.split(data).shape[0])})
    return answers


if __name__ == "__main__":
    tables = {"images": images(), "tensors": tensors(), "texts": texts()}
    sys.stdout.write("{\n" + ",\n".join(f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]" for name, rows in tables.items()) + "\n}\n")
