import * as assert from 'node:assert/strict';
import { CheckSession } from '../../../../src/check/host/session';
import type { CheckAnswer } from '../../../../src/protocol/checking';
import { testParser } from '../../python/parser';

const HEAD = 'import keras\nfrom keras import layers\n';
const MISTAKE = `${HEAD}x = layers.LSTM(8)(keras.Input((4,)))\n`;

async function session(): Promise<{ check(path: string, cells: { [cell: string]: string }): CheckAnswer; of: CheckSession }> {
  const of = new CheckSession(await testParser());
  return {
    of,
    check: (path, cells) =>
      of.check(
        {
          path,
          folder: null,
          cells: Object.entries(cells).map(([cell, text]) => ({ path: cell, text, raises: false })),
          levels: {},
          inlays: 'model',
          keras: '3',
        },
        {},
      ),
  };
}

const rulesOf = ({ cells }: CheckAnswer): string[][] =>
  cells.map(({ diagnostics }) => diagnostics.map(({ rule, span }) => `${span.line} ${rule}`));

describe('a session of checking', () => {
  it('keeps up with edits, and says the same of a text when it comes back', async () => {
    const { check } = await session();
    const texts = [MISTAKE, MISTAKE.replace('(4,)', '(4, 2)'), `${HEAD}y = 1\n${MISTAKE.slice(HEAD.length)}`, MISTAKE];
    assert.deepEqual(
      texts.map(text => rulesOf(check('a.py', { 'a.py': text }))),
      [[['3 layer-input-rank']], [[]], [['4 layer-input-rank']], [['3 layer-input-rank']]],
    );
  });

  it('reads cells one after the other, and forgets one that is gone', async () => {
    const { check } = await session();
    const layer = 'x = layers.LSTM(8)(i)\n';
    assert.deepEqual(rulesOf(check('b.ipynb', { c1: HEAD, c2: 'i = keras.Input((4,))\n', c3: `%time\n${layer}` })), [
      [],
      [],
      ['2 layer-input-rank'],
    ]);
    assert.deepEqual(rulesOf(check('b.ipynb', { c1: HEAD, c3: layer })), [[], ['1 undefined-name']]);
    assert.deepEqual(rulesOf(check('b.ipynb', { c1: HEAD, c2: 'i = keras.Input((4, 2))\n', c3: layer })), [[], [], []]);
  });

  it('names the lines of each cell that train, and its models', async () => {
    const { check } = await session();
    const { cells, exhausted, milliseconds } = check('a.py', {
      'a.py': `${HEAD}m = keras.Sequential([layers.Input((4,)), layers.Dense(2)])\nm.compile(loss="mse")\nm.fit([[1.0]], [1.0])\nm.fit([[1.0]], [1.0])\n`,
    });
    assert.deepEqual([cells[0]?.fits, cells[0]?.models.map(({ name }) => name), exhausted], [[5, 6], ['m'], false]);
    assert.ok(milliseconds >= 0 && milliseconds < 60_000);
  });

  it('hovers over what was read last, until it is forgotten', async () => {
    const { of, check } = await session();
    const hover = async (path = 'a.py'): Promise<string | undefined> => (await of.hover(path, { path, line: 3, column: 1 }))?.type;
    assert.equal(await hover(), undefined);
    for (const size of [4, 5]) {
      check('a.py', { 'a.py': `${HEAD}x = keras.Input((${size},))\n` });
      assert.equal(await hover(), `float32 (batch, ${size})`);
    }
    of.forget('a.py');
    of.forget('never seen.py');
    assert.equal(await hover(), undefined);
  });

  it('keeps the twelve programs that were checked last', async () => {
    const { of, check } = await session();
    const text = `${HEAD}x = keras.Input((4,))\n`;
    const names = Array.from({ length: 13 }, (_, index) => `${index}.py`);
    const kept = async (): Promise<string[]> => {
      const hovers = await Promise.all(names.map(path => of.hover(path, { path, line: 3, column: 1 })));
      return names.filter((_, index) => hovers[index] !== undefined);
    };
    for (const name of names.slice(0, 12)) check(name, { [name]: text });
    assert.equal((await kept()).length, 12);
    check('0.py', { '0.py': text });
    check('12.py', { '12.py': text });
    assert.deepEqual(await kept(), ['0.py', ...names.slice(2)]);
  });
});
