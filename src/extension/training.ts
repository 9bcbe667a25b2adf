import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { TrainOptions } from '../protocol/training';
import { TrainingRun } from './training-run';
import { startTrainingWorker, type TrainingWorker } from './training-worker';

/** The trainings of this session, one after another: the latest run and the worker that it has while it goes on. */
export class Training implements Disposable {
  private latest: TrainingRun | undefined;
  private worker: TrainingWorker | undefined;
  private readonly started = new EventEmitter<TrainingRun>();
  private readonly changed = new EventEmitter<TrainingRun>();
  readonly onDidStart: Event<TrainingRun> = this.started.event;
  /** Fires after every event of a run, and when one is asked to stop. */
  readonly onDidChange: Event<TrainingRun> = this.changed.event;

  get run(): TrainingRun | undefined {
    return this.latest;
  }

  get isLive(): boolean {
    return this.latest?.isLive ?? false;
  }

  /** Starts a worker for a run; the run may be watched at once, and ends in an "end" event whatever happens to the worker. */
  start(options: TrainOptions, title: string): TrainingRun {
    const run = new TrainingRun(options.runDirectory, title);
    this.latest?.dispose();
    this.latest = run;
    run.onEvent(() => this.changed.fire(run));
    this.started.fire(run);
    const worker = startTrainingWorker(options, event => run.receive(event));
    this.worker = worker;
    worker.ended.then(failure => {
      if (this.worker === worker) this.worker = undefined;
      if (run.isLive) run.fail(failure ?? 'The training worker ended without a word.');
    });
    return run;
  }

  /** Asks the worker to end within one step. Asked a second time, it ends the worker at once. */
  stop(): void {
    if (!this.latest?.isLive) return;
    if (this.latest.view.status === 'stopping') {
      this.worker?.kill();
      return;
    }
    this.latest.markStopping();
    this.worker?.stop();
    this.changed.fire(this.latest);
  }

  /** Resolves when no run goes on any more. */
  async whenIdle(): Promise<void> {
    await this.worker?.ended;
  }

  dispose(): void {
    this.worker?.kill();
    this.latest?.dispose();
    this.started.dispose();
    this.changed.dispose();
  }
}
