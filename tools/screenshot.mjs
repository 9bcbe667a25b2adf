// Pictures of the real editor into docs/pictures: `node tools/screenshot.mjs [SCENE…] [--theme light] [--to FOLDER]`, all scenes when none is named.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { scenes } from './pictures/scenes.mjs';
import { root } from './setup/paths.mjs';
import { base, setUp } from './setup/steps.mjs';
import { chromium } from './vscode/chromium.mjs';
import { editorStep } from './vscode/editor-steps.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { theme: { type: 'string' }, to: { type: 'string', default: join(root, 'docs', 'pictures') } },
});
const chosen = scenes.filter(scene => positionals.length === 0 || positionals.includes(scene.name));
if (chosen.length === 0) {
  console.error(`There is no such scene; there are ${scenes.map(scene => scene.name).join(', ')}.`);
  process.exit(2);
}
await setUp([...base, editorStep('newest'), chromium]);
const { openWorkbench } = await import('./vscode/workbench.mjs');
mkdirSync(values.to, { recursive: true });

for (const { name, themes = ['light', 'dark'], size, settings, arrange } of chosen) {
  for (const theme of values.theme ? [values.theme] : themes) {
    const workbench = await openWorkbench({ theme, size, settings, scale: 1.5 });
    try {
      await arrange(workbench);
      await workbench.settle();
      const path = resolve(values.to, `${name}-${theme}.webp`);
      // Half of the bytes of a PNG, and no difference to be seen in text.
      await sharp(await workbench.page.screenshot())
        .webp({ nearLossless: true, quality: 60, effort: 6 })
        .toFile(path);
      console.log(path);
    } finally {
      await workbench.close();
    }
  }
}
