/** A run as its folder has it, for the panel. The log has no clock times, so they are added up from the rates and durations that it has. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TrainingEvent } from '../../common/run-events';
import { emptyRun, foldEvent, type RunView } from '../../common/run-view';
import { RUN_FILES } from '../../runs/manifest';
import { parseEvents, type Run, readEvents } from '../../runs/run-reader';

const known = new Set<string>(['start', 'batch', 'epoch', 'message', 'end'] satisfies TrainingEvent['event'][]);
const isTrainingEvent = (event: object): event is TrainingEvent => known.has(String((event as { event?: unknown }).event));

/** The name of a run for the user: its program. */
export const runTitle = (run: Run): string => basename(run.manifest.source.path);

/** Reads the run's log; lines that make no sense are left out. */
export function storedRun(run: Run): RunView {
  return viewOf(run, readEvents(run.folder).filter(isTrainingEvent));
}

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

/** An epoch's line is far shorter than this, and follows the batches of the next one by at most as much. */
const TAIL = 1 << 16;

/** The last epoch in a run's log, without reading all of it; undefined if there is none near its end. */
export function lastEpoch(folder: string): Extract<TrainingEvent, { event: 'epoch' }> | undefined {
  const last = tailEvents(join(folder, RUN_FILES.metrics)).findLast(event => event.event === 'epoch');
  return last?.event === 'epoch' ? last : undefined;
}

function tailEvents(path: string): TrainingEvent[] {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(TAIL, size));
      readSync(file, bytes, 0, bytes.length, size - bytes.length);
      return parseEvents(bytes.toString()).filter(isTrainingEvent);
    } finally {
      closeSync(file);
    }
  } catch {
    // No log yet, or no longer: a run without epochs.
    return [];
  }
}
