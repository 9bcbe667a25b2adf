import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, sample, tabs, until } from './workspace';

const files = ['sections/sections-train.tfrecord-00000-of-00004', 'sections/sections-small.tfrecord.gz', 'features/custom.tfrecord'];

describe('opening records', () => {
  afterEach(closeAllEditors);

  for (const file of files) {
    it(`${file} opens in the record viewer`, async () => {
      await vscode.commands.executeCommand('vscode.open', sample(file));
      const tab = await until(() => tabs().find(({ input }) => input instanceof vscode.TabInputCustom), 'a custom editor is open');
      assert.equal((tab.input as vscode.TabInputCustom).viewType, 'tensorscope.records');
    });
  }
});
