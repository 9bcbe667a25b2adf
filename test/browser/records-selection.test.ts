import * as assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { takePicture, useWindow } from './window';

const sections = 'sections-train.tfrecord-00000-of-00004';

describe('the user selects records', () => {
  const window = useWindow({ size: { width: 1480, height: 900 }, theme: 'dark' });
  const page = () => window().page;
  const press = (keys: string): Promise<void> => page().keyboard.press(keys);
  const see = (selector: string): Promise<Locator> => window().inWebview(selector);
  const textOf = async (selector: string): Promise<string> => (await (await see(selector)).textContent()) ?? '';
  /** Numbers of the rows that are told as selected, of those in sight. */
  const selected = async (): Promise<number[]> =>
    (await see('#records-grid')).evaluate(grid =>
      [...grid.querySelectorAll('[role=row][aria-selected=true]')].map(row => Number(row.getAttribute('aria-rowindex')) - 2),
    );
  const row = (index: number): Promise<Locator> => see(`.grid-row[aria-rowindex="${index + 2}"] .cell >> nth=1`);

  beforeEach(async () => {
    await window().openFile(sections);
    await see('.coverage:has-text("all 1,055 records")');
    await (await row(0)).click();
  });
  afterEach(async () => {
    await window().runCommand('View: Close All Editors');
    await window().until(async () => (await page().locator('.tab').count()) === 0, 'all editors are closed');
  });

  const spoken = async (text: string): Promise<void> =>
    window().until(async () => (await (await see('main.records')).locator('.spoken').textContent()) === text, `it is said: ${text}`);

  it('by keyboard: stretches, moves on, puts single ones in and out, takes all, and comes back to one', async () => {
    assert.equal(await (await see('#records-grid')).getAttribute('aria-multiselectable'), 'true');
    for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp']) await press(key);
    assert.deepEqual(await selected(), [0, 1, 2]);
    await spoken('3 records selected');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Control+Space']) await press(key);
    assert.deepEqual(await selected(), [0, 1, 2, 5]);
    await press('ArrowDown');
    await takePicture(window(), 'records-selection');
    await press('Control+a');
    await spoken('1,055 records selected');
    assert.equal(await (await see('main.records')).evaluate(() => String(getSelection())), '', 'no text of the page is marked');
    await press('Escape');
    assert.deepEqual(await selected(), [6]);
    await spoken('1,055 records');
    await press('Shift+PageDown');
    assert.ok((await selected()).length > 5);
    await press('Escape');
    await press('Control+Shift+End');
    const told = await textOf('.tag.selection');
    assert.match(told, /^1,0\d\d records selected$/);
    await spoken(told);
  });

  it('by mouse: a range with Shift, single ones with Control, and one again', async () => {
    await (await row(2)).click();
    await (await row(6)).click({ modifiers: ['Shift'] });
    assert.deepEqual(await selected(), [2, 3, 4, 5, 6]);
    await (await row(4)).click({ modifiers: ['Control'] });
    await (await row(9)).click({ modifiers: ['Control'] });
    assert.deepEqual(await selected(), [2, 3, 5, 6, 9]);
    await spoken('5 records selected');
    await (await row(12)).click({ modifiers: ['Shift'] });
    assert.deepEqual(await selected(), [2, 3, 5, 6, 9, 10, 11, 12]);
    await (await row(7)).click();
    assert.deepEqual(await selected(), [7]);
  });

  it('and has the same selected when the editor was hidden', async () => {
    await press('Shift+ArrowDown');
    await (await row(5)).click({ modifiers: ['Control'] });
    await window().openFile('custom_features.py');
    await window().openFile(sections);
    await spoken('3 records selected');
    assert.deepEqual(await selected(), [0, 1, 5]);
  });

  it('copies what is selected, which the menu names', async () => {
    await press('Shift+ArrowDown');
    await (await see('.title .tool:has-text("Actions")')).click();
    await see('.menu [role=menuitem]:has-text("Export 2 selected records…")');
    await takePicture(window(), 'records-selection-menu');
    await (await see('.menu [role=menuitem]:has-text("Copy 2 selected records as JSON")')).click();
    await page().locator('.statusbar-item', { hasText: '2 records copied as JSON' }).waitFor();
    await (await row(1)).click({ button: 'right' });
    const entry = page().locator('.monaco-menu .action-label', { hasText: 'Copy Records as Python' });
    await entry.waitFor();
    await takePicture(window(), 'records-selection-context');
    await press('ArrowDown');
    await press('ArrowDown');
    await press('Enter');
    await page().locator('.statusbar-item', { hasText: '2 records copied as Python' }).waitFor();
    await (await row(4)).click();
    await press('Shift+ArrowDown');
    await press('Shift+ArrowDown');
    await press('Control+c');
    await page().locator('.statusbar-item', { hasText: '3 records copied as JSON' }).waitFor();
    await press('Control+Alt+n');
    await page().locator('.monaco-editor .view-lines').first().waitFor();
    await press('Control+v');
    await page().locator('.view-line', { hasText: '"record":6' }).first().waitFor();
    await window().runCommand('View: Revert and Close Editor');
    await window().until(async () => (await page().locator('.tab').count()) === 1, 'the text is closed');
  });

  it('exports what is selected of a filter’s records, and it is said what that is', async () => {
    const input = await see('.query-input input');
    await input.fill('label == 3');
    await press('Escape');
    await press('Enter');
    await see('.rows-line:has-text("where label == 3")');
    await window().until(async () => !(await textOf('.rows-line')).includes('+'), 'the filter has gone through all records');
    await (await row(1)).click();
    await press('Shift+ArrowDown');
    await press('Shift+ArrowDown');
    const numbers = await (await see('#records-grid')).evaluate(grid =>
      [...grid.querySelectorAll('[aria-selected=true] .number')].map(cell => Number(cell.textContent)),
    );
    await window().runCommand('Tensorscope: Export Records');
    await window().picker.getByText('Export 3 selected records').waitFor();
    await takePicture(window(), 'records-selection-export');
    await window().pick('JSON Lines');
    await window().picker.getByText('Export 3 selected records as JSON Lines').waitFor();
    await window().picker.getByRole('button', { name: 'OK' }).click();
    const written = join(window().workspace, 'sections', 'sections-train-00000-of-00004-selected.jsonl');
    await window().until(async () => existsSync(written), 'the file is there');
    assert.deepEqual(
      readFileSync(written, 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line).record),
      numbers,
    );
  });
});
