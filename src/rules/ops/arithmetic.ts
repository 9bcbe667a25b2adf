import { type DType, isInteger } from '../../tensor/dtype';
import type { TensorValue } from '../../values/value';
import type { Operand } from './operand';

type Element = number | string | boolean | null;

const floorMod = (a: number, b: number): number => a - Math.floor(a / b) * b;

/** Operators on known elements; undefined where the result is not a number. */
const operations: { [op: string]: (a: number, b: number) => number | boolean } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '%': floorMod,
  '**': (a, b) => a ** b,
  max: Math.max,
  min: Math.min,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/**
 * The elements of `a op b` where they are known and at least one side has one element or both are alike: what programs compute shapes with.
 * Elements that are not known stay null.
 */
export function arithmeticOf(op: string, a: Operand, b: Operand, dtype: DType | null): TensorValue['constant'] {
  const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
  const [left, right] = [a.constant, b.constant];
  if (operation === undefined || left === undefined || right === undefined || dtype === null) return undefined;
  const alike =
    a.shape !== null && b.shape !== null && a.shape.length === b.shape.length && a.shape.every((dim, axis) => dim === b.shape?.[axis]);
  if (!alike && left.length !== 1 && right.length !== 1) return undefined;
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index): Element => {
    const [x, y] = [left[left.length === 1 ? 0 : index], right[right.length === 1 ? 0 : index]];
    if (typeof x !== 'number' || typeof y !== 'number') return null;
    const value = operation(x, y);
    if (typeof value === 'boolean') return value;
    return Number.isFinite(value) && (!isInteger(dtype) || Number.isSafeInteger(value)) ? value : null;
  });
}
