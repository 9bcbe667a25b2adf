import assert from 'node:assert/strict';
import type { Arg, Nest, OpNode, TracedFunction } from '../../../src/plan/plan';
import { planOf } from './program';

/** The function that maps three floats, a class and a string of a record. */
async function traced(written: string): Promise<TracedFunction> {
  const { plans, refusals } = await planOf({
    features:
      'F = {"x": tf.io.FixedLenFeature([4], tf.float32), "y": tf.io.FixedLenFeature([], tf.int64), "s": tf.io.FixedLenFeature([], tf.string)}',
    parse: 'def parse(proto):\n    e = tf.io.parse_single_example(proto, F)\n    return e["x"], e["y"], e["s"]',
    data: `data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse).map(lambda x, y, s: ${written}).batch(8)`,
  });
  assert.deepEqual(refusals, []);
  const { train } = plans[0];
  assert.ok(train.op === 'batch' && train.input.op === 'map');
  return train.input.fn;
}

const x: Arg = { node: 0 };
const y: Arg = { node: 1 };
const leaf = (arg: Arg): Nest<Arg> => ({ leaf: arg });
const pair = (features: Nest<Arg>): Nest<Arg> => ({ items: [features, leaf(y)] });

/** What a function is written as, its operations behind the three parameters (numbered from 3 on), and its result. */
const functions: readonly [written: string, operations: readonly (readonly [op: string, args: OpNode['args']])[], result: Nest<Arg>][] = [
  ['(x, y)', [], pair(leaf(x))],
  ['(s, y)', [], pair(leaf({ node: 2 }))],
  ['((x, x), y)', [], pair({ items: [leaf(x), leaf(x)] })],
  ['([x, x], y)', [], pair({ items: [leaf(x), leaf(x)] })],
  ['(x, y, None)', [], { items: [leaf(x), leaf(y), leaf({ value: null })] }],
  ['({"a": x, "b": x * 2.0}, y)', [['operator.mul', { a: x, b: { value: 2 } }]], pair({ entries: { a: leaf(x), b: leaf({ node: 3 }) } })],
  ['(tf.stack([x, x]), y)', [['tf.stack', { values: { items: [x, x] } }]], pair(leaf({ node: 3 }))],
  ['(tf.stack((x, x), axis=1), y)', [['tf.stack', { values: { items: [x, x] }, axis: { value: 1 } }]], pair(leaf({ node: 3 }))],
  ['(tf.reshape(x, [2, 2]), y)', [['tf.reshape', { tensor: x, shape: { value: [2, 2] } }]], pair(leaf({ node: 3 }))],
  [
    '(tf.reshape(x, [tf.shape(x)[0], 1]), y)',
    [
      ['tf.shape', { input: x }],
      ['operator.getitem', { a: { node: 3 }, b: { value: 0 } }],
      ['tf.reshape', { tensor: x, shape: { items: [{ node: 4 }, { value: 1 }] } }],
    ],
    pair(leaf({ node: 5 })),
  ],
  [
    '(tf.concat([x, [1.0]], 0), y)',
    [['tf.concat', { values: { items: [x, { value: [1] }] }, axis: { value: 0 } }]],
    pair(leaf({ node: 3 })),
  ],
  ['(x + np.array([[0.5], [2.0]]), y)', [['operator.add', { a: x, b: { value: [[0.5], [2]] } }]], pair(leaf({ node: 3 }))],
  ['(x + np.array([1.0, 2.0, 3.0, 4.0]), y)', [['operator.add', { a: x, b: { value: [1, 2, 3, 4] } }]], pair(leaf({ node: 3 }))],
  [
    '(x + tf.constant([1.0, 2.0, 3.0, 4.0]), y)',
    [
      ['tf.constant', { value: { value: [1, 2, 3, 4] } }],
      ['operator.add', { a: x, b: { node: 3 } }],
    ],
    pair(leaf({ node: 4 })),
  ],
  [
    '(lambda z: (tf.stack([z, z]), y))(tf.exp(x))',
    [
      ['tf.exp', { x }],
      ['tf.stack', { values: { items: [{ node: 3 }, { node: 3 }] } }],
    ],
    pair(leaf({ node: 4 })),
  ],
];

describe('a function that is mapped over a dataset', () => {
  for (const [written, operations, result] of functions)
    it(written, async () => {
      const { nodes, result: found } = await traced(written);
      const parameters = [0, 1, 2].map(index => [index, 'parameter', { index: { value: index } }]);
      assert.deepEqual(
        nodes.map(({ id, op, args }) => [id, op, args]),
        [...parameters, ...operations.map(([op, args], index) => [3 + index, op, args])],
      );
      assert.deepEqual(found, result);
    });

  it('takes parts of one parameter by their paths', async () => {
    const { plans, refusals } = await planOf({
      data: 'data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse).map(lambda x, y: {"a": (x, x + 1.0), "b": y}).map(lambda e: (e["a"][1], e["b"])).batch(8)',
    });
    assert.deepEqual(refusals, []);
    const { train } = plans[0];
    assert.ok(train.op === 'batch' && train.input.op === 'map');
    const { nodes, result } = train.input.fn;
    assert.deepEqual(
      nodes.map(({ op }) => op),
      ['parameter'],
    );
    assert.deepEqual(result, { items: [leaf({ node: 0, path: ['a', 1] }), leaf({ node: 0, path: ['b'] })] });
  });
});
