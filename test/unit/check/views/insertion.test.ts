import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { readProgram } from '../../../../src/check/read/program';
import { insertionOf } from '../../../../src/check/views/insertion';
import { modelInputs } from '../../../../src/check/views/model-inputs';
import { inEnglish } from '../../../../src/common/sentence';
import { judge } from '../../../../src/compatibility/judge';
import type { Step } from '../../../../src/compatibility/verdict';
import type { Edit } from '../../../../src/diagnostics/diagnostic';
import type { Insertion } from '../../../../src/protocol/compatibility';
import { compatible, printShape } from '../../../../src/tensor/shape';
import { inProject } from '../../../root';
import { featuresOf } from '../../compatibility/features';
import { modelOf, moduleIn, targetOf } from '../../compatibility/targets';
import { testParser } from '../../python/parser';

/** Ways to feed features into layers, as programs that ran under TensorFlow (test/python/compat_steps.py). */
interface Recorded {
  records: string;
  target: string;
  feature: string;
  way: string | null;
  program: string;
  shape: number[];
  dtype: string;
}
const recorded: Recorded[] = JSON.parse(readFileSync(inProject('test/data/compatibility/steps.json'), 'utf8')).ways;

/** The parse function of a program, and the lines between its call and its return. */
function parseFunction(program: string): { whole: string; plain: string } {
  const [whole, head, , end] = /(def parse[\s\S]*?\n {4}\}\)\n)([\s\S]*?)( {4}return .*\n)/.exec(program) ?? [];
  if (whole === undefined) throw new Error(`no parse function in ${program}`);
  return { whole, plain: `${head}${end}` };
}

/** A program that has no step yet: it parses all features and has a model of the target. */
async function withoutSteps({ program, target, feature }: Recorded, steps: readonly Step[]): Promise<string> {
  const dataset = /^dataset = .*$/m.exec(program)?.[0];
  const head = `import tensorflow as tf\nimport tensorflow_hub as hub\nimport tf_keras\n\n\n${parseFunction(program).plain}\n\n${dataset}\n`;
  if (target.startsWith('tf.')) return `${head}${modelOf(target)}`;
  const { takes } = await targetOf(target);
  const tokens = steps.some(({ place, code }) => place === 'call' && code.includes('tf.reshape'));
  const length = tokens ? /\[-1, (\d+)/.exec(steps.at(-1)?.code ?? '')?.[1] : undefined;
  const shape = length === undefined ? takes.shape?.slice(1).map(size => size ?? 'None') : [length];
  const input = `tf_keras.Input(shape=[${shape?.join(', ')}], dtype=tf.${takes.dtype})`;
  assert.ok(feature);
  return `${head}inputs = ${input}\noutputs = hub.KerasLayer("${target}")(inputs)\nlayer = tf_keras.Model(inputs, outputs)\n`;
}

/** The text with edits, which do not overlap. */
function edited(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  const offsetOf = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return edits
    .map(({ span, text: added }, index) => ({
      from: offsetOf(span.line, span.column),
      to: offsetOf(span.endLine, span.endColumn),
      added,
      index,
    }))
    .sort((a, b) => b.from - a.from || b.index - a.index)
    .reduce((whole, { from, to, added }) => whole.slice(0, from) + added + whole.slice(to), text);
}

const read = async (text: string) => readProgram('a.py', text, { parser: await testParser(), workspace: { module: moduleIn } });

/** What some steps come to in the only model of a program. */
async function inserted(text: string, steps: readonly Step[], records: string, name: string): Promise<Insertion> {
  const reading = await read(text);
  const [input, ...more] = modelInputs(reading, 'a.py');
  assert.ok(input && more.length === 0, `${more.length + 1} inputs`);
  const features = await featuresOf(records);
  const feature = features.find(one => one.name === name);
  assert.ok(feature);
  return insertionOf(steps, { feature, features }, input, { reading, text: () => text });
}

async function stepsOf({ records, target, feature: name, way }: Recorded) {
  const features = await featuresOf(records);
  const feature = features.find(one => one.name === name);
  assert.ok(feature);
  const { steps, gives, alternatives } = judge(feature, await targetOf(target), features);
  return way === null ? { steps, gives } : alternatives.find(({ title }) => inEnglish(title) === way);
}

describe('steps that are put into a program', () => {
  for (const way of recorded) {
    const { records, target, feature, way: title, program, dtype, shape } = way;
    it(`${feature} of ${records} into ${target}${title === null ? '' : `: ${title}`}: it checks clean, is what ran under TensorFlow, and is not offered again`, async () => {
      const offered = await stepsOf(way);
      assert.ok(offered);
      const { steps } = offered;
      if (steps.length === 0) return;
      const before = await withoutSteps(way, steps);
      const insertion = await inserted(before, steps, records, feature);
      assert.ok('edits' in insertion, 'why' in insertion ? inEnglish(insertion.why) : 'done');
      const after = edited(before, insertion.edits);
      const { diagnostics, assignments } = await read(`${after}x = next(iter(dataset))\noutput = layer(x)\n`);
      assert.deepEqual(
        diagnostics.map(({ rule, message }) => `${rule}: ${message}\n${after}`),
        [],
      );
      assert.equal(parseFunction(after).whole, parseFunction(program).whole);
      const output = assignments.findLast(({ name }) => name === 'output')?.value;
      if (output?.kind === 'tensor') {
        assert.equal(output.type.dtype, dtype);
        assert.ok(compatible(output.type.shape, shape), printShape(output.type.shape));
      } else assert.fail(`the output is not known in\n${after}`);
      const parse = steps.filter(({ place }) => place === 'parse');
      if (parse.length > 0) assert.deepEqual(await inserted(after, parse, records, feature), { done: true });
    });
  }
});

describe('steps that cannot be put into a program', () => {
  const RECORDS = 'test/data/compatibility/features.tfrecord';
  const pad: Step = { place: 'parse', title: { english: '', values: [] }, code: 'example["ids"] = example["ids"][:3]' };
  const rows: Step = { place: 'layer', title: { english: '', values: [] }, code: 'input_dim=7' };
  const perToken: Step = { place: 'call', title: { english: '', values: [] }, code: 'tf.reshape(layer(tf.reshape(x, [-1])), [-1, 3, 4])' };
  const IDS = '{"ids": tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True)}';
  const parse = (line: string, end = 'return e["ids"]') =>
    `def parse(p):\n    ${line}\n    ${end}\nds = tf.data.TFRecordDataset(["a"]).map(parse)\n`;
  const SEQUENTIAL = 'model = tf.keras.Sequential([tf.keras.layers.Embedding(5, 3)])\n';
  const FUNCTIONAL = 'i = tf.keras.Input((), dtype="int64")\nmodel = tf.keras.Model(i, tf.keras.layers.Embedding(5, 3)(i))\n';
  const IMPORT = 'import tensorflow as tf\n';
  const cases: readonly { name: string; text: string; step: Step; expected: RegExp | string }[] = [
    { name: 'nothing parses records', text: IMPORT + SEQUENTIAL, step: pad, expected: /no line like .* that reads "ids"/ },
    {
      name: 'records are parsed in batches',
      text: IMPORT + parse(`e = tf.io.parse_example(p, ${IDS})`).replace('.map', '.batch(4).map') + SEQUENTIAL,
      step: pad,
      expected: /whole batches/,
    },
    {
      name: 'the feature is read as a sparse tensor',
      text: `${IMPORT}${parse('e = tf.io.parse_single_example(p, {"ids": tf.io.VarLenFeature(tf.int64)})')}${SEQUENTIAL}`,
      step: pad,
      expected: /another way than it is stored/,
    },
    {
      name: 'the feature is changed by the program',
      text: `${IMPORT}${parse(`e = tf.io.parse_single_example(p, ${IDS})\n    e["ids"] = tf.cast(e["ids"], tf.int32)`)}${SEQUENTIAL}`,
      step: pad,
      expected: /another way than it is stored/,
    },
    {
      name: 'the call that parses has no name',
      text: `${IMPORT}${parse('pass', `return tf.io.parse_single_example(p, ${IDS})["ids"]`)}${SEQUENTIAL}`,
      step: pad,
      expected: /no line like/,
    },
    {
      name: 'TensorFlow has another name, which the lines take over',
      text: `import tensorflow\n${parse(`e = tf.io.parse_single_example(p, ${IDS})`)}${SEQUENTIAL}`.replaceAll('tf.', 'tensorflow.'),
      step: { ...pad, code: 'example["ids"] = tf.cast(example["ids"], tf.int32)' },
      expected: '    e["ids"] = tensorflow.cast(e["ids"], tensorflow.int32)',
    },
    { name: 'a keyword takes the place of a positional argument', text: IMPORT + SEQUENTIAL, step: rows, expected: 'Embedding(7, 3)' },
    {
      name: 'the arguments are not written in the call',
      text: `${IMPORT}a = {"output_dim": 3, "input_dim": 5}\nmodel = tf.keras.Sequential([tf.keras.layers.Embedding(**a)])\n`,
      step: rows,
      expected: /does not write the arguments/,
    },
    { name: 'a sequential model calls its layers itself', text: IMPORT + SEQUENTIAL, step: perToken, expected: /calls its layers itself/ },
    { name: 'the input has another shape', text: IMPORT + FUNCTIONAL, step: perToken, expected: /another shape than "ids"/ },
  ];
  for (const { name, text, step, expected } of cases)
    it(name, async () => {
      const insertion = await inserted(text, [step], RECORDS, 'ids');
      if (typeof expected === 'string') {
        assert.ok('edits' in insertion, JSON.stringify(insertion));
        assert.ok(edited(text, insertion.edits).includes(expected), edited(text, insertion.edits));
      } else assert.match('why' in insertion ? inEnglish(insertion.why) : JSON.stringify(insertion), expected);
    });
});
