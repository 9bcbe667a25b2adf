import * as assert from 'node:assert/strict';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../tools/vscode/chromium.mjs';
import { becomes } from './becomes';
import { type Harness, openHarness } from './harness/page';
import { modelScenes } from './harness/sample-model';
import { type ThemeName, themes } from './harness/themes';

describe('the page of the model view', () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(() => browser.close());

  /** As wide as a side bar. */
  const open = (scene: string, theme: ThemeName = 'light'): Promise<Harness> =>
    openHarness(browser, { page: 'model', theme, size: { width: 300, height: 620 }, answers: { ready: modelScenes[scene] } });

  for (const theme of Object.keys(themes) as ThemeName[]) {
    for (const scene of Object.keys(modelScenes)) {
      it(`shows "${scene}" in ${theme} within its width, and breaks no policy`, async () => {
        const { page, problems } = await open(scene, theme);
        await page.locator('main').waitFor();
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing is cut off at the right');
        assert.deepEqual(problems, []);
        await page.close();
      });
    }
  }

  it('keys move between the layers, and Enter goes to the line', async () => {
    const { page, notices } = await open('sound');
    await page.locator('button.step').first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'End', 'Home', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await becomes(() => notices.map(({ name, argument }) => [name, (argument as { line: number }).line]), [['goTo', 26]]);
    await page.close();
  });

  it('marks the layer at the cursor, for eyes and for screen readers', async () => {
    const { page } = await open('sound');
    const current = page.locator('[aria-current="true"]');
    await becomes(() => current.innerText(), /Conv1D/);
    await page.close();
  });

  it('says in place what does not fit, and leads to the rule', async () => {
    const { page, notices } = await open('broken');
    const place = page.locator('li.error', { hasText: 'Conv2D' });
    await becomes(() => place.innerText(), /takes 4 axes/);
    await place.getByText('layer-input-rank').click();
    await becomes(() => notices, [{ name: 'explain', argument: { rule: 'layer-input-rank' } }]);
    await page.close();
  });

  it('follows what the host shows', async () => {
    const { page, notify } = await open('nothing');
    await becomes(() => page.getByRole('status').innerText(), /plain\.py has no Keras model/);
    await notify('show', modelScenes.sound);
    await page.locator('h1', { hasText: 'model' }).waitFor();
    await page.close();
  });
});
