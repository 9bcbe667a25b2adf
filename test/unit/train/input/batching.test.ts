import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrayOfLiteral, type Element, NdArray, SparseArray } from '../../../../src/train/input/array';
import { batchElements, padArray, rowOf, stackArrays, unbatchElement } from '../../../../src/train/input/batching';
import { elementOfNest, isLeaf, leavesOf, zipElements } from '../../../../src/train/input/elements';

const array = (value: unknown): NdArray => arrayOfLiteral(value);
const zeros = (shape: number[]): NdArray => new NdArray('int32', shape, new Int32Array(shape.reduce((size, dim) => size * dim, 1)));
const sparse = (shape: number[], indices: number[][], values: number[]): SparseArray =>
  new SparseArray('int32', shape, indices, Int32Array.from(values));

describe('a batch', () => {
  it('has its elements along a new first axis, whatever their structure', () => {
    const element = (n: number): Element => [array(n), { b: array([n, n]), a: array(`${n}`) }];
    assert.deepEqual(batchElements([element(1), element(2), element(3)]), [
      array([1, 2, 3]),
      {
        b: array([
          [1, 1],
          [2, 2],
          [3, 3],
        ]),
        a: array(['1', '2', '3']),
      },
    ]);
  });

  it('of elements with different shapes is refused, with the component and the shapes', () => {
    const batch = (a: unknown, b: unknown): Element =>
      batchElements([
        [array(1), { x: array(a) }],
        [array(1), { x: array(b) }],
      ]);
    assert.throws(
      () => batch([1, 2], [1]),
      /^Error: cannot batch tensors with different shapes in component 1 "x": the first element had shape \[2\] and element 1 had shape \[1\]; use padded_batch$/,
    );
    assert.throws(() => batch([[1, 2]], [[1], [2]]), /shape \[1, 2\] and element 1 had shape \[2, 1\]/);
    assert.throws(
      () => stackArrays([array([1]), array([1]), array(1)]),
      /^Error: cannot batch tensors with different shapes: .* element 2 had shape \[\]/,
    );
    assert.throws(() => batchElements([]), /nothing to combine/);
  });

  it('of sparse arrays is as large as the largest of them', () => {
    const batch = batchElements([
      sparse(
        [2, 3],
        [
          [0, 1],
          [1, 2],
        ],
        [5, 6],
      ),
      sparse([4, 1], [[3, 0]], [7]),
      sparse([0, 0], [], []),
    ]);
    assert.deepEqual(
      batch,
      sparse(
        [3, 4, 3],
        [
          [0, 0, 1],
          [0, 1, 2],
          [1, 3, 0],
        ],
        [5, 6, 7],
      ),
    );
  });

  it('falls into its elements again', () => {
    const elements = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }))
      .map(([count, shape]) =>
        Array.from(
          { length: count },
          (_, index): Element => [new NdArray('int32', shape, new Int32Array(zeros(shape).data.length).fill(index)), { n: array(index) }],
        ),
      );
    fc.assert(fc.property(elements, given => assert.deepEqual(unbatchElement(batchElements(given)), given)));
  });

  it('of sparse arrays has rows', () => {
    const batch = sparse(
      [2, 3],
      [
        [0, 1],
        [1, 0],
        [1, 2],
      ],
      [5, 6, 7],
    );
    assert.deepEqual(rowOf(batch, 0), sparse([3], [[1]], [5]));
    assert.deepEqual(unbatchElement(batch), [sparse([3], [[1]], [5]), sparse([3], [[0], [2]], [6, 7])]);
  });

  it('is split along its first axis only where it has one', () => {
    assert.throws(() => unbatchElement([array(1)]), /unbatch needs elements with at least one dimension/);
    assert.deepEqual(unbatchElement(zeros([0, 2])), []);
  });
});

/** An array, the shape that it is padded to, and what it is then. */
const padded: readonly [given: unknown, shape: number[], value: number | undefined, result: unknown][] = [
  [[1, 2], [2], 9, [1, 2]],
  [[1, 2], [4], undefined, [1, 2, 0, 0]],
  [[1, 2], [4], 9, [1, 2, 9, 9]],
  [
    [
      [1, 2],
      [3, 4],
    ],
    [3, 3],
    9,
    [
      [1, 2, 9],
      [3, 4, 9],
      [9, 9, 9],
    ],
  ],
  [
    [
      [1, 2],
      [3, 4],
    ],
    [2, 3],
    0,
    [
      [1, 2, 0],
      [3, 4, 0],
    ],
  ],
  [
    [
      [[1], [2]],
      [[3], [4]],
    ],
    [2, 3, 2],
    9,
    [
      [
        [1, 9],
        [2, 9],
        [9, 9],
      ],
      [
        [3, 9],
        [4, 9],
        [9, 9],
      ],
    ],
  ],
  [
    [[[1, 2]], [[3, 4]]],
    [3, 2, 2],
    9,
    [
      [
        [1, 2],
        [9, 9],
      ],
      [
        [3, 4],
        [9, 9],
      ],
      [
        [9, 9],
        [9, 9],
      ],
    ],
  ],
];

describe('an array that is padded', () => {
  for (const [given, shape, value, result] of padded)
    it(`from ${JSON.stringify(given)} to [${shape}] with ${value}`, () =>
      assert.deepEqual(padArray(array(given), shape, value), array(result)));

  it('may be empty, or of strings', () => {
    assert.deepEqual(
      padArray(zeros([0, 2]), [2, 2], 5),
      array([
        [5, 5],
        [5, 5],
      ]),
    );
    assert.deepEqual(padArray(array(['a']), [2], new TextEncoder().encode('-')), array(['a', '-']));
    assert.deepEqual(padArray(array(['a']), [2], undefined), array(['a', '']));
  });

  it('is not larger than what it is padded to, and of its rank', () => {
    assert.throws(() => padArray(array([1, 2, 3]), [2], 0), /^Error: cannot pad a tensor of shape \[3\] to \[2\]$/);
    assert.throws(() => padArray(array([1]), [1, 1], 0), /cannot pad/);
  });
});

describe('an element', () => {
  const element: Element = { b: [array(1), array(2)], a: array(3) };

  it('has leaves, dictionaries by sorted names', () => assert.deepEqual(leavesOf(element), [array(3), array(1), array(2)]));

  it('is a leaf where it is an array', () => {
    assert.deepEqual([array(1), sparse([1], [], []), [array(1)], { a: array(1) }].map(isLeaf), [true, true, false, false]);
  });

  it('is made of a nest of a plan', () => {
    assert.deepEqual(
      elementOfNest({ entries: { a: { leaf: 3 }, b: { items: [{ leaf: 1 }, { leaf: 2 }] } } }, leaf => array(leaf)),
      element,
    );
  });

  it('names each leaf for messages', () => {
    const paths: string[] = [];
    zipElements([[element, array(1)]], ([leaf], path) => {
      paths.push(path);
      return leaf;
    });
    assert.deepEqual(paths, [' component 0 "b" component 0', ' component 0 "b" component 1', ' component 0 "a"', ' component 1']);
  });
});
