"""
Records what TFDV finds in rows that are held against a schema: test/data/schema/anomalies.json, a list of {rows, schema, environment, found}, where found
gives the anomalies' types by feature ("" for the dataset). Only TFDV's validator is asked, which is native code of its own; the statistics it is given are
made here, since TFDV's pipeline for them needs Apache Beam. Needs tensorflow_metadata and tensorflow_data_validation (its dependencies are not needed).
Usage: schema_anomalies.py > test/data/schema/anomalies.json
"""

import glob
import importlib.util
import json
import math
import struct
import sys

from google.protobuf import text_format
from tensorflow_metadata.proto.v0 import anomalies_pb2, schema_pb2, statistics_pb2

[folder] = importlib.util.find_spec("tensorflow_data_validation").submodule_search_locations
[library] = glob.glob(f"{folder}/pywrap/tensorflow_data_validation_extension*.so")
spec = importlib.util.spec_from_file_location("tensorflow_data_validation_extension", library)
tfdv = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tfdv)

Stats = statistics_pb2.FeatureNameStatistics
TYPES = {"int64": Stats.INT, "float": Stats.FLOAT, "bytes": Stats.STRING}


def to_bytes(value):
    return value.encode() if isinstance(value, str) else bytes(value)


def fill_bytes(stats, values):
    counts, invalid = {}, 0
    for value in map(to_bytes, values):
        try:
            counts[value.decode()] = counts.get(value.decode(), 0) + 1
        except UnicodeDecodeError:
            invalid += 1
    for rank, (text, count) in enumerate(sorted(counts.items(), key=lambda item: (-item[1], item[0]))):
        stats.rank_histogram.buckets.add(low_rank=rank, high_rank=rank, label=text, sample_count=count)
    stats.unique = len(counts) + (invalid > 0)
    stats.invalid_utf8_count = invalid


def fill_numbers(stats, values):
    numbers = [value for value in values if not math.isnan(value)]
    if numbers:
        stats.min, stats.max = min(numbers), max(numbers)
    histogram = stats.histograms.add(num_nan=len(values) - len(numbers))
    if numbers:
        histogram.buckets.add(low_value=stats.min, high_value=stats.max, sample_count=len(numbers))


def statistics(rows):
    dataset = statistics_pb2.DatasetFeatureStatistics(num_examples=len(rows))
    for name in sorted({name for row in rows for name in row}):
        lists = [row[name][1] for row in rows if name in row]
        [kind] = {row[name][0] for row in rows if name in row}
        feature = dataset.features.add(type=TYPES[kind])
        feature.path.step.append(name)
        stats = feature.string_stats if kind == "bytes" else feature.num_stats
        values = [value for one in lists for value in one]
        if kind == "bytes":
            fill_bytes(stats, values)
        else:
            fill_numbers(stats, [struct.unpack("f", struct.pack("f", float(value)))[0] for value in values] if kind == "float" else values)
        counts = dict(min_num_values=min(map(len, lists)), max_num_values=max(map(len, lists)), tot_num_values=len(values))
        presence = dict(num_non_missing=len(lists), num_missing=len(rows) - len(lists))
        stats.common_stats.presence_and_valency_stats.add(**presence, **counts)
        for field, value in {**presence, **counts, "avg_num_values": len(values) / len(lists)}.items():
            setattr(stats.common_stats, field, value)
    return dataset


def found(rows, schema, environment):
    parsed = text_format.Parse(schema, schema_pb2.Schema())
    given = [statistics(rows).SerializeToString(), parsed.SerializeToString(), environment.encode(), b"", b"", b"", b"", b""]
    anomalies = anomalies_pb2.Anomalies.FromString(tfdv.validation.ValidateFeatureStatistics(*given, False))
    name_of = anomalies_pb2.AnomalyInfo.Type.Name
    types = {name.strip("'"): [name_of(reason.type) for reason in info.reason] for name, info in anomalies.anomaly_info.items()}
    assert all(info.severity == anomalies_pb2.AnomalyInfo.ERROR for info in anomalies.anomaly_info.values())
    dataset = [name_of(reason.type) for reason in anomalies.dataset_anomaly_info.reason]
    return {**types, **({"": dataset} if dataset else {})}


def ints(*lists):
    return [{"a": ["int64", list(values)]} if values is not None else {} for values in lists]


def floats(*values):
    return [{"a": ["float", [value]]} for value in values]


def texts(*values):
    return [{"a": ["bytes", [value]]} for value in values]


TEN = ints(*[[value] for value in range(10)])
FOUR_OF_TEN = ints(*[[1] if row < 4 else None for row in range(10)])
LENGTHS = ints(*[list(range(row % 4 + 1)) for row in range(8)])
EMPTY = ints([], [])
ODD = floats(0, 0.25, 2.25, "nan", "inf", "-inf")
WORDS = texts("de", "fr", "it", "de", "xx")
NO_TEXT = texts([255, 254], "de")
NUMERALS = ["1", "-3", "+4", " 5 ", "1.0", "", "9223372036854775808", "-9223372036854775809", "1e3", "inf", "-inf", "nan", "NaN", "Infinity", "1_0", "1f",
            ".5", "5.", "\u0661", "1e400", "-0", "1,5", "infinit", "+inf", "+-1", "1 2", "\t7\n"]
STAGES = ["UNKNOWN_STAGE", "PLANNED", "ALPHA", "BETA", "PRODUCTION", "DEPRECATED", "DEBUG_ONLY", "DISABLED", "VALIDATION_DERIVED"]


def about(rows, *details, kind="INT"):
    """Each detail in the schema's feature "a"."""
    return [(rows, f'feature {{ name: "a" type: {kind} {detail} }}', "") for detail in details]


CASES = [
    (TEN, "", ""),
    (TEN, "feature { type: INT }", ""),
    (TEN, 'feature { name: "a" }', ""),
    (TEN, 'feature { name: "a" presence { min_count: 50 } int_domain { max: 0 } }', ""),
    (TEN, 'feature { name: "a" presence { min_fraction: 3 } value_count { min: 3 max: 1 } }', ""),
    *[(TEN, f'feature {{ name: "a" type: {kind} }}', "") for kind in ("BYTES", "FLOAT", "STRUCT", "TYPE_UNKNOWN", "INT")],
    (TEN, 'feature { name: "a" type: INT } feature { name: "a" type: FLOAT }', ""),
    *[(TEN, f'feature {{ name: "a" type: INT }} feature {{ name: "b" type: INT {presence} }}', "") for presence in
      ("", "presence { }", "presence { min_fraction: 0.5 }", "presence { min_count: 1 }", "presence { min_count: 0 }", "group_presence { required: true }")],
    *[(TEN, f'feature {{ name: "a" type: FLOAT lifecycle_stage: {stage} }} feature {{ name: "b" type: INT presence {{ min_count: 1 }} lifecycle_stage: {stage} }}', "")
      for stage in STAGES],
    *about(TEN, "deprecated: true int_domain { max: 1 }", "deprecated: true lifecycle_stage: PRODUCTION int_domain { max: 1 }",
           "deprecated: false lifecycle_stage: DEPRECATED int_domain { max: 1 }"),
    *about(FOUR_OF_TEN, "presence { min_fraction: 0.5 }", "presence { min_fraction: 0.4 }", "presence { min_count: 5 }", "presence { min_count: 4 }",
           "presence { min_count: 5 min_fraction: 1 }", "presence { min_fraction: 1.5 }", "presence { min_fraction: -0.1 }", "presence { min_count: -1 }",
           "shape { dim { size: 1 } }", "shape { dim { size: 1 } } presence { min_fraction: 0.1 }", "value_count { min: 1 max: 1 }"),
    *about(TEN, "shape { }", "shape { dim { size: 1 } }", "shape { dim { size: 2 } }", "shape { dim { size: 0 } }", "shape { dim { } }",
           "shape { dim { } } presence { min_count: 50 }", "value_count { min: 3 max: 1 }", "value_count { min: -1 }", "value_count { max: -1 }"),
    *about(LENGTHS, "value_count { min: 2 max: 3 }", "value_count { min: 4 max: 4 }", "value_count { max: 0 }", "value_count { max: 3 }", "value_count { }",
           "value_counts { value_count { min: 2 max: 3 } }", "value_counts { value_count { } value_count { } }", "value_counts { }", "shape { dim { size: 4 } }"),
    *about(ints([1, 2, 3, 4]), "shape { dim { size: 2 } dim { size: 2 } }", "shape { dim { size: 2 } dim { } }", "shape { }"),
    *about(EMPTY, "", "value_count { min: 1 }", "presence { min_fraction: 1 }", "shape { }", "shape { dim { size: 1 } }"),
    *about(TEN, "int_domain { min: 2 max: 5 }", "int_domain { }", "int_domain { min: 12 max: 5 }", "bool_domain { }", 'bool_domain { true_value: "y" }',
           "float_domain { min: 2 }", 'string_domain { value: "1" }', 'domain: "d"', "natural_language_domain { }", "time_domain { }", "time_of_day_domain { }",
           "url_domain { }", "image_domain { }", "mid_domain { }", "struct_domain { }", "float_domain { } presence { min_count: 50 } value_count { min: 4 }",
           "presence { min_count: 50 } value_count { min: 4 } int_domain { min: 5 } unique_constraints { max: 0 }",
           "presence { min_fraction: 3 } value_count { min: 4 } int_domain { min: 5 }", "distribution_constraints { min_domain_mass: 2 }"),
    *about(ints([-1]), "bool_domain { }"),
    *about(ints([2**62]), f"int_domain {{ max: {2**62 - 1} }}", f"int_domain {{ max: {2**62} }}"),
    *about(ODD, "float_domain { min: 0.1 max: 1 disallow_nan: true disallow_inf: true }", "float_domain { min: -100 max: 100 }", "float_domain { }",
           "bool_domain { }", kind="FLOAT"),
    *about(ODD[:3], "float_domain { min: 0.1 max: 1 disallow_nan: true disallow_inf: true }", "float_domain { min: 0 max: 2.25 }", "int_domain { }",
           "bool_domain { }", 'string_domain { value: "0" }', 'domain: "d"', "natural_language_domain { }", "time_domain { }", "url_domain { }",
           "float_domain { is_categorical: true }", "unique_constraints { min: 1 max: 1 }", kind="FLOAT"),
    *about(floats(0, 1, 1), "bool_domain { }", kind="FLOAT"),
    *about(floats(0.1), "float_domain { min: 0.1 max: 0.1 }", "int_domain { max: 3 }", kind="FLOAT"),
    *about(WORDS, 'string_domain { value: ["de", "fr", "it"] }', 'string_domain { value: ["de", "fr", "it", "xx", "more"] }', "string_domain { }",
           'string_domain { value: ["de", "fr", "it"] } distribution_constraints { min_domain_mass: 0.8 }',
           'string_domain { value: ["de", "fr", "it"] } distribution_constraints { min_domain_mass: 0.7 }',
           'string_domain { value: ["de", "fr", "it"] } distribution_constraints { min_domain_mass: 0 }',
           'string_domain { value: ["de", "fr", "it"] } distribution_constraints { min_domain_mass: -1 }',
           'domain: "none"', 'domain: "none" presence { min_count: 50 }', 'bool_domain { true_value: "de" false_value: "fr" }', "bool_domain { }",
           "natural_language_domain { }", "url_domain { }", "mid_domain { }", "time_of_day_domain { }", 'time_domain { string_format: "%Y" }',
           "struct_domain { }", "unique_constraints { min: 1 max: 3 }", "unique_constraints { min: 7 max: 13 }", "unique_constraints { min: 1 max: 4 }",
           "unique_constraints { min: 1 }", kind="BYTES"),
    *[case for text in NUMERALS for case in about(texts(text, "2"), "int_domain { min: 0 max: 100 }",
      "float_domain { min: 0 max: 100 disallow_nan: true disallow_inf: true }", kind="BYTES")],
    *about(texts("-5", "200", "nan", "inf"), "float_domain { min: 0 max: 100 }", "float_domain { }", kind="BYTES"),
    *about(texts("-5", "200", "x"), "int_domain { min: 0 max: 100 }", "float_domain { min: 0 max: 100 }", kind="BYTES"),
    *about(texts("x", "y"), *[f"{domain} distribution_constraints {{ min_domain_mass: 0.5 }}" for domain in
      ("", 'string_domain { value: "x" value: "y" }', 'bool_domain { true_value: "x" }', "natural_language_domain { }", "int_domain { }")], kind="BYTES"),
    *about(TEN, "bool_domain { } distribution_constraints { min_domain_mass: 0.5 }", "distribution_constraints { }", "int_domain { min: 0 max: 1 }"),
    (TEN, 'feature { name: "a" type: BYTES int_domain { } }', ""),
    (texts("x"), 'feature { name: "a" type: INT int_domain { min: 4 } }', ""),
    (texts("x", "1"), 'feature { name: "a" type: FLOAT float_domain { max: 0 } }', ""),
    *about(texts("yes", "yes"), 'bool_domain { true_value: "yes" }', kind="BYTES"),
    *about(texts("", "de"), 'string_domain { value: "de" }', 'string_domain { value: ["de", ""] }', kind="BYTES"),
    *about(NO_TEXT, "", 'string_domain { value: "de" }', 'string_domain { value: "de" } distribution_constraints { min_domain_mass: 0.1 }', "string_domain { }",
           'bool_domain { true_value: "x" }', "url_domain { }", kind="BYTES"),
    (WORDS, 'feature { name: "a" type: BYTES domain: "L" } string_domain { name: "L" value: ["de", "fr", "it"] }', ""),
    (WORDS, 'feature { name: "a" type: BYTES domain: "L" } string_domain { name: "L" value: "de" } string_domain { name: "L" value: ["de", "fr", "it", "xx"] }', ""),
    (TEN, 'feature { name: "a" type: INT domain: "L" } int_domain { name: "L" max: 3 }', ""),
    (TEN, 'feature { name: "a" type: INT } dataset_constraints { min_examples_count: 20 }', ""),
    (TEN, 'feature { name: "a" type: INT } dataset_constraints { min_examples_count: 10 }', ""),
    (TEN, 'feature { name: "a" type: INT } dataset_constraints { min_examples_count: 1 max_examples_count: 5 }', ""),
    *[(rows, f'default_environment: ["TRAIN", "SERVE"] feature {{ name: "a" type: INT }} feature {{ name: "l" type: INT presence {{ min_count: 1 }} {detail} }}', environment)
      for rows in (TEN, [{"a": ["int64", [1]], "l": ["float", [1]]}])
      for detail in ("", 'not_in_environment: "SERVE"', 'in_environment: "OTHER"', 'in_environment: "OTHER" not_in_environment: "OTHER"')
      for environment in ("", "TRAIN", "SERVE", "OTHER")],
    (TEN, 'feature { name: "a" type: INT }', "SERVE"),
    (TEN, 'sparse_feature { name: "s" index_feature { name: "a" } value_feature { name: "a" } }', ""),
]

answers = [{"rows": rows, "schema": schema, "environment": environment, "found": found(rows, schema, environment)} for rows, schema, environment in CASES]
print("[\n" + ",\n".join(json.dumps(answer) for answer in answers) + "\n]")
print(f"{len(answers)} answers, {sum(1 for answer in answers if answer['found'])} with anomalies", file=sys.stderr)
