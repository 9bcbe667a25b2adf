import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';

type Layer = tfjs.layers.Layer;
type Dimensions = (number | null)[];

/** What a call gets besides tensors: the masks of each. */
interface CallArguments {
  training?: boolean;
  masks?: readonly (tf.Tensor | undefined)[];
}

/** A layer without weights that tfjs lacks: what it does, and what becomes of the shape. */
interface Stateless {
  className: string;
  call(inputs: tf.Tensor[], config: { [name: string]: unknown }, kwargs: CallArguments): tf.Tensor;
  shape(inputs: Dimensions[], config: { [name: string]: unknown }): Dimensions;
}

function define({ className, call, shape }: Stateless): (config: { [name: string]: unknown }) => Layer {
  class StatelessLayer extends tfjs.layers.Layer {
    static readonly className = className;

    constructor(private readonly config: { [name: string]: unknown }) {
      super({ name: config.name as string });
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: CallArguments): tf.Tensor {
      return tf.tidy(() => call([inputs].flat(), this.config, kwargs));
    }

    override computeOutputShape(inputs: tfjs.Shape | tfjs.Shape[]): tfjs.Shape {
      const shapes = (Array.isArray(inputs[0]) ? inputs : [inputs]) as Dimensions[];
      return shape(shapes, this.config);
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), ...(this.config as tf.serialization.ConfigDict) };
    }
  }
  tf.serialization.registerClass(StatelessLayer as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>);
  return config => new StatelessLayer(config);
}

/** A pair of one number or two: padding and cropping on both sides. */
const pair = (value: unknown, fallback: number): [number, number] => {
  const sides = value ?? fallback;
  return Array.isArray(sides) ? [Number(sides[0]), Number(sides[1])] : [Number(sides), Number(sides)];
};

/** The shape with its second axis changed. */
const steps = ([batch = null, length = null, ...rest]: Dimensions, change: (length: number) => number): Dimensions => [
  batch,
  length === null ? null : change(length),
  ...rest,
];

export const subtract = define({
  className: 'KerasSubtract',
  call: inputs => aligned(inputs).reduce((a, b) => tf.sub(a, b)),
  shape: ([first]) => first,
});

/** Inputs of one rank: axes of size 1 after the batch's where one has fewer. */
function aligned(inputs: tf.Tensor[]): tf.Tensor[] {
  const rank = Math.max(...inputs.map(x => x.rank));
  return inputs.map(x => tf.reshape(x, [x.shape[0], ...new Array<number>(rank - x.rank).fill(1), ...x.shape.slice(1)]));
}

/** Masked steps count as ones in the product, and as zeros where every factor is masked. */
export const multiply = define({
  className: 'KerasMultiply',
  call: (inputs, _config, { masks = [] }) => {
    const full = inputs.map((x, i) => masks[i] && tf.logicalAnd(tf.expandDims(masks[i], -1), tf.ones(x.shape, 'bool')));
    const factors = inputs.map((x, i) => (full[i] ? tf.where(full[i], x, tf.onesLike(x)) : x));
    const product = aligned(factors).reduce((all, x) => tf.mul(all, x));
    const [first, ...rest] = full.filter(mask => mask !== undefined);
    if (rest.length + 1 < inputs.length || first === undefined) return product;
    return tf.where(
      rest.reduce((all, mask) => tf.logicalOr(all, mask), first),
      product,
      tf.zerosLike(product),
    );
  },
  shape: ([first]) => first,
});

export const zeroPadding1d = define({
  className: 'KerasZeroPadding1D',
  call: ([x], { padding }) => tf.pad(x, [[0, 0], pair(padding, 1), [0, 0]]),
  shape: ([shape], { padding }) => steps(shape, length => length + pair(padding, 1)[0] + pair(padding, 1)[1]),
});

export const cropping1d = define({
  className: 'KerasCropping1D',
  call: ([x], { cropping }) => {
    const [before, after] = pair(cropping, 1);
    return tf.slice(x, [0, before, 0], [-1, (x.shape[1] as number) - before - after, -1]);
  },
  shape: ([shape], { cropping }) => steps(shape, length => length - pair(cropping, 1)[0] - pair(cropping, 1)[1]),
});

export const upSampling1d = define({
  className: 'KerasUpSampling1D',
  call: ([x], { size }) => {
    const [batch, length, channels] = x.shape as [number, number, number];
    const times = Number(size ?? 2);
    return tf.reshape(tf.tile(tf.expandDims(x, 2), [1, 1, times, 1]), [batch, length * times, channels]);
  },
  shape: ([shape], { size }) => steps(shape, length => length * Number(size ?? 2)),
});

export const spatialDropout2d = define({
  className: 'KerasSpatialDropout2D',
  call: ([x], { rate }, { training }) =>
    training ? tf.mul(x, tf.dropout(tf.ones([x.shape[0], 1, 1, x.shape[3] as number]), Number(rate))) : tf.clone(x),
  shape: ([shape]) => shape,
});

export const identity = define({ className: 'KerasIdentity', call: ([x]) => tf.clone(x), shape: ([shape]) => shape });

/** The one of tfjs wants three axes or more. */
export const flatten = define({
  className: 'KerasFlatten',
  call: ([x]) => tf.reshape(x, [x.shape[0], x.size / Math.max(1, x.shape[0])]),
  shape: ([[batch = null, ...rest]]) => [
    batch,
    rest.includes(null) ? null : (rest as number[]).reduce((size, dimension) => size * dimension, 1),
  ],
});

/** The one of tfjs takes no other alpha than 1. */
export const elu = define({
  className: 'KerasELU',
  call: ([x], { alpha }) => tf.add(tf.relu(x), tf.mul(Number(alpha ?? 1), tf.expm1(tf.minimum(x, 0)))),
  shape: ([shape]) => shape,
});

/** Vectors along the axis of length 1; like Keras, a sum of squares below 1e-12 counts as that. */
export const unitNormalization = define({
  className: 'KerasUnitNormalization',
  call: ([x], { axis }) => tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(tf.square(x), (axis ?? -1) as number | number[], true), 1e-12))),
  shape: ([shape]) => shape,
});

/** Images of another size; a batch of them is resized as one. */
export const resizing = define({
  className: 'KerasResizing',
  call: ([x], { height, width, interpolation = 'bilinear' }) => {
    const images = tf.cast(x, 'float32') as tf.Tensor4D;
    const size: [number, number] = [Number(height), Number(width)];
    return interpolation === 'nearest'
      ? tf.image.resizeNearestNeighbor(images, size, false, true)
      : tf.image.resizeBilinear(images, size, false, true);
  },
  shape: ([shape], { height, width }) => [shape[0], Number(height), Number(width), shape[3]],
});
