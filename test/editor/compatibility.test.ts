import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, sample, tabs, until } from './workspace';

const sections = 'sections/sections-train.tfrecord-00000-of-00004';
const show = (from?: vscode.Uri): Thenable<unknown> => vscode.commands.executeCommand('tensorscope.showCompatibility', from);
const panels = (): vscode.Tab[] =>
  tabs().filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('tensorscope.compatibility'));

describe('the compatibility panel', () => {
  afterEach(closeAllEditors);

  it('opens once, and again after it was closed', async () => {
    await show();
    await until(() => panels().length === 1, 'the panel is open');
    await show();
    assert.equal(panels().length, 1);
    await closeAllEditors();
    await until(() => panels().length === 0, 'the panel is closed');
    await show();
    await until(() => panels().length === 1, 'the panel is open again');
  });

  it('opens from a record viewer, which stays open, and outlives it', async () => {
    await vscode.commands.executeCommand('vscode.openWith', sample(sections), 'tensorscope.records');
    await show(sample(sections));
    await until(() => panels().length === 1 && tabs().length === 2, 'the panel is open beside the viewer');
    await vscode.window.tabGroups.close(tabs().filter(({ input }) => input instanceof vscode.TabInputCustom));
    await until(() => tabs().length === 1, 'the viewer is closed');
    assert.equal(panels().length, 1);
  });

  it('opens from a Python file beside it', async () => {
    const program = sample('sections_cnn.py');
    await vscode.window.showTextDocument(program);
    await show(program);
    const [panel] = await until(() => panels().length === 1 && panels(), 'the panel is open');
    assert.notEqual(panel.group.viewColumn, vscode.ViewColumn.One);
  });
});
