import * as assert from 'node:assert/strict';
import { DTYPES, dtypeOf, isComplex, isFloat, isInteger, isNumeric } from '../../../src/tensor/dtype';

describe('a dtype', () => {
  it('is found by each of its own names, and by the names of modules before it', () => {
    for (const dtype of DTYPES)
      assert.deepEqual([dtypeOf(dtype), dtypeOf(`tf.${dtype}`), dtypeOf(`tf.dtypes.${dtype}`)], [dtype, dtype, dtype]);
  });

  const aliases = {
    half: 'float16',
    float: 'float32',
    double: 'float64',
    int: 'int32',
    'np.bool_': 'bool',
    str: 'string',
    byte: 'int8',
    float_: 'float64',
    int_: 'int64',
  };
  for (const [name, dtype] of Object.entries(aliases)) it(`"${name}" is ${dtype}`, () => assert.equal(dtypeOf(name), dtype));
  for (const name of ['', 'float31', 'toString', 'constructor', 'float32.'])
    it(`"${name}" is none`, () => assert.equal(dtypeOf(name), undefined));

  it('is a float, an integer, complex, or no number', () => {
    const kinds = { float: isFloat, integer: isInteger, complex: isComplex };
    const kindOf = (dtype: (typeof DTYPES)[number]): string =>
      Object.entries(kinds)
        .filter(([, is]) => is(dtype))
        .map(([name]) => name)
        .join(' and ');
    const expected = ['float', 'float', 'float', 'float', ...Array(8).fill('integer'), '', '', 'complex', 'complex', '', ''];
    assert.deepEqual(DTYPES.map(kindOf), expected);
    assert.deepEqual(
      DTYPES.map(isNumeric),
      expected.map(kind => kind !== ''),
    );
  });
});
