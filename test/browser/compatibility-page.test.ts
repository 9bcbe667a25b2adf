import * as assert from 'node:assert/strict';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../tools/vscode/chromium.mjs';
import { becomes } from './becomes';
import { type Harness, openHarness } from './harness/page';
import { compatSelection, compatTableOf } from './harness/sample-compatibility';
import { type ThemeName, themes } from './harness/themes';

/** Milliseconds that a redraw of the largest table may take. */
const MAX_REDRAW_MS = 100;

describe('the page of the compatibility panel', () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(() => browser.close());

  const open = (rows: number, columns: number, theme: ThemeName = 'light', width = 1000): Promise<Harness> =>
    openHarness(browser, {
      page: 'compatibility',
      theme,
      size: { width, height: 700 },
      answers: { ready: { content: compatTableOf(rows, columns), selection: compatSelection } },
    });

  for (const theme of Object.keys(themes) as ThemeName[])
    for (const width of [420, 1000])
      it(`fits into ${width} pixels in ${theme}, and breaks no policy`, async () => {
        const { page, problems } = await open(3, 2, theme, width);
        await page.locator('.detail .reason').waitFor();
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing is cut off at the right');
        assert.deepEqual(problems, []);
        await page.close();
      });

  it('has one cell in the order of the tab key, which arrow keys take along, over the heads too', async () => {
    const { page, notices } = await open(3, 2);
    await page.locator('[role="gridcell"][tabindex="0"]').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
    await becomes(
      () =>
        notices.map(({ name, argument }) => [
          name,
          Object.values(argument as object)
            .slice(0, 2)
            .join(' '),
        ]),
      [
        ['select', 'example/feature1 target 1'],
        ['select', 'example/feature2 target 1'],
        ['select', 'example/feature1 target 1'],
        ['select', 'example/feature0 target 1'],
        ['goTo', 'train.py 2'],
      ],
    );
    assert.equal(await page.locator('[role="grid"] [tabindex="0"]').count(), 1);
    await page.close();
  });

  it('inserts, copies, and leads to the records behind a number', async () => {
    const { page, notices } = await open(3, 2);
    await page.getByText('Insert', { exact: true }).click();
    await page.getByText('Copy', { exact: true }).click();
    await page.getByText('4,992').click();
    await page.getByText('Remove', { exact: true }).click();
    await becomes(
      () => notices,
      [
        { name: 'insert', argument: { way: 0 } },
        { name: 'copy', argument: { text: 'example["feature1"] = example["feature1"][:48]' } },
        { name: 'showRecords', argument: { where: 'any(feature1 == 4992)' } },
        { name: 'removeModule', argument: { handle: 'https://tfhub.dev/nobody/nothing/1' } },
      ],
    );
    await page.close();
  });

  it('keeps the cell of the keys in sight from the first to the last row', async () => {
    const { page } = await open(200, 20);
    await page.locator('[role="gridcell"][tabindex="0"]').focus();
    for (const [key, row, column] of [
      ['Control+End', 199, 19],
      ['PageUp', 189, 19],
      ['Control+Home', 0, 0],
    ] as const) {
      await page.keyboard.press(key);
      const cell = page.locator(`[data-row="${row}"][data-column="${column}"]`);
      await becomes(() => cell.evaluate(element => document.activeElement === element), true);
      const seen = await cell.evaluate(element => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return document.elementFromPoint((left + right) / 2, (top + bottom) / 2)?.closest('[role="gridcell"]') === element;
      });
      assert.ok(seen, `${key} leads to what is in sight`);
    }
    await page.close();
  });

  it(`draws 200 features and 20 targets anew within ${MAX_REDRAW_MS} ms`, async () => {
    const { page } = await open(200, 20);
    await page.locator('[role="grid"][aria-rowcount="201"]').waitFor();
    const redraws: number[] = [];
    for (let turn = 1; turn <= 9; turn++) {
      const message = { kind: 'notify', name: 'show', argument: compatTableOf(200, 20, turn) };
      redraws.push(
        await page.evaluate(async shown => {
          const begin = performance.now();
          window.dispatchEvent(new MessageEvent('message', { data: shown }));
          // Reading a size waits for the layout.
          document.querySelector('[role="grid"]')?.getBoundingClientRect();
          return performance.now() - begin;
        }, message),
      );
    }
    const median = redraws.sort((a, b) => a - b)[4];
    console.log(`      a redraw of 200 × 20 takes ${median.toFixed(0)} ms`);
    assert.ok(median < MAX_REDRAW_MS, `${redraws.map(Math.round)} ms`);
    await page.close();
  });
});
