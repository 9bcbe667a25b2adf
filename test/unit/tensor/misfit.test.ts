import * as assert from 'node:assert/strict';
import { inserted, moved, permuted, squeezed } from '../../../src/tensor/axes';
import { agreed, concatenated, reshapedTo } from '../../../src/tensor/joining';
import { isMisfit, misfit, type ShapeResult } from '../../../src/tensor/misfit';
import { contracted, einsum, matrixProduct, numpyProduct, swapped } from '../../../src/tensor/product';

const refusals: { readonly [why: string]: ShapeResult } = {
  'axis 2 is outside [-2, 2): the shape (3, 4) has rank 2': squeezed([3, 4], [2]),
  'axis -1 is given twice': permuted([3, 4], [1, -1]),
  'a new axis for (3, 4) can go to [-3, 2], not to 3': inserted([3, 4], 3, 1),
  'axis 0 of (3, 1) has size 3, and only an axis of size 1 can be squeezed': squeezed([3, 1], [0]),
  'the order [0, 1, 2] names 3 axes and the shape (3, 4) has 2': permuted([3, 4], [0, 1, 2]),
  'source and destination name different numbers of axes': moved([3, 4], [0], [0, 1]),
  '(3, 4) and (3,) differ in rank': concatenated([[3, 4], [3]], 0),
  'scalars have no axis to be joined along; stack them instead': concatenated([[], []], 0),
  '(3, 4) and (3, 5) are joined along axis 0 and must agree in every other axis, but axis 1 has 4 and 5': concatenated(
    [
      [3, 4],
      [3, 5],
    ],
    0,
  ),
  '(3,) and (4,) are not the same shape': agreed([[3], [4]]),
  'a shape cannot hold -2': reshapedTo([12], [4, -2]),
  'only one dimension can be -1': reshapedTo([12], [-1, -1]),
  'the shape (12,) has 12 elements and cannot become (5, -1): 12 is no multiple of 5, so there is no size for the -1': reshapedTo(
    [12],
    [5, -1],
  ),
  'the shape (12,) has 12 elements and cannot become (5, 2), which has 10 elements': reshapedTo([12], [5, 2]),
  'the shape (12,) has 12 elements and cannot become (0, -1)': reshapedTo([12], [0, -1]),
  'the shape (None, 5) has a multiple of 5 elements and cannot become (3, 4), which has 12': reshapedTo([null, 5], [3, 4], true),
  '(3,) is no matrix: both sides need at least 2 axes': matrixProduct([3], [3, 4]),
  '(3, 4) and (5, 6) do not multiply: the last axis of the first has 4, the last but one of the second 5': matrixProduct([3, 4], [5, 6]),
  'the batch axes of (2, 3, 4) and (5, 4, 6) do not fit: 2 and 5': matrixProduct([2, 3, 4], [5, 4, 6]),
  'matmul takes no scalars': numpyProduct([], [3]),
  '(3, 4) and (3,) do not multiply: the axes that are summed over, or the batches, differ': numpyProduct([3, 4], [3]),
  'different numbers of axes are summed over': contracted([3, 4], [3, 4], [0], [0, 1]),
  'axis 1 of (3, 4) and axis 0 of (5, 6) are summed over together and have 4 and 5': contracted([3, 4], [5, 6], [1], [0]),
  'the equation "ij,jk" names 2 operands and gets 1': einsum('ij,jk', [[3, 4]]),
  '"ijk" of the equation "ijk" does not fit the rank of (3, 4)': einsum('ijk', [[3, 4]]),
  'the axes of "..." in "...i,...i" do not broadcast': einsum('...i,...i', [
    [2, 5],
    [3, 5],
  ]),
  '"j" of the equation "ij,jk" has 4 in one operand and 5 in (5, 6)': einsum('ij,jk', [
    [3, 4],
    [5, 6],
  ]),
};

describe('what does not fit is said', () => {
  for (const [why, outcome] of Object.entries(refusals)) it(why, () => assert.deepEqual(outcome, misfit(why)));
  it('is told apart from a shape and from none', () =>
    assert.deepEqual([null, undefined, [3], 3, misfit('')].map(isMisfit), [false, false, false, false, true]));
});

/** What is left open where shapes are not known in full, and what is not checked. */
const open: { readonly [what: string]: [found: ShapeResult, expected: ShapeResult] } = {
  'a product with an operand of unknown rank': [matrixProduct(null, [3, 4]), null],
  'a product with unknown batches': [matrixProduct([null, 3, 4], [4, 5]), [null, 3, 5]],
  "NumPy's product with an operand of unknown rank": [numpyProduct([3], null), null],
  'a contraction with an operand of unknown rank': [contracted(null, [3], [0], [0]), null],
  'a contraction that is not checked': [contracted([3, 4], [5, 6], [1], [0], false), [3, 6]],
  'an einsum with an operand of unknown rank': [einsum('ij,jk->ik', [null, [4, 5]]), [null, 5]],
  'an einsum with an operand of unknown rank that was met before': [einsum('ij,jk->ijk', [[3, 4], null]), [3, 4, null]],
  'an einsum of unknown rank under the dots': [einsum('...i->...', [null]), null],
  'an einsum without the dots of an operand of unknown rank': [einsum('...i->i', [null]), [null]],
  'an einsum that is not checked': [einsum('i,i->i', [[3], [4]], false), [3]],
  'an einsum of a dimension that one operand alone knows': [einsum('i,i->i', [[null], [4]]), [4]],
  'tensors of which one has an unknown rank, behind each other': [concatenated([[3, 4], null], 0), [null, 4]],
  'tensors of unknown ranks behind each other': [concatenated([null, null], 0), null],
  'tensors that know different dimensions, behind each other': [
    concatenated(
      [
        [3, null],
        [null, 4],
      ],
      0,
    ),
    [null, 4],
  ],
  'tensors of which one has an unknown rank, together': [agreed([null, [3, null], [null, 4]]), [3, 4]],
  'a reshape of nothing to nothing': [reshapedTo([0, 4], [-1, 0]), [null, 0]],
  'a reshape of something unknown to something unknown': [reshapedTo(null, [-1, 3]), [null, 3]],
  'a reshape that is not known to fail': [reshapedTo([null, 5], [3, 4]), [3, 4]],
  'a reshape with an unknown dimension that follows': [reshapedTo([12], [null, 4]), [3, 4]],
  'a reshape with two unknown dimensions': [reshapedTo([12], [null, null, 4]), [null, null, 4]],
  'a reshape with an unknown dimension that does not follow': [reshapedTo([12], [null, 5]), [null, 5]],
  'an order without a shape': [permuted(null, [1, 0]), [null, null]],
  'a move without a shape': [moved(null, [0], [1]), null],
  'a vector exchanged': [swapped([3]), [3]],
  'nothing exchanged': [swapped(null), null],
};

describe('what is left open', () => {
  for (const [what, [found, expected]] of Object.entries(open)) it(what, () => assert.deepEqual(found, expected));
});
