import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readProgram } from '../../../src/check/program';
import { type TypeJson, typeJson } from '../../../src/check/shapes';
import type { PythonParser } from '../../../src/python/parser';
import { testParser } from '../python/parser';

/** A program of test/data/oracle/shapes.jsonl with what Keras and TensorFlow answered when it was run. */
interface OracleCase {
  id: string;
  group: string;
  source: string;
  y?: TypeJson;
  error?: string;
  line?: number;
  inner_line?: number;
  message?: string;
}

const cases: OracleCase[] = readFileSync(resolve(__dirname, '../../data/oracle/shapes.jsonl'), 'utf8')
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

/** What the checker makes of a case. AttributeErrors are no mistake of shape and are left out. */
function judge({ source, y, error, line, inner_line }: OracleCase, parser: PythonParser): string {
  const { findings, assignments } = readProgram('case.py', source, { parser });
  const errors = findings.filter(finding => finding.level === 'error');
  if (error !== undefined) {
    const hit = errors.some(({ span, related = [] }) => {
      const lines = [span, ...related.map(entry => entry.span)];
      return inner_line === span.line || lines.some(at => line !== undefined && at.line <= line && line <= at.endLine);
    });
    return hit ? 'error found' : errors.length > 0 ? 'error elsewhere' : 'error missed';
  }
  if (errors.length > 0) return `FALSE ERROR ${errors[0].rule}: ${errors[0].message}`;
  const last = assignments.filter(({ name }) => name === 'y').at(-1);
  return `shape ${last && y !== undefined ? compare(typeJson(last.value), y) : 'unknown'}`;
}

describe('the answers of Keras and TensorFlow', () => {
  it('are ours, case by case', async function () {
    this.timeout(60_000);
    const parser = await testParser();
    const verdicts = new Map<string, OracleCase[]>();
    for (const oracle of cases.filter(({ error }) => error !== 'AttributeError')) {
      const verdict = judge(oracle, parser);
      verdicts.set(verdict, [...(verdicts.get(verdict) ?? []), oracle]);
    }
    const count = (verdict: string) => verdicts.get(verdict)?.length ?? 0;
    if (process.env.VERBOSE) {
      for (const [verdict, these] of verdicts) {
        if (/agrees|found/.test(verdict)) continue;
        for (const { id, group, source, y, message } of these)
          console.log(`--- ${verdict} [${group} ${id}]\n${source.split('\n').slice(4).join('\n')}\n    ${JSON.stringify(y) ?? message}`);
      }
    }
    const summary = Object.fromEntries([...verdicts].map(([verdict, these]) => [verdict, these.length]));
    const wrong = [...verdicts.keys()].filter(verdict => verdict.startsWith('FALSE ERROR') || verdict === 'shape wrong');
    assert.deepEqual(wrong, [], JSON.stringify(summary));
    const errors = count('error found') + count('error missed') + count('error elsewhere');
    const shapes = count('shape agrees') + count('shape unknown');
    const known = `${count('error found')} of ${errors} errors found, ${count('shape agrees')} of ${shapes} shapes known`;
    assert.ok(count('error found') >= 0.95 * errors && count('shape agrees') >= 0.97 * shapes, known);
  });
});
