import { allocate, isFloatElement, isNumericArray, NdArray, RaggedArray, stringsOf } from '../input/array';
import { encoded, outputMode } from './encode';
import { fingerprint64, fingerprintCat64 } from './farm-hash';
import type { PreprocessorClass, PreprocessorConfig, Tensors } from './preprocessor';
import { sipHash64 } from './sip-hash';

/** Results kept of a hash, so that values that come again cost nothing. */
const KEPT = 100_000;

function remembering(hash: (text: Uint8Array) => number): (text: Uint8Array) => number {
  const known = new Map<string, number>();
  return text => {
    const key = Buffer.from(text).toString('latin1');
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = hash(text);
    if (known.size < KEPT) known.set(key, made);
    return made;
  };
}

/** Values as texts: numbers in decimals, without what stands after the point. */
const textsOf = (array: NdArray): Uint8Array[] =>
  isNumericArray(array) ? Array.from(array.data, number => Buffer.from(String(Math.trunc(number)))) : stringsOf(array, 'Hashing');

function hashOf(salt: PreprocessorConfig[string] | undefined, bins: number): (text: Uint8Array) => number {
  if (salt === null || salt === undefined) return remembering(text => Number(fingerprint64(text) % BigInt(bins)));
  const [first, second] = Array.isArray(salt) ? salt : [salt, salt];
  const keys = [BigInt.asUintN(64, BigInt(Number(first))), BigInt.asUintN(64, BigInt(Number(second)))] as const;
  return remembering(text => Number(sipHash64(text, keys) % BigInt(bins)));
}

const encodedAs = (ids: Tensors, config: PreprocessorConfig, bins: number): Tensors => {
  const mode = outputMode(String(config.output_mode ?? 'int'));
  return mode === 'int' ? ids : encoded(ids, mode, bins, 'float32');
};

const isIds = ({ output_mode: mode = 'int' }: PreprocessorConfig): boolean => mode === 'int';

/** keras.layers.Hashing. */
export const hashing: PreprocessorClass = {
  make(config) {
    const bins = Number(config.num_bins);
    const { mask_value: mask = null } = config;
    const isMasked = mask !== null && bins > 1;
    const hash = hashOf(config.salt, isMasked ? bins - 1 : bins);
    const masked = Buffer.from(String(mask)).toString('latin1');
    const dense = (array: NdArray): NdArray => {
      const data = allocate('int64', array.data.length);
      textsOf(array).forEach((text, place) => {
        const own = isFloatElement(array.dtype) ? String(array.data[place]) : Buffer.from(text).toString('latin1');
        data[place] = !isMasked ? hash(text) : own === masked ? 0 : hash(text) + 1;
      });
      return new NdArray('int64', array.shape, data);
    };
    return {
      givesIds: isIds(config),
      run: ([input]) =>
        encodedAs(
          input instanceof RaggedArray ? new RaggedArray(input.outer, input.splits, dense(input.values)) : dense(input),
          config,
          bins,
        ),
    };
  },
};

/** TensorFlow's own key of crossed features. */
const CROSS_KEY = 0xdecafcaffen;

/** keras.layers.HashedCrossing. */
export const hashedCrossing: PreprocessorClass = {
  make(config) {
    const bins = Number(config.num_bins);
    const partsOf = (input: Tensors): bigint[] => {
      if (input instanceof RaggedArray) throw new Error('HashedCrossing needs dense tensors and got a ragged one');
      const { shape } = input;
      if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1))
        throw new Error('HashedCrossing takes one value of each example: tensors of shape () or (batch,) or (batch, 1)');
      if (isFloatElement(input.dtype)) throw new Error('HashedCrossing takes whole numbers and strings');
      if (isNumericArray(input)) return Array.from(input.data, number => BigInt.asUintN(64, BigInt(number)));
      return stringsOf(input, 'HashedCrossing').map(fingerprint64);
    };
    return {
      givesIds: isIds(config),
      run(inputs) {
        const columns = inputs.map(partsOf);
        const [first] = inputs as NdArray[];
        if (columns.some(({ length }) => length !== columns[0].length)) throw new Error('HashedCrossing needs tensors of one shape');
        const data = Float64Array.from(columns[0], (_, row) =>
          Number(columns.reduce((hash, column) => fingerprintCat64(hash, column[row]), CROSS_KEY) % BigInt(bins)),
        );
        return encodedAs(new NdArray('int64', first.shape, data), config, bins);
      },
    };
  },
};
