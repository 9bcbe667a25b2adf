import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inserted, moved, permuted, reduced, squeezed } from '../../../src/tensor/axes';
import { agreed, concatenated, reshapedTo } from '../../../src/tensor/joining';
import { isMisfit, type ShapeResult } from '../../../src/tensor/misfit';
import { contracted, dotProduct, einsum, matrixProduct, numpyProduct } from '../../../src/tensor/product';
import { kerasFloat, kerasPromotion, numpyFloat, numpyPromotion, type Promoted, type Weak } from '../../../src/tensor/promotion';
import { broadcast, type Dim, type Shape } from '../../../src/tensor/shape';
import { inProject } from '../../root';

/** Arguments and, at the end, the answer of the library: test/python/tensor_answers.py. */
type Row = readonly unknown[];
type Tables = { readonly [name: string]: readonly Row[] };

const answers: { numpy: Tables; graph: Tables; dtypes: Tables } = JSON.parse(
  readFileSync(inProject('test/data/tensor/answers.json'), 'utf8'),
);

const broadcasting = (a: Shape, b: Shape): ShapeResult => {
  const result = broadcast(a, b);
  return 'shape' in result ? result.shape : { misfit: result.clash.join(' and ') };
};

/** The function for each table; a case's arguments are the function's own. */
const ofShapes: { readonly [name: string]: (...args: never[]) => ShapeResult } = {
  broadcast: broadcasting,
  numpyProduct,
  matrixProduct,
  dotProduct,
  contracted,
  reduced,
  inserted: (shape: Shape, axis: number) => inserted(shape, axis, 1),
  squeezed,
  permuted,
  moved,
  concatenated,
  agreed,
  reshapedTo: (shape: Shape, target: readonly Dim[]) => reshapedTo(shape, target, true),
  einsum,
};

const operand = (name: string): Promoted =>
  name.startsWith('weak ') ? { dtype: null, weak: name.slice(5) as Weak } : { dtype: name as Promoted['dtype'] };
const ofDTypes: { readonly [name: string]: (...args: never[]) => unknown } = {
  numpyPromotion: (names: readonly string[]) => numpyPromotion(names.map(operand)),
  kerasPromotion: (names: readonly string[]) => kerasPromotion(names.map(operand)),
  numpyFloat,
  kerasFloat,
};

/** Where more is known here than TensorFlow infers: it raises, or has that rank, once it runs. */
const surpassed = new Set(['[null,[0],null]', '[[null,null,3],[7],[7]]']);

/** The rows of a table that a function answers in another way. */
const differing = (rows: readonly Row[], run: (...args: never[]) => unknown): string[] =>
  rows.flatMap(row => {
    if (surpassed.has(JSON.stringify(row))) return [];
    const found = run(...(row.slice(0, -1) as never[]));
    const given = isMisfit(found) ? 'error' : (found ?? null);
    return JSON.stringify(given) === JSON.stringify(row.at(-1)) ? [] : [`${JSON.stringify(row)}, here ${JSON.stringify(given)}`];
  });

const sections = [
  ['as NumPy computes them', answers.numpy, ofShapes],
  ['as TensorFlow infers them', answers.graph, ofShapes],
  ['of dtypes, as NumPy and Keras promote them', answers.dtypes, ofDTypes],
] as const;

for (const [title, tables, functions] of sections)
  describe(`shapes ${title}`, () => {
    for (const [name, rows] of Object.entries(tables))
      it(`${name}, ${rows.length} cases`, () => {
        assert.ok(rows.length > 0);
        assert.deepEqual(differing(rows, functions[name]), []);
      });
  });
