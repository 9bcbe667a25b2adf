import { type ProgramOptions, readProgram } from '../../../src/check/read/program';
import type { Interpretation } from '../../../src/python/interpretation';
import type { Value } from '../../../src/values/value';
import { testParser } from '../python/parser';

/** The imports that these programs begin with, as one line. */
const HEAD = 'import numpy as np, tensorflow as tf, keras; from keras import layers\n';

/** Reads a program behind its imports: its own first line is line 2 of `main.py`. */
export const reading = async (source: string, options: Partial<ProgramOptions> = {}): Promise<Interpretation> =>
  readProgram('main.py', HEAD + source, { parser: await testParser(), ...options });

/** What `y` is at the end of a program. */
export async function valueOfY(source: string, options: Partial<ProgramOptions> = {}): Promise<Value> {
  const { assignments } = await reading(source, options);
  const y = assignments.findLast(({ name }) => name === 'y');
  if (y === undefined) throw new Error(`No y is assigned in: ${source}`);
  return y.value;
}
