import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, sample, tabs, until } from './workspace';

const VIEW = 'tensorscope.records';
const sections = 'sections/sections-train.tfrecord-00000-of-00004';
const files = [
  sections,
  'sections/sections-small.tfrecord.gz',
  'features/custom.tfrecord',
  'emoji/emoji-validation.tfrecord-00000-of-00001',
];

const viewers = (): vscode.TabInputCustom[] =>
  tabs().flatMap(({ input }) => (input instanceof vscode.TabInputCustom && input.viewType === VIEW ? [input] : []));
const viewer = (): Promise<vscode.TabInputCustom> => until(() => viewers()[0], 'a record viewer is open');

/** A file with a text that tells of a command's result, in the editor that is in front. */
const textWith = (part: string): Promise<vscode.TextDocument> =>
  until(
    () => vscode.workspace.textDocuments.find(document => document.isUntitled && document.getText().includes(part)),
    `a text has "${part}"`,
  );

describe('opening records', () => {
  afterEach(closeAllEditors);

  for (const file of files) {
    it(`${file} opens in the record viewer`, async () => {
      await vscode.commands.executeCommand('vscode.open', sample(file));
      assert.equal((await viewer()).uri.path, sample(file).path);
    });
  }

  it('a file of any name opens when it is told to', async () => {
    await vscode.commands.executeCommand('tensorscope.openAsRecords', sample('sections/labels.txt'));
    assert.equal((await viewer()).uri.path, sample('sections/labels.txt').path);
  });

  it('a shard set opens beside its shard, as another document', async () => {
    await vscode.commands.executeCommand('vscode.openWith', sample(sections), VIEW);
    await vscode.commands.executeCommand('tensorscope.openShardSet', sample(sections));
    await until(() => viewers().length === 2, 'both are open');
    assert.deepEqual(
      viewers().map(({ uri }) => uri.path.split('/').slice(-2).join('/')),
      [sections, 'sections/sections-train.tfrecord@4'],
    );
  });

  it('survives being hidden, shown again and opened twice', async () => {
    await vscode.commands.executeCommand('vscode.openWith', sample(sections), VIEW);
    await viewer();
    await vscode.commands.executeCommand('vscode.openWith', sample('features/custom.tfrecord'), VIEW);
    await vscode.commands.executeCommand('vscode.openWith', sample(sections), VIEW, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('vscode.openWith', sample(sections), VIEW, vscode.ViewColumn.One);
    await until(() => viewers().length === 3, 'three tabs are open');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until(() => viewers().length === 2, 'two tabs are left');
  });

  it('outlives its file', async () => {
    const copy = sample('features/copy.tfrecord');
    await vscode.workspace.fs.copy(sample('features/custom.tfrecord'), copy);
    await vscode.commands.executeCommand('vscode.openWith', copy, VIEW);
    await viewer();
    await vscode.workspace.fs.delete(copy);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until(() => viewers().length === 0, 'the viewer is closed');
  });
});

describe('from records to Python', () => {
  afterEach(async () => {
    // An untitled text would ask whether it is to be saved.
    while (vscode.window.activeTextEditor) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeAllEditors();
  });

  const results: { [command: string]: string } = {
    'tensorscope.records.generateParse': 'tf.io.parse_single_example(serialized, feature_description)',
    'tensorscope.records.startModel': 'layers.Embedding(input_dim=VOCABULARY',
    'tensorscope.records.schemaText': 'name: "installed_size"',
  };
  for (const [command, part] of Object.entries(results)) {
    it(`${command} opens a text`, async () => {
      await vscode.commands.executeCommand('vscode.openWith', sample(sections), VIEW);
      await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputCustom, 'the viewer is in front');
      await vscode.commands.executeCommand(command);
      const text = (await textWith(part)).getText();
      assert.ok(!text.includes('undefined'), text);
    });
  }
});
