import { arrayOfLiteral, NdArray, numbersOf, RaggedArray, sizeOf } from '../input/array';
import { encoded, outputMode } from './encode';
import type { Learner, Preprocessor, PreprocessorClass, PreprocessorConfig, Tensors } from './preprocessor';
import { binBoundaries, merged, type Summary, summarized } from './quantiles';

function dense(input: Tensors, layer: string): NdArray {
  if (input instanceof RaggedArray) throw new Error(`${layer} needs a dense tensor and got a ragged one`);
  return input;
}

/** Axes that each have a mean and variance for each of their places, in order. */
function keptAxes({ axis = -1 }: PreprocessorConfig, rank: number): number[] {
  const asked = axis === null ? [] : [axis].flat().map(Number);
  if (asked.some(one => one < -rank || one >= rank))
    throw new Error(`Normalization over the axis ${asked.join(', ')} got a tensor of ${rank} axes`);
  return asked.map(one => (one < 0 ? one + rank : one)).sort((a, b) => a - b);
}

/** For each element of a tensor its place in an array of the sizes of the kept axes. */
function placesIn(shape: readonly number[], kept: readonly number[]): (element: number) => number {
  const axes = kept.map(axis => ({ size: shape[axis], stride: sizeOf(shape.slice(axis + 1)) }));
  return element => axes.reduce((place, { size, stride }) => place * size + (Math.floor(element / stride) % size), 0);
}

interface Statistics {
  /** Sizes of the kept axes. */
  shape: number[];
  mean: Float32Array;
  variance: Float32Array;
}

const EPSILON = 1e-7;

function normalizer(config: PreprocessorConfig, statisticsOf: (kept: number[]) => Statistics | undefined): Preprocessor {
  const invert = config.invert === true;
  return {
    givesIds: false,
    run([input]) {
      const array = dense(input, 'Normalization');
      const kept = keptAxes(config, array.shape.length);
      const sizes = kept.map(axis => array.shape[axis]);
      const found = statisticsOf(sizes);
      const numbers = Float32Array.from(numbersOf(array, 'Normalization'));
      if (found === undefined) return new NdArray('float32', array.shape, numbers);
      if (String(found.shape) !== String(sizes))
        throw new Error(
          `Normalization has statistics of shape (${found.shape.join(', ')}) and got a tensor of shape (${array.shape.join(', ')})`,
        );
      const deviation = Float32Array.from(found.variance, value => Math.max(Math.fround(Math.sqrt(value)), EPSILON));
      const place = placesIn(array.shape, kept);
      const result = numbers.map((value, element) => {
        const at = place(element);
        return invert ? found.mean[at] + Math.fround(value * deviation[at]) : Math.fround(value - found.mean[at]) / deviation[at];
      });
      return new NdArray('float32', array.shape, result);
    },
  };
}

/** Numbers that were written for the last of the kept axes, for all of their places. */
function spread(value: PreprocessorConfig[string], sizes: number[]): Float32Array {
  const { shape, data } = arrayOfLiteral(value, 'float32');
  const aligned = [...sizes.slice(shape.length).map(() => 1), ...shape];
  if (aligned.some((size, axis) => size !== 1 && size !== sizes[axis]))
    throw new Error(
      `mean and variance of shape (${shape.join(', ')}) do not fit the axes of Normalization, which have sizes (${sizes.join(', ')})`,
    );
  const strides = aligned.map((size, axis) => (size === 1 ? 0 : sizeOf(aligned.slice(axis + 1))));
  return Float32Array.from({ length: sizeOf(sizes) }, (_, place) => {
    let [rest, index] = [place, 0];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      index += (rest % sizes[axis]) * strides[axis];
      rest = Math.floor(rest / sizes[axis]);
    }
    return Number(data[index]);
  });
}

/** Mean and variance of one batch for each place of the kept axes. */
function batchStatistics(array: NdArray, kept: number[]): { mean: number[]; variance: number[]; count: number } {
  const numbers = numbersOf(array, 'Normalization');
  const size = sizeOf(kept.map(axis => array.shape[axis]));
  const place = placesIn(array.shape, kept);
  const count = numbers.length / (size || 1);
  const mean = new Array<number>(size).fill(0);
  numbers.forEach((value, element) => {
    mean[place(element)] += Math.fround(value) / count;
  });
  const variance = new Array<number>(size).fill(0);
  numbers.forEach((value, element) => {
    const at = place(element);
    variance[at] += (Math.fround(value) - mean[at]) ** 2 / count;
  });
  return { mean, variance, count };
}

function normalizationLearner(config: PreprocessorConfig): Learner {
  let [shape, mean, variance, total]: [number[] | undefined, number[], number[], number] = [undefined, [], [], 0];
  return {
    update(data) {
      const kept = keptAxes(config, data.shape.length);
      const sizes = kept.map(axis => data.shape[axis]);
      const batch = batchStatistics(data, kept);
      if (shape === undefined) [shape, mean, variance] = [sizes, batch.mean.map(() => 0), batch.mean.map(() => 0)];
      if (String(shape) !== String(sizes))
        throw new Error(`adapt got batches of different sizes: (${shape.join(', ')}) and (${sizes.join(', ')})`);
      total += batch.count;
      const share = batch.count / total;
      batch.mean.forEach((own, at) => {
        const joint = mean[at] * (1 - share) + own * share;
        variance[at] = (variance[at] + (mean[at] - joint) ** 2) * (1 - share) + (batch.variance[at] + (own - joint) ** 2) * share;
        mean[at] = joint;
      });
    },
    finish() {
      if (shape === undefined) throw new Error('there are no data to adapt to');
      const found = { shape, mean: Float32Array.from(mean), variance: Float32Array.from(variance) };
      return normalizer(config, () => found);
    },
  };
}

/** keras.layers.Normalization; without statistics it changes nothing. */
export const normalization: PreprocessorClass = {
  make: config => {
    const { mean, variance } = config;
    if (mean === undefined || mean === null) return normalizer(config, () => undefined);
    return normalizer(config, sizes => ({ shape: sizes, mean: spread(mean, sizes), variance: spread(variance, sizes) }));
  },
  learn: normalizationLearner,
};

function binner(config: PreprocessorConfig, boundaries: readonly number[]): Preprocessor {
  const mode = outputMode(String(config.output_mode ?? 'int'));
  const bounds = Float32Array.from(boundaries);
  /** How many boundaries are not above it. */
  const bin = (value: number): number => {
    let [low, high] = [0, bounds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bounds[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    givesIds: mode === 'int',
    run([input]) {
      const array = dense(input, 'Discretization');
      const ids = new NdArray(
        'int32',
        array.shape,
        Int32Array.from(numbersOf(array, 'Discretization'), value => bin(Math.fround(value))),
      );
      return mode === 'int' ? ids : encoded(ids, mode, bounds.length + 1, 'float32');
    },
  };
}

/** keras.layers.Discretization. */
export const discretization: PreprocessorClass = {
  make: config => {
    if (!Array.isArray(config.bin_boundaries)) throw new Error('Discretization has no bin_boundaries');
    return binner(config, config.bin_boundaries.map(Number));
  },
  learn(config): Learner {
    const epsilon = Number(config.epsilon ?? 0.01);
    let summary: Summary = { values: [], weights: [] };
    return {
      update: data => {
        summary = merged(summarized(numbersOf(data, 'Discretization'), epsilon), summary, epsilon);
      },
      finish: () => {
        if (summary.values.length === 0) throw new Error('there are no data to adapt to');
        return binner(config, binBoundaries(summary, Number(config.num_bins)));
      },
    };
  },
};

/** keras.layers.CategoryEncoding. */
export const categoryEncoding: PreprocessorClass = {
  make: config => ({
    givesIds: false,
    run: ([input]) => encoded(input, outputMode(String(config.output_mode ?? 'multi_hot')), Number(config.num_tokens), 'float32'),
  }),
};
