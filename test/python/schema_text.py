"""
Records what google.protobuf.text_format makes of schema texts: test/data/schema/texts.json, a list of {text, parsed} (int64 as text, enums by name,
bytes as a list) or {text, refused: {line, message}}. Needs tensorflow_metadata.
Usage: schema_text.py > test/data/schema/texts.json
"""

import json
import pathlib
import random
import sys

from google.protobuf import text_format
from tensorflow_metadata.proto.v0 import schema_pb2

ROOT = pathlib.Path(__file__).resolve().parents[2]
I64 = 2**63


def plain(message):
    """Fields that are set, as the reader gives them."""
    result = {}
    for field, value in message.ListFields():
        one = lambda item: plain(item) if field.message_type else field.enum_type.values_by_number[item].name if field.enum_type else scalar(field, item)
        if is_map(field):
            result[field.name] = [{"key": key, "value": plain(value[key])} for key in value]
        elif field.message_type is not None and field.message_type.name in ("Any", "DerivedFeatureSource"):
            result[field.name] = [None for _ in value] if field.is_repeated else None
        else:
            result[field.name] = [one(item) for item in value] if field.is_repeated else one(value)
    return result


def is_map(field):
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def scalar(field, value):
    if field.type in (field.TYPE_INT64, field.TYPE_UINT64):
        return str(value)
    if field.type == field.TYPE_BYTES:
        return list(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value


WRITTEN = [
    "",
    "# nothing but a comment",
    'feature { name: "a" type: INT }',
    'feature:{name:"a"type:INT};feature<name:\'b\';type:FLOAT>,feature{}',
    'feature: [{ name: "a" }, <name: "b">]\nfeature []\nfeature [{ type: BYTES }]',
    'default_environment: ["TRAINING", "SERVING"]; default_environment: "X",',
    "default_environment: []",
    'default_environment: ["a" "b", "c"\n"d"]',
    'feature { name: "adja" # with a comment\n \'cent\' "" "!" }',
    r'feature { name: "tab\tnew\nline\rquote\"apos\'back\\slash\a\b\f\v" }',
    r'feature { name: "\101\x41\u00e9\U0001F600\303\251\0end" }',
    'feature { name: "ünïcødé 😀 # no comment" }',
    r"feature { name: 'it\'s \"so\"' }",
    "feature { type: 2 lifecycle_stage: 4 }",
    "feature { deprecated: true } feature { deprecated: f } feature { deprecated: 1 } feature { deprecated: False } feature { deprecated: t }",
    f"feature {{ int_domain {{ min: -{I64} max: {I64 - 1} }} }}",
    "feature { int_domain { min: 9007199254740993 max: -9007199254740993 } }",
    "feature { int_domain { min: 0x1F max: 017 } } feature { int_domain { min: -0xff max: -010 } } feature { int_domain { min: 0 max: 00 } }",
    "feature { float_domain { min: 0.1 max: 1e10 } } feature { float_domain { min: -.5 max: 5. } } feature { float_domain { min: 1f max: 2.5F } }",
    "feature { float_domain { min: -inf max: infinity } } feature { float_domain { min: nan max: INF } } feature { float_domain { min: -Infinity max: 1E-3 } }",
    "feature { float_domain { max: 16777217 min: 0 } presence { min_fraction: 0.1 min_count: 3 } }",
    "feature { presence { min_fraction: 1 } } feature { group_presence { required: true } }",
    "feature { shape { dim { size: 2 name: 'rows' } dim < size: 3 > } } feature { shape { } } feature { shape { dim: [{size: 1}, {size: 2}] } }",
    "feature { value_count { min: 1 max: 4 } } feature { value_counts { value_count { min: 1 } value_count { } } }",
    'feature { domain: "langs" } string_domain { name: "langs" value: "de" value: ["fr", "it"] is_categorical: CATEGORICAL_YES }',
    'feature { bool_domain { name: "b" true_value: "yes" false_value: "no" } } feature { string_domain { } }',
    'feature { image_domain { minimum_supported_image_fraction: 0.9 max_image_byte_size: 1000 } } feature { url_domain { } } feature { mid_domain { } }',
    'feature { time_domain { string_format: "%Y" } } feature { time_domain { integer_format: UNIX_MILLISECONDS } } feature { time_of_day_domain { integer_format: PACKED_64_NANOS } }',
    "feature { natural_language_domain { vocabulary: 'v' coverage { min_coverage: 0.5 oov_string_tokens: 'x' excluded_int_tokens: [1, 2] } token_constraints { int_value: 3 min_per_sequence: 1 } } }",
    'feature { name: "##SEQUENCE##" type: STRUCT struct_domain { feature { name: "t" type: INT struct_domain { feature { name: "deep" } } } } }',
    'feature { in_environment: "A" not_in_environment: ["B", "C"] lifecycle_stage: DEPRECATED deprecated: false }',
    "feature { unique_constraints { min: 1 max: 9 } distribution_constraints { min_domain_mass: 0.95 } sequence_metadata { sequential_status: SEQUENTIAL_YES } }",
    "feature { skew_comparator { infinity_norm { threshold: 0.01 } } drift_comparator { jensen_shannon_divergence { threshold: 0.1 source { type: QUANTILES } } normalized_abs_difference { threshold: 2 } } }",
    "dataset_constraints { min_examples_count: 10 max_examples_count: 20 num_examples_drift_comparator { min_fraction_threshold: 0.5 } }",
    'sparse_feature { name: "s" index_feature { name: "i" } value_feature { name: "v" } is_sorted: true dense_shape { dim { size: 5 } } type: FLOAT }',
    'weighted_feature { name: "w" feature { step: "a" step: "b" } weight_feature { step: "c" } lifecycle_stage: PRODUCTION }',
    'annotation { tag: "t" comment: "c" extra_metadata { [type.googleapis.com/tensorflow.metadata.v0.IntDomain] { min: 1 } } }',
    'annotation { extra_metadata { type_url: "x" value: "\\001" } } represent_variable_length_as_ragged: true',
    'tensor_representation_group { key: "g" value { tensor_representation { key: "t" value { dense_tensor { column_name: "c" shape { } default_value { bytes_value: "\\377z" } } } } } }',
    'tensor_representation_group { key: "" value { tensor_representation { key: "r" value { ragged_tensor { feature_path { step: "f" } partition { uniform_row_length: 2 } partition { row_length: "n" } row_partition_dtype: INT32 } } } } }',
    "feature { audio_domain { } } feature { video_domain { } } feature { content_chunk_domain { } }",
    'feature { validation_derived_source { deriver_name: "d" } name: "after" }',
    "feature\n{\n}\n\n",
    "feature { name: \"crlf\"\r\n type: INT\r\n}\r\n",
]

REFUSED = [
    'feature { name: "a" name: "b" }',
    'feature {\n  presence { }\n  presence { }\n}',
    'feature {\n  domain: "a"\n  int_domain { }\n}',
    "feature {\n shape { }\n value_count { } }",
    "feature { presence { } group_presence { } }",
    "feature { type: 9 }",
    'feature {\n  name: "a"\n  type: INTEGER\n}\n',
    'feature { type: "INT" }',
    "feature { type: int }",
    "feature { int_domain { min: 1.0 } }",
    f"feature {{ int_domain {{ max: {I64} }} }}",
    f"feature {{\n int_domain {{\n min: -{I64 + 1} }} }}",
    "feature { int_domain { min: 1a } }",
    "feature { int_domain { min: 09 } }",
    "feature { int_domain { min: 1max: 2 } }",
    'feature {\n  name: "a"\n  int_domain { min: "x" }\n}\n',
    "feature { int_domain { min: } }",
    "feature { int_domain { min: 1 max } }",
    "feature { deprecated: yes }",
    "feature { deprecated: 2 }",
    "feature { float_domain { min: 0x10 } }",
    "feature { float_domain { min: 010 } }",
    "feature { float_domain { min: 1.2.3 } }",
    "feature { float_domain { min: abc } }",
    'feature { name: "a }',
    'feature {\n\n name: "a\nb" }',
    "feature { name: a }",
    "feature { name: 1 }",
    r'feature { name: "\377" }',
    r'feature { name: "\400" }',
    r'feature { name: "\x" }',
    r'feature { name: "\ud800" }',
    "feature { name: `a` }",
    'feature { name "a" }',
    "feature",
    "feature {",
    'feature {\n name: "a"\n',
    "feature { } }",
    'feature < name: "a" }',
    "feature: 1",
    "feature: [{}, ]",
    'feature: [{} {}]',
    'feature { name: ["a"] }',
    'default_environment: ["a", "b",]',
    'default_environment: ["a"; "b"]',
    'default_environment "a"',
    'default_environment: "a",,',
    "; feature { }",
    "{",
    "}",
    '"x"',
    "// no comment",
    "feature { time_domain { string_format: 'a' integer_format: UNIX_DAYS } }",
    "feature { } \0",
    'feature { name: "a": "b" }',
]


def arbitrary(seed):
    """A schema text with fields in any order and in any of the ways of writing."""
    pick = random.Random(seed)
    message = schema_pb2.Schema()

    def fill(target, depth):
        used = set()
        fields = list(target.DESCRIPTOR.fields)
        for field in pick.sample(fields, min(len(fields), pick.randint(1, 4))):
            if field.containing_oneof and field.containing_oneof.name in used:
                continue
            if field.message_type is not None and (depth > 4 or is_map(field) or field.message_type.name in ("Any", "DerivedFeatureSource")):
                continue
            if field.containing_oneof:
                used.add(field.containing_oneof.name)
            for _ in range(pick.randint(1, 2) if field.is_repeated else 1):
                if field.message_type is not None:
                    inner = getattr(target, field.name).add() if field.is_repeated else getattr(target, field.name)
                    inner.SetInParent()
                    fill(inner, depth + 1)
                else:
                    value = some(field)
                    if field.is_repeated:
                        getattr(target, field.name).append(value)
                    else:
                        setattr(target, field.name, value)

    def some(field):
        if field.enum_type:
            return pick.choice(field.enum_type.values).number
        if field.type == field.TYPE_BOOL:
            return pick.random() < 0.5
        if field.type == field.TYPE_UINT64:
            return pick.getrandbits(64)
        if field.type == field.TYPE_INT64:
            return pick.choice([0, 1, -1, pick.getrandbits(62), -I64, I64 - 1])
        if field.type == field.TYPE_BYTES:
            return bytes(pick.randrange(256) for _ in range(4))
        if field.type == field.TYPE_STRING:
            return "".join(pick.choice("ab\"'\\\n\t\u00e9\u4e16\U0001F600 #{}") for _ in range(pick.randint(0, 6)))
        return pick.choice([0.0, 0.1, -2.5, 1e-30, 3e38, float("inf"), float("nan")])

    fill(message, 0)
    return text_format.MessageToString(message, as_utf8=pick.random() < 0.5, as_one_line=pick.random() < 0.3, use_short_repeated_primitives=pick.random() < 0.5)


def answer(text):
    try:
        return {"text": text, "parsed": plain(text_format.Parse(text, schema_pb2.Schema()))}
    except text_format.ParseError as error:
        return {"text": text, "refused": {"line": error.GetLine(), "message": str(error)}}


exported = [path.read_text() for path in sorted((ROOT / "test/data/schema/export").glob("*.pbtxt"))]
answers = [answer(text) for text in [*WRITTEN, *(arbitrary(seed) for seed in range(40)), *exported, *REFUSED]]
for text, got in zip(WRITTEN, answers):
    assert "parsed" in got, got
for got in answers[-len(REFUSED):]:
    assert "refused" in got, got
print(json.dumps(answers, ensure_ascii=False, indent=1))
print(f"{len(answers)} texts, {len(REFUSED)} of them refused", file=sys.stderr)
