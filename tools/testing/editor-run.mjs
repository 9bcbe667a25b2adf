// One run of the editor suite in one VS Code, through @vscode/test-electron: `node tools/testing/editor-run.mjs newest|oldest RESULTS`.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { root } from '../setup/paths.mjs';
import { editions } from '../vscode/editions.mjs';
import { testsOnDesktop } from '../vscode/editor-steps.mjs';
import { compileEditorSuite, editorSuite } from './compile-editor-suite.mjs';

const launcher = join(root, 'tools', 'vscode', 'launcher.mjs');

/** A VS Code executable: the desktop build where it can be had, else our launcher. */
async function executable(edition) {
  if (!testsOnDesktop) return launcher;
  try {
    return await downloadAndUnzipVSCode(edition.vscode);
  } catch (error) {
    console.error(`The desktop build could not be fetched (${error.message}); VS Code's server takes its place.`);
    return launcher;
  }
}

/**
 * Runs the suite over a copy of the samples with a fresh profile. Rejects when a test failed or VS Code did not run.
 * @param {'newest' | 'oldest'} name
 * @param {string} results File that gets the counts.
 */
async function runEditorSuite(name, results) {
  await compileEditorSuite();
  const scratch = mkdtempSync(join(tmpdir(), 'tensorscope-'));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const workspace = join(scratch, 'samples');
  cpSync(join(root, 'samples'), workspace, { recursive: true });
  await runTests({
    vscodeExecutablePath: await executable(editions[name]),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(editorSuite, 'index.js'),
    launchArgs: [workspace, `--user-data-dir=${join(scratch, 'user')}`, `--extensions-dir=${join(scratch, 'extensions')}`],
    extensionTestsEnv: { TENSORSCOPE_RESULTS: results, TENSORSCOPE_VSCODE: name },
  });
}

/** The tests that ran, as a person reads them. */
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
