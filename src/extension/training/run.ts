import { type Event, EventEmitter } from 'vscode';
import type { TrainingEvent } from '../../common/run-events';
import { emptyRun, foldEvent, type RunView, type TimedEvent } from '../../common/run-view';

/** A run that is under way or has ended in this session: the one keeper of its history. */
export class TrainingRun {
  readonly view: RunView;
  private readonly emitter = new EventEmitter<TimedEvent>();
  private readonly begin = performance.now();
  /** Fires after the view has taken the event in. */
  readonly onEvent: Event<TimedEvent> = this.emitter.event;

  constructor(directory: string, title: string, hasControl: boolean) {
    this.view = { ...emptyRun(directory, title), hasControl };
  }

  get isLive(): boolean {
    return this.view.end === null;
  }

  /** Takes an event of the worker in; nothing counts after the end. */
  receive(event: TrainingEvent): void {
    if (!this.isLive) return;
    const timed = { event, seconds: (performance.now() - this.begin) / 1000 };
    foldEvent(this.view, timed);
    this.emitter.fire(timed);
  }

  /** What the user wants of it. */
  mark(status: 'stopping' | 'paused' | 'running'): void {
    if (this.isLive) this.view.status = status;
  }

  dispose(): void {
    this.emitter.dispose();
  }
}
