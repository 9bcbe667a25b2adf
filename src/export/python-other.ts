import type { FeatureStatistics } from '../statistics/report/statistics';
import { decodingOf } from './python-decoding';

/** Lines that parse records which are serialized tensors: their only feature stands for the record. */
export function tensorParser([tensor]: FeatureStatistics[]): string[] {
  const lines = tensor ? decodingOf(tensor, 'record') : [];
  return [
    'def parse_tensor(serialized):',
    '    """Parses a record that tf.io.serialize_tensor wrote."""',
    '    record = {"tensor": serialized}',
    ...lines,
    '    return record["tensor"]',
  ];
}

/** Lines that parse an ExampleListWithContext with TensorFlow alone, given dictionaries `context_features` and `example_features`. */
export const exampleListParser = (hasContext: boolean): string[] => [
  '# ExampleListWithContext as far as it matters here: its Examples are left serialized.',
  'MESSAGE = descriptor_pb2.FileDescriptorProto(name="example_list.proto", package="lists")',
  'FIELDS = MESSAGE.message_type.add(name="ExampleListWithContext").field',
  'FIELDS.add(name="examples", number=1, type=12, label=3)  # repeated bytes',
  'FIELDS.add(name="context", number=2, type=12, label=1)  # optional bytes',
  'DESCRIPTORS = b"bytes://" + descriptor_pb2.FileDescriptorSet(file=[MESSAGE]).SerializeToString()',
  '',
  '',
  'def parse_example_list(serialized):',
  '    """Parses a serialized ExampleListWithContext into two dictionaries of tensors: context, and examples along the first axis."""',
  '    _, (context, examples) = tf.io.decode_proto(',
  '        serialized, "lists.ExampleListWithContext", ["context", "examples"], [tf.string, tf.string], descriptor_source=DESCRIPTORS',
  '    )',
  hasContext
    ? '    return tf.io.parse_single_example(context[0], context_features), tf.io.parse_example(examples, example_features)'
    : '    return {}, tf.io.parse_example(examples, example_features)',
];
