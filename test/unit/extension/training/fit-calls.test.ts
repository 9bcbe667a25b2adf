import * as assert from 'node:assert/strict';
import { findFitCalls } from '../../../../src/extension/training/fit-calls';

const keras = 'import tensorflow as tf\n';

const cases: { name: string; text: string; calls: [line: number, model: string][] }[] = [
  { name: 'a plain call', text: `${keras}model.fit(train, epochs=3)`, calls: [[1, 'model']] },
  { name: 'the history kept', text: `${keras}history = model.fit(train)`, calls: [[1, 'model']] },
  { name: 'inside a function', text: `${keras}def main():\n    return model.fit(train)`, calls: [[2, 'model']] },
  { name: 'an attribute', text: `${keras}self.model.fit(x, y)`, calls: [[1, 'self.model']] },
  {
    name: 'several',
    text: `${keras}a.fit(x)\nb.fit(y)`,
    calls: [
      [1, 'a'],
      [2, 'b'],
    ],
  },
  { name: 'arguments on the lines below', text: `${keras}model.fit(\n    train,\n)`, calls: [[1, 'model']] },
  { name: 'keras alone', text: 'from keras import layers\nmodel.fit(x)', calls: [[1, 'model']] },
  { name: 'Windows line ends', text: 'import keras\r\nmodel.fit(x)\r\n', calls: [[1, 'model']] },
  { name: 'a comment', text: `${keras}# model.fit(train)`, calls: [] },
  { name: 'text', text: `${keras}print("call model.fit(train)")`, calls: [] },
  { name: 'a docstring', text: `${keras}"""\nmodel.fit(train)\n"""\nmodel.fit(x)`, calls: [[4, 'model']] },
  { name: 'a docstring on one line', text: `${keras}"""Trains."""\nmodel.fit(x)`, calls: [[2, 'model']] },
  { name: 'another library', text: 'from sklearn.svm import SVC\nmodel = SVC()\nmodel.fit(x, y)', calls: [] },
  { name: 'another method', text: `${keras}model.fit_transform(x)\nmodel.refit(x)\noutfit(x)`, calls: [] },
  { name: 'nothing', text: '', calls: [] },
];

function check(text: string, calls: [number, string][]): void {
  assert.deepEqual(
    findFitCalls(text).map(call => [call.line, call.model]),
    calls,
  );
}

describe('findFitCalls', () => {
  for (const { name, text, calls } of cases) it(name, () => check(text, calls));
});
