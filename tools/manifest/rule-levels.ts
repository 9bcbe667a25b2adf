// Writes the rules of the catalogue into the manifest's schema of `tensorscope.check.levels`: `npx tsx tools/manifest/rule-levels.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../src/diagnostics/catalogue';

/** The schema's properties: one for each rule, with what it says and its own level. */
export const ruleProperties = () =>
  Object.fromEntries(
    Object.entries(catalogue).map(([rule, { summary, level }]) => [
      rule,
      { enum: ['default', 'off', 'error', 'warning', 'information', 'hint'], description: `${summary}. By itself: ${level}.` },
    ]),
  );

if (require.main === module) {
  const path = join(__dirname, '..', '..', 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.contributes.configuration.properties['tensorscope.check.levels'].properties = ruleProperties();
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
