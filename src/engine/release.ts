import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AddonSources } from './addon-sources';
import type { Progress } from './engine';
import { runTool } from './run-tool';

/** The ready-built files that tfjs-node's own install script fetches, for one platform. */
interface Release {
  version: string;
  library: string;
  addon: string;
}

const LIBRARY_HOST = 'https://storage.googleapis.com/';
/** How long a server may take to answer at all; a download under way may take its time. */
const ANSWER_TIMEOUT_MS = 15_000;

/** Platform and architecture to libtensorflow's release, as scripts/install.js of tfjs-node 4.22.0 names them. */
const libraries: { [platform: string]: { version: string; file: string } } = {
  'linux-x64': { version: '2.9.1', file: 'tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz' },
  'darwin-x64': { version: '2.9.1', file: 'tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz' },
  'win32-x64': { version: '2.9.1', file: 'tensorflow/libtensorflow/libtensorflow-cpu-windows-x86_64-2.9.1.zip' },
  'darwin-arm64': { version: '2.7.0', file: 'tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz' },
};

const addonNames: { [platform: string]: string } = { linux: 'CPU-linux', darwin: 'CPU-darwin', win32: 'CPU-windows' };

/** Addresses for this platform; honours TFJS_NODE_CDN_STORAGE and TFJS_NODE_BASE_URI as tfjs-node does. Throws where there is no release. */
export function releaseFor(
  sources: AddonSources,
  environment: NodeJS.ProcessEnv,
  platform = `${process.platform}-${process.arch}`,
): Release {
  const library = libraries[platform];
  const [system = ''] = platform.split('-');
  if (!library) throw new Error(`there is no ready-built TensorFlow for ${platform}`);
  const storage = environment.TFJS_NODE_CDN_STORAGE ?? environment.CDN_STORAGE;
  const base = environment.TFJS_NODE_BASE_URI;
  const archive = system === 'win32' ? 'zip' : 'tar.gz';
  return {
    version: library.version,
    library: base === undefined ? `${storage ?? LIBRARY_HOST}${library.file}` : `${base}${library.file.split('libtensorflow-').at(-1)}`,
    addon: `${sources.host}/napi-v${sources.napi}/${sources.version}/${addonNames[system]}-${sources.version}.${archive}`,
  };
}

/**
 * Downloads TensorFlow's C library and the ready-built addon into `stage`, laid out as the addon expects: lib/napi-vN beside deps/lib. Gives the
 * addon's path within the stage. Rejects with the reason when the servers cannot be reached.
 */
export async function downloadRelease(
  stage: string,
  sources: AddonSources,
  release: Release,
  progress: Progress,
  signal?: AbortSignal,
): Promise<string> {
  const deps = join(stage, 'deps');
  const addon = join('lib', `napi-v${sources.napi}`);
  await fetchArchive(release.library, deps, fraction => progress(`Downloading TensorFlow ${release.version}`, fraction), signal);
  const dll = join(deps, 'tensorflow.dll');
  // Some of the Windows archives lack the lib folder.
  if (existsSync(dll)) await mkdir(join(deps, 'lib'), { recursive: true }).then(() => rename(dll, join(deps, 'lib', 'tensorflow.dll')));
  await fetchArchive(release.addon, join(stage, 'lib'), fraction => progress('Downloading the addon of tfjs-node', fraction), signal);
  const unpacked = join(stage, 'lib', `napi-v${sources.napi}`);
  if (!existsSync(unpacked)) throw new Error(`${basename(release.addon)} does not hold napi-v${sources.napi}`);
  // Windows looks for the library beside the addon.
  if (process.platform === 'win32') await rename(join(deps, 'lib', 'tensorflow.dll'), join(unpacked, 'tensorflow.dll'));
  return join(addon, 'tfjs_binding.node');
}

async function fetchArchive(
  address: string,
  target: string,
  onBytes: (fraction: number | null) => void,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(target, { recursive: true });
  const archive = join(target, basename(new URL(address).pathname));
  const response = await answer(address, signal);
  const total = Number(response.headers.get('content-length') ?? 0);
  let done = 0;
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  body.on('data', (chunk: Uint8Array) => {
    done += chunk.length;
    onBytes(total > 0 ? done / total : null);
  });
  await pipeline(body, createWriteStream(archive), { signal });
  // `tar` reads zip files too where it is Windows' own.
  await runTool('tar', ['-xf', archive, '-C', target], { signal });
  await rm(archive);
}

async function answer(address: string, signal?: AbortSignal): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new Error('no answer')), ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(address, { signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal });
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    return response;
  } catch (error) {
    signal?.throwIfAborted();
    const cause = (error as Error).cause as Error | undefined;
    throw new Error(`${new URL(address).host} cannot be reached (${cause?.message ?? (error as Error).message})`);
  } finally {
    clearTimeout(timer);
  }
}
