import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, sample, tabs, until } from './workspace';

const training = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('tensorscope.training');
const set = (name: string, value: unknown): Thenable<void> => training().update(name, value, vscode.ConfigurationTarget.Workspace);

/** The interpreter that TENSORSCOPE_PYTHON names runs real programs; without it, any Python runs them on a stand-in for Keras. */
const real = process.env.TENSORSCOPE_PYTHON;
const interpreter = real ?? (process.platform === 'win32' ? 'python' : 'python3');

/** Steps of an epoch, and whether `fit` of the stand-in takes its time. */
const fitCall = (epochs: number): string =>
  real === undefined
    ? `model.fit(epochs=${epochs}, steps=20, seconds=0.02)`
    : `model.fit(np.random.rand(640, 4), np.random.rand(640, 1), epochs=${epochs})`;

/** What no plan can be read from: a subclassed model with its own step, on data of NumPy. */
const program = (epochs: number): string =>
  real === undefined
    ? `import keras\n\n\nclass Own(keras.Model):\n    def train_step(self, data):\n        return unknown(data)\n\n\nmodel = Own()\n${fitCall(epochs)}\n`
    : [
        'import keras',
        'import numpy as np',
        'import tensorflow as tf',
        '',
        'class Own(keras.Model):',
        '    def __init__(self):',
        '        super().__init__()',
        '        self.dense = keras.layers.Dense(1)',
        '    def call(self, x):',
        '        return self.dense(x)',
        '    def train_step(self, data):',
        '        x, y = data',
        '        with tf.GradientTape() as tape:',
        '            loss = tf.reduce_mean((self(x) - y) ** 2)',
        '        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))',
        '        return {"loss": loss}',
        '',
        'model = Own()',
        'model.compile("adam")',
        fitCall(epochs),
        '',
      ].join('\n');

interface Manifest {
  status: string;
  epochsFinished: number;
  engine: { name: string } | null;
  source: { path: string };
  message: string | null;
}

/** What its run folder says of the last run of a program. */
async function manifestOf(name: string): Promise<Manifest | undefined> {
  const files = await vscode.workspace.findFiles('.tensorscope/**/manifest.json', null);
  const all = await Promise.all(
    files.map(async file => JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as Manifest),
  );
  return all.find(({ source }) => source.path.endsWith(name));
}

/** The events of the only run of a program. */
async function eventsOf(program: string): Promise<{ event: string; site?: { line: number } }[]> {
  const [file] = await vscode.workspace.findFiles(`.tensorscope/runs/*_${program}/metrics.jsonl`, null);
  assert.ok(file);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** Opens a program and gives the lens above its `fit`. */
async function open(name: string, text: string): Promise<{ uri: vscode.Uri; lens: vscode.CodeLens }> {
  const uri = sample(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(uri);
  const lens = await until(async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
    return lenses.find(({ command }) => command?.command === 'tensorscope.trainModel');
  }, 'there is a lens');
  return { uri, lens };
}

const click = ({ command }: vscode.CodeLens): Thenable<unknown> =>
  vscode.commands.executeCommand(command?.command as string, ...(command?.arguments ?? []));

describe("training under the user's Python", () => {
  before(async () => {
    const root = vscode.extensions.getExtension('tensorscope.tensorscope')?.extensionPath;
    await set('python', interpreter);
    if (real === undefined) await set('environment', { PYTHONPATH: `${root}/test/data/python/site-packages` });
  });
  after(async () => {
    for (const name of ['python', 'environment', 'engine', 'arguments']) await set(name, undefined);
    await closeAllEditors();
    await vscode.workspace.fs.delete(sample('.tensorscope'), { recursive: true });
  });

  it('one click trains what no plan can be read from, and the lens says with which Python', async () => {
    const { lens } = await open('own_step.py', program(2));
    assert.match(lens.command?.title ?? '', /Train with Python 3\.\d+$/);
    await click(lens);
    const run = await until(async () => {
      const found = await manifestOf('own_step.py');
      return found && found.status !== 'running' && found;
    }, 'the run has ended');
    assert.deepEqual([run.status, run.epochsFinished, run.engine?.name], ['done', 2, 'python']);
    const events = await eventsOf('own_step');
    assert.ok(events.filter(({ event }) => event === 'batch').length > 0, 'the curve has points');
    assert.ok(tabs().some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('tensorscope.training')));
  });

  it('a program that can be planned still trains without Python', async () => {
    await vscode.window.showTextDocument(sample('sections_cnn.py'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', sample('sections_cnn.py'), 10);
    assert.deepEqual(
      lenses.filter(({ command }) => command?.command === 'tensorscope.trainModel').map(({ command }) => command?.title),
      ['$(play) Train'],
    );
  });

  it('Stop ends it', async () => {
    const { lens } = await open('long.py', program(100_000));
    await click(lens);
    await until(async () => ((await manifestOf('long.py'))?.epochsFinished ?? 0) > 0, 'an epoch is over');
    await vscode.commands.executeCommand('tensorscope.stopTraining');
    await until(async () => (await manifestOf('long.py'))?.status === 'stopped', 'the run is stopped');
  });

  it('a failing program says why', async () => {
    const { lens } = await open('fails.py', `${program(1)}\nraise ValueError("too late")\n`);
    await click(lens);
    const run = await until(async () => {
      const found = await manifestOf('fails.py');
      return found?.status === 'failed' && found;
    }, 'the run has failed');
    assert.equal(run.message, 'ValueError: too late');
    const end = (await eventsOf('fails')).at(-1);
    assert.equal(end?.site?.line, program(1).split('\n').length + 1);
  });

  it('without a Python, the list of what is in the way leads to the line', async () => {
    await set('python', '/nonexistent/python');
    const { uri, lens } = await open('nowhere.py', program(1));
    assert.equal(lens.command?.title, '$(play) Train');
    const shown = click(lens);
    // The list takes the focus once it is there; its first entry is the first refusal.
    const { document, selection } = await until(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      const editor = vscode.window.activeTextEditor;
      return editor && editor.selection.active.line > 0 && editor;
    }, 'the refused line is shown');
    await shown;
    assert.equal(document.uri.toString(), uri.toString());
    assert.ok(selection.active.line > 0);
  });
});
