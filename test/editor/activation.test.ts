import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in the editor', () => {
  const extension = vscode.extensions.getExtension('tensorscope.tensorscope');

  it('activates', async () => {
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('registers every command that its manifest names', async () => {
    const declared: string[] = extension?.packageJSON.contributes.commands.map((entry: { command: string }) => entry.command) ?? [];
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(declared.length > 0);
    assert.deepEqual(
      declared.filter(command => !registered.has(command)),
      [],
    );
  });
});
