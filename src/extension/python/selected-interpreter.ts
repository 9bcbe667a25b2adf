import { extensions, Uri, workspace } from 'vscode';
import { setting } from '../ui/settings';

/** What the Python Environments extension says, as far as it is asked. */
interface EnvironmentsApi {
  getEnvironment?(scope: Uri | undefined): Promise<{ execInfo?: { run?: { executable?: string } }; environmentPath?: Uri } | undefined>;
}

/** What the Python extension says, as far as it is asked. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(path: string): Promise<{ readonly executable: { readonly uri: Uri | undefined } } | undefined>;
  };
}

const isPath = (path: string | undefined): path is string => path !== undefined && /[\\/]/.test(path);

/** Another extension's exports; undefined where it is not there, or is not running and shall not be started. */
async function exportsOf<Api>(id: string, start: boolean): Promise<Api | undefined> {
  const extension = extensions.getExtension<Api>(id);
  if (extension === undefined || (!extension.isActive && !start)) return undefined;
  return extension.isActive ? extension.exports : await extension.activate();
}

async function ofEnvironments(scope: Uri | undefined, start: boolean): Promise<string | undefined> {
  const api = await exportsOf<EnvironmentsApi>('ms-python.vscode-python-envs', start);
  const environment = await api?.getEnvironment?.(scope);
  const executable = environment?.execInfo?.run?.executable;
  return isPath(executable) ? executable : environment?.environmentPath?.fsPath;
}

async function ofPython(scope: Uri | undefined, start: boolean): Promise<string | undefined> {
  const api = await exportsOf<PythonApi>('ms-python.python', start);
  const path = api?.environments?.getActiveEnvironmentPath(scope).path;
  // That of a conda environment is its folder.
  const resolved = isPath(path) && start ? await api?.environments?.resolveEnvironment(path) : undefined;
  return resolved?.executable.uri?.fsPath ?? path;
}

/** How settings name the folder of the workspace. */
const FOLDER = /\$\{workspaceFolder\}/g;

/** A path of a setting, with the variables that VS Code's own settings know; undefined where it has others. */
function inFolder(path: string, scope: Uri | undefined): string | undefined {
  const folder = (scope && workspace.getWorkspaceFolder(scope)) ?? workspace.workspaceFolders?.[0];
  const full = folder ? path.replace(FOLDER, () => folder.uri.fsPath) : path;
  if (full === '' || full.includes('${')) return undefined;
  return folder && /^\.{0,2}[\w.-]*[\\/]/.test(full) && !/^[\\/]/.test(full) ? Uri.joinPath(folder.uri, full).fsPath : full;
}

type Source = (scope: Uri | undefined, start: boolean) => Promise<string | undefined>;

/** Who may know which Python the user works with, the one that counts for most first. */
const sources: Source[] = [
  async scope => inFolder(setting('training.python', scope), scope),
  ofEnvironments,
  ofPython,
  async scope => {
    const path = inFolder(workspace.getConfiguration('python', scope).get<string>('defaultInterpreterPath') ?? '', scope);
    // A mere name is what it says by itself.
    return isPath(path) ? path : undefined;
  },
];

/**
 * Pythons, as a path or our setting's name of a program, that were selected for a file or folder, the one that counts for most first: by our own setting, by Python's extensions, which are
 * `start`ed for that or asked only if they run, and by their setting. An extension that fails has selected nothing.
 */
export async function selectedInterpreters(scope: Uri | undefined, start: boolean): Promise<string[]> {
  const found = await Promise.all(sources.map(source => source(scope, start).catch(() => undefined)));
  return [...new Set(found.filter(path => path !== undefined && path !== ''))] as string[];
}
