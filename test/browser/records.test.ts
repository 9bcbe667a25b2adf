import * as assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root';
import { becomes } from './becomes';
import { takePicture, useWindow } from './window';

const sections = 'sections-train.tfrecord-00000-of-00004';

/** What the sections are, but for a column that they lack and a label that is too high. */
const SCHEMA = `
  default_environment: "TRAINING"
  feature { name: "ids" type: INT value_count { min: 48 max: 48 } }
  feature { name: "installed_size" type: INT }
  feature { name: "label" type: INT int_domain { min: 0 max: 4 } }
  feature { name: "package" type: BYTES url_domain { } }
  feature { name: "price" type: FLOAT presence { min_fraction: 1 } }
  feature { name: "section" type: BYTES }
  feature { name: "text" type: BYTES natural_language_domain { } }`;

describe('the user looks into records by keyboard', () => {
  const window = useWindow({ size: { width: 1480, height: 900 } });
  const page = () => window().page;
  const { see, textOf, press, closeEditors } = window;
  const until = (holds: () => Promise<boolean>, what: string): Promise<void> => window().until(holds, what);
  /** Opens a file, with the room of the side bar. */
  const open = async (name: string): Promise<void> => {
    await window().openFile(name);
    await see('.grid-row:not(.head) .cell');
  };
  const ask = async (text: string): Promise<void> => {
    const input = await see('.query-input input');
    await input.fill(text);
    await press('Escape', 'Enter');
  };

  before(() => {
    // Early on: what is there before the first question, Quick Open has in its list.
    for (const name of ['bad-data-crc.tfrecord', 'changing.tfrecord']) {
      copyFileSync(join(root, 'test/data/records/broken/bad-data-crc.tfrecord'), join(window().workspace, name));
    }
    writeFileSync(join(window().workspace, 'sections.pbtxt'), SCHEMA);
    copyFileSync(join(root, 'samples/features/custom.tfrecord'), join(window().workspace, 'described.tfrecord'));
    const splits = [{ name: 'train', filepathTemplate: 'described.tfrecord', shardLengths: ['4100'] }];
    writeFileSync(join(window().workspace, 'dataset_info.json'), JSON.stringify({ name: 'described', splits }));
  });
  afterEach(closeEditors);

  it('sees rows, the schema from all records, and the first record in full', async () => {
    await open(sections);
    await becomes(() => textOf('.grid-row[aria-rowindex="2"]'), /squidguard/);
    await see('.coverage:has-text("all 1,055 records")');
    await becomes(async () => (await see('.features')).locator('> li').count(), 6);
    await becomes(() => textOf('.detail'), /filter and redirector plugin for Squid\./);
    await becomes(() => textOf('.tokens'), /squid/);
    await takePicture(window(), 'records');
  });

  it('moves through the grid, and the detail follows', async () => {
    await open(sections);
    const grid = await see('#records-grid');
    await grid.focus();
    await press('ArrowDown', 'ArrowRight');
    await becomes(() => grid.getAttribute('aria-activedescendant'), 'cell-1-0');
    await see('.detail:has-text("Record 1") .detail-body:has-text("offset 224")');
    await page().keyboard.press('Control+End');
    await see('.grid-row[aria-rowindex="1056"].chosen');
    await see('.detail:has-text("Record 1,054")');
    const go = await see('.go input');
    await go.fill('500');
    await page().keyboard.press('Enter');
    await see('.grid-row[aria-rowindex="502"].chosen');
  });

  it('filters with completion, is told of an error with its place, and comes back to all', async () => {
    await open(sections);
    const input = await see('.query-input input');
    await input.focus();
    await page().keyboard.type('labl == 3');
    await press('Escape', 'Enter');
    await becomes(() => textOf('.query-error'), /did you mean "label"/);
    await becomes(() => textOf('.query-error mark'), 'labl');
    await input.fill('');
    await page().keyboard.type('lab');
    await see('.offers:has-text("label")');
    await press('Tab');
    await becomes(() => input.inputValue(), 'label');
    await page().keyboard.type(' == 3');
    await press('Escape', 'Enter');
    await see('.rows-line:has-text("records where label == 3")');
    await until(async () => !(await textOf('.rows-line')).includes('+'), 'the filter has gone through all records');
    const count = Number((await textOf('.rows-line')).match(/^([\d,]+)/)?.[1]?.replace(',', ''));
    assert.ok(count > 50 && count < 500, String(count));
    await ask('');
    await see('.rows-line:has-text("1,055 records")');
  });

  it('searches for a text, and sorts', async () => {
    await open(sections);
    await (await see('.segments button:has-text("Search")')).click();
    await ask('squidguard');
    await see('.rows-line:has-text("squidguard")');
    await becomes(() => textOf('.rows-line'), /^1 record with/);
    await ask('');
    await (await see('.head-name:has-text("installed_size")')).click();
    await see('.rows-line:has-text("sorted by installed_size")');
    await becomes(() => textOf('.grid-row[aria-rowindex="2"] .cell:nth-child(4)'), '8');
  });

  it('goes to a record among filtered and sorted rows, and is told where it is none of them', async () => {
    await open(sections);
    await ask('label == 3');
    await see('.rows-line:has-text("where label == 3")');
    await (await see('.head-name:has-text("installed_size")')).click();
    await see('.rows-line:has-text("sorted by installed_size")');
    const go = await see('.go input');
    await go.fill('5');
    await go.press('Enter');
    await see('.rows-line:has-text("record 5 is not among these")');
    await see('.rows-line:has-text("where label == 3"):has-text("sorted by installed_size")');
    await go.fill('2');
    await go.press('Enter');
    await see('.detail:has-text("Record 2")');
    await see('.rows-line:has-text("where label == 3"):has-text("sorted by installed_size")');
    await go.fill('5');
    await go.press('Enter');
    await (await see('.rows-line button:has-text("Show it among all records")')).click();
    await see('.detail:has-text("Record 5")');
    await see('.rows-line:has-text("1,055 records")');
  });

  it('clicks on a value of the schema and has the records behind it', async () => {
    await open(sections);
    await see('.coverage:has-text("all 1,055 records")');
    const bar = await see('.tops button:has-text("net")');
    await becomes(() => bar.textContent(), /155/);
    await bar.click();
    await see('.rows-line:has-text("155 records where section == \\"net\\"")');
  });

  it('comes back to the same rows when it was hidden', async () => {
    await open(sections);
    await ask('label == 3');
    await see('.rows-line:has-text("where label == 3")');
    await (await see('#records-grid')).focus();
    await press('ArrowDown', 'ArrowDown');
    await see('.grid-row.chosen[aria-rowindex="4"]');
    const shown = await textOf('.grid-row.chosen .number');
    await window().openFile('custom_features.py');
    await window().openFile(sections);
    await see('.rows-line:has-text("where label == 3")');
    await becomes(() => textOf('.grid-row.chosen .number'), shown);
  });

  it('has an image drawn with its box on it', async () => {
    await open('emoji-validation.tfrecord-00000-of-00001');
    const image = await see('.picture img');
    await until(() => image.evaluate(element => (element as HTMLImageElement).naturalWidth === 96), 'the image has loaded');
    const colours = await image.evaluate(element => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 96;
      const context = canvas.getContext('2d');
      context?.drawImage(element as HTMLImageElement, 0, 0);
      const { data } = context?.getImageData(0, 0, 96, 96) ?? { data: [] };
      return new Set(Array.from({ length: 96 * 96 }, (_, at) => `${data[at * 4]} ${data[at * 4 + 1]} ${data[at * 4 + 2]}`)).size;
    });
    assert.ok(colours > 50, `${colours} colours`);
    const [picture, box] = [await (await see('.picture')).boundingBox(), await (await see('.picture .box')).boundingBox()];
    assert.ok(picture && box);
    assert.ok(Math.abs(box.x - picture.x - 0.1 * picture.width) < 2, 'the box begins at a tenth of the width');
    assert.ok(Math.abs(box.width - 0.8 * picture.width) < 2, 'the box is eight tenths wide');
    await becomes(() => textOf('.picture .box'), 'Travel & Places');
    await takePicture(window(), 'records-images');
  });

  it('is told of corruption, and sees the records before and after it', async () => {
    await open('bad-data-crc.tfrecord');
    await becomes(() => textOf('.corruption-banner'), /corrupted record at \d+/);
    const banner = await textOf('.corruption-banner');
    const corrupted = Number(banner.match(/Record (\d+)/)?.[1]);
    await (await see('.corruption-banner .link')).click();
    await see(`.grid-row.corrupted[aria-rowindex="${corrupted + 2}"]`);
    await see(`.grid-row:not(.corrupted)[aria-rowindex="${corrupted + 1}"] .cell`);
    await see(`.grid-row:not(.corrupted)[aria-rowindex="${corrupted + 3}"] .cell`);
  });

  it('sees a file that has changed, and reloads it', async () => {
    await open('changing.tfrecord');
    await see('.corruption-banner');
    copyFileSync(join(root, 'samples/features/custom.tfrecord'), join(window().workspace, 'changing.tfrecord'));
    const reload = await see('.notice-warning vscode-button');
    await reload.click();
    await see('.rows-line:has-text("4,000 records")');
  });

  it('starts a model from the features', async () => {
    await open(sections);
    await see('.coverage:has-text("all 1,055 records")');
    await window().runCommand('Tensorscope: Generate Model from These Features');
    await page().locator('.monaco-editor .view-line', { hasText: 'layers.Embedding' }).first().waitFor({ timeout: 30_000 });
    await window().runCommand('View: Revert and Close Editor');
    await until(async () => (await page().locator('.tab').count()) === 1, 'the text is closed');
  });

  it('compares two splits', async () => {
    await open(sections);
    await see('.coverage:has-text("all 1,055 records")');
    await window().runCommand('Tensorscope: Compare Records With');
    await window().pick('sections-validation.tfrecord-00000-of-00001');
    await see('.compare table');
    await takePicture(window(), 'records-compare');
  });

  it('holds the records against a schema file, and leads to what is against it', async () => {
    await open(sections);
    await see('.coverage:has-text("all 1,055 records")');
    await window().runCommand('Tensorscope: Compare with Schema File');
    await window().pick('sections.pbtxt');
    await window().pick('TRAINING');
    await see(
      '.anomalies .information:has-text("sections.pbtxt (TRAINING)"):has-text("2 anomalies. Not checked: the url_domain of \\"package\\".")',
    );
    await see('.anomalies .error[title="SCHEMA_MISSING_COLUMN"]');
    await (await see('.anomalies .error[title="INT_TYPE_BIG_INT"] .link')).click();
    await becomes(async () => (await see('.query-input input')).inputValue(), 'label > 4');
    await window().runCommand('Tensorscope: Compare with Schema File');
    await window().pick('No schema file');
    const features = await see('.features');
    await until(async () => (await features.locator('xpath=..').locator('.anomalies').count()) === 0, 'nothing is against it any more');
  });

  it('is told of records that dataset_info.json says are there', async () => {
    await open('described.tfrecord');
    await see(
      '.anomalies .error:has-text("According to dataset_info.json, described.tfrecord should have 4100 records, but has 4000: 100 records missing.")',
    );
  });

  it('opens all shards as one dataset, under the name of the set', async () => {
    const opened = async (): Promise<void> => {
      await see('.title:has-text("4 files")');
      await becomes(() => textOf('.title h1'), 'sections-train.tfrecord (4 shards)');
      await page().locator('.tab.active', { hasText: 'sections-train.tfrecord (4 shards)' }).waitFor();
      await becomes(() => page().locator('.monaco-breadcrumb-item').allTextContents(), ['sections', 'sections-train.tfrecord@4']);
      await see('.coverage:has-text("all 4,")');
    };
    await open(sections);
    await (await see('.title .link:has-text("all 4 shards")')).click();
    await opened();
    await takePicture(window(), 'records-shards');
    await closeEditors();
    await window().runCommand('View: Reopen Closed Editor');
    await opened();
  });
});
