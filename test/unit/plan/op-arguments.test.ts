import * as assert from 'node:assert/strict';
import { refusalOfTensor } from '../../../src/plan/op-arguments';
import type { Tensor } from '../../../src/plan/support/accepted';
import type { TensorType } from '../../../src/tensor/type';
import { int, list, NONE, record, str, tuple, UNKNOWN, type Value } from '../../../src/values/value';

const tensor = (type: Partial<TensorType>): Value => ({ kind: 'tensor', family: 'graph', type: { shape: [3], dtype: 'float32', ...type } });
const numbers = tensor({});
const strings = tensor({ dtype: 'string' });
const sparse = tensor({ sparse: true });
const ragged = tensor({ raggedRank: 1 });

/** What an operation wants, what it gets, and why that is refused; undefined: it is not. */
const cases: readonly [wants: Tensor, gets: Value, why: string | undefined][] = [
  [{ tensor: 'any' }, sparse, undefined],
  [{ tensor: 'tensor' }, numbers, undefined],
  [{ tensor: 'tensor' }, strings, undefined],
  [{ tensor: 'tensor' }, int(3), undefined],
  [{ tensor: 'tensor' }, NONE, 'has to be a tensor'],
  [{ tensor: 'tensor' }, record({ a: numbers }), 'has to be a tensor'],
  [{ tensor: 'tensor' }, sparse, 'has to be a dense tensor; use tf.sparse.to_dense'],
  [{ tensor: 'tensor' }, ragged, 'has to be a dense tensor; use to_tensor()'],
  [{ tensor: 'tensor', rank: 1 }, numbers, undefined],
  [{ tensor: 'tensor', rank: 3 }, numbers, 'has to have 3 axes'],
  [{ tensor: 'tensor', rank: 3 }, tensor({ shape: null }), undefined],
  [{ tensor: 'numbers' }, numbers, undefined],
  [{ tensor: 'numbers' }, strings, 'has to be numbers'],
  [{ tensor: 'numbers' }, str('a'), 'has to be numbers'],
  [{ tensor: 'numbers' }, tensor({ dtype: null }), undefined],
  [{ tensor: 'strings' }, strings, undefined],
  [{ tensor: 'strings' }, numbers, 'has to be strings'],
  [{ tensor: 'strings' }, tensor({ dtype: null }), undefined],
  [{ tensor: 'strings' }, str('a'), undefined],
  [{ tensor: 'sparse' }, sparse, undefined],
  [{ tensor: 'sparse' }, numbers, 'has to be a sparse tensor'],
  [{ tensor: 'sparse' }, int(3), 'has to be a sparse tensor'],
  [{ tensor: 'tensors' }, list([numbers, strings]), undefined],
  [{ tensor: 'tensors' }, tuple([numbers, sparse]), 'has to be a dense tensor; use tf.sparse.to_dense'],
  [{ tensor: 'tensors' }, numbers, 'has to be a list of tensors'],
  [{ tensor: 'sizes' }, list([int(3), numbers]), undefined],
  [{ tensor: 'sizes' }, int(3), undefined],
  [{ tensor: 'sizes' }, numbers, undefined],
  [{ tensor: 'sizes' }, list([int(3), str('a')]), 'has to be whole numbers'],
  [{ tensor: 'sizes' }, sparse, 'has to be whole numbers'],
  [{ tensor: 'sizes' }, UNKNOWN, 'has to be whole numbers'],
];

describe('an argument of an operation', () => {
  for (const [index, [wants, gets, why]] of cases.entries())
    it(`${index}: ${JSON.stringify(wants)} from a ${gets.kind}: ${why ?? 'taken'}`, () => assert.equal(refusalOfTensor(wants, gets), why));
});
