import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { readProgram } from '../../../src/check/read/program';
import { inEnglish } from '../../../src/common/sentence';
import type { RecordFeature } from '../../../src/compatibility/feature';
import { judge } from '../../../src/compatibility/judge';
import type { Step, Way } from '../../../src/compatibility/verdict';
import { compatible, printShape } from '../../../src/tensor/shape';
import { inProject } from '../../root';
import { testParser } from '../python/parser';
import { featuresOf } from './features';
import { moduleIn, targetOf } from './targets';

/** A way to feed a feature into a layer as a program, and what that gave under TensorFlow (test/python/compat_steps.py). */
interface Recorded {
  records: string;
  target: string;
  feature: string;
  /** Title of an alternative; null for the verdict's own steps. */
  way: string | null;
  program: string;
  shape: number[];
  dtype: string;
}
const recorded: Recorded[] = JSON.parse(readFileSync(inProject('test/data/compatibility/steps.json'), 'utf8')).ways;

const groupOf = ({ records, target }: Recorded): string => `${records}\n${target}`;
const groups = [...new Set(recorded.map(groupOf))].map(group => ({ group, ways: recorded.filter(way => groupOf(way) === group) }));

/** The ways that are offered for a feature: the verdict's own, then the alternatives. */
function waysOf(
  feature: RecordFeature,
  target: Awaited<ReturnType<typeof targetOf>>,
  all: RecordFeature[],
): (Omit<Way, 'title' | 'gives'> & { title: string | null; gives: Way['gives'] | null })[] {
  const { verdict, steps, gives, alternatives } = judge(feature, target, all);
  const own = verdict === 'does-not-fit' ? [] : [{ title: null, steps, gives }];
  return [...own, ...alternatives.map(way => ({ ...way, title: inEnglish(way.title) }))];
}

const isInserted = (program: string, { place, code }: Step): boolean =>
  place === 'layer'
    ? code.split(', ').every(argument => program.includes(argument))
    : code.split('\n').every(line => program.includes(line));

describe('the steps that make a feature fit', () => {
  it('were recorded', () => assert.ok(recorded.length > 90));

  for (const { group, ways } of groups) {
    const [records, name] = group.split('\n');

    it(`${records} into ${name}: they give under TensorFlow what was promised`, async () => {
      const [target, features] = [await targetOf(name), await featuresOf(records)];
      const offered = features.flatMap(feature => waysOf(feature, target, features).map(way => ({ feature: feature.name, ...way })));
      // What a handle in the TF1 Hub format gives without a signature cannot be run from the module that stands in for it.
      const expected = offered.filter(({ steps }) => !name.includes('elmo') || steps.some(({ place }) => place === 'layer'));
      assert.deepEqual(
        expected.map(({ feature, title }) => [feature, title]),
        ways.map(({ feature, way }) => [feature, way]),
      );
      for (const [index, { program, shape, dtype, feature }] of ways.entries()) {
        const { gives, steps } = expected[index];
        for (const step of steps) assert.ok(isInserted(program, step), `${feature}: the recorded program lacks ${step.code}`);
        assert.equal(gives?.dtype, dtype, feature);
        assert.deepEqual(
          gives?.shape?.map((size, axis) => size ?? shape[axis]),
          shape,
          feature,
        );
      }
    });

    it(`${records} into ${name}: the checker finds nothing wrong with the programs, and knows what they give`, async () => {
      const workspace = { module: moduleIn };
      for (const { program, feature, shape, dtype } of ways) {
        const { diagnostics, assignments } = readProgram('a.py', program, { parser: await testParser(), workspace });
        assert.deepEqual(
          diagnostics.map(({ rule, message }) => `${feature}: ${rule}: ${message}`),
          [],
        );
        const output = assignments.findLast(({ name }) => name === 'output')?.value;
        assert.ok(output?.kind === 'tensor', `${feature}: the output is not known`);
        assert.equal(output.type.dtype, dtype, feature);
        assert.ok(output.type.shape !== null && compatible(output.type.shape, shape), `${feature}: ${printShape(output.type.shape)}`);
      }
    });
  }
});
