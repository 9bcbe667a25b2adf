import { formatSizes } from '../common/sizes';
import { type Bounds, type Domain, type Schema, type SchemaFeature, shapeOf } from '../schema/schema';

/**
 * The schema as text of tensorflow_metadata.v0.Schema (tensorflow_metadata/proto/v0/schema.proto), as TFDV reads it with google.protobuf.text_format.
 * The feature lists of a SequenceExample go into a STRUCT feature named ##SEQUENCE##, which is where TFX's reader puts them.
 */
export function schemaPbtxt(schema: Schema): string {
  const flat = schema.features.filter(feature => feature.in !== 'sequence');
  const lists = schema.features.filter(feature => feature.in === 'sequence');
  const fields: Field[] = flat.map(feature => ['feature', featureFields(feature)]);
  if (lists.length > 0) {
    const members: Field[] = lists.map(feature => ['feature', featureFields(feature)]);
    fields.push([
      'feature',
      [
        ['name', text('##SEQUENCE##')],
        ['type', 'STRUCT'],
        ['struct_domain', members],
      ],
    ]);
  }
  return fields.map(field => printed(field, '')).join('');
}

/** A field of the text format: a scalar as it is written, or a message. */
type Field = [name: string, value: string | Field[]];

function printed([name, value]: Field, indent: string): string {
  if (typeof value === 'string') return `${indent}${name}: ${value}\n`;
  if (value.length === 0) return `${indent}${name} {\n${indent}}\n`;
  return `${indent}${name} {\n${value.map(field => printed(field, `${indent}  `)).join('')}${indent}}\n`;
}

const TYPES = { int64: 'INT', float: 'FLOAT', bytes: 'BYTES', unknown: 'TYPE_UNKNOWN' };

function featureFields(feature: SchemaFeature): Field[] {
  const always = feature.min_fraction === 1;
  return [
    ['name', text(feature.name)],
    ['type', TYPES[feature.kind]],
    [
      'presence',
      always
        ? [
            ['min_fraction', '1.0'],
            ['min_count', '1'],
          ]
        : [['min_count', '1']],
    ],
    lengthField(feature, always),
    ...domainFields(feature),
  ];
}

/** A shape holds only where it always does. The values of a sequence feature are counted on two levels: its steps, of which nothing is said, and theirs. */
function lengthField({ shape, in: place, value_count }: SchemaFeature, always: boolean): Field {
  if (place === 'sequence') return ['value_counts', [['value_count', []], boundsField(value_count)]];
  if (shape === null || !always) return boundsField(value_count);
  return ['shape', shape.length === 0 ? [dim(1)] : shape.map(dim)];
}

const boundsField = ({ min, max }: Bounds): Field => [
  'value_count',
  [['min', String(min)], ...(max === undefined ? [] : [['max', String(max)] as Field])],
];

const dim = (size: number): Field => ['dim', [['size', String(size)]]];

function domainFields(feature: SchemaFeature): Field[] {
  const { domain } = feature;
  return domain ? (writers[domain.kind] as (domain: Domain, feature: SchemaFeature) => Field[])(domain, feature) : [];
}

const float = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

const writers: { [K in Domain['kind']]: (domain: Domain & { kind: K }, feature: SchemaFeature) => Field[] } = {
  int: ({ min, max, categorical }) => [
    ['int_domain', [['min', String(min)], ['max', String(max)], ...(categorical ? [['is_categorical', 'true'] as Field] : [])]],
  ],
  bool: () => [['bool_domain', []]],
  float: ({ min, max, disallow_nan, disallow_inf }, { embedding }) => [
    [
      'float_domain',
      [
        ...(min === undefined ? [] : [['min', float(min)] as Field]),
        ...(max === undefined ? [] : [['max', float(max)] as Field]),
        ...(disallow_nan ? [['disallow_nan', 'true'] as Field] : []),
        ...(disallow_inf ? [['disallow_inf', 'true'] as Field] : []),
        ...(embedding ? [['is_embedding', 'true'] as Field, ['embedding_dim', String(embedding)] as Field] : []),
      ],
    ],
  ],
  string: ({ values }) => [['string_domain', values.map(value => ['value', text(value)])]],
  text: () => [['natural_language_domain', []]],
  image: ({ min_fraction, max_bytes }) => [
    [
      'image_domain',
      [
        ['minimum_supported_image_fraction', float(min_fraction)],
        ...(max_bytes === undefined ? [] : [['max_image_byte_size', String(max_bytes)] as Field]),
      ],
    ],
  ],
  tensor: ({ dtype, shape }, feature) => [
    [
      'annotation',
      [
        ['tag', text('serialized_tensor')],
        [
          'comment',
          text(
            `serialized TensorProto: ${dtype} ${shape === null ? 'of any shape' : formatSizes(shape)}, in a list of shape ${formatSizes(shapeOf(feature))}`,
          ),
        ],
      ],
    ],
  ],
};

/** The UTF-8 bytes of a text as escapes. */
const octalBytes = (text: string): string =>
  Array.from(new TextEncoder().encode(text), byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** A string literal of the text format. */
function text(value: string): string {
  const escaped = Array.from(value, letter => {
    if (letter === '\n') return '\\n';
    if (letter === '"' || letter === '\\') return `\\${letter}`;
    return /\p{Cc}/u.test(letter) ? octalBytes(letter) : letter;
  });
  return `"${escaped.join('')}"`;
}
