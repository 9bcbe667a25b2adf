import * as assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { becomes } from './becomes';
import { takePicture, useWindow } from './window';

const sections = 'sections-train.tfrecord-00000-of-00004';

describe('the user selects records', () => {
  const window = useWindow({ size: { width: 1480, height: 900 }, theme: 'dark' });
  const page = () => window().page;
  const { see, textOf, press, closeEditors } = window;
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
  afterEach(closeEditors);

  const spoken = (text: string): Promise<void> => becomes(async () => (await see('main.records')).locator('.spoken').textContent(), text);

  it('by keyboard: stretches, moves on, puts single ones in and out, takes all, and comes back to one', async () => {
    await becomes(async () => (await see('#records-grid')).getAttribute('aria-multiselectable'), 'true');
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp');
    await becomes(selected, [0, 1, 2]);
    await spoken('3 records selected');
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Control+Space');
    await becomes(selected, [0, 1, 2, 5]);
    await press('ArrowDown');
    await takePicture(window(), 'records-selection');
    await press('Control+a');
    await spoken('1,055 records selected');
    assert.equal(await (await see('main.records')).evaluate(() => String(getSelection())), '', 'no text of the page is marked');
    await press('Escape');
    await becomes(selected, [6]);
    await spoken('1,055 records');
    await press('Shift+PageDown');
    await becomes(async () => (await selected()).length > 5, true);
    await press('Escape');
    await press('Control+Shift+End');
    await becomes(() => textOf('.tag.selection'), /^1,0\d\d records selected$/);
    await spoken(await textOf('.tag.selection'));
  });

  it('by mouse: a range with Shift, single ones with Control, and one again', async () => {
    await (await row(2)).click();
    await (await row(6)).click({ modifiers: ['Shift'] });
    await becomes(selected, [2, 3, 4, 5, 6]);
    await (await row(4)).click({ modifiers: ['Control'] });
    await (await row(9)).click({ modifiers: ['Control'] });
    await becomes(selected, [2, 3, 5, 6, 9]);
    await spoken('5 records selected');
    await (await row(12)).click({ modifiers: ['Shift'] });
    await becomes(selected, [2, 3, 5, 6, 9, 10, 11, 12]);
    await (await row(7)).click();
    await becomes(selected, [7]);
  });

  it('and has the same selected when the editor was hidden', async () => {
    await press('Shift+ArrowDown');
    await (await row(5)).click({ modifiers: ['Control'] });
    await window().openFile('custom_features.py');
    await window().openFile(sections);
    await spoken('3 records selected');
    await becomes(selected, [0, 1, 5]);
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
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await page().locator('.statusbar-item', { hasText: '2 records copied as Python' }).waitFor();
    await (await row(4)).click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+c');
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
    await press('Escape', 'Enter');
    await see('.rows-line:has-text("where label == 3")');
    await window().until(async () => !(await textOf('.rows-line')).includes('+'), 'the filter has gone through all records');
    await (await row(1)).click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown');
    await spoken('3 records selected');
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
