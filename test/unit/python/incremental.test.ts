import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { LiveSource } from '../../../src/python/incremental';
import { lowerModule } from '../../../src/python/lower/module';
import type { PythonParser } from '../../../src/python/parser';
import { inProject } from '../../root';
import { testParser } from './parser';

const program = readFileSync(inProject('samples/sections_cnn.py'), 'utf8');
const pieces = ['', '\n', '    x = 1\n', '(', ')', '"""', 'é', '\u{1f600}', 'def f():\n    return 1\n', '# a comment\n', ',', ':'];

/** Edits after which a statement with a mistake in it is read otherwise than before, though its own text is the same. */
const hidden: [number, number, string][] = [
  [1271021997, 21, '\u{1f600}'],
  [301002157, 4, '    x = 1\n'],
  [1244882118, 0, ':'],
];
const moved: [number, number, string][] = [
  [1326067248, 12, ','],
  [1764895763, 2, ''],
  [1006741911, 0, ':'],
];

describe('a file that is edited', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await testParser();
  });

  const whole = (text: string) => {
    const tree = parser.parse(text);
    const statements = lowerModule(tree, 'main.py');
    tree.delete();
    return statements;
  };

  it('reads as if it were read whole, whatever the edits', () => {
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.constantFrom(...pieces));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), edits => {
        const source = new LiveSource(parser, 'main.py');
        let text = program;
        source.update(text);
        for (const [at, length, piece] of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + piece + text.slice(start + length);
          assert.deepEqual(source.update(text), whole(text));
        }
        source.dispose();
      }),
      { numRuns: 60, examples: [[hidden], [moved]] },
    );
  });

  it('keeps the statements that an edit does not touch', () => {
    const source = new LiveSource(parser, 'main.py');
    const before = source.update(program);
    const after = source.update(program.replace('epochs=3', 'epochs=30'));
    assert.equal(after.length, before.length);
    assert.ok(after.slice(0, -1).every((statement, index) => statement === before[index]));
    assert.notEqual(after.at(-1), before.at(-1));
    source.dispose();
  });
});
