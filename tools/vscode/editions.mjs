// The VS Code builds that the suite runs in where the desktop build cannot be had: VS Code's own server, as npm carries it.

/**
 * @typedef {object} Edition
 * @property {string} vscode The VS Code version.
 * @property {string} server The version of the npm package `code-server` that is this VS Code.
 * @property {string} node The Node.js that this VS Code runs extensions with.
 * @property {string[]} addons Native modules that the server does not start without; npm compiles them.
 * @property {Record<string, string>} extras Packages added to the server's own.
 */

/** The newest VS Code and the oldest that package.json's `engines.vscode` admits. @type {Record<'newest' | 'oldest', Edition>} */
export const editions = {
  newest: {
    vscode: '1.139.1',
    server: '4.139.1',
    node: '24.21.0',
    addons: ['@vscode/spdlog', '@vscode/native-watchdog'],
    extras: {},
  },
  oldest: {
    vscode: '1.100.3',
    server: '4.100.3',
    node: '20.20.2',
    addons: ['@vscode/spdlog', 'native-watchdog'],
    // Its own ripgrep package is a download; this one carries the program, which file search and findFiles need.
    extras: { '@vscode/ripgrep-universal': '1.18.0' },
  },
};

/**
 * @param {string | undefined} name `newest` (also when nothing is said) or `oldest`.
 * @returns {Edition}
 */
export function editionNamed(name = 'newest') {
  const edition = editions[name];
  if (!edition) throw new Error(`There is no VS Code edition "${name}"; there are ${Object.keys(editions).join(' and ')}.`);
  return edition;
}
