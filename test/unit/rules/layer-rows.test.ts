import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProgram } from '../../../src/check/read/program';
import { layers } from '../../../src/rules/layers/table';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

/**
 * Where class names of layers may stand: the rows themselves, what can be trained, and the factories of train. Operations of TensorFlow's graphs, which
 * hub/saved-model reads, are named like some of them.
 */
const isRow = (file: string, text: string): boolean =>
  (file.startsWith('rules/layers/') && /^export const \w+: LayerTable =/m.test(text)) ||
  file.startsWith('rules/models/networks/') ||
  file.startsWith('plan/support/') ||
  file.startsWith('hub/saved-model/') ||
  file.startsWith('train/model/') ||
  file.startsWith('train/preprocessing/');

const source = inProject('src');
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/ .*$/gm, '');

/** Class names in a text: as a string, as an alternative of a regular expression, or as the key of a table. */
function namesIn(text: string): string[] {
  const quoted = [...text.matchAll(/'(?:keras\.layers\.)?(\w+)'/g)].map(([, name]) => name);
  const alternatives = [...text.matchAll(/\/(?![*/])(?:\\.|[^/\\\n])+\/[a-z]*/g)].flatMap(([pattern]) => pattern.match(/\w+/g) ?? []);
  const keys = [...text.matchAll(/^\s+(\w+):/gm)].map(([, name]) => name);
  return [...quoted, ...alternatives, ...keys].filter((name): name is string => name !== undefined && Object.hasOwn(layers, name));
}

describe('the row of a layer class', () => {
  it('is the only place that names it', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name));
    assert.ok(files.length > 500, 'the sources were found');
    const named = files.flatMap(name => {
      const file = name.replaceAll('\\', '/');
      const text = readFileSync(join(source, name), 'utf8');
      return isRow(file, text) ? [] : namesIn(withoutComments(text)).map(one => `${file}: ${one}`);
    });
    assert.deepEqual(named, []);
  });

  it('would be found elsewhere', () => {
    assert.deepEqual(namesIn("const steps = /^(LSTM|GRU)$/;\nconst one = new Set(['Dense', 'keras.layers.Flatten', 'units']);"), [
      'Dense',
      'Flatten',
      'LSTM',
      'GRU',
    ]);
    assert.deepEqual(namesIn('const gates = {\n  LSTM: 4,\n  other: 3,\n};'), ['LSTM']);
  });

  for (const [name, { aliases = [], oldNames = [] }] of Object.entries(layers))
    for (const alias of [...aliases, ...oldNames])
      it(`${alias} is ${name}${oldNames.includes(alias) ? ' in a program of Keras 1' : ''}`, async () => {
        const source = `from keras import layers\nmade = layers.${alias}\n`;
        const { assignments } = readProgram('case.py', source, { parser: await testParser() });
        const legacy = oldNames.includes(alias) && { legacy: true };
        assert.deepEqual(assignments.at(-1)?.value, { kind: 'api', name: `keras.layers.${name}`, ...legacy });
      });
});
