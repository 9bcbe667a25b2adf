import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { becomes, comesToHold } from './becomes';
import { useWindow } from './window';

const sections = 'sections-train.tfrecord-00000-of-00004';

describe('the user has little room, or little to see', () => {
  const window = useWindow({ size: { width: 1480, height: 900 } });
  const page = () => window().page;
  const { see, textOf, press, closeEditors } = window;
  const until = (holds: () => Promise<boolean>, what: string): Promise<void> => window().until(holds, what);
  const resize = (width: number): Promise<void> => page().setViewportSize({ width, height: 900 });
  /** How far something reaches to the right of the page it is in. */
  const overhang = async (selector: string): Promise<number> =>
    (await see(selector)).evaluate(element => element.getBoundingClientRect().right - document.documentElement.clientWidth);

  before(async () => {
    writeFileSync(join(window().workspace, 'empty.tfrecord'), '');
    writeFileSync(join(window().workspace, 'notes.tfrecord'), 'These are notes.\nThey are no records.\n');
    await press('Control+B');
  });
  afterEach(async () => {
    await resize(1480);
    await closeEditors();
  });

  it('has everything in sight in a narrow editor, the record or the schema under the rows', async () => {
    await window().openFile(sections);
    await see('.coverage:has-text("all 1,055 records")');
    for (const width of [900, 648, 398]) {
      await resize(width);
      await until(async () => (await overhang('.detail')) <= 0, `the record is in sight at ${width} pixels`);
      for (const selector of ['.menu > button', '.go input', '.detail .tool:last-child', '.rows-line']) {
        await comesToHold(async () => {
          const over = await overhang(selector);
          assert.ok(over <= 0, `at ${width} pixels ${selector} is cut off by ${over}`);
        });
      }
    }
    await (await see('.menu > button')).click();
    await becomes(async () => (await see('.menu ul')).evaluate(element => element.getBoundingClientRect().left >= 0), true);
    await press('Escape');
    await (await see('.tool:has-text("Schema")')).click();
    await see('.panes.below .coverage');
    const pane = await see('.pane.rows');
    await becomes(() => pane.locator('xpath=..').locator('.detail').count(), 0);
    await (await see('.tool:has-text("Schema")')).click();
    await until(async () => (await pane.locator('xpath=..').locator('> *').count()) === 1, 'only the rows are left');
  });

  it('is told that a record is not there, and what a number is', async () => {
    await window().openFile(sections);
    const go = await see('.go input');
    await go.fill('99,999');
    await press('Enter');
    await see('.rows-line:has-text("there is no record 99,999")');
    await see('.detail:has-text("Record 1,054")');
    await go.fill('three');
    await press('Enter');
    await see('.go .query-error:has-text("Enter a record number")');
    await go.fill('3');
    await press('Enter');
    await see('.detail:has-text("Record 3")');
    await becomes(async () => (await textOf('.rows-line')).includes('no record'), false);
  });

  it('sorts by keyboard, up, down and back', async () => {
    await window().openFile(sections);
    await see('.grid-row:not(.head) .cell');
    await (await see('#records-grid')).focus();
    await press('ArrowRight', 'ArrowRight');
    for (const smallest of ['8', '533549', '352']) {
      await press('Shift+Enter');
      await becomes(() => textOf('.grid-row[aria-rowindex="2"] .cell:nth-child(4)'), smallest);
    }
  });

  it('is told when a filter finds nothing, and gets all records back', async () => {
    await window().openFile(sections);
    await (await see('.query-input input')).fill('label == 77');
    await press('Escape', 'Enter');
    await see('.no-rows:has-text("No records match the filter.")');
    await becomes(async () => (await see('.detail .tools')).locator('button:disabled').count(), 4);
    await (await see('.rows-line .link')).click();
    await see('.grid-row[aria-rowindex="2"] .cell');
  });

  it('is told what an empty file and a text file are', async () => {
    await window().openFile('empty.tfrecord');
    await see('.no-rows:has-text("This file is empty")');
    await window().openFile('notes.tfrecord');
    await see('.notice-error:has-text("This is a text file")');
    await see('.no-rows:has-text("This file has no records.")');
    const page = await see('.records');
    await becomes(() => page.locator('.corruption-banner').count(), 0);
  });
});
