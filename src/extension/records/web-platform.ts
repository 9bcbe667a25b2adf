import { l10n, type Uri, workspace } from 'vscode';
import { inEnglish } from '../../common/sentence';
import { exportRecords } from '../../export/export-records';
import { findRecords } from '../../query/find-records';
import { compileQuery } from '../../query/query';
import { buildIndex } from '../../records/build-index';
import { bytesSource } from '../../records/byte-source';
import { bytesOf, openContent } from '../../records/compression';
import { type Crc32c, crc32c } from '../../records/crc32c';
import { portableInflate } from '../../records/inflate';
import { RecordIndex } from '../../records/record-index';
import { joinScans, type Scanned, scan } from '../../records/scan';
import { scanAnomalies } from '../../schema/anomalies/scan-anomalies';
import { featureVisitor } from '../../statistics/collect/feature-visitor';
import { scanStatistics } from '../../statistics/report/scan-statistics';
import type { OpenedFile } from '../../viewer/file';
import { firstRecords, SAMPLE_BYTES_HERE, sampleOf } from '../../viewer/sample';
import { createSorter } from '../../viewer/sort';
import type { RecordsPlatform } from './platform';

/** A virtual file system can only hand over whole files, so this is how much of memory one may take. */
const MAX_FILE_BYTES = 256 << 20;
/** Milliseconds of work after which other tasks of the extension host run. */
const YIELD_AFTER_MS = 30;

const contentOf = (file: OpenedFile) => openContent(file.source, portableInflate);

/** Lets waiting messages in when this has worked for a while: everything here shares one thread with the rest of the extension. */
function makeYield(): () => Promise<void> {
  let since = Date.now();
  return async () => {
    if (Date.now() - since < YIELD_AFTER_MS) return;
    await new Promise(resolve => setTimeout(resolve, 0));
    since = Date.now();
  };
}

/** Bytes of a source, or of a stream, with a pause between windows when one is due. */
async function* yielding(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const yieldToHost = makeYield();
  for await (const piece of bytes) {
    await yieldToHost();
    yield piece;
  }
}

async function streamOf(file: OpenedFile): Promise<ReturnType<typeof bytesOf>> {
  const bytes = bytesOf(await contentOf(file));
  if (!('read' in bytes)) return yielding(bytes);
  const yieldToHost = makeYield();
  return {
    size: bytes.size,
    read: async (offset, length) => {
      await yieldToHost();
      return bytes.read(offset, length);
    },
  };
}

/** Indexes a file on this thread. */
export async function indexHere(
  file: OpenedFile,
  tell: (index: RecordIndex) => void,
  signal: AbortSignal,
  crc: Crc32c = crc32c,
): Promise<RecordIndex> {
  const yieldToHost = makeYield();
  const read = async (offset: number, length: number) => {
    await yieldToHost();
    return file.source.read(offset, length);
  };
  return buildIndex({ size: file.size, read }, { crc32c: crc, signal, progress: tell }, new RecordIndex());
}

/** The viewer's place without Node.js: everything happens on the extension host's own thread, on what the workspace's file system hands over. */
export const inlinePlatform: RecordsPlatform = {
  limits: l10n.t(
    'In the browser, files are read into memory on a single thread: up to 256 MiB, and more slowly than in VS Code on the desktop.',
  ),
  trains: false,
  crc32c,
  inflate: portableInflate,

  async open(uri) {
    const name = uri.path.split('/').at(-1) ?? '';
    const { size, mtime } = await workspace.fs.stat(uri);
    if (size > MAX_FILE_BYTES) {
      throw new Error(l10n.t('{0} is larger than 256 MiB, the limit in the browser. Open it in VS Code on the desktop.', name));
    }
    const bytes = await workspace.fs.readFile(uri);
    return { uri: uri.toString(), name, source: bytesSource(bytes), size, modified: mtime, close: () => undefined };
  },

  index: (file, tell, signal) => indexHere(file, tell, signal),

  unpack: async () => undefined,

  sample: async dataset => sampleOf(await firstRecords(dataset, SAMPLE_BYTES_HERE)),

  async statistics(files, progress, signal) {
    const scans: { path: string; scanned: Scanned }[] = [];
    for (const file of files) {
      const yieldToHost = makeYield();
      const source = {
        ...file.source,
        size: file.size,
        read: async (offset: number, length: number) => {
          await yieldToHost();
          return file.source.read(offset, length);
        },
      };
      const content = await openContent(source, portableInflate);
      const scanned = joinScans([await scan(content, undefined, featureVisitor(), { signal }, progress)]);
      signal.throwIfAborted();
      scans.push({ path: file.name, scanned });
    }
    const drift = scanAnomalies(scans);
    return { statistics: scanStatistics(scans), corruptions: scans.map(({ scanned }) => scanned.corruptions), drift };
  },

  async find(files, query, columns, tell, signal) {
    const filter = compileQuery(query, columns);
    if (!filter.ok) throw new Error(inEnglish(filter.error.message));
    let next = 0;
    for (const file of files) {
      next = await findRecords(await streamOf(file), filter.matches, next, tell, { signal });
      signal.throwIfAborted();
    }
    return next;
  },

  async sort(files, request, tell, signal) {
    const sorter = createSorter(request);
    let next = 0;
    for (const file of files) {
      next = await sorter.read(await streamOf(file), next, tell, { signal });
      signal.throwIfAborted();
    }
    return sorter.finish();
  },

  words: () => Promise.reject(new Error(l10n.t('Words are counted in files on disk only, in VS Code on the desktop.'))),

  async export(files, to: Uri, request, progress, signal) {
    const open = async (member: number) => ({ bytes: await streamOf(files[member] as OpenedFile), close: () => undefined });
    const { bytes, written } = exportRecords(files.length, open, request, { signal, progress });
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of bytes) pieces.push(piece.slice());
    await workspace.fs.writeFile(to, new Uint8Array(await new Blob(pieces).arrayBuffer()));
    return written();
  },
};
