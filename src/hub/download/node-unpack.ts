import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Entry, extract } from 'tar-stream';
import { entryName } from './entry-name';

export interface UnpackOptions {
  /** Bytes of all files, at most. */
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly signal?: AbortSignal;
  /** Bytes of the archive that are unpacked. */
  onBytes(done: number): void;
}

/** Bytes between the contents of two files, at most: headers with long names are kept in memory. */
const MAX_HEADER_BYTES = 1 << 20;

/**
 * Unpacks an archive (tar, also compressed with gzip) into a folder that is there and empty. Rejects with a sentence where it is no archive or holds anything
 * but files and folders below it; what was written until then is left.
 */
export async function unpackArchive(archive: string, folder: string, options: UnpackOptions): Promise<void> {
  const isCompressed = await kindOf(archive);
  const { signal } = options;
  const tar = extract();
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const guard = new Guard(options.maxBytes);
  const stages = [createReadStream(archive), counting(options.onBytes), ...(isCompressed ? [createGunzip()] : []), guard, tar as never];
  const feeding = pipeline(stages, { signal: stopped }).then(
    () => undefined,
    (error: Error) => {
      // The entry that is being written waits for bytes that do not come any more.
      stop.abort();
      return error;
    },
  );
  try {
    const files = new Set<string>();
    for await (const entry of tar) {
      guard.isInFile = true;
      await unpackEntry(entry, folder, files, options, stopped);
      guard.isInFile = false;
    }
    const error = await feeding;
    if (error) throw error;
  } catch (error) {
    stop.abort();
    signal?.throwIfAborted();
    throw explained([error as Error, await feeding]);
  }
}

/** Tells how many bytes went through. */
function counting(onBytes: (done: number) => void): Transform {
  let done = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      done += chunk.length;
      onBytes(done);
      next(null, chunk);
    },
  });
}

/** Stops what unpacks to too much, and headers that would fill the memory. */
class Guard extends Transform {
  isInFile = false;
  private total = 0;
  private header = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(chunk: Uint8Array, _encoding: string, next: (error: Error | null, chunk?: Uint8Array) => void): void {
    this.total += chunk.length;
    this.header = this.isInFile ? 0 : this.header + chunk.length;
    if (this.total > this.maxBytes) next(tooLarge(this.maxBytes));
    else if (this.header > MAX_HEADER_BYTES) next(new Refused('The archive has names that are too long.'));
    else next(null, chunk);
  }
}

/** A sentence for the user already. */
class Refused extends Error {}

const tooLarge = (maxBytes: number): Refused =>
  new Refused(`The archive unpacks to more than ${(maxBytes / 2 ** 30).toFixed(1)} GiB, the limit.`);

async function unpackEntry(
  entry: Entry,
  folder: string,
  files: Set<string>,
  { maxBytes, maxFiles }: UnpackOptions,
  signal: AbortSignal,
): Promise<void> {
  const { name, type, size = 0 } = entry.header;
  const path = entryName(name);
  const shown = JSON.stringify(name.slice(0, 200));
  if (path === undefined) throw new Refused(`The archive holds ${shown}, a name that is not unpacked.`);
  if (type !== 'file' && type !== 'directory' && type !== 'contiguous-file')
    throw new Refused(`The archive holds ${shown}, which is neither a file nor a folder (${type}).`);
  if (files.size >= maxFiles) throw new Refused(`The archive holds more than ${maxFiles.toLocaleString('en-US')} files.`);
  if (size > maxBytes) throw tooLarge(maxBytes);
  if (type === 'directory') {
    await mkdir(join(folder, path), { recursive: true });
    entry.resume();
    return;
  }
  if (path === '' || files.has(path)) throw new Refused(`The archive holds ${shown} twice.`);
  files.add(path);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await pipeline(entry as unknown as NodeJS.ReadableStream, createWriteStream(join(folder, path), { flags: 'wx' }), { signal });
}

/** Whether the archive is compressed. Rejects with what it is instead. */
async function kindOf(archive: string): Promise<boolean> {
  const file = await open(archive);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    if (buffer[0] === 0x1f && buffer[1] === 0x8b) return true;
    if (bytesRead === 512 && buffer.toString('latin1', 257, 262) === 'ustar') return false;
    if (bytesRead === 0) throw new Refused('The server sent nothing.');
    if (/^\s*<(!doctype|html)/i.test(buffer.toString('latin1', 0, bytesRead)))
      throw new Refused('The server sent a web page, no archive of a module. The handle may be misspelt, or the module needs a login.');
    throw new Refused('The server sent something that is no archive of a module.');
  } finally {
    await file.close();
  }
}

/** Of what went wrong at either end, the cause as a sentence. */
function explained(errors: readonly (NodeJS.ErrnoException | undefined)[]): Error {
  const causes = errors.filter(error => error !== undefined && error.name !== 'AbortError') as NodeJS.ErrnoException[];
  const refused = causes.find(error => error instanceof Refused);
  if (refused) return refused;
  if (causes.some(({ code }) => code === 'ENOSPC')) return new Error('The disk is full.');
  const system = causes.find(({ syscall }) => syscall !== undefined);
  if (system) return new Error(`The archive cannot be unpacked: ${system.message}.`);
  return new Error(`The archive is cut off or corrupted (${causes.at(-1)?.message ?? 'it ends early'}).`);
}
