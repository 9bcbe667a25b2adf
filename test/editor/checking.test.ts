import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TWO_LSTMS } from './two-lstms';
import { closeAllEditors, sample, tabs, until } from './workspace';

const problems = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Tensorscope');

async function openText(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = sample(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(uri);
}

const found = (uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> =>
  until(() => problems(uri).length === count && problems(uri), `${uri.path} has ${count} problems`);

describe('mistakes in the editor', () => {
  afterEach(closeAllEditors);

  it('a mistake appears with its rule, its mended text has none', async () => {
    const editor = await openText('mistake.py', TWO_LSTMS);
    const { uri } = editor.document;
    const [problem] = await found(uri, 1);
    assert.ok(problem);
    assert.equal((problem.code as { value: string }).value, 'layer-input-rank');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(problem.range.start.line, 6);
    assert.ok((problem.relatedInformation ?? []).length > 0, 'the cause is named');
    editor.selection = new vscode.Selection(problem.range.start, problem.range.start);
    await vscode.commands.executeCommand('editor.action.autoFix');
    await found(uri, 0);
    assert.match(editor.document.getText(), /LSTM\(32, return_sequences=True\)/);
  });

  it('a mistake that is typed appears, and goes when it is undone', async () => {
    const editor = await openText('typed.py', TWO_LSTMS.replace('LSTM(32)', 'LSTM(32, return_sequences=True)'));
    const { uri } = editor.document;
    await editor.edit(edit => edit.insert(new vscode.Position(6, 0), '    layers.Conv2D(4, 3),\n'));
    await until(() => problems(uri).length > 0, 'the mistake is told');
    await vscode.commands.executeCommand('undo');
    await found(uri, 0);
  });

  it('a line is silenced by its comment', async () => {
    const editor = await openText('ignored.py', TWO_LSTMS);
    const [problem] = await found(editor.document.uri, 1);
    assert.ok(problem);
    const ignore = await until(async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        problem.range,
      );
      return actions.find(({ title }) => title === 'Ignore layer-input-rank on this line');
    }, 'the comment is offered');
    assert.ok(ignore.edit);
    await vscode.workspace.applyEdit(ignore.edit);
    await found(editor.document.uri, 0);
    assert.match(editor.document.lineAt(6).text, /LSTM\(16\), {2}# tensorscope: ignore\[layer-input-rank\]$/);
  });

  it('a rule has the level of the settings', async () => {
    const { document } = await openText('levels.py', TWO_LSTMS);
    await found(document.uri, 1);
    await vscode.commands.executeCommand('tensorscope.setRuleLevel', 'layer-input-rank', 'warning');
    await until(() => problems(document.uri)[0]?.severity === vscode.DiagnosticSeverity.Warning, 'it is a warning');
    await vscode.commands.executeCommand('tensorscope.setRuleLevel', 'layer-input-rank', 'off');
    await found(document.uri, 0);
    await vscode.commands.executeCommand('tensorscope.setRuleLevel', 'layer-input-rank', 'default');
    await found(document.uri, 1);
  });
});

describe('what is written of a rule', () => {
  afterEach(closeAllEditors);

  it('opens from a problem of the model view', async () => {
    await vscode.commands.executeCommand('tensorscope.explainRule', 'op-shape');
    await until(
      () => tabs().find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('markdown.preview')),
      'the page is shown',
    );
  });
});

describe('shapes in the editor', () => {
  afterEach(closeAllEditors);

  it('stand in the hover, with the page of the layer', async () => {
    const { document } = await vscode.window.showTextDocument(sample('sections_cnn.py'));
    const at = document.positionAt(document.getText().indexOf('layers.Dense(16') + 'layers.Dense(16'.length);
    const words = await until(async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
      const text = hovers.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value))).join('\n');
      return text.includes('(batch, 16)') && text;
    }, 'there is a hover');
    assert.match(words, /tensorflow\.org\/api_docs\/python\/tf\/keras\/layers\/Dense/);
  });

  it('stand beside the layers', async () => {
    const { document } = await vscode.window.showTextDocument(sample('sections_cnn.py'));
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await until(async () => {
      const given = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, all);
      return given.length > 0 && given;
    }, 'there are inlay hints');
    assert.deepEqual(
      hints.map(({ label }) => String(label).trim()),
      ['→ (batch, 48, 32)', '→ (batch, 48, 64)', '→ (batch, 64)', '→ (batch, 16)', '→ (batch, 8)'],
    );
  });

  it('lead to the model view from above the model', async () => {
    const { document } = await vscode.window.showTextDocument(sample('sections_cnn.py'));
    const lens = await until(async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
      return lenses.find(({ command }) => command?.command === 'tensorscope.showModel');
    }, 'there is a lens');
    assert.match(lens.command?.title ?? '', /5 layers, 167,384 parameters/);
  });
});

describe('notebooks', () => {
  afterEach(closeAllEditors);

  it('are read cell by cell; a cell that may raise says nothing', async () => {
    const cell = (text: string, metadata?: object): vscode.NotebookCellData => {
      const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
      data.metadata = { metadata };
      return data;
    };
    const [imports, ...rest] = TWO_LSTMS.split('\n\n');
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([
        cell(`%matplotlib inline\n${imports}`),
        cell(rest.join('\n\n')),
        cell(rest.join('\n\n'), { tags: ['raises-exception'] }),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const [first, second, third] = notebook.getCells().map(({ document }) => document.uri);
    assert.ok(first && second && third);
    const [problem] = await found(second, 1);
    assert.equal(problem?.range.start.line, 3);
    assert.deepEqual([problems(first), problems(third)], [[], []]);
  });
});
