// Writes what follows from the pages docs/rules/<rule>.md: the catalogue, the index and the schema of a setting. `npx tsx tools/manifest/rules.ts`
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RulePage, readPages } from './rule-pages';

const quoted = (text: string): string => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);

/** src/diagnostics/rules.ts. */
const catalogue = (_: string, pages: readonly RulePage[]): string => {
  const rows = pages.map(
    ({ rule, level, summary, help }) =>
      `  '${rule}': {\n    level: '${level}',\n    summary: ${quoted(summary)},\n    help: ${quoted(help)},\n  },\n`,
  );
  return `// Written by tools/manifest/rules.ts from docs/rules. Do not edit.\nexport const rules = {\n${rows.join('')}} as const;\n`;
};

/** docs/rules.md: its table, under the text that is written by hand. */
const index = (now: string, pages: readonly RulePage[]): string => {
  const rows = pages.map(({ rule, level, summary }) => `| [${rule}](rules/${rule}.md) | ${level} | ${summary} |\n`);
  return `${now.slice(0, now.indexOf('| rule |'))}| rule | level | says |\n|---|---|---|\n${rows.join('')}`;
};

/** package.json: one property of `tensorscope.check.levels` for each rule. */
const settings = (now: string, pages: readonly RulePage[]): string => {
  const manifest = JSON.parse(now);
  manifest.contributes.configuration.properties['tensorscope.check.levels'].properties = Object.fromEntries(
    pages.map(({ rule, level, summary }) => [
      rule,
      { enum: ['default', 'off', 'error', 'warning', 'information', 'hint'], description: `${summary}. Default level: ${level}.` },
    ]),
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
};

/** Every file that follows from the pages: what it should hold, given what it holds. */
export const written: { readonly [path: string]: (now: string, pages: readonly RulePage[]) => string } = {
  'src/diagnostics/rules.ts': catalogue,
  'docs/rules.md': index,
  'package.json': settings,
};

if (require.main === module) {
  const pages = readPages();
  for (const [path, write] of Object.entries(written)) {
    const file = join(__dirname, '..', '..', path);
    writeFileSync(file, write(readFileSync(file, 'utf8'), pages));
  }
}
