import * as assert from 'node:assert/strict';
import { layerAt, modelAt } from '../../../../src/extension/checking/model-at';
import type { ModelView } from '../../../../src/protocol/model-page';

const span = (line: number, endLine = line) => ({ path: 'a.py', line, column: 5, endLine, endColumn: 30 });
const model = (line: number, endLine: number, layers: number[]): ModelView => ({
  name: 'model',
  kind: 'sequential',
  span: span(line, endLine),
  layers: layers.map(at => ({ name: '', class: 'Dense', span: span(at), settings: '', output: null, parameters: null, from: [] })),
  parameters: null,
  inputs: null,
  trainings: [],
});

/** Two models; the layers of the second stand before it, as in functional code. */
const models = [model(10, 14, [11, 12, 13]), model(30, 30, [20, 21, 24])];

const places: readonly { at: [line: number, column: number]; model: number | null; layer: number | null }[] = [
  { at: [1, 1], model: 0, layer: null },
  { at: [10, 8], model: 0, layer: null },
  { at: [12, 10], model: 0, layer: 1 },
  { at: [12, 40], model: 0, layer: 1 },
  { at: [17, 1], model: 0, layer: null },
  { at: [21, 6], model: 1, layer: 1 },
  { at: [22, 1], model: 1, layer: null },
  { at: [99, 1], model: 1, layer: null },
];

describe('the model at the cursor', () => {
  for (const { at, model: expected, layer } of places) {
    it(`line ${at[0]}, column ${at[1]}`, () => {
      const place = { line: at[0], column: at[1] };
      const found = modelAt(models, place);
      assert.equal(found, expected);
      assert.equal(found === null ? null : layerAt(models[found] as ModelView, place), layer);
    });
  }

  it('there is none where there are no models', () => assert.equal(modelAt([], { line: 1, column: 1 }), null));
});
