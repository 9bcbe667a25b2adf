import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { parseKaggle } from '../handle';
import { hasModel, tfhubCache, tfhubFolder } from '../node-cache';
import { lockFolder } from './node-cache-lock';
import { partOf, transferFile } from './node-transfer';
import { unpackArchive } from './node-unpack';

/** How far a download is: bytes that came or were unpacked, of how many; null where the server does not say. */
export interface DownloadProgress {
  readonly step: 'download' | 'unpack';
  readonly done: number;
  readonly total: number | null;
}

export interface DownloadLimits {
  /** Bytes of the archive, and of all that it holds. */
  readonly archiveBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
  /** Milliseconds without a byte after which a server counts as silent. */
  readonly silenceMs: number;
  /** Milliseconds until a connection that broke off is first taken up again. */
  readonly retryMs: number;
}

/** The largest modules in use have some 2 GB. */
const LIMITS: DownloadLimits = { archiveBytes: 8 * 2 ** 30, unpackedBytes: 16 * 2 ** 30, files: 20_000, silenceMs: 60_000, retryMs: 500 };

export interface DownloadOptions {
  /** Says where TensorFlow Hub's cache is. */
  readonly environment: NodeJS.ProcessEnv;
  readonly limits?: Partial<DownloadLimits>;
  readonly signal?: AbortSignal;
  onProgress?(progress: DownloadProgress): void;
}

/**
 * Downloads a module into TensorFlow Hub's cache, where Python finds it too, and gives its folder, which appears by one rename; a module that is there already
 * is left. Rejects with a sentence, or with the signal's reason; what has come until then is continued by the next download of the handle.
 */
export async function downloadModule(handle: string, options: DownloadOptions): Promise<string> {
  const address = archiveAddress(handle);
  const folder = join(tfhubCache(options.environment), tfhubFolder(handle));
  if (hasModel(folder)) return folder;
  const lock = await lockFolder(folder);
  try {
    if (!hasModel(folder)) await fill(folder, lock.stage, handle, address, options);
    return folder;
  } finally {
    await lock.release();
  }
}

/** Where the archive of a handle is. Throws with a sentence where it is no address. */
function archiveAddress(handle: string): URL {
  const kaggle = parseKaggle(handle.replace(/^kaggle:\/\//i, ''));
  if (kaggle) {
    const { owner, model, framework, variation, version } = kaggle;
    const address = `https://www.kaggle.com/models/${owner}/${model}/frameworks/${framework}/variations/${variation}/versions/${version ?? 'VERSION'}`;
    throw new Error(`${handle} is a handle for kagglehub, which has a cache of its own. Download ${address} and use that handle.`);
  }
  if (!/^https?:\/\//i.test(handle) || !URL.canParse(handle))
    throw new Error(`${handle} is no address that starts with https://, so it cannot be downloaded.`);
  const address = new URL(handle);
  address.searchParams.append('tf-hub-format', 'compressed');
  return address;
}

async function fill(folder: string, stage: string, handle: string, address: URL, options: DownloadOptions): Promise<void> {
  const { signal, onProgress } = options;
  const { archiveBytes, unpackedBytes, files, silenceMs, retryMs } = { ...LIMITS, ...options.limits };
  const [archive, module, kept] = [join(stage, 'archive'), join(stage, 'module'), `${folder}.download`];
  await moveArchive(kept, archive);
  let size = 0;
  try {
    await transferFile({
      address,
      file: archive,
      maxBytes: archiveBytes,
      silenceMs,
      retryMs,
      signal,
      onBytes(done, total) {
        size = done;
        onProgress?.({ step: 'download', done, total });
      },
    });
  } catch (error) {
    if (existsSync(partOf(archive))) await moveArchive(archive, kept);
    throw error;
  }
  await mkdir(module);
  const onBytes = (done: number): void => onProgress?.({ step: 'unpack', done, total: size });
  await unpackArchive(archive, module, { maxBytes: unpackedBytes, maxFiles: files, signal, onBytes });
  if (!hasModel(module)) throw new Error('The archive holds no saved_model.pb, so it is no module.');
  signal?.throwIfAborted();
  await writeFile(`${folder}.descriptor.txt`, descriptor(handle));
  // What is there is empty or broken, else it had been left.
  await rm(folder, { recursive: true, force: true });
  await rename(module, folder);
}

/** Moves an archive that came in part, with what is known of it, if there is one. */
async function moveArchive(from: string, to: string): Promise<void> {
  for (const [old, next] of [
    [from, to],
    [partOf(from), partOf(to)],
  ])
    if (existsSync(old)) await rename(old, next);
}

/** What TensorFlow Hub writes beside a module's folder, for users who look into the cache. */
const descriptor = (handle: string): string =>
  `Module: ${handle}\nDownload Time: ${new Date().toISOString().replace('T', ' ').replace('Z', '')}\nDownloader Hostname: ${hostname()} (PID:${process.pid})`;
