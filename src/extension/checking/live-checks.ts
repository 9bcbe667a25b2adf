import { type Disposable, type Event, EventEmitter, type TextDocument, workspace } from 'vscode';
import type { CheckAnswer, CheckRequest } from '../../protocol/checking';
import type { CheckerClient } from './checker-client';
import { notebookProgram, type Program, programOf, programText } from './program';

/** What was said of a program. */
export interface Checked {
  readonly program: Program;
  readonly answer: CheckAnswer;
}

/** What is said of one document. */
export type CheckedCell = CheckAnswer['cells'][number];

/** What a check takes besides the text. */
export type CheckOptions = Pick<CheckRequest, 'levels' | 'inlays' | 'keras'>;

/** Milliseconds of quiet after a key before the text is checked. */
const TYPING_PAUSE_MS = 150;

/** One program that is open. */
interface Live {
  timer: ReturnType<typeof setTimeout> | undefined;
  /** A check is under way; if the text changes meanwhile another follows. */
  running: boolean;
  again: boolean;
  checked: Checked | undefined;
  waiting: (() => void)[];
}

/**
 * Checks the open programs as they are edited. One check is under way for each at most, and what it says counts until the next one: the newest
 * text wins, and nothing in between is read.
 */
export class LiveChecks implements Disposable {
  private readonly live = new Map<string, Live>();
  private readonly emitter = new EventEmitter<Checked>();
  private readonly closed = new EventEmitter<Program>();
  private readonly subscriptions: Disposable[];
  /** A program was read; fires for every reading. */
  readonly onDidCheck: Event<Checked> = this.emitter.event;
  /** A program is no longer open, or no longer checked. */
  readonly onDidForget: Event<Program> = this.closed.event;
  /** A reading failed with its thread. */
  private readonly failed = new EventEmitter<Error>();
  readonly onDidFail: Event<Error> = this.failed.event;

  constructor(
    private readonly checker: CheckerClient,
    private readonly optionsOf: (program: Program) => Promise<CheckOptions | undefined>,
  ) {
    this.subscriptions = [
      workspace.onDidOpenTextDocument(document => this.touch(programOf(document), 0)),
      workspace.onDidChangeTextDocument(({ document }) => this.touch(programOf(document), TYPING_PAUSE_MS)),
      workspace.onDidChangeNotebookDocument(({ notebook }) => this.touch(notebookProgram(notebook), TYPING_PAUSE_MS)),
      // A program may import the one that was saved.
      workspace.onDidSaveTextDocument(({ languageId }) => languageId === 'python' && this.checkAll()),
      workspace.onDidCloseTextDocument(document => this.forget(programOf(document))),
      workspace.onDidCloseNotebookDocument(notebook => this.forget(notebookProgram(notebook))),
      workspace.onDidGrantWorkspaceTrust(() => this.checkAll()),
    ];
    this.checkAll();
  }

  /** Checks every open program, soon. */
  checkAll(): void {
    for (const document of workspace.textDocuments) this.touch(programOf(document), 0);
  }

  /** What was last said of a document; it may be of an older text. */
  last(document: TextDocument): CheckedCell | undefined {
    const program = programOf(document);
    const checked = program && this.live.get(program.path)?.checked;
    const path = program?.documents.find(one => one.document === document)?.path;
    return checked?.answer.cells.find(cell => cell.path === path);
  }

  /** What is said of a document as it is now; waits for the check. Undefined where it is not checked. */
  async current(document: TextDocument): Promise<CheckedCell | undefined> {
    const program = programOf(document);
    const live = program && this.live.get(program.path);
    if (live === undefined) return undefined;
    if (live.timer !== undefined || live.running) await new Promise<void>(resolve => live.waiting.push(resolve));
    return this.last(document);
  }

  private touch(program: Program | undefined, delay: number): void {
    if (program === undefined) return;
    const live = this.live.get(program.path) ?? { timer: undefined, running: false, again: false, checked: undefined, waiting: [] };
    this.live.set(program.path, live);
    clearTimeout(live.timer);
    live.timer = setTimeout(() => {
      live.timer = undefined;
      if (live.running) live.again = true;
      else void this.check(program, live);
    }, delay);
  }

  private async check(program: Program, live: Live): Promise<void> {
    live.running = true;
    live.again = false;
    try {
      const options = await this.optionsOf(program);
      if (options === undefined) this.forget(program);
      else {
        const answer = await this.checker.call('check', { ...programText(program), ...options });
        if (this.live.get(program.path) !== live) return;
        live.checked = { program, answer };
        this.emitter.fire(live.checked);
      }
    } catch (error) {
      // The text that the thread ended with is not tried again until it changes.
      this.failed.fire(error as Error);
    } finally {
      live.running = false;
      this.finish(program, live);
    }
  }

  private finish(program: Program, live: Live): void {
    if (live.again && this.live.get(program.path) === live) {
      const [first] = program.documents;
      // Cells may have come and gone.
      const now = first && programOf(first.document);
      if (now !== undefined) void this.check(now, live);
      return;
    }
    if (live.timer !== undefined) return;
    for (const resolve of live.waiting.splice(0)) resolve();
  }

  private forget(program: Program | undefined): void {
    const live = program && this.live.get(program.path);
    if (program === undefined || live === undefined) return;
    clearTimeout(live.timer);
    this.live.delete(program.path);
    for (const resolve of live.waiting.splice(0)) resolve();
    this.checker.forget(program.path);
    this.closed.fire(program);
  }

  dispose(): void {
    for (const { timer } of this.live.values()) clearTimeout(timer);
    for (const one of [...this.subscriptions, this.emitter, this.closed, this.failed]) one.dispose();
  }
}
