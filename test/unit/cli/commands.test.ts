import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { inProject, root } from '../../root';
import { assertGolden } from './golden';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the built command line in the project's folder. */
const run = (args: string): Promise<Outcome> =>
  new Promise(resolve => {
    const env = { ...process.env, NO_COLOR: '1' };
    execFile(
      process.execPath,
      [inProject('dist/cli.js'), ...args.split(' ').filter(word => word !== '')],
      { cwd: root, env, encoding: 'utf8' },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

const features = 'test/data/records/features';

/** What the user sees, as it is kept in test/data/cli. */
const seen: { [golden: string]: { args: string; code: number } } = {
  'inspect-samples': { args: 'inspect samples/sections samples/features', code: 0 },
  'inspect-corrupted': {
    args: 'inspect test/data/records/broken/truncated-in-data.tfrecord test/data/records/features/ragged.tfrecord',
    code: 1,
  },
  'records-sequence': { args: `records ${features}/sequence.tfrecord --from 3 --count 2`, code: 0 },
  'records-unlike-examples': { args: `records ${features}/not-examples.tfrecord --count 3`, code: 0 },
  'schema-table': { args: 'schema samples/features/custom.tfrecord', code: 0 },
  'schema-pbtxt': { args: 'schema samples/features/custom.tfrecord --format pbtxt', code: 0 },
  'schema-python': { args: 'schema samples/sections/sections-small.tfrecord.gz --format python', code: 0 },
  shapes: { args: 'shapes samples/sections_cnn.py', code: 0 },
  'help-inspect': { args: 'inspect --help', code: 0 },
  'help-train': { args: 'train -h', code: 0 },
  plan: { args: 'plan samples/sections_cnn.py', code: 0 },
  'compat-samples': { args: 'compat samples/features samples/emoji samples/custom_features.py samples/emoji_cnn.py', code: 0 },
  'compat-module': {
    args: 'compat samples/sections/sections-small.tfrecord.gz test/data/modules/elmo-like samples/sections_cnn.py',
    code: 0,
  },
};

/** One JSON document, and the fields that the contract of docs/architecture.md promises. */
const json: { [args: string]: { code: number; fields: string } } = {
  'inspect samples/features --json': { code: 0, fields: 'files,shards,features,anomalies' },
  'inspect no-such-file --json': { code: 1, fields: 'files,shards,features,anomalies' },
  'schema samples/features --json': { code: 0, fields: 'message,features' },
  'check samples/sections_cnn.py --json': { code: 0, fields: 'diagnostics' },
  'shapes samples/sections_cnn.py --json': { code: 0, fields: 'values' },
  'plan samples/sections_cnn.py --json': { code: 0, fields: 'plans,refusals,workingDirectory' },
  'compat samples/features samples/custom_features.py --json': { code: 0, fields: 'features,targets,cells,problems' },
  'compat samples/features https://tfhub.dev/google/nnlm-en-dim128/2 --json': { code: 1, fields: 'features,targets,cells,problems' },
  'compat no-such-file https://tfhub.dev/google/nnlm-en-dim128/2 --json': { code: 1, fields: 'features,targets,cells,problems' },
  'compat samples/features gs://bucket/module --json': { code: 1, fields: 'features,targets,cells,problems' },
  'plan test/data/cli/nothing_trained.py --json': { code: 1, fields: 'plans,refusals,workingDirectory' },
};

/** Bad usage, by what the message is about. */
const refused: { [args: string]: RegExp } = {
  '': /^$/,
  'no-such-command': /"no-such-command"/,
  inspect: /^inspect .*file/,
  'shapes samples': /^samples: .*folder|directory/,
  'inspect samples --environment serving': /--environment.*schema/,
  'records a b': /^records .*one file/,
  'records a --count many': /--count.*"many"/,
  'schema samples --format yaml': /--format.*"yaml"/,
  check: /^check .*file/,
  'check samples --format html': /"html".*sarif/,
  'check no-such-file.py': /no-such-file\.py/,
  'compat samples/features': /^compat .*Python file, module/,
  'compat samples/custom_features.py': /^compat .*records/,
  'shapes a.py b.py': /^shapes .*one Python file/,
  plan: /^plan .*one Python file/,
  'plan --verbose': /'--verbose'/,
};

describe('the command line', () => {
  for (const [golden, { args, code }] of Object.entries(seen))
    it(`${args}: what the user sees`, async () => {
      const { stdout, stderr, code: exit } = await run(args);
      assert.equal(exit, code);
      assertGolden(
        golden,
        [`$ tensorscope ${args}`, stdout.trimEnd(), ...(stderr === '' ? [] : ['standard error:', stderr.trimEnd()])].join('\n'),
      );
    });

  for (const [args, { code, fields }] of Object.entries(json))
    it(`${args}: one document with the fields of the contract`, async () => {
      const { stdout, code: exit } = await run(args);
      assert.equal(exit, code);
      assert.equal(Object.keys(JSON.parse(stdout)).join(), fields);
    });

  for (const [args, said] of Object.entries(refused))
    it(`${args || 'no word at all'}: bad usage, and how it is used`, async () => {
      const { stdout, stderr, code } = await run(args);
      assert.equal(code, 2);
      assert.match(stderr, said);
      assert.match(stderr + stdout, /usage: tensorscope /);
    });

  it('records --json: one record a line', async () => {
    const { stdout, code } = await run(`records ${features}/ragged.tfrecord --from 1 --count 2 --json`);
    const records = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { record: number });
    assert.deepEqual([code, records.map(({ record }) => record)], [0, [1, 2]]);
  });

  it('records from beyond the last one: says so', async () => {
    const { stdout, stderr, code } = await run(`records ${features}/ragged.tfrecord --from 100000`);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /ragged\.tfrecord.* 300 records.*100,000/);
  });

  it('records of a corrupted file: those before, what is wrong, and a problem', async () => {
    const { stdout, stderr, code } = await run('records test/data/records/broken/bad-data-crc.tfrecord --count 1000 --json');
    assert.equal(code, 1);
    assert.ok(stdout.split('\n').length > 2);
    assert.match(stderr, /^test\/data\/records\/broken\/bad-data-crc\.tfrecord: record \d+: /);
  });

  it('check of a program with a mistake: a problem, in each format', async () => {
    const starts = { text: 'test/data/cli/two_lstms.py:7:', json: '{"diagnostics":[{', sarif: '{"$schema":', github: '::error file=' };
    for (const [format, start] of Object.entries(starts)) {
      const { stdout, code } = await run(`check test/data/cli/two_lstms.py --format ${format}`);
      assert.deepEqual([code, stdout.slice(0, start.length)], [1, start]);
    }
  });

  it('help lists every command', async () => {
    const { stdout, code } = await run('--help');
    assert.equal(code, 0);
    for (const name of ['inspect', 'records', 'schema', 'check', 'shapes', 'plan', 'train', 'engine'])
      assert.match(stdout, new RegExp(`^ {2}${name} `, 'm'));
  });
});
