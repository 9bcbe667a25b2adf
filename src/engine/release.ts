import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ReleaseArchive, releaseArchives, thisPlatform } from './downloads';
import type { Progress } from './engine';
import type { TensorFlowLibraries } from './python-tensorflow';
import { runTool } from './run-tool';

const HOST = 'https://storage.googleapis.com/';
/** How long a server may take to answer at all; a download under way may take its time. */
const ANSWER_TIMEOUT_MS = 15_000;
/** The largest archive of the table has 110 MB. */
const MAX_ARCHIVE_BYTES = 400 << 20;

/** A release archive and the address that it comes from. */
export interface Release extends ReleaseArchive {
  address: string;
}

/** The release for this platform; honours TFJS_NODE_CDN_STORAGE and TFJS_NODE_BASE_URI as tfjs-node does. Throws where there is none. */
export function releaseFor(environment: NodeJS.ProcessEnv, platform = thisPlatform): Release {
  const archive = releaseArchives[platform];
  if (!archive) throw new Error(`no release of TensorFlow's C library with a known hash exists for ${platform}`);
  const storage = environment.TFJS_NODE_CDN_STORAGE ?? environment.CDN_STORAGE;
  const base = environment.TFJS_NODE_BASE_URI;
  const address = base === undefined ? `${storage ?? HOST}${archive.file}` : `${base}${archive.file.split('libtensorflow-').at(-1)}`;
  return { ...archive, address };
}

/** What the user should know before a download, or undefined: a mirror over plain http shows others what is fetched, and who fetches it. */
export const mirrorWarning = ({ address }: Release): string | undefined =>
  new URL(address).protocol === 'http:'
    ? `${new URL(address).host} is a mirror over unencrypted http. What it sends is used only if its SHA-256 is the published one.`
    : undefined;

/**
 * Downloads TensorFlow's C library with its headers and unpacks it into `stage`/deps. Rejects with the reason when the server cannot be reached, or when what
 * it sends does not have the published SHA-256; nothing is unpacked then.
 */
export async function libraryFromRelease(
  stage: string,
  release: Release,
  progress: Progress,
  signal?: AbortSignal,
): Promise<TensorFlowLibraries> {
  const deps = join(stage, 'deps');
  await mkdir(deps, { recursive: true });
  const archive = join(stage, basename(new URL(release.address).pathname));
  await download(release.address, archive, fraction => progress(`Downloading TensorFlow ${release.version}`, fraction), signal);
  await checkHash(archive, release.sha256, new URL(release.address).host);
  await runTool('tar', ['-xf', archive, '-C', deps], { cwd: stage, signal });
  await rm(archive);
  const folder = join(deps, 'lib');
  // Of the names of one library (libtensorflow.so, .so.2, .so.2.9.1) the linker takes the one with the major version, which is what the loader looks for.
  const files = readdirSync(folder).filter(name => /^libtensorflow(_framework)?(\.so\.\d+|\.\d+\.dylib)$/.test(name));
  return { version: release.version, folder, include: join(deps, 'include'), files: files.sort() };
}

/** Rejects unless a file has this SHA-256. Reads it once, in pieces. */
export async function checkHash(path: string, sha256: string, source: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const found = hash.digest('hex');
  if (found !== sha256) throw new Error(`${basename(path)} from ${source} has the SHA-256 ${found}, not ${sha256}; it is not used`);
}

async function download(address: string, path: string, onBytes: (fraction: number | null) => void, signal?: AbortSignal): Promise<void> {
  const response = await answer(address, signal);
  const total = Number(response.headers.get('content-length') ?? 0);
  let done = 0;
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  body.on('data', (chunk: Uint8Array) => {
    done += chunk.length;
    if (done > MAX_ARCHIVE_BYTES) body.destroy(new Error(`${new URL(address).host} sends more than ${MAX_ARCHIVE_BYTES >> 20} MiB`));
    onBytes(total > 0 ? done / total : null);
  });
  await pipeline(body, createWriteStream(path), { signal });
}

async function answer(address: string, signal?: AbortSignal): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new Error('no response')), ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(address, { signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal });
    if (!response.ok || !response.body) throw new Error(`the server responded with status ${response.status}`);
    return response;
  } catch (error) {
    signal?.throwIfAborted();
    const cause = (error as Error).cause as Error | undefined;
    throw new Error(`${new URL(address).host} cannot be reached (${cause?.message ?? (error as Error).message})`);
  } finally {
    clearTimeout(timer);
  }
}
