import { dirname, join } from 'node:path';
import type { AddonSources } from './addon-sources';
import type { TensorFlowLibraries } from './python-tensorflow';
import { runTool, type ToolRun } from './run-tool';

export interface AddonBuild {
  sources: AddonSources;
  libraries: TensorFlowLibraries;
  /** Where the addon looks for the libraries when it is loaded: their folder, or a path from the addon's own (see `besideAddon`). */
  searchFolder: string;
  output: string;
}

/** A search folder that moves with the addon. */
export const besideAddon = (folder: string, platform: string = process.platform): string =>
  `${platform === 'darwin' ? '@loader_path' : '$ORIGIN'}/${folder}`;

const compilers = ['c++', 'g++', 'clang++'];

/** Symbols of Node are bound when the addon is loaded; macOS has to be told so. */
const platformFlags: { [platform: string]: string[] } = { darwin: ['-undefined', 'dynamic_lookup'] };

/** Command-line arguments that build the addon against these libraries into `output`. Node-API keeps it valid for every later Node. */
export function compilerArguments({ sources, libraries, searchFolder, output }: AddonBuild, platform: string = process.platform): string[] {
  const binding = join(sources.folder, 'binding');
  return [
    ...['-std=c++17', '-O2', '-shared', '-fPIC', '-w', `-DNAPI_VERSION=${sources.napi}`],
    ...(platformFlags[platform] ?? []),
    ...[binding, libraries.include, join(sources.folder, 'node-api')].map(folder => `-I${folder}`),
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map(file => join(binding, file)),
    ...libraries.files.map(file => join(libraries.folder, file)),
    `-Wl,-rpath,${searchFolder}`,
    ...['-o', output],
  ];
}

/** Builds the addon with the machine's C++ compiler. Rejects with the reason when there is none or it complains. */
export async function compileAddon(build: AddonBuild, environment: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<void> {
  const run = { cwd: dirname(build.output), environment, signal };
  const compiler = await firstCompiler(run);
  await runTool(compiler, compilerArguments(build), run);
}

async function firstCompiler(run: ToolRun): Promise<string> {
  for (const name of compilers) {
    try {
      await runTool(name, ['--version'], run);
      return name;
    } catch {
      run.signal?.throwIfAborted();
    }
  }
  throw new Error(`no C++ compiler was found (tried ${compilers.join(', ')})`);
}
