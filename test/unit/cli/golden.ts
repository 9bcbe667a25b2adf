import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { inProject } from '../../root';

/** Compares a text with test/data/cli/NAME.txt; with UPDATE_GOLDEN set the file becomes the text, for the author to look at. */
export function assertGolden(name: string, text: string): void {
  const path = inProject(`test/data/cli/${name}.txt`);
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, `${text}\n`);
  assert.equal(`${text}\n`, readFileSync(path, 'utf8'), `not as test/data/cli/${name}.txt has it`);
}
