import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { diskFiles } from '../../../src/check/host/node-disk';
import { readProgram } from '../../../src/check/read/program';
import { readWithFacts } from '../../../src/check/read/with-facts';
import { catalogue, isRule } from '../../../src/diagnostics/catalogue';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic';
import type { Workspace } from '../../../src/rules/core/rule';
import { readPages } from '../../../tools/manifest/rule-pages';
import { written } from '../../../tools/manifest/rules';
import { inProject } from '../../root';
import { testParser } from '../python/parser';
import { fixed } from '../rules/fixed';

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
  const { workspace, facts } = diskFiles().around([inProject('samples')], {
    'models/small': inProject('test/data/compatibility/text-module'),
    'models/hashed': inProject('test/data/modules/words'),
  });
  /** What is reported of a program that is run from the folder of the samples. */
  const reportedIn = async (text: string): Promise<readonly Diagnostic[]> => {
    const parser = await testParser();
    const read = (seen: Workspace) => readProgram('example.py', text, { parser, workspace: seen });
    return (await readWithFacts(read, workspace, facts)).diagnostics;
  };

  for (const { rule, level, programs } of pages) {
    if (programs === undefined) continue;
    it(`${rule} shows a program with the mistake at the marked line, mended by hand or by a fix it has none`, async () => {
      const marked = programs.wrong.split('\n').flatMap((line, index) => (line.endsWith(`  # ${rule}`) ? [index + 1] : []));
      assert.equal(marked.length, 1);
      const found = await reportedIn(programs.wrong);
      assert.deepEqual(
        found.map(one => `${one.level} ${one.rule} ${one.span.line}`),
        [`${level} ${rule} ${marked[0]}`],
      );
      assert.deepEqual(await reportedIn(programs.mended), []);
      for (const fix of found[0].fixes ?? []) assert.deepEqual(await reportedIn(fixed(programs.wrong, fix)), [], fix.title);
    });
  }

  it('has a program', () => {
    assert.equal(pages.length, Object.keys(catalogue).length);
    assert.ok(pages.every(({ rule }) => isRule(rule)));
    assert.ok(pages.every(({ programs }) => programs !== undefined));
  });
});
