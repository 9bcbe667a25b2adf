import type { EndStatus, EngineName, TrainingEvent } from '../common/run-events';

/** Run folders come from anywhere: a repository, another version. What is read of them is held against these tables before anything else sees it. */
type Check = (value: unknown) => boolean;
/** A check for each field. */
export type FieldChecks<T> = { readonly [field in keyof Required<T>]: Check };

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Check = value => typeof value === 'string';
/** JSON writes null for what is no number or infinite. */
const number: Check = value => typeof value === 'number' || value === null;
const count: Check = value => Number.isSafeInteger(value) && (value as number) >= 0;
const anything: Check = () => true;
const object: Check = isObject;
const oneOf =
  <T extends string>(...values: T[]): Check =>
  value =>
    values.includes(value as T);
const optional =
  (check: Check): Check =>
  value =>
    value === undefined || check(value);
const nullable =
  (check: Check): Check =>
  value =>
    value === null || check(value);
const fields =
  <T>(wanted: FieldChecks<T>): Check =>
  value =>
    isObject(value) && Object.entries<Check>(wanted).every(([field, check]) => check(value[field]));
const numbers: Check = value => isObject(value) && Object.values(value).every(number);

/** What a value may be. */
export const checks = { text, count, anything, object, oneOf, nullable, fields };

const status = oneOf<EndStatus>('done', 'stopped', 'failed');
const place = fields<{ path: string; line: number }>({ path: text, line: count });

const events: { readonly [name in TrainingEvent['event']]: FieldChecks<Omit<Extract<TrainingEvent, { event: name }>, 'event'>> } = {
  start: {
    run: text,
    engine: oneOf<EngineName>('native', 'wasm', 'python'),
    engineVersion: text,
    model: text,
    parameters: number,
    epochs: count,
    stepsPerEpoch: nullable(count),
    source: place,
    startedAt: text,
  },
  batch: { epoch: count, step: count, stepsPerEpoch: nullable(count), loss: number, metrics: numbers, stepsPerSecond: number },
  epoch: { epoch: count, metrics: numbers, seconds: number, steps: count, stepsPerSecond: number },
  message: { level: oneOf('info', 'warning'), text },
  end: {
    status,
    message: optional(text),
    site: optional(place),
    epochs: count,
    metrics: numbers,
    seconds: number,
    msPerStepMedian: number,
  },
};

/** Whether a value is an event of a run. */
export function isEvent(value: unknown): value is TrainingEvent {
  if (!isObject(value) || typeof value.event !== 'string' || !Object.hasOwn(events, value.event)) return false;
  return fields(events[value.event as TrainingEvent['event']] as FieldChecks<object>)(value);
}
