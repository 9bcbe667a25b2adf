// Puts VS Code's server with its Node.js into the user's cache: once for all clones, complete or not at all.
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { quietly } from '../setup/command.mjs';
import { cacheFolder } from '../setup/paths.mjs';

/** The npm package that holds a Node.js program for this machine. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** Counts the changes of how a folder is made; what is in it tells the rest. */
const recipe = 1;

/** Scripts stay off except for the addons that are named; engine notes are about npm's own Node.js, not the one that will run it. */
const install = [
  'install',
  '--omit=dev',
  '--ignore-scripts',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
  '--no-progress',
  '--loglevel=error',
];

/**
 * The folder of an edition. Its name carries a checksum of what was asked for and of how it is made, so a change of either is a new folder.
 * @param {import('./editions.mjs').Edition} edition
 */
function folderOf(edition) {
  const asked = JSON.stringify([recipe, edition, nodePackage]);
  const checksum = createHash('sha256').update(asked).digest('hex').slice(0, 12);
  return join(cacheFolder(), 'vscode', `${edition.vscode}-${checksum}`);
}

/** The paths within the folder of an edition. */
function layout(folder) {
  const code = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const nodeHome = join(folder, 'node_modules', nodePackage);
  return {
    code,
    main: join(code, 'out', 'server-main.js'),
    nodeHome,
    node: join(nodeHome, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  };
}

/**
 * The server's main file and the Node.js that runs it.
 * @param {import('./editions.mjs').Edition} edition
 */
export const homeOf = edition => layout(folderOf(edition));

/** @param {import('./editions.mjs').Edition} edition */
export const isProvided = edition => existsSync(folderOf(edition));

/** Installs the server with its packages below `folder`. */
async function build(edition, folder) {
  const home = layout(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  await quietly('npm', [...install, `code-server@${edition.server}`, `${nodePackage}@${edition.node}`], { cwd: folder });

  // npm itself then runs on the edition's Node.js, whose headers lie beside it, so the addons fit and nothing else is fetched.
  const env = { ...process.env, PATH: `${dirname(home.node)}${delimiter}${process.env.PATH}`, npm_config_nodedir: home.nodeHome };
  const extras = Object.entries(edition.extras).map(([name, version]) => `${name}@${version}`);
  await quietly('npm', [...install, ...extras], { cwd: home.code, env });
  await quietly('npm', install, { cwd: join(home.code, 'extensions'), env });
  await quietly('npm', ['rebuild', '--ignore-scripts=false', '--foreground-scripts', ...edition.addons], { cwd: home.code, env });
  symlinkSync('node_modules', join(home.code, 'node_modules.asar'), 'junction');
  if (extras.length > 0) placeRipgrep(join(home.code, 'node_modules', '@vscode'));
}

/** Puts the ripgrep of the package that carries it where the older package looks for its download. */
function placeRipgrep(scope) {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  mkdirSync(join(scope, 'ripgrep', 'bin'), { recursive: true });
  const target = join(scope, 'ripgrep', 'bin', name);
  copyFileSync(join(scope, 'ripgrep-universal', 'bin', `${process.platform}-${process.arch}`, name), target);
  chmodSync(target, 0o755);
}

/**
 * Provides an edition; does nothing when it is there.
 * @param {import('./editions.mjs').Edition} edition
 */
export async function provide(edition) {
  const folder = folderOf(edition);
  if (existsSync(folder)) return;
  const partial = `${folder}.${process.pid}.partial`;
  try {
    await build(edition, partial);
    renameSync(partial, folder);
  } catch (error) {
    // Another clone may have been quicker.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
