import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TWO_LSTMS } from '../editor/two-lstms';
import { becomes } from './becomes';
import { takePicture, useWindow } from './window';

/** Parses a feature that the samples do not have. */
const LACKING = `import tensorflow as tf
def parse(record):
    return tf.io.parse_single_example(record, {"words": tf.io.FixedLenFeature([], tf.int64)})
data = tf.data.TFRecordDataset("sections/sections-train.tfrecord-00000-of-00004").map(parse)
`;

/** The browser build where it lives: in the extension host of a browser, a worker of the page, with its content security policy. */
describe('in the extension host of a browser', () => {
  const window = useWindow({ settings: { 'remote.extensionKind': { 'tensorscope.tensorscope': ['web'] }, 'extensions.webWorker': true } });
  const { see, textOf, press } = window;

  it('the user looks into records, whose figures come from all of them', async () => {
    await window().openFile('sections/sections-train.tfrecord-00000-of-00004');
    await see('.coverage:has-text("all 1,055 records")');
    await becomes(() => textOf('.notice'), /read into memory on a single thread/);
    await becomes(() => textOf('.grid-row[aria-rowindex="2"]'), /squidguard|395 4 1/);
    await takePicture(window(), 'web-host-records');
  });

  it('a filter goes through all of them', async () => {
    await (await see('.query-input input')).fill('label == 3 and len(ids) == 48');
    await press('Escape', 'Enter');
    await see('.rows-line:has-text("records where label == 3")');
  });

  it('a compressed file is read', async () => {
    await window().openFile('sections/sections-small.tfrecord.gz');
    await becomes(() => textOf('.coverage'), /of all \d+ records/);
  });

  it('a mistake in a program is underlined', async () => {
    const { page, workspace } = window();
    writeFileSync(join(workspace, 'mistake.py'), TWO_LSTMS);
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'mistake.py' }).dblclick();
    await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
  });

  it('a feature that the records of an opened file lack is underlined where it is parsed', async () => {
    const { page, workspace } = window();
    await window().openFile('sections/sections-train.tfrecord-00000-of-00004');
    await see('.coverage:has-text("all 1,055 records")');
    writeFileSync(join(workspace, 'lacking.py'), LACKING);
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'lacking.py' }).dblclick();
    await page.locator('.view-line', { hasText: 'words' }).waitFor();
    await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
  });
});
