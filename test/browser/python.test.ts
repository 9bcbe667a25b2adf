import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../root';
import { becomes, comesToHold } from './becomes';
import { takePicture, useWindow } from './window';

/** Trains on a stand-in for Keras until it is stopped; no plan can be read from it. */
const PROGRAM = 'import keras\n\nmodel = keras.Model()\nmodel.fit(epochs=100000, steps=20, seconds=0.01)\n';

/** Writes the program and settings of the workspace: which Python is used is no setting of the user that other machines have too. */
function prepare(workspace: string, python: string): void {
  writeFileSync(join(workspace, 'own.py'), PROGRAM);
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  const settings = {
    'tensorscope.training.python': python,
    'tensorscope.training.environment': { PYTHONPATH: inProject('test/data/python/site-packages') },
  };
  writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
}

describe('the user follows a program under their Python', () => {
  const window = useWindow();
  const status = (): Promise<string> => window.textOf('.run-header .status');
  const button = async (name: string): Promise<void> => (await window.see(`.run-header vscode-button:has-text("${name}")`)).click();

  it('the lens names the Python, and a click on it opens the panel', async () => {
    prepare(window().workspace, process.platform === 'win32' ? 'python' : 'python3');
    await window().openFile('own.py');
    const lens = window().page.locator('.codelens-decoration a', { hasText: /Train with Python 3\.\d+/ });
    const tab = window().page.locator('.tab', { hasText: 'Training: own.py' });
    await comesToHold(async () => {
      // The editor lays the lens out anew when it is named.
      await lens.click({ timeout: 1000 });
      await tab.waitFor({ timeout: 5000 });
    });
    await becomes(status, 'Training');
    await becomes(async () => (await window.textOf('.facts')).includes('Keras 3.0.0'), true);
    await takePicture(window(), 'python-training');
  });

  it('Pause makes it wait, Continue go on, Stop end it', async () => {
    await button('Pause');
    await becomes(status, 'Paused');
    await button('Continue');
    await becomes(status, 'Training');
    await button('Stop');
    await becomes(status, 'Stopped');
  });

  it('Resume goes on after the last finished epoch', async () => {
    await button('Resume');
    await becomes(status, 'Training');
    const first = await window.see('table.epochs tbody tr');
    const epochs = await first.locator('td, th').allTextContents();
    assert.ok(Number.parseInt(epochs[0] ?? '', 10) > 1, `the first row is ${epochs}`);
    await button('Stop');
    await becomes(status, 'Stopped');
  });
});

describe('the user has no Python that trains', () => {
  const window = useWindow();

  it('one list says what is in the way of each engine', async () => {
    prepare(window().workspace, '/nonexistent/python');
    await window().openFile('own.py');
    const list = window().picker.locator('.quick-input-list');
    await comesToHold(async () => {
      // The setting that was just written takes a moment to count, and a list that is open does not change.
      await window().page.keyboard.press('Escape');
      await window().runCommand('Tensorscope: Train Model');
      await window().picker.getByText('This program cannot be trained yet').waitFor();
      const said = (await list.innerText()).replaceAll('\u00a0', ' ');
      for (const words of [
        'Without Python',
        'Line 4',
        'With your Python',
        'Python does not start',
        '/nonexistent/python',
        'Select Python…',
      ])
        assert.ok(said.includes(words), `${words}: ${said}`);
    });
    await takePicture(window(), 'python-obstacles');
  });
});
