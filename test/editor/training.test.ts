import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, sample, tabs, until } from './workspace';

const runs = () => vscode.workspace.findFiles('.tensorscope/**/*.json', null);

/** What run folders say of their runs. */
async function manifests(): Promise<{ status: string; engine: { name: string } | null; source: { path: string } }[]> {
  const files = await vscode.workspace.findFiles('.tensorscope/**/manifest.json', null);
  return Promise.all(files.map(async file => JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)))));
}

/** The training panel. VS Code puts a prefix of its own before the view type. */
const panel = () => tabs().find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('tensorscope.training'));

describe('training in the editor', () => {
  after(closeAllEditors);

  it('the command trains the file in front, in a panel, with a run folder', async () => {
    assert.deepEqual(await runs(), []);
    await vscode.window.showTextDocument(sample('sections_cnn.py'));
    await vscode.commands.executeCommand('tensorscope.trainModel');
    await until(panel, 'the training panel is open');
    await until(async () => (await manifests()).length > 0, 'there is a run folder');
  });

  it('stops when asked', async () => {
    await vscode.commands.executeCommand('tensorscope.stopTraining');
    await until(async () => (await manifests()).some(({ status }) => status === 'stopped' || status === 'done'), 'the run has ended');
  });

  it('offers a code lens above fit', async () => {
    const lenses = await until(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        sample('sections_cnn.py'),
        10,
      );
      return found.length > 0 && found;
    }, 'there is a code lens');
    assert.ok(lenses.some(lens => lens.command?.command === 'tensorscope.trainModel'));
  });

  it('decodes JPEG records on native TensorFlow, and fails with a reason where there is none', async () => {
    await vscode.window.showTextDocument(sample('emoji_cnn.py'));
    await vscode.commands.executeCommand('tensorscope.trainModel');
    const run = await until(
      async () => (await manifests()).find(({ source, status }) => source.path.endsWith('emoji_cnn.py') && status !== 'running'),
      'the run on images has ended',
    );
    assert.equal(run.status, run.engine?.name === 'native' ? 'done' : 'failed');
  });
});
