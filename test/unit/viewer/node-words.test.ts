import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeExample } from '../../../src/records/encode-example';
import { countKnownWords } from '../../../src/viewer/node-words';
import { inProject } from '../../root';
import { fileOf } from '../records/arbitraries';

/** Texts, and which of their words the module knows under TensorFlow (test/python). */
const { texts, module } = JSON.parse(readFileSync(inProject('test/data/compatibility/words.json'), 'utf8')) as {
  texts: string[];
  module: { known: boolean[][] };
};
const known = module.known.flat();
const signal = new AbortController().signal;

describe('words of records that a module knows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tensorscope-'));
  const path = join(folder, 'texts.tfrecord');
  const bytes = (text: string) => new TextEncoder().encode(text);
  before(() =>
    writeFileSync(
      path,
      fileOf(texts.map(text => encodeExample({ features: new Map([['text', { kind: 'bytes', values: [bytes(text)] }]]) }))),
    ),
  );
  after(() => rmSync(folder, { recursive: true, force: true }));
  const request = (handle: string, feature = 'text') => ({ paths: [path, path], feature, handle, given: {}, folders: [inProject('')] });

  it('are counted over all records of all files, as TensorFlow looks them up', async () => {
    let read = 0;
    const tell = (news: { bytes: number }): void => {
      read += news.bytes;
    };
    const { coverage, vocabulary } = await countKnownWords(request('test/data/compatibility/text-module'), tell, signal);
    assert.deepEqual(
      [coverage.texts, coverage.words, coverage.known, vocabulary],
      [2 * texts.length, 2 * known.length, 2 * known.filter(Boolean).length, 11],
    );
    assert.equal(read, 2 * readFileSync(path).length);
  });

  it('are none of a feature that the records do not have', async () => {
    const { coverage } = await countKnownWords(request('test/data/compatibility/text-module', 'other'), () => undefined, signal);
    assert.equal(coverage.texts, 0);
  });

  for (const [handle, message] of [
    ['https://tfhub.dev/nobody/nothing/1', /./],
    ['test/data/compatibility/small-images', /./],
  ] as const)
    it(`cannot be counted with ${handle}, and it says why`, () =>
      assert.rejects(
        countKnownWords(request(handle), () => undefined, signal),
        ({ message: said }: Error) => {
          assert.match(said, message);
          assert.ok(said.length > 20 && !said.includes('undefined'), said);
          return true;
        },
      ));
});
