import * as assert from 'node:assert/strict';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../../tools/vscode/chromium.mjs';
import { becomes } from './becomes';
import { type Harness, openHarness } from './harness/page';
import { recordsAnswers } from './harness/sample-records';
import { type ThemeName, themes } from './harness/themes';

describe('the page of the record viewer', () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(() => browser.close());

  const open = async (width: number, theme: ThemeName = 'light'): Promise<Harness> => {
    const harness = await openHarness(browser, { page: 'records', theme, size: { width, height: 800 }, answers: recordsAnswers });
    await harness.page.locator('.detail-feature').first().waitFor();
    return harness;
  };
  const widthOf = async (page: Page, selector: string): Promise<number> => (await page.locator(selector).boundingBox())?.width ?? 0;
  const heightOf = async (page: Page, selector: string): Promise<number> => (await page.locator(selector).boundingBox())?.height ?? 0;

  for (const theme of Object.keys(themes) as ThemeName[])
    for (const width of [350, 600, 1200])
      it(`stays within ${width} pixels in ${theme}, and breaks no policy`, async () => {
        const { page, problems } = await open(width, theme);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing is cut off at the right');
        assert.deepEqual(problems, []);
        await page.close();
      });

  it('has its actions in a menu', async () => {
    const { page, calls } = await open(1200);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Compare with a schema file…' }).click();
    await becomes(() => calls.at(-1), { name: 'run', argument: { action: 'compareSchema' } });
    await page.close();
  });

  it('copies a record, and says on the button that it does', async () => {
    const { page, calls } = await open(350);
    for (const [name, format] of [
      ['Copy as JSON', 'json'],
      ['Copy as Python', 'python'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      await becomes(() => calls.at(-1), { name: 'copy', argument: { record: 0, format } });
    }
    await page.close();
  });

  it('calls the kind of a list the same in the schema and in the record, and names its dtype', async () => {
    const { page } = await open(1200);
    const kinds = async (): Promise<string[]> => (await page.locator('.schema .type').allTextContents()).map(kind => kind.trim());
    await becomes(kinds, ['int64 []', 'int64 []', 'float []', 'bytes []', 'bytes []']);
    assert.match((await page.locator('.schema .type.bytes').first().getAttribute('title')) ?? '', /bytes.*tf\.string/);
    await becomes(() => page.locator('.detail-feature:has-text("title") .quiet').first().textContent(), 'bytes');
    await page.close();
  });

  it('lists the layers that take a feature, the best ones first, and leads to the panel', async () => {
    const { page, notices, calls, notify } = await open(1200);
    const head = page.locator('.feature-head:has-text("label")');
    await head.press('Enter');
    await becomes(
      () => page.locator('.models li').allInnerTexts(),
      [
        '✓\nembedding_0 model · train.py\nfits',
        '➜\nembedding_1 model · train.py\nPad to 48 values',
        '✕\nembedding_2 model · train.py\ndoes not fit',
      ],
    );
    const asked = (): number => calls.filter(({ name }) => name === 'compatibility').length;
    assert.deepEqual(calls.at(-1)?.argument, { feature: 'example/label' });
    const before = asked();
    await notify('modelsChanged', null);
    await becomes(asked, before + 1);
    await page.locator('.models button').nth(1).press('Enter');
    await becomes(() => notices.at(-1), {
      name: 'showCompatibility',
      argument: { place: { feature: 'example/label', target: 'target 1' } },
    });
    await page.close();
  });

  it('keys make a column wider and narrower, and do nothing else', async () => {
    const { page } = await open(1200);
    const column = '.head .cell:has-text("price")';
    const before = await widthOf(page, column);
    await page.locator('.grid-row[aria-rowindex="2"] .cell:nth-child(5)').click();
    for (const key of ['Alt+ArrowRight', 'Alt+ArrowRight', 'Alt+ArrowLeft']) await page.keyboard.press(key);
    await becomes(() => widthOf(page, column), before + 16);
    const cell = await page.locator('.grid-row[aria-rowindex="2"] .cell:nth-child(5)').textContent();
    await becomes(() => page.locator('.active').textContent(), cell);
    for (let presses = 0; presses < 20; presses++) await page.keyboard.press('Alt+ArrowLeft');
    await becomes(() => widthOf(page, column), 40);
    await page.close();
  });

  it('a column that a key makes wider stays in sight', async () => {
    const { page } = await open(600);
    await page.locator('#records-grid').focus();
    for (const key of ['End', 'Alt+ArrowRight', 'Alt+ArrowRight']) await page.keyboard.press(key);
    const [grid, last] = [page.locator('#records-grid'), page.locator('.head .cell').last()];
    const rightEdge = async (element: Locator): Promise<number> => {
      const box = await element.boundingBox();
      return box ? box.x + box.width : Number.NaN;
    };
    await becomes(async () => (await rightEdge(last)) <= (await rightEdge(grid)) + 1, true);
    await page.close();
  });

  for (const [width, label, pane] of [
    [1200, 'Width of the schema', 'ArrowRight'],
    [1200, 'Width of the record', 'ArrowLeft'],
    [350, 'Height of the record', 'ArrowUp'],
  ] as const)
    it(`at ${width} pixels, keys change the ${label.toLowerCase()}`, async () => {
      const { page } = await open(width);
      const line = page.getByRole('separator', { name: label });
      const size = async (): Promise<number> =>
        label.startsWith('Height')
          ? heightOf(page, '.pane:has(.detail)')
          : widthOf(page, label.endsWith('schema') ? '.pane:has(.schema)' : '.pane:has(.detail)');
      const before = await size();
      await line.press(pane);
      await becomes(async () => (await size()) > before + 5, true);
      await page.close();
    });

  it('a drag makes the pane under the rows as high as the pointer says', async () => {
    const { page } = await open(600);
    const line = await page.getByRole('separator', { name: 'Height of the record' }).boundingBox();
    assert.ok(line);
    const before = await heightOf(page, '.pane:has(.detail)');
    await page.mouse.move(300, line.y + 2);
    await page.mouse.down();
    await page.mouse.move(300, line.y - 58);
    await page.mouse.up();
    await becomes(async () => Math.abs((await heightOf(page, '.pane:has(.detail)')) - before - 60) < 2, true);
    await page.close();
  });

  it('Tab goes through the panes in the order in which they are seen', async () => {
    for (const [width, expected] of [
      [1200, ['Schema', 'Rows', 'Record']],
      [350, ['Rows', 'Schema']],
    ] as const) {
      const { page } = await open(width);
      if (width === 350) await page.getByRole('button', { name: 'Schema' }).click();
      await page.getByRole('textbox').last().focus();
      const met: string[] = [];
      for (let presses = 0; presses < 80 && met.length < expected.length; presses++) {
        await page.keyboard.press('Tab');
        const pane = await page.evaluate(() =>
          ['.schema', '.rows', '.detail'].findIndex(selector => document.activeElement?.closest(selector)),
        );
        const name = (['Schema', 'Rows', 'Record'] as const)[pane];
        if (name && met.at(-1) !== name) met.push(name);
      }
      assert.deepEqual(met, expected);
      await page.close();
    }
  });
});
