import * as assert from 'node:assert/strict';
import { writtenValue } from '../../../src/plan/literal';
import type { Json } from '../../../src/plan/plan';
import { Refused } from '../../../src/plan/refused';
import { valueOfY } from '../check/reading';

const span = { path: 'main.py', line: 2, column: 1, endLine: 2, endColumn: 2 };

/** What a program writes, and how a plan carries it. */
const written: readonly [source: string, json: Json][] = [
  ['None', null],
  ['True', true],
  ['7', 7],
  ['0.5', 0.5],
  ['"a"', 'a'],
  ['...', { ellipsis: true }],
  ['slice(1, None, 2)', { slice: [1, null, 2] }],
  ['(1, [2, "a"])', [1, [2, 'a']]],
  ['{"a": 1, "b": (2,)}', { a: 1, b: [2] }],
  ['{3: 4}', { 3: 4 }],
  ['tf.float32', 'float32'],
  ['float', 'float32'],
  ['np.int64', 'int64'],
  ['tf.nn.relu', { name: 'tf.nn.relu', config: {} }],
  [
    'tf.constant([[1, 2], [3, 4], [5, 6]])',
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ],
  ['tf.constant(3.0)', 3],
  ['np.array([1, 2])', [1, 2]],
  ['keras.regularizers.L2(0.5)', { name: 'keras.regularizers.L2', config: { l2: 0.5 } }],
  ['layers.Dense(4, name="d")', { class: 'Dense', config: { units: 4, name: 'd' } }],
];

describe('a value as a plan carries it', () => {
  for (const [source, json] of written)
    it(source, async () => assert.deepEqual(writtenValue(await valueOfY(`y = ${source}`), 'It', span), json));

  const refused: readonly [source: string, message: RegExp][] = [
    ['unknown()', /^The argument n is not known without running the program/],
    ['[*unknown()]', /^The argument n is .*not known/],
    ['dict(unknown())', /^(The argument n is not known|What is in the dictionary of the argument n)/i],
    ['tf.random.normal((2,))', /^The argument n is computed while the program runs/],
    ['lambda x: x', /^The argument n is not known/],
  ];
  for (const [source, message] of refused)
    it(`refuses ${source} at its place`, async () => {
      const value = await valueOfY(`y = ${source}`);
      assert.throws(
        () => writtenValue(value, 'The argument n', span),
        error => error instanceof Refused && error.span === span && message.test(error.message),
      );
    });
});
