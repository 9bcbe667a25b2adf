import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Arg, Json, Site, TracedFunction } from '../../../../../src/plan/plan';
import { arrayOfLiteral, type Element, type ElementType, NdArray } from '../../../../../src/train/input/array';
import { compileTrace, toArray } from '../../../../../src/train/input/mapped-function';
import { dataOps } from '../../../../../src/train/input/ops/table';
import { inProject } from '../../../../root';

/** What TensorFlow gave; written by test/python/train_ops.py. */
interface Recorded {
  op: string;
  args: { [name: string]: Json };
  /** Arguments of to_tensor, where the operation gives a ragged tensor. */
  dense?: { [name: string]: Json };
  dtype: string;
  shape: number[];
  values: (number | string)[];
}

const recorded = JSON.parse(readFileSync(inProject('test/data/train/ops.json'), 'utf8')) as Recorded[];
const site: Site = { path: 'data.py', line: 3, column: 5 };

interface WrittenTensor {
  tensor: { dtype: ElementType; value: Json };
}
const isTensor = (value: Json): value is Json & WrittenTensor => typeof value === 'object' && value !== null && 'tensor' in value;

function tensorOf({ tensor: { dtype, value } }: WrittenTensor): NdArray {
  const array = arrayOfLiteral(value, dtype);
  return array.dtype === dtype ? array : new NdArray(dtype, array.shape, array.data);
}

/** A function of one operation; the tensors among its arguments become its parameters. */
function trace({ op, args, dense }: Recorded): { traced: TracedFunction; parameters: Element[] } {
  const parameters: Element[] = [];
  const argOf = (value: Json): Arg => {
    if (isTensor(value)) return { node: parameters.push(tensorOf(value)) - 1 };
    return Array.isArray(value) && value.some(isTensor) ? { items: value.map(argOf) } : { value };
  };
  const bound = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, argOf(value)]));
  const inputs = parameters.map((_, index) => ({ id: index, op: 'parameter', args: { index: { value: index } }, site }));
  const id = inputs.length;
  const written = Object.entries(dense ?? {}).map(([name, value]): [string, Arg] => [name, { value }]);
  const toTensor = { id: id + 1, op: 'tf.RaggedTensor.to_tensor', args: { self: { node: id }, ...Object.fromEntries(written) }, site };
  const nodes = [...inputs, { id, op, args: bound, site }, ...(dense ? [toTensor] : [])];
  return { traced: { nodes, result: { leaf: { node: nodes.length - 1 } } }, parameters };
}

function check(one: Recorded): void {
  const { traced, parameters } = trace(one);
  const result = toArray(compileTrace(traced, dataOps)(...parameters), one.op);
  assert.deepEqual({ dtype: result.dtype, shape: result.shape }, { dtype: one.dtype, shape: one.shape });
  one.values.forEach((expected, i) => {
    const value = result.data[i];
    if (typeof expected === 'string') assert.equal(new TextDecoder().decode(value as Uint8Array), expected);
    else
      assert.ok(
        Math.abs(Number(value) - expected) <= 1e-5 * Math.max(1, Math.abs(expected)),
        `value ${i}: ${value}, TensorFlow has ${expected}`,
      );
  });
}

describe('an operation of the input pipeline gives what TensorFlow gives', () => {
  for (const one of recorded) it(`${one.op} ${JSON.stringify(one.args).slice(0, 110)}`, () => check(one));
});
