import { said } from '../../common/sentence';
import { pythonKey } from '../../compatibility/course';
import type { RecordFeature } from '../../compatibility/feature';
import type { Step } from '../../compatibility/verdict';
import type { Span } from '../../diagnostics/span';
import type { Insertion } from '../../protocol/compatibility';
import type { Assignment } from '../../python/interpretation';
import { tensorsIn } from '../../rules/core/tensors';
import { compatible } from '../../tensor/shape';
import type { DictValue, Origin, TensorValue, Value } from '../../values/value';
import { renamed } from './python-pieces';
import type { WrittenProgram } from './written-program';

/** What parses one record into a dictionary; the second gives the context and the steps of a SequenceExample. */
const SINGLE = new Set(['tf.io.parse_single_example', 'tf.io.parse_single_sequence_example']);
const BATCHES = new Set(['tf.io.parse_example', 'tf.io.parse_sequence_example']);

/** A dictionary of features that a program parses and gives a name. */
interface Parsed {
  readonly name: string;
  readonly content: NonNullable<DictValue['cell']['content']>;
  readonly origin: Origin;
  readonly isSequence: boolean;
  readonly assigned: Span;
}

/** Lines that read and assign features, behind the call that parses a record. `features`: all of the records. */
export function intoParse(steps: readonly Step[], features: readonly RecordFeature[], { reading, text }: WrittenProgram): Insertion {
  const code = steps.map(step => step.code).join('\n');
  const used = features.filter(feature => code.includes(pythonKey(feature)));
  const [first] = used;
  const names = used.map(({ name }) => `"${name}"`).join(', ');
  const places = reading.assignments.flatMap(assignment => parsedIn(assignment) ?? []);
  const place = places.find(one => isSpelled(one, text) && used.every(feature => holds(one, feature)));
  if (first === undefined || place === undefined)
    return {
      why: places.some(({ origin }) => BATCHES.has(origin.op))
        ? said`The program parses whole batches, and these steps are for one record.`
        : said`The program has no line like "example = tf.io.parse_single_example(…)" that reads ${names}.`,
    };
  const whole = text(place.origin.span.path) ?? '';
  const written = spelled(code, whole, { example: place.name, sequence: place.name });
  if (written === undefined) return { why: said`The program does not import tensorflow under a name.` };
  const { line, endLine } = place.origin.span;
  const lines = whole.split(/\r?\n/);
  const indent = /^\s*/.exec(lines[place.assigned.line - 1] ?? '')?.[0] ?? '';
  const added = written.split('\n').map(one => `${indent}${one}`);
  if (
    lines
      .slice(line - 1)
      .join('\n')
      .includes(added.join('\n'))
  )
    return { done: true };
  const other = used.find(feature => !isAsStored(place, feature));
  if (other !== undefined)
    return { why: said`The program reads "${other.name}" in another way than it is stored, or changes it where it is parsed.` };
  const column = (lines[endLine - 1] ?? '').length + 1;
  const at = { path: place.origin.span.path, line: endLine, column, endLine, endColumn: column };
  return { edits: [{ span: at, text: added.map(one => `\n${one}`).join('') }] };
}

/** The dictionary that an assignment names, where a call that parses gave it. */
function parsedIn({ name, span, value }: Assignment): Parsed | undefined {
  const content = value.kind === 'dict' ? value.cell.content : null;
  const origin = [...(content?.values() ?? [])].flatMap(item => parseBehind(item.value) ?? [])[0];
  if (!content || origin === undefined) return undefined;
  return { name, content, origin, isSequence: origin.path?.length === 2 && origin.path[0] === 1, assigned: span };
}

/** The call that parsed what a value was made of; the program may have changed it since. */
function parseBehind(value: Value, seen = new Set<Value>()): Origin | undefined {
  const origin = value.kind === 'tensor' ? value.origin : undefined;
  if (origin === undefined || seen.has(value)) return undefined;
  seen.add(value);
  if (SINGLE.has(origin.op) || BATCHES.has(origin.op)) return origin;
  const made = Object.values(origin.args).flatMap(argument => tensorsIn(argument));
  return made.flatMap(tensor => parseBehind(tensor, seen) ?? [])[0];
}

/** The call stands alone behind the name, with nothing before or after it: lines can follow. */
function isSpelled({ origin, assigned }: Parsed, text: WrittenProgram['text']): boolean {
  const lines = text(origin.span.path)?.split(/\r?\n/);
  if (lines === undefined || !SINGLE.has(origin.op) || origin.span.path !== assigned.path || origin.span.line !== assigned.line)
    return false;
  const before = (lines[assigned.line - 1] ?? '').slice(0, origin.span.column - 1);
  const after = (lines[origin.span.endLine - 1] ?? '').slice(origin.span.endColumn - 1);
  return /^\s*\(?\w+(\s*,\s*\w+)*\)?\s*=\s*$/.test(before) && /^\s*(#.*)?$/.test(after);
}

const parsedValue = ({ content }: Parsed, feature: RecordFeature): TensorValue | undefined => {
  const item = [...content.values()].find(({ key }) => key.kind === 'str' && key.value === feature.name)?.value;
  return item?.kind === 'tensor' ? item : undefined;
};

const holds = (parsed: Parsed, feature: RecordFeature): boolean =>
  parsedValue(parsed, feature) !== undefined && parsed.isSequence === (feature.inSequence === true);

/** The value is the one that was parsed, dense, and of the type that the records have. */
function isAsStored(parsed: Parsed, feature: RecordFeature): boolean {
  const { origin, type } = parsedValue(parsed, feature) ?? {};
  if (origin?.op !== parsed.origin.op || type === undefined || type.sparse || type.raggedRank !== undefined) return false;
  return type.dtype === feature.type.dtype && compatible(type.shape, feature.type.shape);
}

/** Code as this program would write it; undefined where it does not import TensorFlow under a name. */
export function spelled(code: string, text = '', names: { readonly [name: string]: string } = {}): string | undefined {
  const tf = tensorflowName(text);
  return tf && renamed(code, { ...names, tf });
}

/** "tf", or whatever the program calls TensorFlow. */
const tensorflowName = (text: string): string | undefined =>
  /^\s*import tensorflow(?:\.compat\.v2)? as (\w+)/m.exec(text)?.[1] ?? /^\s*import (tensorflow)\b/m.exec(text)?.[1];
