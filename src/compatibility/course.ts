import type { Sentence } from '../common/sentence';
import type { TensorType } from '../tensor/type';
import type { RecordFeature } from './feature';
import type { Step } from './verdict';

/** The values of one Example on their way from the feature to the layer. */
export interface Course {
  readonly feature: RecordFeature;
  /** Python's name of the value, which steps read and assign. */
  readonly value: string;
  /** Its type after the steps so far, without the batch axis. */
  readonly type: TensorType;
  readonly steps: readonly Step[];
}

/** Why a way leads nowhere. */
export interface Blocked {
  readonly why: Sentence;
}

export const isBlocked = (course: Course | Blocked): course is Blocked => 'why' in course;

/** JSON's escapes are Python's, but for characters beyond U+FFFF, which stay as they are. */
export const pythonKey = ({ name, inSequence }: RecordFeature): string => `${inSequence ? 'sequence' : 'example'}[${JSON.stringify(name)}]`;

export const start = (feature: RecordFeature): Course => ({ feature, value: pythonKey(feature), type: feature.type, steps: [] });

/** A course with one more step in the parse function; `lines` get the value's name. */
export const afterStep = (course: Course, title: Sentence, type: TensorType, ...lines: readonly ((value: string) => string)[]): Course => ({
  ...course,
  type,
  steps: [...course.steps, { place: 'parse', title, code: lines.map(line => `${course.value} = ${line(course.value)}`).join('\n') }],
});
