// Which mistakes would the unit tests miss? Puts small ones (mutants) into the program, one at a time and in memory only, and runs the tests that
// use the file; a mutant with which all of them pass has survived, and shows what no test looks at. `npm run mutants` says how to call it.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { equivalents } from './mutants/equivalents.mjs';
import { mutantsOf, sample } from './mutants/mutate.mjs';
import { passes } from './mutants/run-tests.mjs';
import { sourcesIn, testFinder } from './mutants/tests-of.mjs';
import { root } from './setup/paths.mjs';

const usage = `usage: npm run mutants -- [--count N] [--seed N] [--jobs N] [--own] [--list] PATH…

PATH     a folder or file below src: "check", "train/input", "values/join.ts". Each gets a row of the table.
--count  mutants for each path, taken at random (default 25; 0: all)
--seed   of that choice; the same seed chooses the same mutants (default 1)
--jobs   test runs at the same time (default: one for each core)
--own    only tests of the file's own room count, not those of rooms above it
--list   shows the mutants and runs nothing

Survivors are printed with their place. One that changes nothing which a test could see belongs in tools/mutants/equivalents.mjs, with the reason.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    own: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
if (positionals.length === 0) {
  console.error(usage);
  process.exit(2);
}

/** Compiled by itself, into a file that tests load as it was built. */
const KERNEL = 'src/statistics/kernel/';

const lineOf = ({ file, line }) => readFileSync(join(root, file), 'utf8').split('\n')[line - 1].trim();
const isEquivalent = mutant =>
  equivalents.some(({ file, line, text }) => file === mutant.file && text === mutant.text && lineOf(mutant).includes(line));
const brief = text => text.replace(/\s+/g, ' ').slice(0, 70);
const told = ({ file, line, operator, before, text }) => `${file}:${line}  ${operator}: ${brief(before)}  ⇒  ${brief(text)}`;

function chosenOf(path) {
  const files = path.endsWith('.ts') ? [`src/${path}`] : sourcesIn(`src/${path}`).filter(file => !file.startsWith(KERNEL));
  const all = files.sort().flatMap(file => mutantsOf(file, readFileSync(join(root, file), 'utf8')));
  const count = Number(values.count) || all.length;
  return sample(
    all.filter(mutant => !isEquivalent(mutant)),
    count,
    Number(values.seed),
  );
}

const findTests = testFinder();
const baselines = new Map();

/** The time that tests take with the program as it is; they must pass with it. */
function baseline(tests) {
  const key = tests.join(' ');
  if (!baselines.has(key)) {
    baselines.set(
      key,
      passes(tests).then(({ passed, milliseconds }) => {
        if (!passed) throw new Error(`These fail without a mutant: ${key}`);
        return milliseconds;
      }),
    );
  }
  return baselines.get(key);
}

/** Whether some of these tests fail with a mutant, or do not end. */
async function kills(tests, mutant) {
  if (tests.length === 0) return false;
  const limit = 5000 + 4 * (await baseline(tests));
  return !(await passes(tests, mutant, limit)).passed;
}

async function outcomeOf(mutant) {
  const { own, others } = findTests(mutant.file);
  if (await kills(own, mutant)) return 'own';
  return !values.own && (await kills(others, mutant)) ? 'others' : 'survived';
}

/** Does something to each item, as many at a time as there are jobs. */
async function each(items, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
}

const table = [];
for (const path of positionals) {
  const mutants = chosenOf(path);
  if (values.list) {
    for (const mutant of mutants) console.log(told(mutant));
    continue;
  }
  const counts = { own: 0, others: 0, survived: 0 };
  await each(mutants, async mutant => {
    const outcome = await outcomeOf(mutant);
    counts[outcome] += 1;
    if (outcome === 'survived') console.log(`survived  ${told(mutant)}`);
  });
  const killed = counts.own + counts.others;
  const percent = `${Math.round((100 * killed) / mutants.length)} %`;
  table.push({ path, mutants: mutants.length, killed, percent, 'by tests of the room': counts.own, survived: counts.survived });
}
if (!values.list) console.table(table);
