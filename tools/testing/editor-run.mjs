// One run of the editor suite in one VS Code: `node tools/testing/editor-run.mjs newest|oldest RESULTS`.
import { existsSync, readFileSync } from 'node:fs';
import { runEditorSuite } from './editor-suite.mjs';

/** The tests that ran, as the user reads them. */
function showResults(results) {
  if (!existsSync(results)) return;
  for (const { title, milliseconds, error } of JSON.parse(readFileSync(results, 'utf8')).tests) {
    console.log(error === undefined ? `  ✔ ${title} (${milliseconds} ms)` : `  ✖ ${title}\n${error.replace(/^/gm, '      ')}`);
  }
}

// test-electron passes a Ctrl-C on; this is the other polite way to end.
process.once('SIGTERM', () => process.exit(143));

const [name, results] = process.argv.slice(2);
try {
  await runEditorSuite(name, results);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
showResults(results);
