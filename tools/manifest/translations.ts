// Writes the texts that translators get, as the code has them, into media/l10n: `npx tsx tools/manifest/translations.ts`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

const textOf = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');

/** The literals in the first group of a pattern, without their quotes and escapes. */
const literals = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(match => (match[2] as string).replaceAll(`\\${match[1]}`, match[1] as string));

/** A template as translators get it: `{0}` for its first value. */
function numbered(template: string): string {
  let value = 0;
  return template.replace(/\$\{[^{}]*\}/g, () => `{${value++}}`);
}

/** Every text that can be translated, in order: the editor's own, the pages', and the sentences of the rooms below. */
export function translatableTexts(): string[] {
  const texts = [
    ...literals(textOf('src/extension'), /l10n\.t\(\s*(['"])((?:\\.|(?!\1).)*)\1/g),
    // Pages say what the host has translated for them.
    ...literals(textOf('webview'), /\bt\(\s*(['"])((?:\\.|(?!\1).)*)\1/g),
    ...literals(textOf('src'), /\bsaid(`)((?:[^`\\]|\\.)*)`/g)
      .map(numbered)
      // A template of values alone has nothing to translate.
      .filter(text => /[a-z]{2}/i.test(text.replace(/\{\d+\}/g, ''))),
  ];
  return [...new Set(texts)].sort();
}

if (require.main === module) {
  const bundle = Object.fromEntries(translatableTexts().map(text => [text, text]));
  writeFileSync(join(root, 'media/l10n/bundle.l10n.json'), `${JSON.stringify(bundle, null, 2)}\n`);
}
