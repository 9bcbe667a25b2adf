import { readFileSync } from 'node:fs';
import { readProgram } from '../../../src/check/read/program';
import { type TypeJson, typeJson } from '../../../src/check/views/type-json';
import type { Interpretation } from '../../../src/python/interpretation';
import type { PythonParser } from '../../../src/python/parser';
import type { Workspace } from '../../../src/rules/core/rule';
import { inProject } from '../../root';

/** A program with what Keras and TensorFlow answered when it was run (test/python/answers.py). */
export interface Case {
  readonly id: string;
  readonly group: string;
  readonly source: string;
  readonly y?: TypeJson;
  readonly error?: string;
  readonly line?: number;
  readonly inner_line?: number;
  readonly message?: string;
  /** The rule that must find the error; none is recorded for errors that are not found yet. */
  readonly rule?: string;
  /** Numbers in the weights of the layer that the program calls `layer`. */
  readonly weights?: { readonly trainable: number; readonly frozen: number };
}

/** The programs of a table below test/data. */
export const readCases = (table: string): Case[] =>
  readFileSync(inProject(`test/data/${table}`), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

type Verdict = 'agrees' | 'unknown' | 'wrong';
const worst = (verdicts: Verdict[]): Verdict =>
  verdicts.includes('wrong') ? 'wrong' : verdicts.includes('unknown') ? 'unknown' : 'agrees';

/** Compares leaf by leaf; less than the truth is unknown, something else is wrong. */
function compare(ours: TypeJson, truth: TypeJson): Verdict {
  if (!Array.isArray(ours) && 'unknown' in ours) return 'unknown';
  if (Array.isArray(truth)) {
    if (!Array.isArray(ours) || ours.length !== truth.length) return 'wrong';
    return worst(ours.map((item, index) => compare(item, truth[index])));
  }
  if ('other' in truth) return 'agrees';
  if (!('shape' in truth)) {
    const entries = Object.entries(truth as { [name: string]: TypeJson });
    if (Array.isArray(ours) || 'shape' in ours) return 'wrong';
    return worst(entries.map(([name, type]) => (name in ours ? compare((ours as { [name: string]: TypeJson })[name], type) : 'wrong')));
  }
  if (Array.isArray(ours) || !('shape' in ours)) return 'wrong';
  const [a, b] = [ours, truth] as { shape: (number | null)[] | null; dtype: string | null }[];
  if (a.dtype !== null && a.dtype !== b.dtype) return 'wrong';
  if (a.shape === null || a.dtype === null) return b.shape === null && a.dtype !== null ? 'agrees' : 'unknown';
  if (b.shape === null || a.shape.length !== b.shape.length) return 'wrong';
  return worst(
    a.shape.map((dim, axis) =>
      dim === b.shape?.[axis] || (dim !== null && b.shape?.[axis] === null) ? 'agrees' : dim === null ? 'unknown' : 'wrong',
    ),
  );
}

/**
 * What the checker makes of a program: a shape that agrees, is unknown or wrong; an error found, missed, elsewhere or
 * under another rule than is recorded; or a false error.
 */
export const judge = (one: Case, parser: PythonParser, workspace: Workspace = {}): string =>
  judgeReading(one, readProgram('case.py', one.source, { parser, workspace }));

/** The same of a reading that saw more than the program's text. */
export function judgeReading({ id, y, error, line, inner_line, rule }: Case, { diagnostics, assignments, faults }: Interpretation): string {
  if (faults.length > 0) return `FALSE ERROR a rule failed: ${faults[0].message}`;
  const errors = diagnostics.filter(diagnostic => diagnostic.level === 'error');
  if (error !== undefined) {
    const hits = errors.filter(({ span, related = [] }) => {
      const lines = [span, ...related.map(entry => entry.span)];
      return inner_line === span.line || lines.some(at => line !== undefined && at.line <= line && line <= at.endLine);
    });
    if (hits.length === 0) return errors.length > 0 ? 'error elsewhere' : 'error missed';
    return hits.some(hit => hit.rule === rule) ? 'error found' : `WRONG RULE ${hits[0].rule} for ${id}, recorded is ${rule ?? 'none'}`;
  }
  if (errors.length > 0) return `FALSE ERROR ${errors[0].rule}: ${errors[0].message}`;
  const last = assignments.filter(({ name }) => name === 'y').at(-1);
  return `shape ${last && y !== undefined ? compare(typeJson(last.value), y) : 'unknown'}`;
}

/** The programs by verdict; those that are off are printed with VERBOSE=1. */
export function judgeAll(
  cases: readonly Case[],
  parser: PythonParser,
  workspace: Workspace = {},
): { count(verdict: string): number; wrong: string[]; summary: string } {
  const verdicts = new Map<string, Case[]>();
  for (const one of cases) {
    const verdict = judge(one, parser, workspace);
    verdicts.set(verdict, [...(verdicts.get(verdict) ?? []), one]);
  }
  if (process.env.VERBOSE) {
    for (const [verdict, these] of verdicts) {
      if (/agrees|found/.test(verdict)) continue;
      for (const { id, group, source, y, message } of these)
        console.log(`--- ${verdict} [${group} ${id}]\n${source.split('\n').slice(4).join('\n')}\n    ${JSON.stringify(y) ?? message}`);
    }
  }
  return {
    count: verdict => verdicts.get(verdict)?.length ?? 0,
    wrong: [...verdicts.keys()].filter(verdict => /^(FALSE ERROR|WRONG RULE|shape wrong)/.test(verdict)),
    summary: JSON.stringify(Object.fromEntries([...verdicts].map(([verdict, these]) => [verdict, these.length]))),
  };
}
