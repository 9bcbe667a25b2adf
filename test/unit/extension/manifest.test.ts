import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translatableTexts } from '../../../tools/manifest/translations';
import { root } from '../../root';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const titles: { [key: string]: string } = JSON.parse(read('package.nls.json'));
/** Every string in a piece of JSON. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(match => match[1] as string);
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe('the manifest', () => {
  it('has each of its titles in package.nls.json, and no other is there', () => {
    assert.deepEqual(sorted(strings(manifest).flatMap(text => matches(text, /^%(.+)%$/g))), sorted(Object.keys(titles)));
  });

  it('declares the settings that the code reads', () => {
    const declared = Object.keys(manifest.contributes.configuration.properties).map(name => name.replace('tensorscope.', ''));
    assert.deepEqual(sorted(declared), sorted(matches(read('src/extension/ui/settings.ts'), /^ {2}'?([\w.]+)'?:/gm)));
  });

  it('describes every setting', () => {
    for (const property of Object.values<{ description?: string; markdownDescription?: string }>(
      manifest.contributes.configuration.properties,
    )) {
      assert.ok(property.description ?? property.markdownDescription);
    }
  });

  it('names only commands that it declares, in menus and texts', () => {
    const declared = new Set(manifest.contributes.commands.map((entry: { command: string }) => entry.command));
    const inMenus = Object.values<{ command: string }[]>(manifest.contributes.menus).flatMap(entries =>
      entries.map(entry => entry.command),
    );
    const inTexts = matches(Object.values(titles).join('\n'), /command:([\w.]+)/g);
    assert.deepEqual(
      [...inMenus, ...inTexts].filter(command => !declared.has(command)),
      [],
    );
  });

  it('gives every command the same category', () => {
    for (const { category } of manifest.contributes.commands) assert.equal(category, 'Tensorscope');
  });

  it('points to pictures that are there', () => {
    for (const path of strings(manifest).filter(text => /^media\/.*\.(svg|png)$/.test(text))) assert.ok(existsSync(join(root, path)), path);
  });
});

describe('the texts for translators', () => {
  it('are those that the code has', () => {
    const bundle = JSON.parse(read('media/l10n/bundle.l10n.json'));
    assert.deepEqual(Object.keys(bundle), translatableTexts(), 'run `npx tsx tools/manifest/translations.ts`');
  });

  it('are whole: no template has another one inside', () =>
    assert.deepEqual(
      translatableTexts().filter(text => text.includes('${')),
      [],
    ));

  it('are all that the pages show: no English is written into them directly', () => {
    const text = />[^<>{}=();]*[a-z]{2}[^<>{}=();]*<\//g;
    const attribute = /\b(?:title|label|placeholder|aria-label)="[^"]*"/g;
    const pages = readdirSync(join(root, 'webview'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.tsx'));
    assert.ok(pages.length > 20);
    for (const page of pages) {
      const source = read(join('webview', page));
      assert.deepEqual([...(source.match(text) ?? []), ...(source.match(attribute) ?? [])], [], page);
    }
  });
});
