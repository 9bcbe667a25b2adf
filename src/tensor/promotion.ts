import { type DType, isComplex, isFloat, isInteger } from './dtype';

/** A Python number beside arrays: it takes their dtype where it can. */
export type Weak = 'bool' | 'int' | 'float';
/** What takes part in a promotion: a dtype, or a Python number. */
export interface Promoted {
  readonly dtype: DType | null;
  readonly weak?: Weak;
}

const bits = (dtype: DType): number => (dtype === 'bool' ? 1 : Number(/\d+$/.exec(dtype)?.[0] ?? 0));
const isSigned = (dtype: DType): boolean => dtype.startsWith('int');
const sized = (kind: string, size: number): DType => `${kind}${size}` as DType;

/** Two integer dtypes (or bool); undefined where only a float holds both. */
function integers(a: DType, b: DType): DType | undefined {
  if (a === 'bool') return b;
  if (b === 'bool') return a;
  if (isSigned(a) === isSigned(b)) return bits(a) >= bits(b) ? a : b;
  const [signed, unsigned] = isSigned(a) ? [a, b] : [b, a];
  if (bits(signed) > bits(unsigned)) return signed;
  return bits(unsigned) >= 64 ? undefined : sized('int', bits(unsigned) * 2);
}

/** A float that holds an integer dtype as NumPy sees it. */
const floatFor = (dtype: DType): number => (bits(dtype) <= 8 ? 16 : bits(dtype) <= 16 ? 32 : 64);

/** Bits of the real part of a complex number that holds this dtype. */
const partBits = (dtype: DType): number => (isFloat(dtype) ? bits(dtype) : floatFor(dtype));

function numpyPair(a: DType, b: DType): DType | null {
  if (a === b) return a;
  if (isComplex(a) || isComplex(b))
    return [a, b].some(dtype => dtype === 'complex128' || (!isComplex(dtype) && partBits(dtype) === 64)) ? 'complex128' : 'complex64';
  if (a === 'bfloat16' || b === 'bfloat16') return null;
  const [fa, fb] = [isFloat(a), isFloat(b)];
  if (fa && fb) return bits(a) >= bits(b) ? a : b;
  if (fa || fb) {
    const [real, whole] = fa ? [a, b] : [b, a];
    return sized('float', Math.max(bits(real), floatFor(whole)));
  }
  return integers(a, b) ?? 'float64';
}

/** Keras's own lattice, which is JAX's: integers never widen a float (keras.src.backend.common.dtypes). */
function kerasPair(a: DType, b: DType): DType | null {
  if (a === b) return a;
  if (isComplex(a) || isComplex(b)) return null;
  const [fa, fb] = [isFloat(a), isFloat(b)];
  if (fa && fb) return bits(a) === bits(b) ? 'float32' : bits(a) > bits(b) ? a : b;
  if (fa || fb) return fa ? a : b;
  return integers(a, b) ?? 'float32';
}

/** Complex numbers and floats come first: integers that no integer dtype holds together may each fit into a small float. */
const precedence = (dtype: DType | null): number => (dtype === null ? 3 : isComplex(dtype) ? 0 : isFloat(dtype) ? 1 : 2);

const numeric = (dtype: DType): boolean => dtype === 'bool' || isInteger(dtype) || isFloat(dtype) || isComplex(dtype);

function withWeak(strong: DType, weak: Weak, int: DType, float: DType): DType {
  if (weak === 'bool' || isFloat(strong) || isComplex(strong)) return strong;
  return weak === 'float' ? float : strong === 'bool' ? int : strong;
}

function promotion(pair: (a: DType, b: DType) => DType | null, int: DType, float: DType) {
  const alone: { [weak in Weak]: DType } = { bool: 'bool', int, float };
  return (operands: readonly Promoted[]): DType | null => {
    const strong = operands
      .filter(operand => operand.weak === undefined)
      .map(operand => operand.dtype)
      .sort((a, b) => precedence(a) - precedence(b));
    let result: DType | null | undefined;
    for (const dtype of strong) {
      if (dtype === null || !numeric(dtype))
        return strong.every(other => other === dtype) && operands.length === strong.length ? dtype : null;
      result = result === undefined ? dtype : result && pair(result, dtype);
    }
    if (result === null) return null;
    const order: readonly Weak[] = ['bool', 'int', 'float'];
    const weak = operands.flatMap(operand => operand.weak ?? []).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0];
    if (weak === undefined) return result ?? null;
    return result === undefined ? alone[weak] : withWeak(result, weak, int, float);
  };
}

/** The common dtype in NumPy 2 (https://numpy.org/neps/nep-0050-scalar-promotion.html). */
export const numpyPromotion = promotion(numpyPair, 'int64', 'float64');
const latticeOfKeras = promotion(kerasPair, 'int32', 'float32');
/** The common dtype in keras.ops (`keras.backend.result_type`), which has no uint64. */
export const kerasPromotion = (operands: readonly Promoted[]): DType | null => {
  const common = latticeOfKeras(operands);
  return common === 'uint64' ? 'uint32' : common;
};

/** What NumPy's float functions (exp, sqrt, mean excepted) make of a dtype. */
export const numpyFloat = (dtype: DType): DType => (isFloat(dtype) || isComplex(dtype) ? dtype : sized('float', floatFor(dtype)));
/** What Keras's float functions make of a dtype. */
export const kerasFloat = (dtype: DType): DType => (isFloat(dtype) || isComplex(dtype) ? dtype : 'float32');
