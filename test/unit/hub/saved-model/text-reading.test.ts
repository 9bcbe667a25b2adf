import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { folderOnDisk } from '../../../../src/hub/node-module-folder';
import { readTextReading } from '../../../../src/hub/saved-model/text-reading';
import { inProject } from '../../../root';

const LIMITS = { milliseconds: 5000 };
const reading = (folder: string) => readTextReading(folderOnDisk(inProject(folder)), LIMITS);
const file = { kind: 'file', asset: 'assets/tokens.txt', column: null, delimiter: '\t', lines: null };
const space = { kind: 'split', at: { kind: 'space' } };
const lower = { kind: 'lower', scripts: 'ascii' };
const plain = { kind: 'replace', pattern: '[^a-z0-9]+', rewrite: ' ', every: true };

const cases: { [folder: string]: unknown } = {
  'test/data/modules/words-dim128': { steps: [lower, plain, space], lookup: file },
  'test/data/modules/sentences-dim512': { steps: [lower, plain, space], lookup: file },
  'test/data/modules/words': { steps: [space], lookup: { kind: 'hash' } },
  'test/data/modules/elmo-like': { steps: [space, lower], lookup: { kind: 'hash' } },
  'test/data/compatibility/text-module': {
    steps: [
      { kind: 'replace', pattern: '\\pP', rewrite: '', every: true },
      { kind: 'split', at: { kind: 'characters', text: ' ', keepsEmpty: false } },
    ],
    lookup: file,
  },
  'test/data/modules/pictures': { problem: 'How it makes words of a text cannot be seen in its graph.' },
  'test/data/compatibility': { problem: 'There is no saved_model.pb in it.' },
};

describe('how a module makes words of texts', () => {
  for (const [folder, expected] of Object.entries(cases))
    it(`is read off the graph of ${folder}`, async () => assert.deepEqual(await reading(folder), expected));

  it('is refused in a sentence where the file is cut off', async () => {
    const bytes = readFileSync(inProject('test/data/compatibility/text-module/saved_model.pb'));
    for (const size of [0, 1, 500, 9000]) {
      const source = { size, read: async (start: number, length: number) => bytes.subarray(start, Math.min(size, start + length)) };
      const found = await readTextReading({ open: async () => source }, LIMITS);
      assert.ok('problem' in found && found.problem.length > 10, JSON.stringify(found));
    }
  });
});
