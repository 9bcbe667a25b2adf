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
  [{ tensorArgument: 'any' }, sparse, undefined],
  [{ tensorArgument: 'tensor' }, numbers, undefined],
  [{ tensorArgument: 'tensor' }, strings, undefined],
  [{ tensorArgument: 'tensor' }, int(3), undefined],
  [{ tensorArgument: 'tensor' }, NONE, 'has to be a tensor'],
  [{ tensorArgument: 'tensor' }, record({ a: numbers }), 'has to be a tensor'],
  [{ tensorArgument: 'tensor' }, sparse, 'has to be a dense tensor; use tf.sparse.to_dense'],
  [{ tensorArgument: 'tensor' }, ragged, 'has to be a dense tensor; use to_tensor()'],
  [{ tensorArgument: 'tensor', rank: 1 }, numbers, undefined],
  [{ tensorArgument: 'tensor', rank: 3 }, numbers, 'has to have 3 axes'],
  [{ tensorArgument: 'tensor', rank: 3 }, tensor({ shape: null }), undefined],
  [{ tensorArgument: 'numbers' }, numbers, undefined],
  [{ tensorArgument: 'numbers' }, strings, 'has to be numbers'],
  [{ tensorArgument: 'numbers' }, str('a'), 'has to be numbers'],
  [{ tensorArgument: 'numbers' }, tensor({ dtype: null }), undefined],
  [{ tensorArgument: 'strings' }, strings, undefined],
  [{ tensorArgument: 'strings' }, numbers, 'has to be strings'],
  [{ tensorArgument: 'strings' }, tensor({ dtype: null }), undefined],
  [{ tensorArgument: 'strings' }, str('a'), undefined],
  [{ tensorArgument: 'sparse' }, sparse, undefined],
  [{ tensorArgument: 'sparse' }, numbers, 'has to be a sparse tensor'],
  [{ tensorArgument: 'sparse' }, int(3), 'has to be a sparse tensor'],
  [{ tensorArgument: 'tensors' }, list([numbers, strings]), undefined],
  [{ tensorArgument: 'tensors' }, tuple([numbers, sparse]), 'has to be a dense tensor; use tf.sparse.to_dense'],
  [{ tensorArgument: 'tensors' }, numbers, 'has to be a list of tensors'],
  [{ tensorArgument: 'sizes' }, list([int(3), numbers]), undefined],
  [{ tensorArgument: 'sizes' }, int(3), undefined],
  [{ tensorArgument: 'sizes' }, numbers, undefined],
  [{ tensorArgument: 'sizes' }, list([int(3), str('a')]), 'has to be whole numbers'],
  [{ tensorArgument: 'sizes' }, sparse, 'has to be whole numbers'],
  [{ tensorArgument: 'sizes' }, UNKNOWN, 'has to be whole numbers'],
];

describe('an argument of an operation', () => {
  for (const [index, [wants, gets, why]] of cases.entries())
    it(`${index}: ${JSON.stringify(wants)} from a ${gets.kind}: ${why ?? 'taken'}`, () => assert.equal(refusalOfTensor(wants, gets), why));
});
