import { inert, none, off, type Supported, type SupportedArguments, tensor } from './accepted';
import { nameOnly } from './values';

const named = { name: nameOnly } as const;
const numbers = tensor('numbers');
const strings = tensor('strings');

const binary = { arguments: { x: numbers, y: numbers, ...named } } as const;
const unary = { arguments: { x: numbers, ...named } } as const;
const operator = { arguments: { a: numbers, b: numbers } } as const;
const equality = { arguments: { x: tensor('tensor'), y: tensor('tensor'), ...named } } as const;
const reduction = { arguments: { input_tensor: numbers, axis: 'integers?', keepdims: 'flag', ...named } } as const;
const extreme = {
  arguments: { input: numbers, axis: 'integer?', output_type: { only: ['int64', 'int32'] }, ...named },
} as const;
const filled = { arguments: { shape: tensor('sizes'), dtype: 'dtype', layout: none, ...named } } as const;
const example = { arguments: { serialized: strings, features: 'features', example_names: none, ...named } } as const;

/** Random numbers are of the same distribution, not the same. */
const chance = inert('numbers are drawn from the seed of the run');
const image3 = <const Arguments extends SupportedArguments>(more: Arguments) => ({ arguments: { image: tensor('numbers', 3), ...more } });

/** A method by its name, or as a member of tf.image.ResizeMethod. */
const resizeMethods = {
  only: [
    'bilinear',
    'nearest',
    { name: 'tf.image.ResizeMethod.BILINEAR', config: {} },
    { name: 'tf.image.ResizeMethod.NEAREST_NEIGHBOR', config: {} },
  ],
} as const;

const jpeg = {
  arguments: {
    contents: strings,
    channels: { only: [0, 1, 3] },
    ratio: { only: [1] },
    fancy_upscaling: { only: [true] },
    try_recover_truncated: off,
    acceptable_fraction: { only: [1] },
    dct_method: { only: [''] },
    ...named,
  },
  engines: ['native'],
} as const;
const png = {
  arguments: { contents: strings, channels: { only: [0, 1, 3, 4] }, dtype: { only: ['uint8'] }, ...named },
  engines: ['native'],
} as const;
const anyImage = {
  arguments: {
    contents: strings,
    channels: { only: [null, 0, 1, 3, 4] },
    dtype: { only: ['uint8', 'float32'] },
    expand_animations: inert('records hold still images'),
    ...named,
  },
  engines: ['native'],
} as const;

/** The same function under `tf.` and `tf.math.`. */
type Both<Table> = { readonly [Name in keyof Table & string as `tf.${Name}` | `tf.math.${Name}`]: Table[Name] };
const both = <const Table extends { readonly [name: string]: Supported }>(table: Table): Both<Table> =>
  Object.fromEntries(
    Object.entries(table).flatMap(([name, row]) => [`tf.${name}`, `tf.math.${name}`].map(full => [full, row])),
  ) as Both<Table>;

/** An operation that can be run. */
export interface OpSupport extends Supported {
  /** Arguments that have a default in TensorFlow and have to be given here. */
  readonly needs?: readonly string[];
}

/** Operations that can be run in the functions of a tf.data pipeline, by their public names; Python's operators are "operator.add" and so on. */
export const ops = {
  ...both({
    add: binary,
    subtract: binary,
    multiply: binary,
    divide: binary,
    pow: binary,
    less: binary,
    less_equal: binary,
    greater: binary,
    greater_equal: binary,
    logical_and: binary,
    logical_or: binary,
    maximum: binary,
    minimum: binary,
    equal: equality,
    not_equal: equality,
    abs: unary,
    negative: unary,
    sqrt: unary,
    square: unary,
    exp: unary,
    sin: unary,
    cos: unary,
    tanh: unary,
    sigmoid: unary,
    floor: unary,
    round: unary,
    sign: unary,
    logical_not: unary,
    reduce_sum: reduction,
    reduce_mean: reduction,
    reduce_max: reduction,
    reduce_min: reduction,
    reduce_any: reduction,
    reduce_all: reduction,
    argmax: extreme,
    argmin: extreme,
    cumsum: { arguments: { x: numbers, axis: 'integer', exclusive: 'flag', reverse: 'flag', ...named } },
  }),
  'tf.math.floordiv': binary,
  'tf.math.floormod': binary,
  'tf.math.squared_difference': binary,
  'tf.math.log': unary,
  'tf.math.log1p': unary,
  'tf.math.ceil': unary,
  'tf.math.is_nan': unary,

  'operator.add': operator,
  'operator.sub': operator,
  'operator.mul': operator,
  'operator.truediv': operator,
  'operator.floordiv': operator,
  'operator.mod': operator,
  'operator.pow': operator,
  'operator.lt': operator,
  'operator.le': operator,
  'operator.gt': operator,
  'operator.ge': operator,
  'operator.and_': operator,
  'operator.or_': operator,
  'operator.eq': { arguments: { a: tensor('tensor'), b: tensor('tensor') } },
  'operator.ne': { arguments: { a: tensor('tensor'), b: tensor('tensor') } },
  'operator.neg': { arguments: { a: numbers } },
  'operator.invert': { arguments: { a: numbers } },
  'operator.getitem': { arguments: { a: tensor('any'), b: 'index' } },

  'tf.cast': { arguments: { x: numbers, dtype: 'numeric dtype', ...named } },
  'tf.one_hot': {
    arguments: {
      indices: numbers,
      depth: 'count',
      on_value: 'number?',
      off_value: 'number?',
      axis: 'integer?',
      dtype: 'numeric dtype?',
      ...named,
    },
  },
  'tf.reshape': { arguments: { tensor: tensor('tensor'), shape: tensor('sizes'), ...named } },
  'tf.gather': {
    arguments: {
      params: tensor('tensor'),
      indices: numbers,
      validate_indices: none,
      axis: 'integer?',
      batch_dims: { only: [0] },
      ...named,
    },
  },
  'tf.concat': { arguments: { values: tensor('tensors'), axis: 'integer', ...named } },
  'tf.stack': { arguments: { values: tensor('tensors'), axis: 'integer', ...named } },
  'tf.expand_dims': { arguments: { input: tensor('tensor'), axis: 'integer', ...named } },
  'tf.squeeze': { arguments: { input: tensor('tensor'), axis: 'integers?', ...named } },
  'tf.ensure_shape': { arguments: { x: tensor('tensor'), shape: 'shape', ...named } },
  'tf.transpose': { arguments: { a: tensor('tensor'), perm: 'integers?', conjugate: off, ...named } },
  'tf.zeros': filled,
  'tf.ones': filled,
  'tf.where': { arguments: { condition: numbers, x: tensor('tensor'), y: tensor('tensor'), ...named }, needs: ['x', 'y'] },
  'tf.pad': {
    arguments: {
      tensor: tensor('tensor'),
      paddings: 'pads',
      mode: { only: ['CONSTANT', 'constant'] },
      constant_values: 'number',
      ...named,
    },
  },
  'tf.sparse.to_dense': {
    arguments: { sp_input: tensor('sparse'), default_value: 'scalar?', validate_indices: inert('a check'), ...named },
  },
  'tf.identity': { arguments: { input: tensor('any'), ...named } },
  'tf.shape': { arguments: { input: tensor('tensor'), out_type: { only: [null, 'int32'] }, ...named } },
  'tf.constant': { arguments: { value: 'literal', dtype: 'dtype?', shape: none, ...named } },
  'tf.clip_by_value': { arguments: { t: numbers, clip_value_min: 'number', clip_value_max: 'number', ...named } },

  'tf.image.resize': {
    arguments: {
      images: tensor('numbers', 3),
      size: tensor('sizes'),
      method: resizeMethods,
      preserve_aspect_ratio: off,
      antialias: off,
      ...named,
    },
  },
  'tf.image.convert_image_dtype': {
    arguments: {
      image: numbers,
      dtype: { only: ['float16', 'float32', 'float64', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32'] },
      saturate: off,
      ...named,
    },
  },
  'tf.image.rgb_to_grayscale': { arguments: { images: numbers, ...named } },
  'tf.image.grayscale_to_rgb': { arguments: { images: numbers, ...named } },
  'tf.image.flip_left_right': image3({}),
  'tf.image.flip_up_down': image3({}),
  'tf.image.random_flip_left_right': image3({ seed: chance }),
  'tf.image.random_flip_up_down': image3({ seed: chance }),
  'tf.image.rot90': image3({ k: 'integer', ...named }),
  'tf.image.adjust_brightness': image3({ delta: 'number' }),
  'tf.image.random_brightness': image3({ max_delta: 'number', seed: chance }),
  'tf.image.adjust_contrast': { arguments: { images: tensor('numbers', 3), contrast_factor: 'number' } },
  'tf.image.random_contrast': image3({ lower: 'number', upper: 'number', seed: chance }),
  'tf.image.per_image_standardization': image3({}),
  'tf.image.central_crop': image3({ central_fraction: 'fraction' }),
  'tf.image.crop_to_bounding_box': image3({
    offset_height: 'offset',
    offset_width: 'offset',
    target_height: 'count',
    target_width: 'count',
  }),
  'tf.image.resize_with_crop_or_pad': image3({ target_height: 'count', target_width: 'count' }),
  'tf.image.pad_to_bounding_box': image3({
    offset_height: 'offset',
    offset_width: 'offset',
    target_height: 'count',
    target_width: 'count',
  }),
  'tf.image.resize_with_pad': image3({ target_height: 'count', target_width: 'count', method: resizeMethods, antialias: off }),
  'tf.image.adjust_saturation': image3({ saturation_factor: 'number', ...named }),
  'tf.image.random_saturation': image3({ lower: 'number', upper: 'number', seed: chance }),
  'tf.image.adjust_hue': image3({ delta: 'number', ...named }),
  'tf.image.random_hue': image3({ max_delta: 'number', seed: chance }),
  'tf.image.random_crop': { arguments: { value: tensor('tensor'), size: tensor('sizes'), seed: chance, ...named } },
  'tf.random.uniform': {
    arguments: { shape: tensor('sizes'), minval: 'number', maxval: 'number?', dtype: 'numeric dtype', seed: chance, ...named },
  },
  'tf.io.decode_jpeg': jpeg,
  'tf.image.decode_jpeg': jpeg,
  'tf.io.decode_png': png,
  'tf.image.decode_png': png,
  'tf.io.decode_image': anyImage,
  'tf.image.decode_image': anyImage,

  'tf.strings.lower': { arguments: { input: strings, encoding: { only: [''] }, ...named } },
  'tf.strings.upper': { arguments: { input: strings, encoding: { only: [''] }, ...named } },
  'tf.strings.strip': { arguments: { input: strings, ...named } },
  'tf.strings.to_number': { arguments: { input: strings, out_type: { only: ['float32', 'float64', 'int32', 'int64'] }, ...named } },
  'tf.strings.length': { arguments: { input: strings, unit: { only: ['BYTE'] }, ...named } },
  'tf.strings.split': { arguments: { input: strings, sep: 'text?', maxsplit: 'integer', ...named } },
  'tf.strings.join': { arguments: { inputs: tensor('texts'), separator: 'text', ...named } },
  'tf.strings.reduce_join': { arguments: { inputs: strings, axis: 'integer?', keepdims: 'flag', separator: 'text', ...named } },
  'tf.RaggedTensor.to_tensor': { arguments: { self: tensor('ragged'), default_value: 'scalar?', shape: 'shape?', ...named } },
  'tf.io.decode_raw': {
    arguments: {
      input_bytes: strings,
      out_type: { only: ['uint8', 'int8', 'int16', 'uint16', 'int32', 'int64', 'float32', 'float64'] },
      little_endian: { only: [true] },
      fixed_length: none,
      ...named,
    },
  },
  'tf.io.parse_tensor': {
    arguments: {
      serialized: strings,
      out_type: { only: ['uint8', 'int8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'float32', 'float64', 'bool'] },
      ...named,
    },
  },
  'tf.io.parse_single_sequence_example': {
    arguments: { serialized: strings, context_features: 'features', sequence_features: 'features', example_name: none, ...named },
  },
  'tf.io.parse_single_example': example,
  'tf.io.parse_example': example,
} as const satisfies { [op: string]: OpSupport };

export type OpName = keyof typeof ops;

/** Descriptions of features in the dictionary of tf.io.parse_example. */
export const featureDescriptions = {
  'tf.io.FixedLenFeature': { arguments: { shape: 'part', dtype: { only: ['int64', 'float32', 'string'] }, default_value: 'literal?' } },
  'tf.io.FixedLenSequenceFeature': {
    arguments: { shape: 'part', dtype: { only: ['int64', 'float32', 'string'] }, allow_missing: 'flag', default_value: 'scalar?' },
  },
  'tf.io.VarLenFeature': { arguments: { dtype: { only: ['int64', 'float32', 'string'] } } },
} as const satisfies { [name: string]: { arguments: SupportedArguments } };
