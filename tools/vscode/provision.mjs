// Puts VS Code's server with its Node.js into the user's cache: once for all clones, complete or not at all.
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quietly } from '../setup/command.mjs';
import { cacheFolder } from '../setup/paths.mjs';

/** The npm package that holds a Node.js program for this machine. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

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
 * Where an edition lives. The name carries a checksum of what was asked for and of this very recipe, so a change of either is a new folder.
 * @param {import('./editions.mjs').Edition} edition
 */
export function homeOf(edition) {
  const recipe = readFileSync(fileURLToPath(import.meta.url));
  const checksum = createHash('sha256').update(JSON.stringify(edition)).update(recipe).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), 'vscode', `${edition.vscode}-${checksum}`);
  const server = join(folder, 'node_modules', 'code-server');
  return {
    folder,
    code: join(server, 'lib', 'vscode'),
    main: join(server, 'lib', 'vscode', 'out', 'server-main.js'),
    nodeHome: join(folder, 'node_modules', nodePackage),
    node: join(folder, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  };
}

/** @param {import('./editions.mjs').Edition} edition */
export const isProvided = edition => existsSync(homeOf(edition).folder);

/** Installs the server with its packages below `folder`. */
async function build(edition, folder) {
  const move = path => path.replace(homeOf(edition).folder, folder);
  const home = Object.fromEntries(Object.entries(homeOf(edition)).map(([key, path]) => [key, move(path)]));
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
  const { folder } = homeOf(edition);
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
