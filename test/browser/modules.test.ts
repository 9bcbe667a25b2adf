import * as assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../root';
import { becomes } from './becomes';
import { takePicture, useWindow } from './window';

const TENSORS = 5000;

/** A safetensors file of very many tensors: layer 7 is the only large one. */
function manyTensors(): Uint8Array {
  let at = 0;
  const entries = Array.from({ length: TENSORS }, (_, index) => {
    const size = index === 7 ? 100 : 1;
    const offsets = [at, at + 4 * size];
    at += 4 * size;
    return [`encoder.layer.${index}.weight`, { dtype: 'F32', shape: [size], data_offsets: offsets }] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(at)]);
}

describe('the user looks into modules and models on disk', () => {
  const window = useWindow({ size: { width: 1280, height: 900 } });
  const page = () => window().page;
  const { see, textOf, press, closeEditors } = window;
  const files = inProject('test/data/model-files');
  const open = async (name: string): Promise<void> => {
    await window().openFile(name);
    await see('main h1');
  };
  const summaries = async (): Promise<string[]> => (await (await see('main')).locator('summary').allInnerTexts()).map(text => text.trim());

  before(() => {
    const { workspace } = window();
    cpSync(inProject('test/data/modules/elmo-like'), join(workspace, 'elmo-like'), { recursive: true });
    mkdirSync(join(workspace, 'elmo-like/assets'), { recursive: true });
    for (const name of ['sequential.keras', 'two-inputs.keras', 'sequential.weights.h5', 'sequential.h5'])
      copyFileSync(join(files, name), join(workspace, name));
    writeFileSync(join(workspace, 'many.safetensors'), manyTensors());
    writeFileSync(join(workspace, 'encoder.py'), 'import tensorflow_hub as hub\n\nencoder = hub.load("elmo-like")\n');
    writeFileSync(join(workspace, 'broken.keras'), readFileSync(join(files, 'sequential.keras')).subarray(0, 900));
  });
  afterEach(closeEditors);

  it('sees the signatures of a SavedModel axis by axis, its variables and operations', async () => {
    await open('saved_model.pb');
    await becomes(() => textOf('h1'), 'elmo-like');
    await becomes(summaries, ['Signature default', 'Signature serving_default', 'Signature tokens']);
    await becomes(() => textOf('.facts'), /TF2 SavedModel.*TensorFlow 2\.21\.0.*1,024,004/);
    const tokens = (await see('main')).locator('details', { hasText: 'sequence_len' });
    // The short ones are unfolded; keys unfold the others.
    await tokens.locator('summary').focus();
    await press('Enter');
    await becomes(() => tokens.locator('.end').first().locator('.axes').last().innerText(), /None\s+batch\s+None/);
    await becomes(() => textOf('section:has(#weights)'), /Variables.*\(?2000, 512/);
    await becomes(() => textOf('section:has(#operations) tbody'), /^Const82/);
    await takePicture(window(), 'module');
  });

  it('copies code for a signature and a Keras, and opens it as a program without mistakes', async () => {
    await open('saved_model.pb');
    await becomes(() => textOf('.code'), /hub\.load\("elmo-like"\)/);
    await (await see('vscode-radio:has-text("tf_keras")')).click();
    await becomes(() => textOf('.code'), /hub\.KerasLayer\("elmo-like", signature="default", output_key="default"\)/);
    const dropdown = await see('vscode-dropdown');
    await dropdown.focus();
    await press('ArrowDown', 'ArrowDown');
    await becomes(() => textOf('.code'), /signature="tokens"/);
    await (await see('vscode-button:has-text("Copy")')).click();
    await page().locator('.statusbar-item', { hasText: 'Code copied' }).waitFor();
    await (await see('vscode-button:has-text("Open in New File")')).click();
    await page().locator('.view-line', { hasText: 'signature="tokens"' }).first().waitFor();
    // The shapes beside the code come with the check.
    await page().locator('.view-line', { hasText: 'inputs = {' }).first().waitFor();
    await page().waitForTimeout(1500);
    assert.equal(await page().locator('.squiggly-error, .squiggly-warning').count(), 0);
    // It has not been saved, and the editor would ask.
    await window().runCommand('View: Revert and Close Editor');
  });

  it('sees the layers of a model of Keras with their shapes', async () => {
    await open('sequential.keras');
    await becomes(() => textOf('.facts'), /Keras model · Sequential.*Keras 3/);
    await becomes(() => textOf('section:has(#layers) tbody'), /Dense.*float32 \(batch, 4\).*BatchNormalization/);
    await becomes(() => textOf('.code'), /load_model\("sequential\.keras", compile=False\)/);
    await becomes(summaries, ['Model sequential']);
  });

  it('follows a file that is written anew, and says why one cannot be read', async () => {
    await open('sequential.keras');
    await see('.facts:has-text("Sequential")');
    copyFileSync(join(files, 'two-inputs.keras'), join(window().workspace, 'sequential.keras'));
    await see('.facts:has-text("Functional")');
    await closeEditors();
    await open('broken.keras');
    await becomes(() => textOf('[role="alert"]'), /^The file cannot be read: .*\.$/);
  });

  it('sees weights alone', async () => {
    await open('sequential.weights.h5');
    await becomes(() => textOf('.facts'), /Keras weights/);
    await becomes(() => textOf('.code'), /load_weights\("sequential\.weights\.h5"\)/);
  });

  it('sorts, filters and scrolls a table of thousands by keyboard', async () => {
    await open('many.safetensors');
    await becomes(() => textOf('#weights'), /Weights 5,000/);
    const rows = (await see('section:has(#weights) tbody')).locator('tr:has(th)');
    assert.ok((await rows.count()) < 40, 'only what is in sight is in the document');
    await (await see('.table-body')).focus();
    await press('End');
    await becomes(() => rows.last().innerText(), /encoder\.layer\.4999\.weight/);
    await becomes(() => rows.last().getAttribute('aria-rowindex'), String(TENSORS + 1));
    const head = await see('th button:has-text("Parameters")');
    await head.focus();
    await press('Enter');
    await becomes(() => rows.first().innerText(), /encoder\.layer\.7\.weight/);
    await becomes(() => head.locator('xpath=..').getAttribute('aria-sort'), 'descending');
    await (await see('.filter')).fill('layer.12 weight');
    await becomes(() => textOf('.table-title [role="status"]'), '111 of 5,000');
    await takePicture(window(), 'module-table');
  });

  it('reads what a module takes over its handle, and opens it, by keyboard', async () => {
    await window().openFile('encoder.py');
    await window().runCommand('Go to Line/Column...');
    await page().keyboard.type('3:25');
    await press('Enter');
    const hover = page().locator('.monaco-hover:visible', { hasText: 'signatures["tokens"]' });
    await window().until(async () => {
      await press('Control+K', 'Control+I');
      return hover.first().isVisible();
    }, 'the hover is shown');
    await becomes(() => hover.first().innerText(), /elmo-like · TF2 SavedModel · 1,024,004 parameters · not trainable/);
    await takePicture(window(), 'module-hover');
    await press('Control+K', 'Control+I');
    await window().until(async () => {
      await press('Tab');
      return (await page().evaluate('document.activeElement?.textContent')) === 'Open Module';
    }, 'the link has the keyboard');
    await press('Enter');
    await becomes(() => textOf('h1'), 'elmo-like');
  });

  it('is offered an HDF5 file, which others may open too', async () => {
    await window().openFile('sequential.h5');
    await window().runCommand('View: Reopen Editor With...');
    await window().pick('HDF5 Model Viewer');
    await becomes(() => textOf('.facts'), /Keras model in HDF5 · Sequential/);
  });
});
