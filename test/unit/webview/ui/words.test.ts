import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inEnglish, type SentenceValue, said } from '../../../../src/common/sentence';
import type { SchemaView } from '../../../../src/protocol/records-schema';
import { scanStatistics } from '../../../../src/statistics/report/scan-statistics';
import { scanFiles } from '../../../../src/statistics/threads/node-scan-pool';
import { schemaView } from '../../../../src/viewer/schema-view';
import { setWords, tell } from '../../../../webview/ui/words';
import { root } from '../../../root';

const bundle: { [english: string]: string } = JSON.parse(readFileSync(join(root, 'media/l10n/bundle.l10n.json'), 'utf8'));

/** Every template in what the page is told. */
function templates(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { english, values } = part as { english?: string; values?: SentenceValue[] };
  return english === undefined ? Object.values(part).flatMap(templates) : [english, ...(values ?? []).flatMap(templates)];
}

describe('sentences of the schema', () => {
  afterEach(() => setWords({}));

  const sentence = said`"${'label'}" is in ${said`${3} records`}, not in ${'{0}'}.`;
  it('are English where there is no translation', () => {
    assert.equal(tell(sentence), '"label" is in 3 records, not in {0}.');
    assert.equal(inEnglish(sentence), tell(sentence));
  });

  it('are told in the user’s language, with the sentences inside them', () => {
    setWords({ '"{0}" is in {1}, not in {2}.': '{1} haben „{0}“, nicht {2}.', '{0} records': '{0} Datensätze' });
    assert.equal(tell(sentence), '3 Datensätze haben „label“, nicht {0}.');
  });

  for (const path of [
    'samples/sections/sections-small.tfrecord.gz',
    'samples/emoji/emoji-validation.tfrecord-00000-of-00001',
    'test/data/records/features/missing.tfrecord',
    'test/data/records/features/ragged.tfrecord',
    'test/data/records/features/sequence.tfrecord',
    'test/data/records/features/extremes.tfrecord',
  ]) {
    it(`have all of their words in the bundle: ${path}`, async () => {
      const statistics = scanStatistics(await scanFiles([join(root, path)], { visitor: { name: 'features' } }));
      const view: SchemaView = schemaView(statistics);
      const told = templates(view).filter(text => /[a-z]{2}/i.test(text.replace(/\{\d+\}/g, '')));
      assert.ok(told.length > 0);
      assert.deepEqual(
        told.filter(text => !(text in bundle)),
        [],
      );
      for (const { facts, summary } of view.features) {
        // A line that is words is a sentence too, not a text that nobody can translate.
        for (const value of [summary, ...facts.map(([, value]) => value)])
          if (typeof value === 'string') assert.doesNotMatch(value, /\b(and|mean|in|no|always)\b/);
      }
    });
  }
});
