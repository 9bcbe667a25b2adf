"""
Checks by hand what `schema` writes: the text is parsed by tensorflow_metadata's own proto, the Python is run by TensorFlow over every record of the
file. Usage: schema_export.py FILE… (default: the fixtures of the clone). Needs TensorFlow and tensorflow_metadata, and a build (node tools/build.mjs).
"""

import pathlib
import subprocess
import sys

import tensorflow as tf
from google.protobuf import text_format
from tensorflow_metadata.proto.v0 import schema_pb2

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = sys.argv[1:] or [str(path) for folder in ("samples", "test/data/records") for path in sorted((ROOT / folder).rglob("*"))
                         if ".tfrecord" in path.name and "broken" not in path.parts]
# Whose lists TensorFlow's parser refuses: inspect says so (RECORD_NOT_PARSED).
REFUSED = {"packmix.tfrecord"}


def schema(path, form):
    return subprocess.run(["node", str(ROOT / "dist/cli.js"), "schema", path, "--format", form], capture_output=True, text=True).stdout


def check(path):
    proto = text_format.Parse(schema(path, "pbtxt"), schema_pb2.Schema())
    code = schema(path, "python")
    scope = {}
    exec(compile(code, path, "exec"), scope)
    dataset = scope["make_dataset"]()
    count = sum(1 for _ in dataset)
    return len(proto.feature), count, dataset.element_spec


failed = 0
for path in FILES:
    try:
        features, count, spec = check(path)
        print(f"{pathlib.Path(path).name}: {features} features, {count} records parsed")
        if "-v" in sys.argv:
            print(spec)
    except Exception as error:
        failed += pathlib.Path(path).name not in REFUSED
        print(f"{path}: {type(error).__name__}: {str(error)[:400]}")
sys.exit(1 if failed else 0)
