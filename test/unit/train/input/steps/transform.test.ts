import * as assert from 'node:assert/strict';
import type { Arg, DatasetPlan, Json, OpNode, Site, TracedFunction } from '../../../../../src/plan/plan';
import { NdArray } from '../../../../../src/train/input/array';
import { buildDataset } from '../../../../../src/train/input/build-dataset';
import { elementsOf } from '../../../../../src/train/input/dataset';
import { PlanError } from '../../../../../src/train/plan-error';

const site: Site = { path: 'a.py', line: 4, column: 1 };
const column = (data: Json, dtype = 'int32') => ({ leaf: { spec: { shape: null, dtype }, data } });
const slices = (values: Extract<DatasetPlan, { op: 'tensor_slices' }>['values']): DatasetPlan => ({ op: 'tensor_slices', values, site });

/** A function of one operation on its parameter. */
function fn(op: string, args: { [name: string]: Arg }): TracedFunction {
  const parameter: OpNode = { id: 0, op: 'parameter', args: { index: { value: 0 } }, site };
  return { nodes: [parameter, { id: 1, op, args, site: { ...site, line: 2 } }], result: { leaf: { node: 1 } } };
}

async function read(plan: DatasetPlan): Promise<unknown[]> {
  const found: unknown[] = [];
  const dataset = buildDataset(plan, { workingDirectory: '.', seed: 1, warn: () => undefined });
  for await (const element of elementsOf(dataset)) found.push(element instanceof NdArray ? [...element.data] : element);
  return found;
}

const refusal = (message: RegExp, line: number) => (error: unknown) => {
  assert.ok(error instanceof PlanError);
  assert.match(error.message, message);
  assert.equal(error.site.line, line);
  return true;
};

describe('rows of values that the program wrote', () => {
  it('are as many as the values have', async () => {
    assert.deepEqual(
      await read(
        slices(
          column([
            [1, 2],
            [3, 4],
          ]),
        ),
      ),
      [
        [1, 2],
        [3, 4],
      ],
    );
    assert.equal((await read(slices(column(Array.from({ length: 130 }, (_, index) => index))))).length, 130);
  });

  const uneven: readonly [what: string, plan: DatasetPlan][] = [
    ['different numbers of rows', slices({ items: [column([1, 2]), column([1, 2, 3])] })],
    ['a value that has no rows', slices(column(3))],
  ];
  for (const [what, plan] of uneven)
    it(`are refused for ${what}`, async () =>
      assert.rejects(() => read(plan), refusal(/^from_tensor_slices needs values with the same number of rows$/, 4)));
});

describe('functions of a pipeline', () => {
  const x: Arg = { node: 0 };
  const numbers = slices(column([1, 2, 3]));

  it('change each element, or leave some out', async () => {
    assert.deepEqual(await read({ op: 'map', input: numbers, fn: fn('operator.mul', { a: x, b: { value: 2 } }), site }), [[2], [4], [6]]);
    assert.deepEqual(await read({ op: 'filter', input: numbers, fn: fn('operator.ne', { a: x, b: { value: 2 } }), site }), [[1], [3]]);
  });

  it('that decide have to give one truth value', async () => {
    const pairs = slices(
      column([
        [1, 2],
        [3, 4],
      ]),
    );
    const plan: DatasetPlan = { op: 'filter', input: pairs, fn: fn('operator.gt', { a: x, b: { value: 2 } }), site };
    await assert.rejects(() => read(plan), refusal(/^the function of filter has to return one truth value$/, 4));
  });

  it('say where they failed', async () => {
    const plan: DatasetPlan = { op: 'map', input: numbers, fn: fn('tf.reshape', { tensor: x, shape: { value: [2, 2] } }), site };
    await assert.rejects(() => read(plan), refusal(/cannot reshape a tensor with 1 elements to shape \[2, 2\]/, 2));
  });
});
