// A run of the editor suite, or of a measurement, in a real VS Code through @vscode/test-electron.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
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
 * @param {string} results File that gets the counts, or what was measured.
 * @param {'test' | 'bench'} kind Which files of test/editor are run.
 */
export async function runEditorSuite(name, results, kind = 'test') {
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
    extensionTestsEnv: {
      TENSORSCOPE_RESULTS: results,
      TENSORSCOPE_VSCODE: name,
      TENSORSCOPE_KIND: kind,
      // The suite is compiled into another folder, from where it does not see the project's.
      TENSORSCOPE_REPORTER: join(root, 'tools', 'testing', 'reporter.cjs'),
    },
  });
}
