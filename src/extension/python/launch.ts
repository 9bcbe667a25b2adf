import { Uri, workspace } from 'vscode';
import { setting } from '../ui/settings';

/** How a program is run, besides by which Python. */
export interface ProgramSetUp {
  arguments: string[];
  environment: { [name: string]: string };
  /** The folder that it is started in; undefined where nothing says which. */
  workingDirectory?: string;
}

/** What of a launch configuration for Python is looked at. */
interface LaunchConfiguration {
  type?: unknown;
  program?: unknown;
  args?: unknown;
  env?: unknown;
  cwd?: unknown;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** The launch configuration that names a program, by its path. One for whatever file is in front says nothing of it. */
function launchOf(file: Uri, fill: (text: string) => string): LaunchConfiguration | undefined {
  const configurations = workspace.getConfiguration('launch', file).get<LaunchConfiguration[]>('configurations', []);
  return configurations.find(
    ({ type, program }) => (type === 'debugpy' || type === 'python') && isText(program) && Uri.file(fill(program)).fsPath === file.fsPath,
  );
}

/** Arguments, environment and folder of a program: as our settings say, and as the launch configuration does that names the program. */
export function programSetUp(file: Uri): ProgramSetUp {
  const folder = workspace.getWorkspaceFolder(file)?.uri.fsPath;
  const fill = (text: string): string =>
    folder === undefined ? text : text.replace(/\$\{(?:workspaceFolder|workspaceRoot)\}/g, () => folder);
  const { args, env, cwd } = launchOf(file, fill) ?? {};
  const words = setting('training.arguments', file);
  const launched = Object.entries(typeof env === 'object' && env !== null ? env : {}).filter(([, value]) => isText(value));
  return {
    arguments: words.length > 0 ? [...words] : Array.isArray(args) ? args.filter(isText).map(fill) : [],
    environment: {
      ...Object.fromEntries(launched.map(([name, value]) => [name, fill(value as string)])),
      ...setting('training.environment', file),
    },
    ...(isText(cwd) && !fill(cwd).includes('${') && { workingDirectory: fill(cwd) }),
  };
}
