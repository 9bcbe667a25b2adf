import * as assert from 'node:assert/strict';
import { type LevelSettings, reported } from '../../../src/diagnostics/suppress';
import { reading } from '../check/reading';

/** Mistakes in lines 2, 5 and 6. */
const source = `y = layers.LSTM(8)(keras.Input((4,)))
model = keras.Sequential([
    layers.Input(shape=(8,)),
    layers.Conv1D(2, 3),
]); model.compile(loss="mse"); model.fit([[1.0]], [2.0])
`;

const rulesOf = async (text: string, levels: LevelSettings = {}): Promise<string[]> =>
  reported((await reading(text)).diagnostics, 'main.py', `\n${text}`, levels).map(
    ({ rule, level, span }) => `${span.line} ${level} ${rule}`,
  );

describe('what is reported of a program', () => {
  it('comes in the order of the text', async () => {
    assert.deepEqual(await rulesOf(source), ['2 error layer-input-rank', '5 error layer-input-rank', '6 error fit-data-type']);
  });

  it('is of this file alone', async () => {
    assert.deepEqual(reported((await reading(source)).diagnostics, 'other.py', source, {}), []);
  });

  it('has the level that is set for its rule', async () => {
    assert.deepEqual(await rulesOf(source, { 'layer-input-rank': 'hint', 'fit-data-type': 'off' }), [
      '2 hint layer-input-rank',
      '5 hint layer-input-rank',
    ]);
    assert.deepEqual((await rulesOf(source, { 'layer-input-rank': 'default', 'fit-data-type': 'off' }))[0], '2 error layer-input-rank');
  });

  /** Comments behind the mistake, and how many of it are left. */
  const comments: readonly [comment: string, left: number][] = [
    ['# tensorscope: ignore', 0],
    ['# tensorscope: ignore[layer-input-rank]', 0],
    ['# tensorscope: ignore[op-shape, layer-input-rank]', 0],
    ['# tensorscope: ignore[op-shape]', 1],
    ['# tensorscope', 1],
    ['#tensorscope:ignore  [ nothing ]', 0],
  ];
  for (const [comment, left] of comments)
    it(`${left === 0 ? 'is silenced' : 'stays'} with "${comment}"`, async () => {
      assert.equal((await rulesOf(`y = layers.LSTM(8)(keras.Input((4,)))  ${comment}\n`)).length, left);
    });
});
