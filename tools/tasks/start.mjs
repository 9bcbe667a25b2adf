import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { workbenchUrl } from '../vscode/address.mjs';
import { editions } from '../vscode/editions.mjs';
import { findDesktop } from '../vscode/editor-steps.mjs';
import { startServer } from '../vscode/server.mjs';

const samples = join(root, 'samples');

/** Opens the sample workspace with the extension: in the desktop editor where there is one, else in the browser. */
export function main() {
  const desktop = findDesktop();
  return desktop ? openDesktop(desktop) : serve();
}

/** A window of the desktop editor; waits until it is closed. */
function openDesktop(code) {
  console.log('Opening the sample workspace in VS Code. Closing its window, or Ctrl-C here, ends this.');
  const child = spawn(code, [`--extensionDevelopmentPath=${root}`, '--new-window', '--wait', samples], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', code => resolve(code ?? 0));
    for (const signal of endings) process.on(signal, () => child.kill());
  });
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** VS Code in the browser, on this machine only, until Ctrl-C. */
async function serve() {
  const server = await startServer({ edition: editions.newest });
  const ended = new Promise(resolve => {
    for (const signal of endings) process.on(signal, () => server.stop().then(() => resolve(0)));
    server.ended.then(() => resolve(1));
  });
  console.log(
    `VS Code ${editions.newest.vscode} with Tensorscope and the sample workspace:\n\n  ${workbenchUrl(server, { folder: samples, extension: root })}\n`,
  );
  console.log('Open this address in a browser on this machine. Ctrl-C ends it.');
  return ended;
}
