import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in the editor', () => {
  const extension = vscode.extensions.getExtension('tensorscope.tensorscope');

  it('is there', () => assert.ok(extension));
});
