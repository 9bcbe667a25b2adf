import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { EngineName } from '../../common/run-events';
import type { Trainer, TrainingProcess } from '../../engine/trainer';
import type { RunOptions } from '../../protocol/training';
import { TrainingRun } from './run';

/** The trainings of this session, one after another: the latest run and the process that it has while it goes on. */
export class Training implements Disposable {
  private latest: TrainingRun | undefined;
  private process: TrainingProcess | undefined;
  private readonly started = new EventEmitter<TrainingRun>();
  private readonly changed = new EventEmitter<TrainingRun>();
  private readonly asked = new EventEmitter<TrainingRun>();
  readonly onDidStart: Event<TrainingRun> = this.started.event;
  /** The user asked something of the run: its status says what. */
  readonly onDidAsk: Event<TrainingRun> = this.asked.event;
  /** Fires after every event of a run, and when something is asked of one. */
  readonly onDidChange: Event<TrainingRun> = this.changed.event;

  /** `log` takes what the process writes beside its events. */
  constructor(private readonly log: (text: string, engine: EngineName) => void) {}

  get run(): TrainingRun | undefined {
    return this.latest;
  }

  get isLive(): boolean {
    return this.latest?.isLive ?? false;
  }

  /** Starts a run in a process of its own; whatever happens to the process, the run ends in an "end" event. */
  start(trainer: Trainer, options: RunOptions, title: string): void {
    const run = new TrainingRun(options.runDirectory, title, trainer.hasControl);
    this.latest?.dispose();
    this.latest = run;
    run.onEvent(() => this.changed.fire(run));
    this.started.fire(run);
    const listener = { event: run.receive.bind(run), log: (text: string) => this.log(text, trainer.engine) };
    const process = trainer.start(options, listener);
    this.process = process;
    void process.ended.then(() => {
      if (this.process === process) this.process = undefined;
    });
  }

  /** Asks the run to end within one step. Asked a second time, it ends the process at once. */
  stop(): void {
    if (!this.latest?.isLive) return;
    if (this.latest.view.status === 'stopping') {
      this.process?.kill();
      return;
    }
    this.process?.stop();
    this.ask(this.latest, 'stopping');
  }

  /** Makes the run wait before its next step, or go on. */
  togglePause(): void {
    const { latest, process } = this;
    if (!latest?.isLive || !process?.control || latest.view.status === 'stopping') return;
    const pauses = latest.view.status !== 'paused';
    if (pauses) process.control.pause();
    else process.control.continue();
    this.ask(latest, pauses ? 'paused' : 'running');
  }

  private ask(run: TrainingRun, status: 'stopping' | 'paused' | 'running'): void {
    run.mark(status);
    this.asked.fire(run);
    this.changed.fire(run);
  }

  /** Another learning rate from the next step on. */
  setLearningRate(rate: number): void {
    this.process?.control?.setLearningRate(rate);
  }

  /** Resolves when no process is left. */
  async whenIdle(): Promise<void> {
    await this.process?.ended;
  }

  dispose(): void {
    // The worker ends within a step and closes its run folder, also when this process is gone by then.
    this.process?.stop();
    this.latest?.dispose();
    this.started.dispose();
    this.asked.dispose();
    this.changed.dispose();
  }
}
