/** Takes pictures of the training page in each theme: `npx tsx test/browser/harness/look.ts FOLDER`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../../../tools/vscode/chromium.mjs';
import { openHarness } from './page';
import { sampleEvents, sampleRun } from './sample-run';
import { type ThemeName, themes } from './themes';

const folder = process.argv[2] ?? 'pictures';
mkdirSync(folder, { recursive: true });

async function main(): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  const live = sampleRun(sampleEvents(3, 30));
  const failed = sampleRun(sampleEvents(2, 9));
  failed.status = 'failed';
  failed.end = {
    event: 'end',
    status: 'failed',
    message: 'Record 4,310 of sections-train.tfrecord-00002-of-00004 has no feature "label". Give it a default_value, or mend the file.',
    site: { path: 'train_sections.py', line: 18 },
    epochs: 2,
    metrics: {},
    seconds: 7.4,
    msPerStepMedian: 41.2,
  };
  const scenes = { live: { run: live, others: [] }, failed: { run: failed, others: [] }, empty: { run: null, others: [] } };
  for (const theme of Object.keys(themes) as ThemeName[]) {
    for (const [scene, content] of Object.entries(scenes)) {
      const size = { width: 1180, height: 760 };
      const { page, problems } = await openHarness(browser, { page: 'training', theme, size, answers: { ready: content } });
      await page.locator('main').waitFor();
      if (scene === 'live')
        await page
          .locator('.canvas')
          .first()
          .hover({ position: { x: 300, y: 100 } });
      await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await page.screenshot({ path: join(folder, `training-${scene}-${theme}.png`) });
      for (const problem of problems) console.log(`${theme} ${scene}: ${problem}`);
      await page.close();
    }
  }
  await browser.close();
}

main();
