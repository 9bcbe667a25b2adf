import { type Disposable, Disposable as Disposables, EventEmitter, type Uri, workspace } from 'vscode';
import type { KerasVersion } from '../../common/keras-version';
import type { CompatProgram } from '../../protocol/compatibility';
import { fileText, type Program, pathOf, programOf, programText } from '../checking/program';
import { textOfFile } from '../ui/text-file';

/** Files that are looked at, the bytes of one at most, and programs that are read. */
const MAX_FILES = 500;
const MAX_BYTES = 500_000;
const MAX_PROGRAMS = 60;
/** Folders of packages, whose programs are not the user's own. */
const FOREIGN = '**/{node_modules,site-packages,.venv,venv,.tox,.git,__pycache__}/**';
/** A file without any of these words makes no model. */
const MAKES_MODELS = /\b(keras|tf_keras|tensorflow_hub)\b/;
/** Milliseconds of quiet after a key before the programs count as changed. */
const PAUSE_MS = 250;

/** The programs of the workspace that may make models: those that are open as they are edited, and the files that name Keras. */
export class WorkspacePrograms implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** A program was edited, or files of Python have changed on disk. */
  readonly onDidChange = this.changed.event;
  /** Grows with every change on disk: what was read before may read differently, because programs import each other. */
  stamp = 0;
  private files: Promise<Map<string, { uri: Uri; text: string }>> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions: Disposable;

  constructor(private readonly kerasOf: (uri: Uri) => Promise<KerasVersion>) {
    const watcher = workspace.createFileSystemWatcher('**/*.py');
    const onDisk = (): void => {
      this.files = undefined;
      this.stamp++;
      this.later();
    };
    this.subscriptions = Disposables.from(
      watcher,
      watcher.onDidChange(onDisk),
      watcher.onDidCreate(onDisk),
      watcher.onDidDelete(onDisk),
      workspace.onDidGrantWorkspaceTrust(onDisk),
      workspace.onDidChangeTextDocument(({ document }) => document.languageId === 'python' && this.later()),
      workspace.onDidOpenTextDocument(({ languageId }) => languageId === 'python' && this.later()),
      workspace.onDidCloseTextDocument(({ languageId }) => languageId === 'python' && this.later()),
    );
  }

  /** Those that are open first. */
  async all(): Promise<CompatProgram[]> {
    const open = new Map<string, Program>();
    for (const document of workspace.textDocuments) {
      const program = programOf(document);
      if (program !== undefined) open.set(program.path, program);
    }
    this.files ??= filesThatMakeModels();
    const texts = [...open.values()].map(program => ({ uri: program.uri, text: programText(program) }));
    const closed = [...(await this.files)]
      .filter(([path]) => !open.has(path))
      .map(([, { uri, text }]) => ({ uri, text: fileText(uri, text) }));
    const read = [...texts, ...closed].slice(0, MAX_PROGRAMS);
    return Promise.all(read.map(async ({ uri, text }) => ({ ...text, keras: await this.kerasOf(uri) })));
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), PAUSE_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
    this.changed.dispose();
  }
}

/** In a workspace that is not trusted no file is looked at but those that are open. */
async function filesThatMakeModels(): Promise<Map<string, { uri: Uri; text: string }>> {
  if (!workspace.isTrusted) return new Map();
  const uris = (await workspace.findFiles('**/*.py', FOREIGN, MAX_FILES)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const texts = await Promise.all(uris.map(async uri => ({ uri, text: await textOf(uri) })));
  return new Map(texts.filter(({ text }) => MAKES_MODELS.test(text)).map(found => [pathOf(found.uri), found]));
}

async function textOf(uri: Uri): Promise<string> {
  try {
    return await textOfFile(uri, MAX_BYTES);
  } catch {
    // It is gone, or cannot be read.
    return '';
  }
}
