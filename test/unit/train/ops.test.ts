import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Arg, Json, Site, TracedFunction } from '../../../src/plan/plan';
import { arrayOfLiteral, type Element, type ElementType, NdArray } from '../../../src/train/input/array';
import { compileTrace, toArray } from '../../../src/train/input/mapped-function';
import { dataOps } from '../../../src/train/input/ops/table';
import { inProject } from '../../root';

/** What TensorFlow gave; written by test/python/train_ops.py. */
interface Recorded {
  op: string;
  args: { [name: string]: Json };
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
function trace({ op, args }: Recorded): { traced: TracedFunction; parameters: Element[] } {
  const parameters: Element[] = [];
  const argOf = (value: Json): Arg => {
    if (isTensor(value)) return { node: parameters.push(tensorOf(value)) - 1 };
    return Array.isArray(value) && value.some(isTensor) ? { items: value.map(argOf) } : { value };
  };
  const bound = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, argOf(value)]));
  const inputs = parameters.map((_, index) => ({ id: index, op: 'parameter', args: { index: { value: index } }, site }));
  const id = inputs.length;
  return { traced: { nodes: [...inputs, { id, op, args: bound, site }], result: { leaf: { node: id } } }, parameters };
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

const refused: [string, { [name: string]: Arg }, RegExp][] = [
  ['tf.signal.fft', { input: { node: 0 } }, /tf\.signal\.fft cannot be run in a data pipeline/],
  ['tf.one_hot', { indices: { node: 0 } }, /tf\.one_hot: the argument "depth" is missing/],
  ['tf.cast', { x: { node: 0 }, dtype: { value: 'complex64' } }, /the dtype complex64 is not supported/],
  [
    'tf.image.resize',
    { images: { node: 0 }, size: { value: [2, 2] }, method: { value: 'bicubic' } },
    /the method "bicubic" is not supported/,
  ],
  ['tf.io.decode_jpeg', { contents: { node: 0 } }, /native engine only/],
  [
    'tf.io.parse_single_example',
    { serialized: { node: 0 }, features: { value: { a: { name: 'tf.io.RaggedFeature', config: { dtype: 'int64' } } } } },
    /"a" is a tf\.io\.RaggedFeature/,
  ],
];

describe('an operation that cannot be run is refused before anything runs', () => {
  for (const [op, args, message] of refused) {
    it(op, () => {
      const nodes = [
        { id: 0, op: 'parameter', args: { index: { value: 0 } }, site },
        { id: 1, op, args, site },
      ];
      assert.throws(
        () => compileTrace({ nodes, result: { leaf: { node: 1 } } }, dataOps),
        (error: Error & { site?: Site }) => {
          assert.match(error.message, message);
          assert.deepEqual(error.site, site);
          return true;
        },
      );
    });
  }
});
