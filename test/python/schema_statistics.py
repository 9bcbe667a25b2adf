"""Writes test/data/schema/statistics.json: what TensorFlow and NumPy say of each fixture, for test/unit/statistics/report/statistics.test.ts. Run by hand."""

import json
import pathlib

import numpy as np
import tensorflow as tf

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = [
    "samples/features/custom.tfrecord",
    "samples/sections/sections-train.tfrecord-00000-of-00004",
    "test/data/records/png.tfrecord",
    *(f"test/data/records/features/{name}.tfrecord" for name in
      ("empty", "extremes", "missing", "mixed-kind", "ragged", "sequence", "serialized-tensor", "unpacked")),
]
RANKS = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
KINDS = {"int64_list": "int64", "float_list": "float", "bytes_list": "bytes"}


def number(value):
    return str(value) if isinstance(value, int) and abs(value) > 2**53 - 1 else value


def numbers(values, kind):
    finite = values[np.isfinite(values)] if kind == "float" else values
    result = {"count": len(values), "zeros": int((values == 0).sum())}
    if kind == "float":
        result |= {"nan": int(np.isnan(values).sum()), "positive_infinity": int(np.isposinf(values).sum()),
                   "negative_infinity": int(np.isneginf(values).sum())}
    if len(finite):
        cast = int if kind == "int64" else float
        wide = finite.astype(np.float64)
        result |= {
            "min": number(cast(finite.min())),
            "max": number(cast(finite.max())),
            "mean": float(wide.mean()),
            "deviation": float(wide.std()),
            "quantiles": [float(np.quantile(wide, rank, method="inverted_cdf")) for rank in RANKS],
            "distinct": int(len(np.unique(finite))),
        }
    return result


def feature_of(lists, place, records, steps=None):
    """Statistics of a feature from its Feature messages; `steps` are their numbers in each record of a sequence feature."""
    known = [(KINDS[one.WhichOneof("kind")], getattr(one, one.WhichOneof("kind")).value) for one in lists if one.WhichOneof("kind")]
    lengths = [len(values) for _, values in known]
    present = len(steps) if steps is not None else len(known)
    result = {"in": place, "present": present, "missing": records - present, "kinds": {kind: sum(1 for one, _ in known if one == kind) for kind in {k for k, _ in known}}}
    if lengths:
        result |= {"min_length": min(lengths), "max_length": max(lengths), "mean_length": float(np.mean(lengths))}
    if steps:
        result |= {"min_steps": min(steps), "max_steps": max(steps), "mean_steps": float(np.mean(steps))}
    for kind, dtype in (("int64", np.int64), ("float", np.float32)):
        values = np.array([value for one, values in known if one == kind for value in values], dtype)
        if any(one == kind for one, _ in known):
            result[kind] = numbers(values, kind)
    strings = [value for one, values in known if one == "bytes" for value in values]
    if strings:
        sizes = [len(value) for value in strings]
        result["bytes"] = {"count": len(strings), "min_bytes": min(sizes), "max_bytes": max(sizes), "mean_bytes": float(np.mean(sizes)), "distinct": len(set(strings))}
        images = [tf.io.decode_image(value).shape for value in strings if value[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")]
        if images:
            result["bytes"]["images"] = {"count": len(images), "height": [min(s[0] for s in images), max(s[0] for s in images)], "width": [min(s[1] for s in images), max(s[1] for s in images)]}
    return result


def statistics_of(path):
    payloads = [record.numpy() for record in tf.data.TFRecordDataset(str(ROOT / path))]
    sequences = [tf.train.SequenceExample.FromString(payload) for payload in payloads]
    features = {}
    if any(one.feature_lists.feature_list for one in sequences):
        for name in {name for one in sequences for name in one.context.feature}:
            features[f"context {name}"] = feature_of([one.context.feature[name] for one in sequences if name in one.context.feature], "context", len(payloads))
        for name in {name for one in sequences for name in one.feature_lists.feature_list}:
            lists = [one.feature_lists.feature_list[name].feature for one in sequences if name in one.feature_lists.feature_list]
            features[f"sequence {name}"] = feature_of([step for steps in lists for step in steps], "sequence", len(payloads), [len(steps) for steps in lists])
    else:
        examples = [tf.train.Example.FromString(payload) for payload in payloads]
        for name in {name for one in examples for name in one.features.feature}:
            features[f"example {name}"] = feature_of([one.features.feature[name] for one in examples if name in one.features.feature], "example", len(payloads))
    return {"records": len(payloads), "features": dict(sorted(features.items()))}


answers = {path: statistics_of(path) for path in FILES}
target = ROOT / "test/data/schema/statistics.json"
target.write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
print(f"{len(answers)} files, {sum(len(one['features']) for one in answers.values())} features")
