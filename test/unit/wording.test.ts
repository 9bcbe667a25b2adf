import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { root } from '../root';

/** Words of this house that a reader stumbles over, and what to write instead. */
const avoided: [word: RegExp, instead: string][] = [
  [/\bdamag(e|ed|es|ing)\b/i, 'corruption, corrupted'],
  [/\bpersons?\b/i, 'user'],
  [/\btold\b/i, 'say what is reported, listed or shown'],
  [/\bfindings?\b/i, 'diagnostic'],
  [/\bof your own\b|\blayers? of (its|their) own\b/i, 'custom (layer, loop …)'],
  [/\bsound on disk\b|\bhold no such message\b/i, 'valid checksums but not Example protos'],
  [/\bas (it|the schema) asks\b|\bthings? (is|are) against it\b/i, 'No anomalies. / {0} anomalies.'],
  [/\bunlike the first\b/i, 'differences found'],
  [/\bis shown is what it was\b/i, 'You are viewing the previous contents.'],
  [/\bin other shares\b/i, 'the distribution differs'],
  [/\bof another length\b/i, 'length mismatch'],
  [/\bis there a second time\b/i, 'duplicate'],
  [/\bcropping leaves nothing\b/i, 'zero or negative dimension'],
  [/\bRows of different lengths\b/i, 'elements of different shapes'],
  [/\bgood records\b/i, 'intact records'],
  [/\bLimits, honestly\b/i, 'Limitations'],
  [/\bof a class of its own\b/i, 'subclassed model'],
  [/\bturned? away\b/i, 'cancelled'],
  [/\bgone on from\b/i, 'resumed'],
];

const faults = (texts: Iterable<string>): string[] =>
  [...texts].flatMap(text => avoided.flatMap(([word, instead]) => (word.test(text) ? [`${text.trim()} (write: ${instead})`] : [])));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => ending.test(name))
    .map(name => join(folder, name));

/** The text of every literal of a program that may be a sentence: two words or more, and what JSX shows. */
function literalsOf(path: string): string[] {
  const literals: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value } = node as { type?: string; value?: unknown };
    if ((type === 'Literal' || type === 'JSXText') && typeof value === 'string') literals.push(value);
    if (type === 'TemplateElement') literals.push((value as { cooked: string }).cooked);
    Object.values(node).forEach(visit);
  };
  visit(parseSync(path, read(path)).program);
  return literals.filter(text => /\w\s+\w/.test(text));
}

describe('the wording of what users read', () => {
  const documents = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/)];
  for (const path of documents) it(path, () => assert.deepEqual(faults(read(path).split('\n')), []));

  for (const path of ['package.nls.json', 'media/l10n/bundle.l10n.json'])
    it(path, () => assert.deepEqual(faults(Object.values<string>(JSON.parse(read(path)))), []));

  for (const folder of ['src', 'webview'])
    it(`literals in ${folder}`, () => {
      const paths = filesIn(folder, /\.tsx?$/);
      const found = paths.flatMap(path => literalsOf(path).map(text => [path, text] as const));
      assert.ok(paths.length > 50 && found.length > 100);
      assert.deepEqual(
        found.flatMap(([path, text]) => faults([text]).map(fault => `${path}: ${fault}`)),
        [],
      );
    });

  it('knows a fault when it sees one', () =>
    assert.equal(faults(['Write the Good Records…', 'This file is damaged.', 'No anomalies.']).length, 2));
});
