import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, sample, tabs, until } from './workspace';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Copies a folder or file of test/data into the workspace that is open. */
async function copied(path: string): Promise<vscode.Uri> {
  const extension = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === 'tensorscope');
  assert.ok(extension, 'the extension is there');
  const target = sample(path.split('/').at(-1) ?? '');
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(extension.extensionUri, 'test/data', path), target, { overwrite: true });
  return target;
}

const viewers = (): vscode.TabInputCustom[] =>
  tabs().flatMap(({ input }) =>
    input instanceof vscode.TabInputCustom && /^tensorscope\.(module|hdf5)$/.test(input.viewType) ? [input] : [],
  );
const viewer = (): Promise<vscode.TabInputCustom> => until(() => viewers()[0], 'a module viewer is open');

/** The text of the hover at a part of a program. */
async function hoverOver(name: string, program: string, part: string): Promise<vscode.MarkdownString> {
  const uri = sample(name);
  await vscode.workspace.fs.writeFile(uri, encode(program));
  const { document } = await vscode.window.showTextDocument(uri);
  const at = document.positionAt(document.getText().indexOf(part) + 2);
  return until(async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    const parts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    return parts.find(({ value }) => value.includes('→'));
  }, `there is a hover over ${part}`);
}

describe('opening modules and models', () => {
  afterEach(closeAllEditors);

  const files: readonly [path: string, file: string][] = [
    ['modules/pictures', '/saved_model.pb'],
    ['model-files/sequential.keras', ''],
    ['model-files/sequential.weights.h5', ''],
    ['model-files/model.safetensors', ''],
  ];
  for (const [path, file] of files)
    it(`${path}${file} opens in the module viewer`, async () => {
      const uri = await copied(path);
      const opened = file === '' ? uri : vscode.Uri.joinPath(uri, file);
      await vscode.commands.executeCommand('vscode.open', opened);
      const { uri: shown, viewType } = await viewer();
      assert.deepEqual([shown.path, viewType], [opened.path, 'tensorscope.module']);
    });

  it('an HDF5 file opens in another editor, and in the viewer where that is asked for', async () => {
    const uri = await copied('model-files/sequential.h5');
    await vscode.commands.executeCommand('vscode.open', uri);
    await until(() => tabs().length === 1, 'the file is open');
    assert.deepEqual(viewers(), []);
    await vscode.commands.executeCommand('tensorscope.openModule', uri);
    assert.equal((await viewer()).viewType, 'tensorscope.hdf5');
  });

  it('a folder opens as the module in it', async () => {
    const uri = await copied('modules/pictures');
    await vscode.commands.executeCommand('tensorscope.openModule', uri);
    assert.equal((await viewer()).uri.path, `${uri.path}/saved_model.pb`);
  });
});

describe('the hover over a module', () => {
  afterEach(closeAllEditors);

  it('says what it takes and gives, and its link opens it', async () => {
    const folder = await copied('modules/pictures');
    const text = 'import tensorflow_hub as hub\n\nmodule = hub.load("pictures")\n';
    const { value, isTrusted } = await hoverOver('hub_hover.py', text, '"pictures"');
    assert.match(value, /TF2 SavedModel · 900 parameters · trainable/);
    assert.match(value, /module\(images: float32 \(None, None, None, 3\)/);
    assert.deepEqual(isTrusted, { enabledCommands: ['tensorscope.openModule', 'tensorscope.downloadModule'] });
    const link = /command:(tensorscope\.openModule)\?([^)\s]+)/.exec(value);
    assert.ok(link?.[1] && link[2], value);
    await vscode.commands.executeCommand(link[1], ...JSON.parse(decodeURIComponent(link[2])));
    assert.equal((await viewer()).uri.path, `${folder.path}/saved_model.pb`);
  });

  it('has only the documentation of a module that is not on this machine', async () => {
    const text = 'import tensorflow_hub as hub\n\nmodule = hub.load("https://tfhub.dev/google/nnlm-en-dim50/2")\n';
    const { value } = await hoverOver('hub_listed.py', text, '"https');
    assert.match(value, /As its documentation says/);
    assert.deepEqual(value.match(/command:[\w.]+/g), ['command:tensorscope.downloadModule']);
  });

  it('takes names of a program as text, not as markup', async () => {
    const folder = await copied('modules/pictures');
    const name = '[x](command:workbench.action.quit)';
    await vscode.workspace.fs.rename(folder, sample(name), { overwrite: true });
    const text = `import tensorflow_hub as hub\n\nmodule = hub.load("${name}")\n`;
    const { value } = await hoverOver('hub_markup.py', text, `"${name}`);
    assert.doesNotMatch(value.replaceAll(/\\./g, ''), /\[x\]\(command/);
    await vscode.workspace.fs.delete(sample(name), { recursive: true });
  });
});
