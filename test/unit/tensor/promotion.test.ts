import * as assert from 'node:assert/strict';
import { kerasPromotion, numpyPromotion } from '../../../src/tensor/promotion';

describe('a promotion', () => {
  for (const [name, promote] of Object.entries({ numpyPromotion, kerasPromotion })) {
    const of = (...dtypes: readonly Parameters<typeof promote>[0][number]['dtype'][]): unknown => promote(dtypes.map(dtype => ({ dtype })));
    it(`${name} of what is no number is itself beside its like, and nothing beside others`, () => {
      assert.deepEqual([of('string', 'string'), of('string', 'int32'), of('int32', 'string')], ['string', null, null]);
      assert.equal(promote([{ dtype: 'string' }, { dtype: null, weak: 'int' }]), null);
    });
    it(`${name} is not known where a dtype is not`, () => {
      assert.deepEqual([of(null, 'int32'), of('int32', null), of(null)], [null, null, null]);
      assert.equal(promote([{ dtype: null }, { dtype: null, weak: 'int' }]), null);
    });
    it(`${name} of nothing is nothing`, () => assert.equal(promote([]), null));
  }
  it('of NumPy does not know bfloat16 beside others, and Keras no complex numbers', () => {
    assert.equal(numpyPromotion([{ dtype: 'bfloat16' }, { dtype: 'int8' }]), null);
    assert.equal(numpyPromotion([{ dtype: 'bfloat16' }, { dtype: 'bfloat16' }]), 'bfloat16');
    assert.equal(kerasPromotion([{ dtype: 'complex64' }, { dtype: 'float32' }]), null);
  });
});
