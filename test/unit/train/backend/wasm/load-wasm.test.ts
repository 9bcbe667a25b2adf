import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { loadWasm } from '../../../../../src/train/backend/wasm/load-wasm';

const TOLERANCE = 1e-4;

/** Values that look random and are the same on every run. */
const values = (shape: number[], salt: number): Float32Array =>
  Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(i * 12.9898 + salt * 78.233));

/** Runs a computation on the CPU backend and on the WebAssembly one; both must agree. */
async function check(compute: () => tf.Tensor | tf.Tensor[]): Promise<void> {
  const results: { shape: number[]; values: number[] }[][] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const before = tf.backend().numDataIds();
    const tensors = [tf.tidy(compute)].flat();
    assert.equal(tf.backend().numDataIds(), before + tensors.length, `${backend} keeps tensors that nobody holds`);
    results.push(tensors.map(tensor => ({ shape: tensor.shape, values: [...tensor.dataSync()] })));
    tf.dispose(tensors);
  }
  const [cpu = [], wasm = []] = results;
  assert.equal(wasm.length, cpu.length);
  cpu.forEach((expected, i) => {
    assert.deepEqual(wasm[i]?.shape, expected.shape);
    expected.values.forEach((value, at) => {
      const found = wasm[i]?.values[at] ?? Number.NaN;
      assert.ok(Math.abs(found - value) <= TOLERANCE * Math.max(1, Math.abs(value)), `output ${i}, value ${at}: ${found}, not ${value}`);
    });
  });
}

type Pad = 'same' | 'valid' | number;
/** x shape, filter shape, stride, padding. */
const convs: [number[], number[], number | [number, number], Pad][] = [
  [[2, 7, 7, 3], [3, 3, 3, 4], 1, 'same'],
  [[2, 7, 7, 3], [3, 3, 3, 4], 1, 'valid'],
  [[1, 8, 9, 2], [3, 2, 2, 5], 2, 'same'],
  [[3, 8, 9, 2], [3, 2, 2, 5], 2, 'valid'],
  [[2, 10, 6, 1], [5, 1, 1, 2], [3, 2], 'same'],
  [[2, 1, 20, 8], [1, 3, 8, 6], 1, 'same'],
  [[2, 1, 21, 8], [1, 4, 8, 6], 2, 'valid'],
  [[2, 6, 6, 2], [3, 3, 2, 2], 1, 1],
  [[4, 5, 5, 3], [1, 1, 3, 7], 1, 'valid'],
  [[1, 5, 5, 2], [5, 5, 2, 3], 1, 'valid'],
  [[1, 9, 9, 1], [2, 2, 1, 1], 3, 'valid'],
  [[2, 8, 8, 4], [1, 1, 4, 6], 2, 'same'],
  [[2, 1, 20, 3], [1, 5, 3, 4], [1, 3], 'same'],
  [[2, 8, 8, 4], [3, 3, 4, 2], 3, 3],
];

/** x shape, filter shape [height, width, channels, multiplier], stride, padding; tfjs has no gradient for dilated ones. */
const depthwise: [number[], number[], number, 'same' | 'valid'][] = [
  [[2, 7, 7, 3], [3, 3, 3, 1], 1, 'same'],
  [[2, 7, 7, 3], [3, 3, 3, 2], 1, 'valid'],
  [[1, 8, 9, 2], [3, 2, 2, 3], 2, 'same'],
  [[2, 9, 8, 4], [3, 3, 4, 1], 2, 'valid'],
];

const equations: [string, number[], number[]][] = [
  ['ij,jk->ik', [3, 4], [4, 5]],
  ['bij,bjk->bik', [2, 3, 4], [2, 4, 5]],
  ['abc,cde->abde', [2, 3, 4], [4, 2, 5]],
  ['aecd,abcd->acbe', [2, 3, 2, 4], [2, 5, 2, 4]],
  ['acbe,aecd->abcd', [2, 2, 5, 3], [2, 3, 2, 4]],
  ['ij,ij->', [3, 4], [3, 4]],
  ['ij,kj->i', [3, 4], [2, 4]],
];

/** Number of rows, their shape, number of segments. */
const segments: [number, number[], number][] = [
  [6, [3], 4],
  [6, [], 9],
  [1, [2, 3], 1],
];

const products: [number[], number[], boolean, boolean][] = [
  [[3, 4], [4, 5], false, false],
  [[4, 3], [4, 5], true, false],
  [[3, 4], [5, 4], false, true],
  [[4, 3], [5, 4], true, true],
  [[2, 4, 3], [2, 5, 4], true, true],
];

const broadcasts: [number[], number[]][] = [
  [
    [3, 4],
    [3, 4],
  ],
  [
    [3, 4, 5],
    [3, 1, 5],
  ],
  [
    [3, 1, 5],
    [3, 4, 5],
  ],
  [[3, 4], [4]],
  [[3, 4], []],
  [
    [3, 1],
    [1, 4],
  ],
];

describe('the kernels added to the WebAssembly engine', () => {
  before(async () => {
    await loadWasm(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist`);
  });
  after(() => tf.setBackend('cpu'));

  for (const [x, filter, stride, pad] of convs) {
    it(`conv2d gradients ${x} * ${filter}, stride ${stride}, ${pad}`, () =>
      check(() =>
        tf.grads((a, b) => tf.square(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad)))([
          tf.tensor(values(x, 1), x),
          tf.tensor(values(filter, 2), filter),
        ]),
      ));
  }
  for (const [x, filter, stride, pad] of depthwise) {
    it(`depthwise gradients ${x} * ${filter}, stride ${stride}, ${pad}`, () =>
      check(() =>
        tf.grads((a, b) => tf.square(tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad)))([
          tf.tensor(values(x, 1), x),
          tf.tensor(values(filter, 2), filter),
        ]),
      ));
  }
  for (const [a, b, transposeA, transposeB] of products) {
    it(`matrix product ${a}${transposeA ? "'" : ''} x ${b}${transposeB ? "'" : ''}`, () =>
      check(() => tf.matMul(tf.tensor(values(a, 1), a), tf.tensor(values(b, 2), b), transposeA, transposeB)));
  }
  for (const [a, b] of broadcasts) {
    it(`equality of ${a} and ${b}`, () =>
      check(() => tf.equal(tf.round(tf.mul(tf.tensor(values(a, 1), a), 2)), tf.round(tf.mul(tf.tensor(values(b, 2), b), 2)))));
  }
  it('a fused convolution that skips input', () =>
    check(() => {
      const filter = tf.tensor4d(values([1, 1, 3, 2], 2), [1, 1, 3, 2]);
      const bias = tf.tensor1d([0.1, -0.2]);
      return tf.fused.conv2d({
        x: tf.tensor4d(values([2, 5, 5, 3], 1), [2, 5, 5, 3]),
        filter,
        strides: 2,
        pad: 'same',
        bias,
        activation: 'relu',
      });
    }));
  for (const [equation, a, b] of equations) {
    it(`einsum ${equation}`, () => check(() => tf.einsum(equation, tf.tensor(values(a, 1), a), tf.tensor(values(b, 2), b))));
  }
  for (const [ids, row, count] of segments) {
    it(`segment sum of ${ids} rows [${row}] into ${count}`, () =>
      check(() => {
        const shape = [ids, ...row];
        const segmentIds = tf.tensor1d(
          values([ids], 3).map(value => Math.floor(Math.abs(value) * count) % count),
          'int32',
        );
        return tf.unsortedSegmentSum(tf.tensor(values(shape, 1), shape), segmentIds, count);
      }));
  }
  it('gradient of a gather with repeated ids', () =>
    check(() =>
      tf.grad(table => tf.square(tf.gather(table, tf.tensor2d([0, 2, 2, 4, 0, 2], [2, 3], 'int32'))))(tf.tensor(values([5, 3], 1), [5, 3])),
    ));
});
