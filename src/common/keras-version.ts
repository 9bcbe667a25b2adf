/** Which Keras a program runs with, read off names and texts without running anything. `tf.keras` is Keras 3 from TensorFlow 2.16 on. */
export type KerasVersion = '2' | '3' | 'unknown';

type Version = readonly number[];

/** The first version with Keras 3, of each package that says which Keras there is: the surest first. */
const FIRST_WITH_KERAS_3: { readonly [packageName: string]: Version } = { keras: [3, 0], tensorflow: [2, 16] };

/** "tensorflow" of "tensorflow-cpu" and the like; undefined for packages that say nothing. */
function packageOf(name: string): string | undefined {
  const base = name.toLowerCase().replace(/^(tensorflow)[-_](cpu|gpu|macos|intel|rocm)$/, '$1');
  return Object.hasOwn(FIRST_WITH_KERAS_3, base) ? base : undefined;
}

const parse = (version: string): Version => version.split('.').map(part => Number.parseInt(part, 10) || 0);

const compare = ([major, minor = 0]: Version, [otherMajor, otherMinor = 0]: Version): number => major - otherMajor || minor - otherMinor;

const ofVersion = (packageName: string, version: Version): KerasVersion =>
  compare(version, FIRST_WITH_KERAS_3[packageName]) < 0 ? '2' : '3';

/** By the folders of installed packages, such as "keras-3.15.0.dist-info"; undefined where neither Keras nor TensorFlow is among them. */
export function versionInstalled(folders: readonly string[]): KerasVersion | undefined {
  const installed = folders.flatMap((folder): [string, Version][] => {
    const [, name = '', version = ''] = /^([A-Za-z_]+)-(\d+(?:\.\d+)*)[.\w]*\.(?:dist|egg)-info$/.exec(folder) ?? [];
    const packageName = packageOf(name);
    return packageName === undefined ? [] : [[packageName, parse(version)]];
  });
  return surest(installed.map(([name, version]) => [name, ofVersion(name, version)]));
}

/** What the packages say, that of Keras itself first. */
function surest(said: readonly (readonly [packageName: string, version: KerasVersion | undefined])[]): KerasVersion | undefined {
  for (const wanted of Object.keys(FIRST_WITH_KERAS_3)) {
    const found = said.find(([name, version]) => name === wanted && version !== undefined);
    if (found !== undefined) return found[1];
  }
  return undefined;
}

/** A requirement as requirements files, pyproject.toml, Pipfile, environment.yml, setup.py and pip on a command line write it. */
const requirement =
  /(?<![\w.-])(keras|tensorflow(?:[-_](?:cpu|gpu|macos|intel|rocm))?)(?:\s*\[[^\]]*\])?["']?\s*(?:=\s*(?:\{\s*version\s*=\s*)?["']\s*)?((?:[=~<>!^]{1,3}\s*\d+(?:\.(?:\d+|\*))*[\w.]*\s*,?\s*)+)/gi;
/** The same as poetry.lock and uv.lock have it, and as Pipfile.lock does. */
const locked = [
  /name\s*=\s*"(keras|tensorflow(?:-(?:cpu|gpu|macos|intel|rocm))?)"\s+version\s*=\s*"()(\d+(?:\.\d+)*)/gi,
  /"(keras|tensorflow(?:-(?:cpu|gpu|macos|intel|rocm))?)":\s*\{[^{}]*"version":\s*"(==)(\d+(?:\.\d+)*)/gi,
];

/** By what a text requires; only what keeps the version on one side of Keras 3 says something. */
export function versionRequired(text: string): KerasVersion | undefined {
  const plain = text.replace(/(^|\s)#.*$/gm, '');
  const exact = locked.flatMap(pattern =>
    [...plain.matchAll(pattern)].map(([, name, , version]): [string, KerasVersion | undefined] => bounded(name, `==${version}`)),
  );
  return surest([...exact, ...[...plain.matchAll(requirement)].map(([, name, constraints]) => bounded(name, constraints))]);
}

/** What a requirement's constraints say: "2" or "3" where all the versions that they leave are of it. */
function bounded(name: string, constraints: string): [string, KerasVersion | undefined] {
  const packageName = packageOf(name) ?? name;
  const first = FIRST_WITH_KERAS_3[packageName];
  const said = [...constraints.matchAll(/([=~<>!^]{1,3})\s*(\d+(?:\.\d+)*)(\.\*)?/g)].map(([, sign, text]): KerasVersion | undefined => {
    const version = parse(text);
    const [lowest, end] = range(sign, version);
    if (lowest !== undefined && compare(lowest, first) >= 0) return '3';
    return end !== undefined && compare(end, first) <= 0 ? '2' : undefined;
  });
  return [packageName, said.find(version => version !== undefined)];
}

/** The lowest version that a constraint allows, and the first one above all that it allows; undefined where there is no such bound. */
function range(sign: string, version: Version): readonly [lowest: Version | undefined, end: Version | undefined] {
  const [major, minor] = version;
  const afterMinor = [major, (minor ?? 0) + 1];
  const afterMajor = [major + 1, 0];
  switch (sign) {
    case '=':
    case '==':
    case '===':
      return [version, minor === undefined ? afterMajor : afterMinor];
    case '~':
    case '~=':
      return [version, minor === undefined || (sign === '~=' && version.length === 2) ? afterMajor : afterMinor];
    case '^':
      return [version, afterMajor];
    case '>':
    case '>=':
      return [version, undefined];
    case '<':
      return [undefined, version.slice(2).some(part => part > 0) ? afterMinor : version];
    case '<=':
      return [undefined, afterMinor];
    default:
      return [undefined, undefined];
  }
}

/** Largest lock file, requirements or other file that is read for it. */
export const MAX_SOURCE_BYTES = 4 << 20;

/** A folder of the program's project as it is looked at: paths are relative to it, with "/". Nothing there is answered by nothing. */
export interface ProjectFolder {
  /** Names of the folders in a folder. */
  folders(path: string): Promise<readonly string[]>;
  text(path: string): Promise<string>;
}

const ENVIRONMENTS = ['.venv', 'venv', 'env'];
/** Files that may require Keras or TensorFlow, the surest first: what was resolved before what was asked for. */
const REQUIREMENTS = [
  ...['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'],
  ...['requirements.txt', 'requirements/base.txt', 'constraints.txt', 'pyproject.toml', 'Pipfile'],
  ...['environment.yml', 'environment.yaml', 'setup.cfg', 'setup.py'],
];

/** By the packages of an environment, whose root the folder is. */
export async function versionInEnvironment(root: ProjectFolder, path = ''): Promise<KerasVersion | undefined> {
  const below = (...parts: string[]): string => [path, ...parts].filter(part => part !== '').join('/');
  const unix = (await root.folders(below('lib'))).filter(name => /^python3/.test(name)).map(name => below('lib', name, 'site-packages'));
  for (const folder of [...unix, below('Lib', 'site-packages')]) {
    const version = versionInstalled(await root.folders(folder));
    if (version !== undefined) return version;
  }
  return undefined;
}

/** By the environments and the requirements of a folder; undefined where they say nothing. */
export async function versionInFolder(folder: ProjectFolder): Promise<KerasVersion | undefined> {
  for (const path of ENVIRONMENTS) {
    const version = await versionInEnvironment(folder, path);
    if (version !== undefined) return version;
  }
  for (const path of REQUIREMENTS) {
    const version = versionRequired(await folder.text(path));
    if (version !== undefined) return version;
  }
  return undefined;
}
