import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from './chromium.mjs';
import { editions } from './editions.mjs';
import { isProvided, provide } from './provision.mjs';

/**
 * The set-up step that provides one VS Code for a machine without the desktop build.
 * @param {'newest' | 'oldest'} name
 * @returns {import('../setup/steps.mjs').Step}
 */
export function editorStep(name) {
  const edition = editions[name];
  return { title: `Setting up VS Code ${edition.vscode}`, needed: () => !isProvided(edition), run: () => provide(edition) };
}

/** The desktop editor's own command on the PATH, or undefined. */
export function findDesktop() {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap(folder => names.map(name => join(folder, name))).find(existsSync);
}

/** The desktop editor's tests need a screen. A machine without one, or told so by TENSORSCOPE_EDITOR=browser, runs VS Code's server in a browser. */
export const testsOnDesktop =
  process.env.TENSORSCOPE_EDITOR !== 'browser' &&
  (process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY));

/** What the editor and browser tests stand on. */
export const testSteps = testsOnDesktop ? [editorStep('newest'), chromium] : [editorStep('newest'), editorStep('oldest'), chromium];

/** Whether `npm start` serves the browser build. */
export const startsWithoutDesktop = () => findDesktop() === undefined;
