/**
 * The address that opens a folder with extensions under development in VS Code's server; with `tests`, the extension host runs that suite.
 * @param {import('./server.mjs').Server} server
 * @param {{ folder: string, extension: string, tests?: string }} what Absolute paths.
 */
export function workbenchUrl(server, { folder, extension, tests }) {
  const remote = path => `vscode-remote://${server.authority}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['skipWelcome', 'true'],
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
  ];
  const url = new URL(server.url);
  url.searchParams.set('folder', folder);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
