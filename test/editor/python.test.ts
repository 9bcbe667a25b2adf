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

interface Event {
  event: string;
  epoch?: number;
  text?: string;
  site?: { line: number };
}

/** The log of events of the last run of a program. */
async function lastRun(program: string): Promise<vscode.Uri> {
  const files = await vscode.workspace.findFiles(`.tensorscope/runs/*_${program}*/metrics.jsonl`, null);
  const last = files.sort((a, b) => a.path.localeCompare(b.path)).at(-1);
  assert.ok(last);
  return last;
}

async function read(log: vscode.Uri): Promise<Event[]> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(log));
  return text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));
}

/** Waits until a log grows no more; how many events it has then. */
async function quiet(log: vscode.Uri): Promise<number> {
  let count = -1;
  return until(async () => {
    const before = count;
    count = (await read(log)).length;
    await new Promise(resolve => setTimeout(resolve, 500));
    return count === before && count;
  }, 'the run waits');
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
    const events = await read(await lastRun('own_step'));
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

  it('a stopped run is resumed after its last finished epoch', async () => {
    const stopped = await manifestOf('long.py');
    const [file] = await vscode.workspace.findFiles('.tensorscope/runs/*_long/manifest.json', null);
    assert.ok(file && stopped);
    await vscode.commands.executeCommand('tensorscope.runs.resume', { folder: vscode.Uri.joinPath(file, '..').fsPath });
    const first = await until(
      async () =>
        (await read(await lastRun('long'))).find(({ event, epoch }) => event === 'epoch' && (epoch ?? 0) > stopped.epochsFinished),
      'the resumed run has an epoch',
    );
    assert.equal(first.epoch, stopped.epochsFinished + 1);
  });

  it('a run is paused, goes on, and takes another learning rate', async () => {
    const paused = await lastRun('long');
    await vscode.commands.executeCommand('tensorscope.pauseTraining');
    const before = await quiet(paused);
    await vscode.commands.executeCommand('tensorscope.setLearningRate', 0.025);
    await vscode.commands.executeCommand('tensorscope.pauseTraining');
    await until(async () => (await read(paused)).length > before + 5, 'it goes on');
    assert.ok((await read(paused)).some(({ text }) => text?.startsWith('Learning rate 0.025 ')));
    await vscode.commands.executeCommand('tensorscope.stopTraining');
    await until(async () => (await read(paused)).some(({ event }) => event === 'end'), 'the run is stopped');
  });

  it('a failing program says why', async () => {
    const { lens } = await open('fails.py', `${program(1)}\nraise ValueError("too late")\n`);
    await click(lens);
    const run = await until(async () => {
      const found = await manifestOf('fails.py');
      return found?.status === 'failed' && found;
    }, 'the run has failed');
    assert.equal(run.message, 'ValueError: too late');
    const end = (await read(await lastRun('fails'))).at(-1);
    assert.equal(end?.site?.line, program(1).split('\n').length + 1);
  });

  it('arguments and environment come from the launch configuration that names the program', async () => {
    const launch = vscode.workspace.getConfiguration('launch');
    const program = '$' + '{workspaceFolder}/launched.py';
    await launch.update(
      'configurations',
      [{ type: 'debugpy', request: 'launch', name: 'L', program, args: ['--rate', '3'], env: { MARK: 'set' } }],
      vscode.ConfigurationTarget.Workspace,
    );
    const { lens } = await open(
      'launched.py',
      `import keras\nimport os, sys\n\nif sys.argv[1:] != ['--rate', '3'] or os.environ['MARK'] != 'set':\n    raise SystemExit('not as launched')\nmodel = keras.Model()\nx = unknown_name if False else 1\nmodel.fit()\n`,
    );
    await click(lens);
    const run = await until(async () => {
      const found = await manifestOf('launched.py');
      return found && found.status !== 'running' && found;
    }, 'the run has ended');
    assert.notEqual(run.message, 'not as launched');
    await launch.update('configurations', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('a notebook trains by the lens of one of its cells', async () => {
    const uri = sample('cells.ipynb');
    const cells = [
      'import keras\n%matplotlib inline\n',
      real === undefined ? 'model = keras.Model()\nx = unknown_name if False else 1\nmodel.fit(epochs=2)' : program(2),
    ];
    const notebook = {
      cells: cells.map(source => ({ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source })),
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(notebook)));
    const opened = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(opened);
    const line = cells[1]?.split('\n').findIndex(text => text.includes('.fit(')) ?? 0;
    await vscode.commands.executeCommand('tensorscope.trainModel', opened.cellAt(1).document.uri, { line: line + 1 });
    const run = await until(async () => {
      const found = await manifestOf('cells.ipynb');
      return found && found.status !== 'running' && found;
    }, 'the run has ended');
    assert.deepEqual([run.message, run.status, run.epochsFinished], [null, 'done', 2]);
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
