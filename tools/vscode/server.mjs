// VS Code's server on a free port of the loopback interface.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { homeOf } from './provision.mjs';
import { settings } from './settings.mjs';

const guard = join(dirname(fileURLToPath(import.meta.url)), 'guard.mjs');

/**
 * @typedef {object} ServerOptions
 * @property {import('./editions.mjs').Edition} edition
 * @property {string} [userData] Folder of settings and state; a fresh one that goes with the server when not given.
 * @property {string} [extensions] Folder of installed extensions; empty when not given.
 * @property {Record<string, unknown>} [settings] User settings on top of the quiet ones.
 * @property {NodeJS.ProcessEnv} [env] Variables for the server and so for the extension host.
 *
 * @typedef {object} Server
 * @property {string} authority Host and port, as vscode-remote addresses name them.
 * @property {string} url The address with the token that only the one who started the server knows.
 * @property {() => Promise<void>} stop Ends the server with everything it started.
 * @property {Promise<void>} ended Resolves when it has ended for whatever reason.
 */

/**
 * Starts the server and resolves when it listens.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer({ edition, userData, extensions, settings: own = {}, env = {} }) {
  const scratch = mkdtempSync(join(tmpdir(), 'tensorscope-'));
  const data = userData ?? join(scratch, 'user');
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify({ ...settings, ...own }, null, 2));
  const home = homeOf(edition);
  const token = randomBytes(16).toString('hex');
  const args = [
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--accept-server-license-terms'],
    ...[
      '--user-data-dir',
      data,
      '--server-data-dir',
      join(scratch, 'server'),
      '--extensions-dir',
      extensions ?? join(scratch, 'extensions'),
    ],
    ...['--telemetry-level', 'off', '--disable-workspace-trust'],
    // Only with this does the web workbench load an extension under development and run a suite.
    '--enable-smoke-test-driver',
  ];
  const child = spawn(process.execPath, [guard, scratch, home.node, home.main, ...args], {
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
    // An empty gallery: nothing is asked of the network.
    env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env },
  });
  const ended = new Promise(resolve => child.on('close', () => resolve()));
  const authority = await listening(child);
  return {
    authority,
    url: `http://${authority}/?tkn=${token}`,
    ended,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** Host and port, which the server prints when it is ready. */
function listening(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = chunk => {
      output += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port) resolve(`127.0.0.1:${port}`);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', code => reject(new Error(`VS Code's server ended with ${code} before it was ready:\n${output}`)));
  });
}
