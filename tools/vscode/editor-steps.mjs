import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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

/** Whether `npm start` serves the browser build. */
export const startsWithoutDesktop = () => findDesktop() === undefined;
