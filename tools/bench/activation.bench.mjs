// How long the extension takes to activate in the real editor: the median of several fresh starts. Bar: 100 ms.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp } from '../setup/steps.mjs';
import { runEditorSuite } from '../testing/editor-suite.mjs';
import { testSteps } from '../vscode/editor-steps.mjs';

const STARTS = 3;
const BAR = 100;

await setUp(testSteps);
const scratch = mkdtempSync(join(tmpdir(), 'tensorscope-'));
const times = [];
for (let start = 0; start < STARTS; start++) {
  const results = join(scratch, `${start}.json`);
  await runEditorSuite('newest', results, 'bench');
  times.push(JSON.parse(readFileSync(`${results}.measured`, 'utf8')).milliseconds);
}
rmSync(scratch, { recursive: true, force: true });
const median = times.sort((a, b) => a - b)[Math.floor(STARTS / 2)];
console.log(
  `activation: ${median.toFixed(1)} ms, median of ${STARTS} starts (${times.map(time => time.toFixed(1)).join(', ')}); bar ${BAR} ms`,
);
process.exitCode = median < BAR ? 0 : 1;
