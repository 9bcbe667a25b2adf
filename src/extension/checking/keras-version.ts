import { type Disposable, Disposable as Disposables, extensions, FileType, Uri, workspace } from 'vscode';
import { type KerasVersion, MAX_SOURCE_BYTES, type ProjectFolder, versionInEnvironment, versionInFolder } from '../../common/keras-version';
import { selectedInterpreters } from '../python/selected-interpreter';
import { textOfFile } from '../ui/text-file';

/** Files whose change may change the answer. */
const SOURCES = /(requirements|constraints|\.lock$|pyproject\.toml$|Pipfile$|environment\.ya?ml$|setup\.(cfg|py)$)/;

/** Finds out which Keras programs run with: by the selected interpreter's packages, else by what lies beside them and above in the workspace. */
export class KerasVersions implements Disposable {
  private readonly known = new Map<string, Promise<KerasVersion>>();
  private readonly subscriptions: Disposable;

  constructor() {
    this.subscriptions = Disposables.from(
      workspace.onDidChangeConfiguration(
        event => (event.affectsConfiguration('python') || event.affectsConfiguration('tensorscope.training')) && this.known.clear(),
      ),
      workspace.onDidSaveTextDocument(({ uri }) => SOURCES.test(uri.path) && this.known.clear()),
      extensions.onDidChange(() => this.known.clear()),
    );
  }

  /** "unknown" where nothing says which. A workspace that is not trusted is not asked. */
  of(program: Uri): Promise<KerasVersion> {
    const root = workspace.getWorkspaceFolder(program)?.uri;
    if (root === undefined || !workspace.isTrusted) return Promise.resolve('unknown');
    const folder = Uri.joinPath(program, '..').with({ query: '', fragment: '' });
    const key = folder.toString();
    const version = this.known.get(key) ?? find(root, folder);
    this.known.set(key, version);
    return version;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

async function find(root: Uri, folder: Uri): Promise<KerasVersion> {
  const interpreters = await selectedInterpreters(root, false);
  for (const interpreter of interpreters.filter(path => /[\\/]/.test(path))) {
    const version = await versionInEnvironment(folderAt(prefixOf(Uri.file(interpreter))));
    if (version !== undefined) return version;
  }
  for (const place of upTo(root, folder)) {
    const version = await versionInFolder(folderAt(place));
    if (version !== undefined) return version;
  }
  return 'unknown';
}

/** A folder and those above it up to the workspace's own. */
function upTo(root: Uri, folder: Uri): Uri[] {
  const inside = folder.path.startsWith(`${root.path}/`) ? folder.path.slice(root.path.length + 1).split('/') : [];
  return [...inside.map((_, index) => Uri.joinPath(root, ...inside.slice(0, inside.length - index))), root];
}

/** The environment of an interpreter: two folders up, or one where Windows has it at the root. */
const prefixOf = (interpreter: Uri): Uri =>
  /\/(bin|Scripts)\/[^/]+$/.test(interpreter.path) ? Uri.joinPath(interpreter, '..', '..') : Uri.joinPath(interpreter, '..');

const folderAt = (root: Uri): ProjectFolder => ({
  async folders(path) {
    try {
      const entries = await workspace.fs.readDirectory(Uri.joinPath(root, path));
      return entries.filter(([, type]) => (type & FileType.Directory) !== 0).map(([name]) => name);
    } catch {
      return [];
    }
  },
  async text(path) {
    try {
      return await textOfFile(Uri.joinPath(root, path), MAX_SOURCE_BYTES);
    } catch {
      return '';
    }
  },
});
