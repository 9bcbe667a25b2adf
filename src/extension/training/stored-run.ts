/** A run as its folder has it, for the panel. The log has no clock times, so they are added up from the rates and durations that it has. */
import { basename } from 'node:path';
import type { TrainingEvent } from '../../common/run-events';
import { emptyRun, foldEvent, type RunView } from '../../common/run-view';
import { readEvents } from '../../runs/metrics-log';
import type { Run } from '../../runs/run-reader';

/** The name of a run for the user: its program. */
export const runTitle = (run: Run): string => basename(run.manifest.source.path);

/** Reads the run's log. */
export const storedRun = (run: Run): RunView => viewOf(run, readEvents(run.folder));

/** Folds events that were read back. */
export function viewOf(run: Run, events: readonly TrainingEvent[]): RunView {
  const view = emptyRun(run.folder, runTitle(run));
  let finished = 0;
  for (const event of events) {
    if (event.event === 'epoch') finished += event.seconds;
    const within = event.event === 'batch' && event.stepsPerSecond > 0 ? event.step / event.stepsPerSecond : 0;
    foldEvent(view, { event, seconds: event.event === 'end' ? event.seconds : finished + within });
  }
  if (view.end === null) view.status = run.status;
  return view;
}
