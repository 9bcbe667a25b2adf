import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FolderEntry, Workspace } from '../../../../src/rules/core/rule';
import { list, str, type Value } from '../../../../src/values/value';
import { inProject } from '../../../root';
import { valueOfY } from '../../check/reading';

interface Recorded {
  files: string[];
  cases: { source: string; y: unknown }[];
}
const { files, cases } = JSON.parse(readFileSync(inProject('test/data/system_modules.json'), 'utf8')) as Recorded;

/** The folder as a disk would show it. */
function entries(folder: string): readonly FolderEntry[] | null {
  const prefix = folder === '.' ? '' : `${folder.replace(/\/$/, '')}/`;
  const below = files.filter(file => file.startsWith(prefix)).map(file => file.slice(prefix.length).split('/'));
  if (below.length === 0) return null;
  const names = new Map(below.map(([name, ...rest]) => [name, { name, isFolder: rest.length > 0 }]));
  return [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
const disk: Workspace = { entries, started: true, environment: name => (name === 'TENSORSCOPE_SET' ? 'given' : undefined) };

const plain = (value: Value): unknown => {
  if (value.kind === 'tuple') return value.items.map(plain);
  if (value.kind === 'list') return value.cell.content?.items?.map(plain);
  if (value.kind === 'none') return null;
  return 'value' in value ? value.value : value.kind;
};
const read = (source: string, workspace: Workspace): Promise<Value> =>
  valueOfY(`import argparse, glob, os, pathlib, random\n${source}`, { workspace });

describe('python modules that look at the machine', () => {
  for (const { source, y } of cases) it(source, async () => assert.deepEqual(plain(await read(source, disk)), y));

  /** Without a machine that is known, or for a program that is only checked, nothing is claimed. */
  const open: readonly [source: string, workspace: Workspace][] = [
    ['y = glob.glob("data/*")', {}],
    ['y = os.path.exists("data")', { entries }],
    ['y = pathlib.Path("data").exists()', { entries }],
    ['y = os.environ.get("X", "here")', { entries }],
    ['p = argparse.ArgumentParser()\np.add_argument("--x", default=1)\ny = p.parse_args().x', { entries }],
    ['p = argparse.ArgumentParser()\np.add_argument("x")\ny = p.parse_args().x', disk],
    ['p = argparse.ArgumentParser()\np.add_argument("--x", required=True, default=2)\ny = p.parse_args().x', disk],
    ['p = argparse.ArgumentParser()\np.add_argument("--x", default=1)\ny = p.parse_args(["--x", "3"]).x', disk],
    ['y = ["b", "a"]\nrandom.shuffle(y)', { entries }],
    ['random.seed("word")\ny = random.random()', disk],
    ['y = sorted([1, "a"])', disk],
  ];
  for (const [source, workspace] of open)
    it(`unknown: ${source}`, async () => assert.ok([undefined, 'unknown'].includes(plain(await read(source, workspace)) as undefined)));

  it('runs the main function of absl with the defaults of its flags', async () => {
    const source =
      'from absl import app, flags\nF = flags.FLAGS\nflags.DEFINE_integer("n", 7, "")\ny = 0\ndef main(argv):\n  global y\n  y = F.n\napp.run(main)';
    assert.deepEqual(plain(await read(source, disk)), 7);
  });

  it('keeps all items of a list that is shuffled without a seed', async () =>
    assert.deepEqual(await read('y = ["b", "a"]\nrandom.shuffle(y)', disk), list([str('b'), str('a')])));
});
