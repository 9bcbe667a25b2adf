import { statSync } from 'node:fs';
import { Disposable as D, type Disposable, type Event, EventEmitter, type ExtensionContext, extensions, Uri, workspace } from 'vscode';
import {
  canTrain,
  describeDevices,
  describePython,
  type PythonDescription,
  type PythonQuestion,
} from '../../engine/python/describe-python';
import { findInterpreters } from '../../engine/python/find-interpreters';
import { programSetUp } from './launch';
import { selectedInterpreters } from './selected-interpreter';

/** A Python of this machine, with what it says of itself or why it says nothing. */
export type Python = { readonly path: string } & (
  | { readonly description: PythonDescription; readonly problem?: undefined }
  | { readonly description?: undefined; readonly problem: string }
);

/** One in which a program of Keras can run. */
export type TrainingPython = Extract<Python, { description: PythonDescription }>;

export const isTrainingPython = (python: Python | undefined | null): python is TrainingPython =>
  python?.description !== undefined && canTrain(python.description);

const DEVICES_KEY = 'python.devices';
/** Pythons whose devices are remembered. */
const MAX_REMEMBERED = 20;
/** What the devices of a Python were found with: they are asked for again when it changes. */
type Remembered = { [path: string]: { stamp: string; devices: string[] } };

/** The user's Pythons. Each is asked once, and never in a workspace that is not trusted. */
export class Pythons implements Disposable {
  private readonly answers = new Map<string, Promise<Python>>();
  private readonly changed = new EventEmitter<void>();
  private readonly subscriptions: Disposable;
  /** Another Python may be the one of a program now. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly context: ExtensionContext) {
    this.subscriptions = D.from(
      this.changed,
      workspace.onDidChangeConfiguration(
        event =>
          (event.affectsConfiguration('tensorscope.training') ||
            event.affectsConfiguration('python') ||
            event.affectsConfiguration('launch')) &&
          this.forget(),
      ),
      workspace.onDidGrantWorkspaceTrust(() => this.forget()),
      extensions.onDidChange(() => this.forget()),
    );
  }

  /**
   * The Python of a program: the one that was selected, else the first on this machine that can train, else the first of all. Undefined where there is
   * none, or where none may be asked.
   */
  async of(program: Uri): Promise<Python | undefined> {
    if (!workspace.isTrusted) return undefined;
    const environment = programSetUp(program).environment;
    const [selected] = await selectedInterpreters(program, true);
    if (selected !== undefined) return this.answerOf(selected, environment);
    const folder = workspace.getWorkspaceFolder(program)?.uri ?? Uri.joinPath(program, '..');
    let first: Python | undefined;
    for (const path of findInterpreters([folder.fsPath])) {
      const python = await this.answerOf(path, environment);
      if (isTrainingPython(python)) return python;
      first ??= python;
    }
    return first;
  }

  /** Its devices, which may take seconds the first time. Rejects with a sentence where its TensorFlow cannot be loaded. */
  async devicesOf({ path, description }: TrainingPython, program: Uri): Promise<string[]> {
    const stamp = JSON.stringify([description, modified(path)]);
    const remembered = this.context.globalState.get<Remembered>(DEVICES_KEY, {});
    if (remembered[path]?.stamp === stamp) return remembered[path].devices;
    const { devices = [] } = await describeDevices(this.question(path, programSetUp(program).environment));
    const { [path]: _, ...others } = remembered;
    const kept = Object.fromEntries(Object.entries(others).slice(1 - MAX_REMEMBERED));
    await this.context.globalState.update(DEVICES_KEY, { ...kept, [path]: { stamp, devices } });
    return devices;
  }

  /** Whatever was said may have changed: packages were installed, another Python was selected. */
  forget(): void {
    this.answers.clear();
    this.changed.fire();
  }

  private answerOf(path: string, environment: { readonly [name: string]: string }): Promise<Python> {
    const key = JSON.stringify([path, environment]);
    const known = this.answers.get(key);
    if (known) return known;
    const answer = describePython(this.question(path, environment)).then(
      description => ({ path, description }),
      error => ({ path, problem: (error as Error).message }),
    );
    this.answers.set(key, answer);
    return answer;
  }

  private question(interpreter: string, environment: { readonly [name: string]: string }): PythonQuestion {
    const script = Uri.joinPath(this.context.extensionUri, 'media', 'python', 'describe_python.py').fsPath;
    return { script, interpreter, environment };
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

function modified(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
