"""Writes the operations that TensorFlow's C library has, as src/hub/saved-model/core-ops.json: python3 tools/hub/core-ops.py > src/hub/saved-model/core-ops.json

Needs a Python with TensorFlow, whose library is asked directly: what Python packages register on top does not count. Names are sorted, and each is
written as the length of what it shares with the one before it (in base 36, at most 35) and the rest.
"""

import ctypes
import glob
import importlib.util
import json
import os

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t), ("free", ctypes.c_void_p)]


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def op_list():
    """The names in the OpList that TF_GetAllOpList gives: field 1 of the list is an OpDef, whose field 1 is its name."""
    folder = os.path.dirname(importlib.util.find_spec("tensorflow").origin)
    library = ctypes.CDLL(glob.glob(os.path.join(folder, "libtensorflow_cc.*"))[0])
    library.TF_GetAllOpList.restype = ctypes.POINTER(Buffer)
    buffer = library.TF_GetAllOpList().contents
    data = ctypes.string_at(buffer.data, buffer.length)
    at = 0
    while at < len(data):
        _, at = varint(data, at)
        length, at = varint(data, at)
        _, name_at = varint(data, at)
        name_length, name_at = varint(data, name_at)
        yield data[name_at : name_at + name_length].decode()
        at += length


def front_coded(names):
    before = ""
    for name in names:
        shared = min(len(os.path.commonprefix([before, name])), len(DIGITS) - 1)
        yield DIGITS[shared] + name[shared:]
        before = name


if __name__ == "__main__":
    print(json.dumps(" ".join(front_coded(sorted(set(op_list()))))))
