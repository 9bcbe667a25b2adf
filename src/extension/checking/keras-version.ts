import { type Disposable, Disposable as Disposables, extensions, FileType, Uri, type WorkspaceFolder, workspace } from 'vscode';
import { type KerasVersion, versionInstalled, versionRequired } from './package-versions';

/** What the Python extension says of its environments, as far as it is asked. */
interface PythonApi {
  readonly environments?: { getActiveEnvironmentPath(resource?: Uri): { readonly path: string } };
}

/** Folders of the workspace that environments mostly have. */
const ENVIRONMENTS = ['.venv', 'venv', 'env'];
const REQUIREMENTS = ['requirements.txt', 'requirements/base.txt'];

/** Finds out which Keras the programs of each workspace folder run with: the selected interpreter's packages, else the requirements. */
export class KerasVersions implements Disposable {
  private readonly known = new Map<string, Promise<KerasVersion>>();
  private readonly subscriptions: Disposable;

  constructor() {
    this.subscriptions = Disposables.from(
      workspace.onDidChangeConfiguration(event => event.affectsConfiguration('python') && this.known.clear()),
      workspace.onDidSaveTextDocument(({ uri }) => /requirements/.test(uri.path) && this.known.clear()),
      extensions.onDidChange(() => this.known.clear()),
    );
  }

  /** Keras 3 where nothing says otherwise. A workspace that is not trusted is not asked. */
  of(program: Uri): Promise<KerasVersion> {
    const folder = workspace.getWorkspaceFolder(program);
    if (folder === undefined || !workspace.isTrusted) return Promise.resolve('3');
    const key = folder.uri.toString();
    const version = this.known.get(key) ?? find(folder);
    this.known.set(key, version);
    return version;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

async function find(folder: WorkspaceFolder): Promise<KerasVersion> {
  for (const prefix of prefixes(folder)) {
    const version = versionInstalled(await packagesOf(prefix));
    if (version !== undefined) return version;
  }
  for (const name of REQUIREMENTS) {
    const version = versionRequired(await textOf(Uri.joinPath(folder.uri, name)));
    if (version !== undefined) return version;
  }
  return '3';
}

/** Folders that may be the root of the environment that is used, the surest first. */
function prefixes({ uri }: WorkspaceFolder): Uri[] {
  const python = extensions.getExtension('ms-python.python');
  const active = python?.isActive ? (python.exports as PythonApi).environments?.getActiveEnvironmentPath(uri).path : undefined;
  const configured = workspace.getConfiguration('python', uri).get<string>('defaultInterpreterPath');
  const named = [active, configured].filter(path => path !== undefined && /[\\/]/.test(path) && !path.includes('${')) as string[];
  return [...named.map(path => prefixOf(Uri.file(path))), ...ENVIRONMENTS.map(name => Uri.joinPath(uri, name))];
}

/** The environment of an interpreter: two folders up, or one where Windows has it at the root. */
const prefixOf = (interpreter: Uri): Uri =>
  /\/(bin|Scripts)\/[^/]+$/.test(interpreter.path) ? Uri.joinPath(interpreter, '..', '..') : Uri.joinPath(interpreter, '..');

/** Names in the environment's site-packages. */
async function packagesOf(prefix: Uri): Promise<string[]> {
  const unix = (await namesIn(Uri.joinPath(prefix, 'lib'))).filter(name => /^python3/.test(name)).map(name => ['lib', name]);
  const folders = [...unix, ['Lib']].map(path => Uri.joinPath(prefix, ...path, 'site-packages'));
  return (await Promise.all(folders.map(namesIn))).flat();
}

async function namesIn(folder: Uri): Promise<string[]> {
  try {
    return (await workspace.fs.readDirectory(folder)).filter(([, type]) => (type & FileType.Directory) !== 0).map(([name]) => name);
  } catch {
    return [];
  }
}

async function textOf(file: Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    return '';
  }
}
