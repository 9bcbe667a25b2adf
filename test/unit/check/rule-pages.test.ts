import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { diskFiles } from '../../../src/check/host/node-disk';
import { readProgram } from '../../../src/check/read/program';
import { readWithRecords } from '../../../src/check/read/with-records';
import { catalogue, isRule } from '../../../src/diagnostics/catalogue';
import { readPages } from '../../../tools/manifest/rule-pages';
import { written } from '../../../tools/manifest/rules';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

const pages = readPages();

describe('what is written from the pages of the rules', () => {
  for (const [path, write] of Object.entries(written)) {
    it(`is in ${path}`, () => {
      const now = readFileSync(inProject(path), 'utf8');
      assert.equal(now, write(now, pages), 'run `npx tsx tools/manifest/rules.ts`');
    });
  }
});

describe('the page of a rule', () => {
  const { workspace, facts } = diskFiles().around([inProject('samples')]);
  /** "error op-shape 4" for each diagnostic of a program that is run from the folder of the samples. */
  const reportedIn = async (text: string): Promise<string[]> => {
    const parser = await testParser();
    const { diagnostics } = await readWithRecords(seen => readProgram('example.py', text, { parser, workspace: seen }), workspace, facts);
    return diagnostics.map(({ level, rule, span }) => `${level} ${rule} ${span.line}`);
  };

  for (const { rule, level, programs } of pages) {
    if (programs === undefined) continue;
    it(`${rule} shows a program with the mistake at the marked line, and nothing is reported of the mended one`, async () => {
      const marked = programs.wrong.split('\n').flatMap((line, index) => (line.endsWith(`  # ${rule}`) ? [index + 1] : []));
      assert.equal(marked.length, 1);
      assert.deepEqual(await reportedIn(programs.wrong), [`${level} ${rule} ${marked[0]}`]);
      assert.deepEqual(await reportedIn(programs.mended), []);
    });
  }

  it('has a program unless the rule is not reported yet', () => {
    assert.equal(pages.length, Object.keys(catalogue).length);
    assert.ok(pages.every(({ rule }) => isRule(rule)));
    const silent = pages.filter(({ programs }) => programs === undefined).map(({ rule }) => rule);
    assert.deepEqual(silent, ['hub-unavailable-ops', 'vocabulary-coverage']);
  });
});
