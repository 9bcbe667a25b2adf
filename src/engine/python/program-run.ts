import { basename, resolve } from 'node:path';
import type { Metrics, TrainingEnd, TrainingEvent } from '../../common/run-events';
import type { RunOptions } from '../../protocol/training';
import { newManifest } from '../../runs/manifest';
import { createRun, type RunWriter } from '../../runs/run-writer';
import type { RunnerMessage } from './messages';
import type { PythonProgram } from './program';

type Finished = Extract<RunnerMessage, { event: 'finished' }>;
type Place = { path: string; line: number };

const numbers = (metrics: { [metric: string]: number | null }): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value ?? Number.NaN]));

/** The run of a Python program: makes the events of its messages and keeps its folder. */
export class ProgramRun {
  private readonly script: string;
  private readonly run: RunWriter;
  private readonly began = performance.now();
  private finished: Finished | undefined;
  private epochs = 0;
  private metrics: Metrics = {};
  private hasStarted = false;
  private isOver = false;

  /** Makes the run's folder; throws Node's error if that cannot be done. */
  constructor(
    { interpreter, script, arguments: words }: PythonProgram,
    private readonly options: RunOptions,
    private readonly emit: (event: TrainingEvent) => void,
  ) {
    this.script = script;
    this.run = createRun(
      options.runDirectory,
      options.workingDirectory,
      newManifest({ path: script, model: '' }, { seed: options.seed, resume: options.resume, interpreter, arguments: words }, null),
    );
  }

  log(line: string): void {
    if (!this.isOver) this.run.log(line);
  }

  receive(message: RunnerMessage): void {
    switch (message.event) {
      case 'start':
        this.hasStarted = true;
        this.run.update({
          source: { path: this.script, model: message.model },
          engine: { name: 'python', version: message.engineVersion },
        });
        this.tell({
          ...message,
          run: basename(this.run.folder),
          engine: 'python',
          source: this.place(message.source) ?? { path: this.script, line: 1 },
          startedAt: new Date().toISOString(),
        });
        break;
      case 'batch':
        this.tell({ ...message, loss: message.loss ?? Number.NaN, metrics: numbers(message.metrics) });
        break;
      case 'epoch':
        this.epochs = message.epoch;
        this.metrics = numbers(message.metrics);
        this.run.update({ epochsFinished: message.epoch });
        this.tell({ ...message, metrics: this.metrics });
        break;
      case 'resumed':
        this.epochs = message.epochs;
        this.metrics = numbers(message.metrics);
        this.run.update({ epochsFinished: message.epochs });
        break;
      case 'message':
        this.tell(message);
        break;
      case 'finished':
        this.finished = message;
        break;
    }
  }

  /** The process is gone. Where the program has not reported an end, `crash` says how; null: with exit code 0. `stopped`: the user asked for it. */
  end(crash: string | null, stopped: boolean): TrainingEnd {
    this.isOver = true;
    const { status, message, site, msPerStepMedian } = this.finished ?? crashed(crash, stopped);
    if (status === 'done' && !this.hasStarted && this.epochs === 0)
      this.tell({ event: 'message', level: 'warning', text: 'The program ended without a call of fit, so there are no curves.' });
    const end: TrainingEnd = {
      event: 'end',
      status,
      ...(message !== undefined && { message }),
      ...(site && { site: this.place(site) }),
      epochs: this.epochs,
      metrics: this.metrics,
      seconds: (performance.now() - this.began) / 1000,
      msPerStepMedian,
    };
    this.tell(end);
    this.run.end(end);
    return end;
  }

  private tell(event: TrainingEvent): void {
    this.run.event(event);
    this.emit(event);
  }

  /** The program's own file as it was named when the run was asked for. */
  private place(place: Place | null): Place | undefined {
    if (!place) return undefined;
    return place.path === resolve(this.options.workingDirectory, this.script) ? { ...place, path: this.script } : place;
  }
}

function crashed(crash: string | null, stopped: boolean): Finished {
  if (stopped) return { event: 'finished', status: 'stopped', msPerStepMedian: null };
  return crash === null
    ? { event: 'finished', status: 'done', msPerStepMedian: null }
    : { event: 'finished', status: 'failed', message: crash, msPerStepMedian: null };
}
