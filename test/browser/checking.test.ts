import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TWO_LSTMS } from '../editor/two-lstms';
import { becomes } from './becomes';
import { takePicture, useWindow } from './window';

describe('the user mends a mistake by keyboard', () => {
  const window = useWindow();

  it('the shapes stand beside the layers of the sample', async () => {
    await window().openFile('sections_cnn.py');
    await window().page.locator('.view-line', { hasText: '→ (batch, 48, 32)' }).waitFor({ timeout: 30_000 });
  });

  it('the mistake is underlined and its fix is one key away', async () => {
    const { page, workspace } = window();
    writeFileSync(join(workspace, 'two_lstms.py'), TWO_LSTMS);
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'two_lstms.py' }).dblclick();
    await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
    await window().runCommand('Go to Next Problem in Files');
    await page.locator('.marker-widget').waitFor();
    await takePicture(window(), 'mistake');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget', { hasText: 'return_sequences=True' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await becomes(() => page.locator('.view-lines').first().innerText(), /return_sequences=True/);
  });

  it('the model view shows the layers, follows the cursor and leads back to the text', async () => {
    const { page } = window();
    await page.locator('.tab', { hasText: 'sections_cnn.py' }).click();
    await window().runCommand('Tensorscope: Show Model');
    const embedding = await window().inWebview('button.step:has-text("Embedding")');
    await becomes(() => embedding.innerText(), /160,000/);
    const dense = await window().inWebview('button.step:has-text("units 16")');
    await dense.focus();
    await page.keyboard.press('Enter');
    await window().until(async () => (await dense.getAttribute('aria-current')) === 'true', 'the cursor is on the layer');
    await page.locator('.statusbar-item', { hasText: 'Ln 29' }).waitFor();
  });
});
