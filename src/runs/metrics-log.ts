/** Reads metrics.jsonl, a run's events, one a line: the only place that knows how earlier versions spelled them. */
import { closeSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { openRegularFile, readTextFile } from '../common/node-files';
import type { EventOf, TrainingEvent } from '../common/run-events';
import { isEvent } from './checked';
import { RUN_FILES } from './manifest';

/** Fields that logs of earlier versions have in another spelling: theirs to ours. */
const earlierSpelling: { readonly [field: string]: string | undefined } = {
  steps_per_second: 'stepsPerSecond',
  ms_per_step_median: 'msPerStepMedian',
};

function parseEvent(line: string): TrainingEvent | undefined {
  try {
    const event: unknown = JSON.parse(line);
    if (typeof event !== 'object' || event === null) return undefined;
    const today = Object.fromEntries(Object.entries(event).map(([field, value]) => [earlierSpelling[field] ?? field, value]));
    return isEvent(today) ? today : undefined;
  } catch {
    // The last line of a run that was cut off.
    return undefined;
  }
}

/** The events of metrics.jsonl text. A last line that was cut off, or any line that is no event of a run, is left out. */
export const parseEvents = (text: string): TrainingEvent[] => text.split('\n').flatMap(line => parseEvent(line) ?? []);

/** Bytes of a log that are read at most: some two million events. */
const MAX_LOG_BYTES = 256 << 20;

/** The events of a run so far; none if its log cannot be read. */
export function readEvents(folder: string): TrainingEvent[] {
  try {
    return parseEvents(readTextFile(join(folder, RUN_FILES.metrics), MAX_LOG_BYTES));
  } catch {
    return [];
  }
}

/** An epoch's line is far shorter than this, and follows the batches of the next one by at most as much. */
const TAIL_BYTES = 1 << 16;

/** The last epoch in a run's log, without reading all of it; undefined if there is none near its end. */
export function lastEpoch(folder: string): EventOf<'epoch'> | undefined {
  const last = parseEvents(readTail(join(folder, RUN_FILES.metrics))).findLast(event => event.event === 'epoch');
  return last?.event === 'epoch' ? last : undefined;
}

function readTail(path: string): string {
  try {
    const { file, size } = openRegularFile(path);
    try {
      const bytes = Buffer.alloc(Math.min(TAIL_BYTES, size));
      readSync(file, bytes, 0, bytes.length, size - bytes.length);
      return bytes.toString();
    } finally {
      closeSync(file);
    }
  } catch {
    // No log yet, or no longer: a run without epochs.
    return '';
  }
}
