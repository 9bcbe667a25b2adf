import { strict as assert } from 'node:assert';
import { formats } from '../../../src/cli/check-formats';
import { jsonText, printLines, printText } from '../../../src/cli/output';
import { statusLine } from '../../../src/cli/status-line';
import { paintFor } from '../../../src/cli/style';
import { pythonText } from '../../../src/export/python-text';
import { fakeStream } from './terminal';

/** Names and messages as a hostile file may have them, and what the user sees of them. */
const lines: [text: string, seen: string][] = [
  ['plain ü 日本 🙂\ttab', 'plain ü 日本 🙂\ttab'],
  ['\x1b[31mred\x1b[0m', '\\u001b[31mred\\u001b[0m'],
  ['\x1b]8;;http://x\x07link\x1b]8;;\x07', '\\u001b]8;;http://x\\u0007link\\u001b]8;;\\u0007'],
  ['c1 \x9b2J', 'c1 \\u009b2J'],
  ['two\r\nlines', 'two\\u000d\\u000alines'],
  ['exe\u202efdp.py', 'exe\\u202efdp.py'],
  ['::error::x', '\\u003a:error::x'],
  ['  ::set-output name=a::b', '  \\u003a:set-output name=a::b'],
  ['a ##[error]x', 'a #\\u0023[error]x'],
  ['a::b', 'a::b'],
];

describe('output for the user', () => {
  for (const [text, seen] of lines) {
    it(JSON.stringify(text), () => {
      const { stream, written } = fakeStream();
      printLines([text], stream);
      assert.equal(written(), `${seen}\n`);
    });
  }

  it('keeps the lines of a text, and guards each', () => {
    const { stream, written } = fakeStream();
    printText('a\n::error::b\n', stream);
    assert.equal(written(), 'a\n\\u003a:error::b\n');
  });

  it('obeys its own styles only', () => {
    const before = process.env.NO_COLOR;
    delete process.env.NO_COLOR;
    const { stream, written } = fakeStream(80);
    printLines([paintFor(stream)('red', 'a\x1b[1mb')], stream);
    if (before !== undefined) process.env.NO_COLOR = before;
    assert.equal(written(), '\x1b[31ma\\u001b[1mb\x1b[39m\n');
  });

  it('guards what a status line shows', () => {
    const { stream, written } = fakeStream(80);
    statusLine(stream).show('a\x1b]0;title\x07');
    assert.ok(written().endsWith('a\\u001b]0;title\\u0007'));
  });

  it('escapes in JSON and in Python what they may leave as it is', () => {
    const text = 'a\x9b\x7f\u202e"\n';
    for (const written of [jsonText(text), pythonText(text)]) {
      assert.equal(written, '"a\\u009b\\u007f\\u202e\\"\\n"');
      assert.equal(JSON.parse(written), text);
    }
  });

  it('leaves workflow commands to the format that is made of them', () => {
    const span = { path: 'a\n::b.py', line: 1, column: 1, endLine: 1, endColumn: 2 };
    const diagnostic = { rule: 'layer-input-rank', level: 'error', message: 'x\n::error::y\x1b', span, fixes: [] } as never;
    assert.match(formats.github([diagnostic]), /^::error file=a%0A%3A%3Ab\.py,[^\n]*::x%0A::error::y\\u001b$/);
    assert.doesNotMatch(formats.text([diagnostic]), /^\s*::/m);
  });
});
