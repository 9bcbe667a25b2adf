import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';
import { seededRandom } from '../random';

interface Initializer {
  apply(shape: tfjs.Shape, dtype?: tf.DataType): tf.Tensor;
  getConfig(): tf.serialization.ConfigDict;
}

/** tfjs takes an initializer only if it is of this class, which it does not export. */
const InitializerBase = Object.getPrototypeOf(tfjs.initializers.zeros().constructor) as new () => Initializer;

/** Two normal numbers from two even ones (Box and Muller). */
function normals(count: number, random: () => number): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    values[i] = radius * Math.cos(angle);
    if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}

/** `count` orthonormal vectors of `length` numbers, one after the other, by the modified Gram–Schmidt process; count is at most length. */
export function orthonormalVectors(count: number, length: number, random: () => number): Float64Array {
  const vectors = normals(count * length, random);
  for (let i = 0; i < count; i++) {
    const own = vectors.subarray(i * length, (i + 1) * length);
    for (let j = 0; j < i; j++) {
      const other = vectors.subarray(j * length, (j + 1) * length);
      let product = 0;
      for (let k = 0; k < length; k++) product += own[k] * other[k];
      for (let k = 0; k < length; k++) own[k] -= product * other[k];
    }
    let square = 0;
    for (let k = 0; k < length; k++) square += own[k] * own[k];
    const norm = Math.sqrt(square);
    for (let k = 0; k < length; k++) own[k] /= norm;
  }
  return vectors;
}

/** keras.initializers.Orthogonal; the one of tfjs computes a QR decomposition in tensors, which takes seconds for a middling LSTM. */
class Orthogonal extends InitializerBase {
  static readonly className = 'KerasOrthogonal';
  private readonly gain: number;
  private readonly seed: number | undefined;

  constructor({ gain = 1, seed }: { gain?: number; seed?: number }) {
    super();
    this.gain = gain;
    this.seed = seed;
  }

  override apply(shape: tfjs.Shape): tf.Tensor {
    const dimensions = shape as number[];
    const columns = dimensions.at(-1) as number;
    const rows = dimensions.slice(0, -1).reduce((product, dimension) => product * dimension, 1);
    const random = this.seed === undefined ? Math.random : seededRandom(this.seed);
    const vectors = orthonormalVectors(Math.min(rows, columns), Math.max(rows, columns), random);
    const values = Float32Array.from(vectors, value => value * this.gain);
    return tf.tidy(() => {
      const matrix = rows <= columns ? tf.tensor2d(values, [rows, columns]) : tf.transpose(tf.tensor2d(values, [columns, rows]));
      return tf.reshape(matrix, dimensions);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { gain: this.gain, ...(this.seed === undefined ? {} : { seed: this.seed }) };
  }
}
// Bidirectional copies its layer by class names and configs.
tf.serialization.registerClass(Orthogonal as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>);

export const orthogonal = (config: { gain?: number; seed?: number }): Initializer => new Orthogonal(config);
