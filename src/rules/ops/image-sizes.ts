import { type DType, isFloat } from '../../tensor/dtype';
import { type Dim, printShape } from '../../tensor/shape';
import { asBool, asInt, asNumber, asString } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import { placeOf, shapelessOf } from '../core/facts';
import { failInKeras3 } from '../core/keras';
import { fail } from '../core/report';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { asShape } from '../core/tensors';
import { image, named, notAnImage, remembered, sizedTo } from './image';
import { arg, dense, displayed, made, type Operand, operand, refuseCall } from './operand';

/** A traced function that decodes what may be an animation has an image of no known shape, which an operation that asks for its axes refuses. */
function withoutShape(call: Call, { value }: Operand, words: string): Value | undefined {
  const fact = value.kind === 'tensor' && value.family === 'graph' && call.session.graphDepth > 0 ? shapelessOf(value) : undefined;
  if (!fact || call.session.shaped.has(placeOf(fact.at))) return undefined;
  // What Keras 2 has under its own name asks for no axes.
  const report = call.api.startsWith('keras.') ? failInKeras3 : fail;
  report(
    call,
    'op-shape',
    `${displayed(call.api)} has to know how many axes the image has, and decode_image, which may give an animation, leaves that open. Pass expand_animations=False to decode_image, or give the image a shape with set_shape. TensorFlow: "${words}".`,
    {
      related: [{ span: fact.at, message: 'The image is decoded here, perhaps as an animation.' }],
      ...(fact.mend && { fixes: [{ title: 'Pass expand_animations=False', edits: fact.mend }] }),
    },
  );
  return UNKNOWN;
}

/** The size argument: two numbers. */
const sizeArgument = (call: Call): readonly Dim[] | undefined => {
  const size = asShape(arg(call, 'size'));
  return size?.length === 2 ? size : undefined;
};

const resize: Rule = call => {
  const x = image(call);
  const wrong = notAnImage(call, x.shape) ?? withoutShape(call, x, "'images' contains no shape.");
  if (wrong) return wrong;
  const given = asShape(arg(call, 'size'));
  if (given && given.length !== 2)
    return refuseCall(call, 'op-shape', `the size must be two numbers, height and width, and ${printShape(given)} has ${given.length}`);
  const size = sizeArgument(call);
  const method = asString(call.args.get('method'));
  const nearest = call.args.given('method') === true && (method === undefined || method === 'nearest');
  const dtype: DType | null = nearest ? (method === undefined ? null : x.dtype) : 'float32';
  if (x.unknown || x.shape === null) return made(call, [x.value], null, dtype);
  const keeps = asBool(call.args.get('preserve_aspect_ratio'));
  if (size === undefined || keeps === undefined) return made(call, [x.value], sizedTo(x.shape, null, null), dtype);
  const [height, width] = keeps ? fitted(x.shape, size) : size;
  return made(call, [x.value], sizedTo(x.shape, height, width), dtype);
};

/** The largest size within the wanted one that keeps the proportions. */
function fitted(shape: readonly Dim[], [height, width]: readonly Dim[]): [Dim, Dim] {
  const [h, w] = shape.slice(-3);
  if (h === null || w === null || height === null || width === null) return [null, null];
  const scale = Math.min(height / h, width / w);
  return [Math.round(h * scale), Math.round(w * scale)];
}

/** keras.ops.image.resize: channels last unless it says otherwise; integers become floats only where they are interpolated. */
const kerasResize: Rule = call => {
  const x = image(call);
  const wrong = notAnImage(call, x.shape) ?? withoutShape(call, x, 'Cannot take the length of shape with unknown rank.');
  if (wrong) return wrong;
  const size = sizeArgument(call);
  const format = call.args.get('data_format');
  if (x.shape === null || size === undefined || (format.kind !== 'none' && asString(format) !== 'channels_last'))
    return made(call, [x.value], null, null);
  return made(call, [x.value], sizedTo(x.shape, size[0], size[1]), x.dtype && isFloat(x.dtype) ? x.dtype : null);
};

/** Functions that cut or pad to a height and a width. */
const toTarget =
  (dtype?: DType): Rule =>
  call => {
    const x = image(call);
    const wrong = notAnImage(call, x.shape);
    if (wrong) return wrong;
    const [height, width] = [asInt(call.args.get('target_height')) ?? null, asInt(call.args.get('target_width')) ?? null];
    return made(call, [x.value], x.shape && sizedTo(x.shape, height, width), dtype ?? x.dtype);
  };

const boxed =
  (fits: (size: number, offset: number, target: number) => boolean, word: string): Rule =>
  call => {
    const x = image(call);
    const wrong = notAnImage(call, x.shape);
    if (wrong) return wrong;
    for (const [axis, name] of [
      [-3, 'height'],
      [-2, 'width'],
    ] as const) {
      const [size, offset, target] = [
        x.shape?.at(axis) ?? null,
        asInt(call.args.get(`offset_${name}`)),
        asInt(call.args.get(`target_${name}`)),
      ];
      if (size !== null && offset !== undefined && target !== undefined && !fits(size, offset, target))
        return refuseCall(
          call,
          'op-shape',
          `the image has ${name} ${size}, which is too ${word} for an offset of ${offset} and a target of ${target}`,
        );
    }
    return toTarget()(call);
  };

const centralCrop: Rule = call => {
  const x = image(call);
  const wrong = notAnImage(call, x.shape);
  if (wrong) return wrong;
  const fraction = asNumber(call.args.get('central_fraction'));
  if (x.shape === null || fraction === undefined) return made(call, [x.value], x.shape && sizedTo(x.shape, null, null), x.dtype);
  const cut = (size: Dim): Dim => (size === null ? null : size - 2 * Math.floor((size - size * fraction) / 2));
  const [height, width] = x.shape.slice(-3);
  return made(call, [x.value], sizedTo(x.shape, cut(height), cut(width)), x.dtype);
};

const randomCrop: Rule = call => {
  const x = operand(arg(call, 'value'));
  const size = asShape(call.args.get('size'));
  if (size && x.shape !== null) {
    if (size.length !== x.shape.length)
      return refuseCall(
        call,
        'op-shape',
        `the size ${printShape(size)} must name all ${x.shape.length} axes of the shape ${printShape(x.shape)}`,
      );
    const axis = size.findIndex((dim, index) => dim !== null && (x.shape?.[index] ?? dim) < dim);
    if (axis >= 0) return refuseCall(call, 'op-shape', `the size ${printShape(size)} does not fit into ${printShape(x.shape)}`);
  }
  return made(call, [x.value], size ?? null, x.dtype);
};

const cropAndResize: Rule = call => {
  const [x, boxes] = [image(call), operand(call.args.get('boxes'))];
  const size = asShape(call.args.get('crop_size'));
  return made(call, [x.value], size?.length === 2 ? [boxes.shape?.[0] ?? null, ...size, x.shape?.at(-1) ?? null] : null, 'float32');
};

const extractPatches: Rule = call => {
  const x = image(call);
  const [sizes, strides, rates] = ['sizes', 'strides', 'rates'].map(name => asShape(call.args.get(name)));
  const padding = asString(call.args.get('padding'));
  if (x.shape?.length !== 4 || !sizes || !strides || !rates || padding === undefined)
    return made(call, [x.value], [null, null, null, null], x.dtype);
  const places = (axis: number): Dim => {
    const [size, kernel, stride, rate] = [x.shape?.[axis] ?? null, sizes[axis], strides[axis], rates[axis]];
    if (size === null || kernel === null || stride === null || rate === null) return null;
    return padding === 'SAME' ? Math.ceil(size / stride) : Math.max(0, Math.ceil((size - ((kernel - 1) * rate + 1) + 1) / stride));
  };
  const [depth, height, width] = [x.shape[3], sizes[1], sizes[2]];
  return made(
    call,
    [x.value],
    [x.shape[0], places(1), places(2), depth === null || height === null || width === null ? null : depth * height * width],
    x.dtype,
  );
};

/** Functions of tf.image and keras.ops.image that give images another size. */
export const imageSizeFunctions: Table = {
  'tf.image.resize': dense(remembered(resize)),
  'keras.ops.image.resize': dense(kerasResize),
  ...rows(['keras.preprocessing.image.smart_resize', 'keras.utils.smart_resize'], {
    rule: dense(kerasResize),
    parameters: parameters("x, size, interpolation='bilinear', data_format=None"),
  }),
  'tf.image.resize_with_pad': dense(toTarget('float32')),
  'tf.image.resize_with_crop_or_pad': dense(toTarget()),
  'tf.image.crop_to_bounding_box': dense(boxed((size, offset, target) => size >= offset + target, 'small')),
  'tf.image.pad_to_bounding_box': dense(boxed((size, offset, target) => target >= offset + size, 'large')),
  'tf.image.central_crop': dense(centralCrop),
  ...rows(named('random_crop stateless_random_crop'), dense(randomCrop)),
  'tf.image.crop_and_resize': dense(cropAndResize),
  'tf.image.extract_patches': dense(extractPatches),
};
