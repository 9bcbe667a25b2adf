import { UNKNOWN, type Value } from '../../../values/value';
import type { Call } from '../../core/rule';
import { pathText } from '../../system/path-text';
import { normalPath } from '../../system/paths';

/**
 * Notes that the program writes a file of a model or of weights itself, with the model where it is known: what was on the disk before counts no longer. A
 * name with a place in it ("{epoch:02d}") stands for many files, of which none is known any more then.
 */
export function noteWritten({ context, session }: Call, path: Value, content: Value = UNKNOWN): void {
  const text = pathText(path);
  const before = session.written.content;
  const next = text === undefined || text.includes('{') || before === null ? null : new Map(before).set(normalPath(text), content);
  context.write(session.written, next);
}

/** What the program has written to a file; undefined where it has not, unknown where it may have written something else. */
export function writtenTo({ session }: Call, path: string): Value | undefined {
  const files = session.written.content;
  return files === null ? UNKNOWN : files.get(normalPath(path));
}
