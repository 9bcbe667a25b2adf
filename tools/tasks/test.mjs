// `npm test`: every check there is, one stage after the other, and their sum as the last line.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { show } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';
import { setUp } from '../setup/steps.mjs';
import { testSteps } from '../vscode/editor-steps.mjs';

const bin = name => join(root, 'node_modules', '.bin', name);
const command = (program, ...args) => show(program, args, { cwd: root, shell: process.platform === 'win32' });

/** Mocha on TypeScript files outside the package's own settings. */
const mocha = (spec, style, results, timeout) =>
  command(
    bin('mocha'),
    ...['--no-package', '--require', './test/wasm.cjs', '--node-option', 'import=tsx', '--extension', 'ts', '--timeout', String(timeout)],
    ...['--reporter', 'tools/testing/reporter.cjs', '--reporter-option', `style=${style},output=${results}`],
    spec,
  );

const editor = (name, results) => command(process.execPath, 'tools/testing/editor-run.mjs', name, results);

/**
 * The stages in their order. `run` resolves to an exit code; a stage that counts writes `{"passed","failed"}` to the file it is given, any other
 * counts as one.
 */
const stages = [
  { name: 'types', run: () => command(bin('tsc'), '--noEmit') },
  { name: 'lint', run: () => command(bin('biome'), 'check', '.') },
  { name: 'unit tests', counts: true, run: results => mocha('test/unit/**/*.test.ts', 'dot', results, 60_000) },
  { name: 'editor tests, newest VS Code', counts: true, run: results => editor('newest', results) },
  { name: 'editor tests, oldest VS Code', counts: true, run: results => editor('oldest', results) },
  { name: 'browser tests', counts: true, run: results => mocha('test/browser/**/*.test.ts', 'spec', results, 120_000) },
];

/** What a stage adds to the sum. One that failed as a whole, without a failed test to show for it, counts as a failure itself. */
function countOf({ counts }, code, results) {
  if (!counts) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  const { passed, failed } = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { passed: 0, failed: 0 };
  const silent = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: silent ? 1 : failed };
}

/** A machine that cannot have an editor still runs the other stages; those that need one then fail and say so. */
async function provideEditors() {
  try {
    await setUp(testSteps);
  } catch (error) {
    console.error(error.message);
  }
}

/** Runs all stages, or those whose names contain one of the words, and prints the sum as the last line. */
export async function main(words) {
  const scratch = mkdtempSync(join(tmpdir(), 'tensorscope-'));
  await provideEditors();
  const sum = { passed: 0, failed: 0 };
  const table = [];
  for (const [index, stage] of stages.entries()) {
    if (words.length > 0 && !words.some(word => stage.name.includes(word))) continue;
    console.log(`\n${stage.name}`);
    const results = join(scratch, `${index}.json`);
    const started = performance.now();
    const code = await stage.run(results).catch(error => {
      console.error(error.message);
      return 1;
    });
    const count = countOf(stage, code, results);
    sum.passed += count.passed;
    sum.failed += count.failed;
    const seconds = Math.round((performance.now() - started) / 1000);
    table.push(`${stage.name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`);
  }
  rmSync(scratch, { recursive: true, force: true });
  console.log(`\n${table.join('\n')}\n`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}
