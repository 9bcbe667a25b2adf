import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Longer than `until` waits, so that a test which fails says for what. */
const TEST_TIMEOUT_MS = 150_000;

/** Every compiled file of a kind ("test", or "bench" for what is measured) below this folder. */
function suiteFiles(kind: string): string[] {
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(`.${kind}.js`))
    .sort()
    .map(name => join(__dirname, name));
}

/** What VS Code calls as the extension test run. Rejects when a test failed; the counts go to the file that TENSORSCOPE_RESULTS names. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const reporterOptions = { style: 'silent', output: process.env.TENSORSCOPE_RESULTS };
  const reporter = process.env.TENSORSCOPE_REPORTER;
  const mocha = new Mocha({ ui: 'bdd', timeout: TEST_TIMEOUT_MS, color: false, reporter, reporterOptions });
  for (const file of suiteFiles(process.env.TENSORSCOPE_KIND ?? 'test')) mocha.addFile(file);
  const failed = await new Promise<number>(resolve => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} of the editor tests failed.`);
}
