import * as assert from 'node:assert/strict';
import type { Json } from '../../../../src/plan/plan';
import type { Accepted } from '../../../../src/plan/support/accepted';
import { numericTypes, whyRefused, written } from '../../../../src/plan/support/judge';
import { initializers } from '../../../../src/plan/support/values';
import { DTYPES, isFloat, isInteger } from '../../../../src/tensor/dtype';

/** Kinds of arguments with values that they take, values that they do not, and what is said of those. */
const kinds: readonly [kind: Accepted, takes: readonly Json[], refuses: readonly Json[], words: string][] = [
  ['number', [0, -1, 0.5], ['1', true, null, [1]], 'has to be a number'],
  ['number?', [0.5, null], ['1'], 'has to be a number'],
  ['integer', [0, -1, 3], [0.5, '1', true, null, [1], 2 ** 53], 'has to be a whole number'],
  ['count', [1, 3], [0, -1, 0.5, '1', true, null, [1]], 'has to be a whole number of 1 or more'],
  ['axes', [1, [], [1, 2], [-1]], [0.5, [1, 1], [0.5], 'a', null], 'has to be a whole number or a list of different ones'],
  [
    'pads',
    [
      [],
      [[1, 2]],
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [1, [1, 2], [[1]], [[1, 2, 3]], [[1, 0.5]], null],
    'has to be a pair of whole numbers for each axis',
  ],
  ['integers', [1, [], [1, 2]], [0.5, [0.5], [1, null], 'a', null], 'has to be a whole number or a list of them'],
  ['pair', [1, [1, 2]], [[1], [1, 2, 3], [1, 0.5], 0.5, null], 'has to be one or two whole numbers'],
  ['shape', [[], [1, null]], [1, [0.5], ['a'], null], 'has to be a shape that is written out'],
  [
    'sides',
    [
      1,
      [1, 2],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [0.5, [[1], ['a']], null],
    'has to be whole numbers',
  ],
  ['flag', [true, false], [0, 'True', null], 'has to be True or False'],
  ['text', ['', 'a'], [1, null, ['a']], 'has to be a string'],
  ['scalar', [1, 'a', true], [null, [1]], 'has to be a number or a string'],
  ['literal', [1, 'a', [1, [2]], ['a']], [null, [null], { name: 'a' }], 'has to be numbers or strings'],
  ['dtype', ['string', 'float32', 'int8'], ['complex64', 1, null], 'has to be a dtype of numbers or strings'],
  ['numeric dtype', ['float32', 'bool'], ['string', 'complex128', null], 'has to be a dtype of numbers'],
  [
    'index',
    ['a', 1, null, { ellipsis: true }, { slice: [1, null, null] }, [1, { slice: [null, null, null] }, null]],
    [0.5, [0.5], { name: 'a' }],
    'has to be numbers, slices or a name',
  ],
  [{ only: [null] }, [null], [1, false], 'leave it out'],
  [{ only: ['valid', 'same'] }, ['valid', 'same'], ['causal', null], 'can be "valid" or "same"'],
  [{ only: [null, false, 1, [1, 1]] }, [null, false, 1, [1, 1]], [true, [1, 2]], 'can be None or False or 1 or [1,1]'],
];

describe('what an argument takes', () => {
  for (const [kind, takes, refuses, words] of kinds)
    it(typeof kind === 'string' ? kind : JSON.stringify(kind), () => {
      for (const value of takes) assert.equal(whyRefused(kind, value), undefined, JSON.stringify(value));
      for (const value of refuses) assert.equal(whyRefused(kind, value), words, JSON.stringify(value));
    });

  const unjudged: readonly Accepted[] = ['part', 'layer', 'features', { inert: 'a name' }, { tensorArgument: 'numbers' }];
  for (const kind of unjudged)
    it(`is not asked of ${JSON.stringify(kind)}`, () => {
      for (const value of [null, 1, 'a', [1], { name: 'a' }]) assert.equal(whyRefused(kind, value), undefined);
    });

  it('of dtypes with numbers, all that are floats, integers or truth values', () => {
    assert.deepEqual([...numericTypes].sort(), DTYPES.filter(dtype => dtype === 'bool' || isFloat(dtype) || isInteger(dtype)).sort());
  });

  const objects: readonly [kind: Accepted, value: Json, why: RegExp | undefined][] = [
    ['activation', 'relu', undefined],
    ['activation', 'swish', undefined],
    ['activation', 'hard_sigmoid', /^the activation can be linear, relu, relu6, /],
    ['activation', null, /^the activation can be/],
    ['activation?', null, undefined],
    ['initializer', 'glorot_uniform', undefined],
    ['initializer', { name: 'keras.initializers.Constant', config: { value: 0.5 } }, undefined],
    ['initializer', { name: 'keras.initializers.Constant', config: { value: 'a' } }, /^of Constant, value has to be a number$/],
    ['initializer', { name: 'keras.initializers.Constant', config: { other: 1 } }, /^leave out other of Constant$/],
    [
      'initializer',
      { name: 'keras.initializers.VarianceScaling', config: { mode: 'fan_sum' } },
      /^of VarianceScaling, mode can be "fan_in" or "fan_out" or "fan_avg"$/,
    ],
    [
      'initializer',
      { name: 'keras.initializers.VarianceScaling', config: { distribution: 'normal' } },
      /distribution can be "truncated_normal" or "uniform"$/,
    ],
    ['regularizer', { name: 'keras.regularizers.L2', config: { l2: 0.5 } }, undefined],
    ['regularizer', 'orthogonal', /^the regularizer can be L1, L2, L1L2$/],
    ['regularizer', 0.5, /^the regularizer can be L1, L2, L1L2$/],
    ['regularizer', { config: {} }, /^the regularizer can be L1, L2, L1L2$/],
  ];
  for (const [kind, value, why] of objects)
    it(`${kind}: ${JSON.stringify(value)} is ${why ? 'refused' : 'taken'}`, () => {
      const found = whyRefused(kind, value);
      if (why === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', why);
    });

  it('of initializers, names that are those of Keras', () => {
    const names =
      'Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal LecunUniform Ones Orthogonal RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros';
    assert.equal(Object.keys(initializers).sort().join(' '), names);
  });
});

describe('a value as Python writes it', () => {
  const values: readonly [value: Json, text: string][] = [
    [null, 'None'],
    [true, 'True'],
    [false, 'False'],
    [0.5, '0.5'],
    ['a', '"a"'],
    [[1, 2], '[1,2]'],
    [{ name: 'keras.constraints.MaxNorm', config: {} }, 'MaxNorm'],
    [{ name: 'L2' }, 'L2'],
    [{ slice: [1, 2, null] }, '{"slice":[1,2,null]}'],
    ['a'.repeat(38), `"${'a'.repeat(38)}"`],
    ['a'.repeat(39), `"${'a'.repeat(36)}…`],
  ];
  for (const [value, text] of values) it(text, () => assert.equal(written(value), text));
});
