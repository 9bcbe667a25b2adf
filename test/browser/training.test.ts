import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { becomes, comesToHold } from './becomes';
import { takePicture, useWindow } from './window';

const lossCurve = 'section[aria-label="Loss"] [role="slider"]';

/** Number of points that the curve says it shows. */
const pointsOf = async (curve: Locator): Promise<number> => Number(await curve.getAttribute('aria-valuemax'));

/** Pixels of a canvas that carry a saturated colour: the lines, for axes, grid and text are shades of grey. */
const colouredPixels = (curve: Locator): Promise<number> =>
  curve.locator('canvas').evaluate(element => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let coloured = 0;
    for (let at = 0; at < data.length; at += 4) {
      const channels = [...data.slice(at, at + 3)];
      if ((data[at + 3] ?? 0) > 100 && Math.max(...channels) - Math.min(...channels) > 60) coloured += 1;
    }
    return coloured;
  });

describe('the user trains the sample model by keyboard', () => {
  const window = useWindow();

  it('the panel draws the loss of a real training', async () => {
    await window().openFile('sections_cnn.py');
    await window().runCommand('Tensorscope: Train Model');
    const curve = await window().inWebview(lossCurve);
    await window().until(async () => (await pointsOf(curve)) >= 20, 'the curve has 20 points');
    await comesToHold(async () => assert.ok((await colouredPixels(curve)) > 100, 'the canvas shows a line'));
    await takePicture(window(), 'training');
  });

  it('an epoch ends with the validation of the records of the workspace', async () => {
    const row = await window().inWebview('table.epochs tbody tr');
    await comesToHold(async () => {
      const cells = (await row.locator('td').allTextContents()).map(Number.parseFloat);
      assert.ok(cells.length >= 4 && cells.every(Number.isFinite), `a row of numbers: ${cells}`);
    });
  });

  it('the run is kept in a folder of the workspace', async () => {
    await becomes(() => existsSync(join(window().workspace, '.tensorscope')), true);
  });
});

describe('the user trains a program that the checker knows to fail', () => {
  const window = useWindow();
  const program = (): string => join(window().workspace, 'mistaken.py');
  const runs = (): number => {
    const folder = join(window().workspace, '.tensorscope', 'runs');
    return existsSync(folder) ? readdirSync(folder).length : 0;
  };
  const dialog = (): Locator => window().page.locator('.monaco-dialog-box');
  const press = (button: string): Promise<void> => dialog().locator('.monaco-button', { hasText: button }).click();

  before(async () => {
    const text = readFileSync(join(window().workspace, 'sections_cnn.py'), 'utf8');
    writeFileSync(program(), text.replace('VOCABULARY = 5000', 'VOCABULARY = 4000').replace('epochs=3', 'epochs=1'));
    await window().openFile('mistaken.py');
    await window().page.locator('.squiggly-error').first().waitFor();
  });

  it('is told why before anything starts, and that is all where it is cancelled', async () => {
    await window().runCommand('Tensorscope: Train Model');
    await becomes(
      () => dialog().textContent(),
      /mistaken\.py will fail because of an error in line 26\.The ids of the data go from 0 to 4999.*Fix: Give the Embedding 5000 rows/s,
    );
    await takePicture(window(), 'fix-and-train');
    await press('Cancel');
    await dialog().waitFor({ state: 'detached' });
    assert.equal(runs(), 0);
  });

  it('mends it and trains it', async () => {
    await window().runCommand('Tensorscope: Train Model');
    await press('Fix and Train');
    await becomes(() => readFileSync(program(), 'utf8'), /VOCABULARY = 5000|input_dim=5000/);
    const row = await window().inWebview('table.epochs tbody tr');
    await row.waitFor();
    assert.equal(runs(), 1);
    assert.equal(await window().page.locator('.notification-toast', { hasText: 'Training mistaken.py' }).count(), 0);
  });
});
