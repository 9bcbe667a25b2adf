import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wordFacts } from '../../../../src/check/host/node-word-facts';
import { encodeExample } from '../../../../src/records/encode-example';
import { inProject } from '../../../root';
import { fileOf } from '../../records/arbitraries';

/** Texts, and which of their words the module knows under TensorFlow (test/python). */
const { texts, module } = JSON.parse(readFileSync(inProject('test/data/compatibility/words.json'), 'utf8')) as {
  texts: string[];
  module: { known: boolean[][] };
};

describe('words of a program’s records that its module knows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  const write = (name: string, values: readonly string[]): void =>
    writeFileSync(
      join(folder, name),
      fileOf(
        values.map(text => encodeExample({ features: new Map([['text', { kind: 'bytes', values: [new TextEncoder().encode(text)] }]]) })),
      ),
    );
  after(() => rmSync(folder, { recursive: true, force: true }));
  const facts = wordFacts(path => join(folder, path));
  const of = (files: readonly string[], name = 'text-module') => ({
    files,
    feature: 'text',
    folder: inProject(`test/data/compatibility/${name}`),
  });

  it('are counted as TensorFlow looks them up, and anew when a file has changed', async () => {
    write('a', texts);
    const named = of(['a']);
    assert.equal(facts.peek(named), undefined);
    await facts.gather(named);
    const known = module.known.flat();
    const { words, known: found, isSampled } = facts.peek(named) ?? assert.fail();
    assert.deepEqual([words, found, isSampled], [known.length, known.filter(Boolean).length, false]);
    write('a', []);
    utimesSync(join(folder, 'a'), 1, 1);
    assert.equal(facts.peek(named), undefined);
  });

  it('are those of the first records of large files', async () => {
    write(
      'b',
      Array.from({ length: 30_000 }, () => 'a text'),
    );
    await facts.gather(of(['b']));
    assert.deepEqual([facts.peek(of(['b']))?.texts, facts.peek(of(['b']))?.isSampled], [20_000, true]);
  });

  it('are not known of corrupted records, of files that are not there, and of a module without a vocabulary', async () => {
    write('c', texts);
    const bytes = readFileSync(join(folder, 'c'));
    bytes[20] ^= 1;
    writeFileSync(join(folder, 'c'), bytes);
    for (const named of [of(['c']), of(['none']), of(['b'], 'small-images')]) {
      await facts.gather(named);
      assert.equal(facts.peek(named), null);
    }
  });
});
