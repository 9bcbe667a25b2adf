#!/usr/bin/env node
// Stands in for a VS Code executable: takes the arguments that @vscode/test-electron gives one, opens the same folder with the same
// extension and suite in VS Code's server and a browser, and ends with the suite's exit code. Says what the window logged when that is not 0.
import { resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import { workbenchUrl } from './address.mjs';
import { startBrowser } from './browser.mjs';
import { editionNamed } from './editions.mjs';
import { provide } from './provision.mjs';
import { startServer } from './server.mjs';

/** A run that has not ended by then is ended, in minutes. */
const limit = 10;

const { values, positionals } = parseArgs({
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});
const edition = editionNamed(process.env.TENSORSCOPE_VSCODE);
const path = name => (typeof values[name] === 'string' ? resolve(values[name]) : undefined);

await provide(edition);
const server = await startServer({ edition, userData: path('user-data-dir'), extensions: path('extensions-dir') });
const browser = await startBrowser();

/** Ends everything, then this process; the first caller's code counts. */
let ending;
function end(code) {
  ending ??= Promise.allSettled([browser.close(), server.stop()]).then(() => process.exit(code));
  return ending;
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])
  process.on(signal, () => end(code));
// Who started this may be killed; then nobody waits for a result.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && end(1), 1000).unref();
setTimeout(() => {
  console.error(`The suite has not ended after ${limit} minutes.`);
  end(1);
}, limit * 60_000).unref();
server.ended.then(() => end(1));
browser.on('disconnected', () => end(1));

const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
// The workbench looks for these two functions and reports what it logs, and the suite's exit code, through them.
const logged = [];
await page.exposeFunction('codeAutomationLog', (level, args) => logged.push(`${level}: ${format(...args)}`));
await page.exposeFunction('codeAutomationExit', code => {
  if (code !== 0) console.error(logged.join('\n'));
  return end(code);
});
await page.goto(
  workbenchUrl(server, {
    folder: resolve(positionals.at(-1) ?? '.'),
    extension: path('extensionDevelopmentPath'),
    tests: path('extensionTestsPath'),
  }),
);
