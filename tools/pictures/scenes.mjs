// The pictures of the docs: each a row that says how the user gets the window to look like that.

import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../setup/paths.mjs';

/** Wide enough for the three panes of the record viewer. */
const records = { width: 1480, height: 900 };

/** Puts a file of the project beside the samples that are open. */
const copyInto = (workbench, path) => copyFileSync(join(root, path), join(workbench.workspace, basename(path)));

/** Waits until the record viewer has all figures, and gives it the room of the side bar. */
async function recordsAreRead(workbench) {
  await workbench.page.keyboard.press('Control+B');
  await workbench.inWebview('.coverage:has-text("of all")');
  await workbench.inWebview('.detail-body');
}

const shapes = { width: 1280, height: 760 };
const code = { 'editor.minimap.enabled': false, 'editor.fontSize': 13 };

/** Shows the model view and puts the cursor on a layer. */
async function modelIsShown(workbench, layer, line, column = 5) {
  await workbench.runCommand('Tensorscope: Show Model');
  await workbench.inWebview(`button.step:has-text("${layer}")`);
  await workbench.runCommand('View: Focus First Editor Group');
  await workbench.page.keyboard.press('Control+G');
  await workbench.picker.waitFor();
  await workbench.page.keyboard.type(`${line}:${column}`);
  await workbench.page.keyboard.press('Enter');
  await workbench.inWebview(`button.step[aria-current="true"]:has-text("${layer}")`);
}

/**
 * @typedef {object} Scene
 * @property {string} name File name without theme and ending.
 * @property {string[]} [themes] Names of themes.mjs; light and dark when not given.
 * @property {{ width: number, height: number }} [size]
 * @property {Record<string, unknown>} [settings] User settings of the window.
 * @property {(workbench: import('../vscode/workbench.mjs').Workbench) => Promise<void>} arrange Works the window by keyboard and waits for what is to be seen.
 */

/** @type {Scene[]} */
export const scenes = [
  {
    name: 'records',
    themes: ['light', 'dark', 'high-contrast'],
    size: records,
    arrange: async workbench => {
      await workbench.openFile('sections-train.tfrecord-00000-of-00004');
      await recordsAreRead(workbench);
    },
  },
  {
    name: 'records-images',
    size: records,
    arrange: async workbench => {
      await workbench.openFile('emoji-validation.tfrecord-00000-of-00001');
      await recordsAreRead(workbench);
      await workbench.inWebview('.picture .box');
    },
  },
  {
    name: 'records-corrupted',
    size: records,
    arrange: async workbench => {
      copyInto(workbench, 'test/data/records/broken/garbage-in-middle.tfrecord');
      await workbench.openFile('garbage-in-middle.tfrecord');
      await workbench.inWebview('.corruption-banner');
      await recordsAreRead(workbench);
    },
  },
  {
    name: 'records-sequence',
    size: records,
    arrange: async workbench => {
      copyInto(workbench, 'test/data/records/features/sequence.tfrecord');
      await workbench.openFile('sequence.tfrecord');
      await recordsAreRead(workbench);
      await workbench.inWebview('.steps table');
    },
  },
  {
    name: 'records-filter',
    size: records,
    arrange: async workbench => {
      await workbench.openFile('sections-train.tfrecord-00000-of-00004');
      await recordsAreRead(workbench);
      const input = await workbench.inWebview('.query-input input');
      await input.fill('label in [1, 2] and installed_size > 20000');
      await workbench.page.keyboard.press('Escape');
      await workbench.page.keyboard.press('Enter');
      await workbench.inWebview('.rows-line:has-text("where label")');
      await input.focus();
      await workbench.page.keyboard.type(' and te');
      await workbench.inWebview('.offers:has-text("text")');
    },
  },
  {
    name: 'records-compare',
    size: records,
    arrange: async workbench => {
      await workbench.openFile('sections-train.tfrecord-00000-of-00004');
      await recordsAreRead(workbench);
      await workbench.runCommand('Tensorscope: Compare Records With');
      await workbench.pick('sections-validation.tfrecord-00000-of-00001');
      await workbench.inWebview('.compare table');
    },
  },
  {
    name: 'module',
    size: { width: 1280, height: 1000 },
    arrange: async workbench => {
      cpSync(join(root, 'test/data/modules/sentences-dim512'), join(workbench.workspace, 'sentences-dim512'), { recursive: true });
      await workbench.openFile('saved_model.pb');
      await workbench.inWebview('.code');
    },
  },
  {
    name: 'module-hover',
    themes: ['dark'],
    size: { width: 1000, height: 460 },
    settings: { ...code, 'workbench.sideBar.location': 'right' },
    arrange: async workbench => {
      cpSync(join(root, 'test/data/modules/elmo-like'), join(workbench.workspace, 'models/elmo-like'), { recursive: true });
      writeFileSync(
        join(workbench.workspace, 'encoder.py'),
        'import tensorflow_hub as hub\n\nencoder = hub.load("models/elmo-like")\ntokens = encoder.signatures["tokens"]\n',
      );
      await workbench.openFile('encoder.py');
      await workbench.page.keyboard.press('Control+B');
      await workbench.runCommand('Go to Line/Column...');
      await workbench.page.keyboard.type('3:32');
      await workbench.page.keyboard.press('Enter');
      await workbench.until(async () => {
        await workbench.page.keyboard.press('Control+K');
        await workbench.page.keyboard.press('Control+I');
        return workbench.page.locator('.monaco-hover:visible', { hasText: 'signatures' }).first().isVisible();
      }, 'the hover is shown');
    },
  },
  {
    name: 'shapes',
    size: shapes,
    settings: code,
    arrange: async workbench => {
      await workbench.openFile('sections_cnn.py');
      await modelIsShown(workbench, 'Conv1D', 27);
    },
  },
  {
    name: 'mistake',
    size: shapes,
    settings: code,
    arrange: async workbench => {
      const text = readFileSync(join(workbench.workspace, 'sections_cnn.py'), 'utf8');
      writeFileSync(join(workbench.workspace, 'sections_cnn.py'), text.replace('VOCABULARY = 5000', 'VOCABULARY = 4000'));
      await workbench.openFile('sections_cnn.py');
      await workbench.page.locator('.squiggly-error').first().waitFor();
      await modelIsShown(workbench, 'Embedding', 26, 36);
      await workbench.runCommand('Show or Focus Hover');
      await workbench.page.locator('.monaco-hover:has-text("embedding-range")').first().waitFor();
    },
  },
  {
    name: 'compatibility',
    themes: ['light', 'dark', 'high-contrast'],
    size: { width: 1480, height: 900 },
    settings: code,
    arrange: async workbench => {
      copyInto(workbench, 'tools/pictures/which_fits.py');
      await workbench.openFile('which_fits.py');
      await workbench.page.keyboard.press('Control+B');
      await workbench.openFile('sections-train.tfrecord-00000-of-00004');
      await workbench.inWebview('.coverage:has-text("of all")');
      await workbench.runCommand('Tensorscope: Show Compatibility');
      const cell = await workbench.inWebview('[role="row"]:has-text("ids") [role="gridcell"] >> nth=2');
      await cell.click();
      await workbench.inWebview('.detail .reason');
    },
  },
  {
    name: 'training',
    themes: ['light', 'dark', 'high-contrast'],
    size: { width: 1440, height: 960 },
    settings: { 'editor.minimap.enabled': false },
    arrange: async workbench => {
      await workbench.openFile('sections_cnn.py');
      await workbench.page.keyboard.press('Control+B');
      await workbench.runCommand('Tensorscope: Train Model');
      const rows = await workbench.inWebview('table.epochs tbody');
      await workbench.until(async () => (await rows.locator('tr').count()) >= 3, 'three epochs have ended');
      await workbench.page.getByText('Train', { exact: true }).waitFor();
    },
  },
];
