import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { l10n, type Uri } from 'vscode';
import { nodeCrc32c } from '../../records/node-crc32c';
import { openFileSource, whyNot } from '../../records/node-file-source';
import { nodeInflate } from '../../records/node-inflate';
import { RecordIndex } from '../../records/record-index';
import { scanAnomalies } from '../../schema/anomalies/scan-anomalies';
import { scanStatistics } from '../../statistics/report/scan-statistics';
import { scanFiles } from '../../statistics/threads/node-scan-pool';
import type { OpenedFile } from '../../viewer/file';
import { exportToFile } from '../../viewer/node-export';
import { runTask } from '../../viewer/node-task-thread';
import { firstRecords, SAMPLE_BYTES_HERE, sampleOf } from '../../viewer/sample';
import type { RecordsPlatform } from './platform';
import { indexHere, inlinePlatform } from './web-platform';

/** Files of fewer bytes are read here and now: starting a thread takes longer. */
const MIN_BYTES_FOR_THREADS = 8 << 20;

const onDisk = (files: OpenedFile[]): string[] | undefined => {
  const paths = files.flatMap(({ path }) => (path === undefined ? [] : [path]));
  return paths.length === files.length ? paths : undefined;
};

const bytesOf = (files: OpenedFile[]): number => files.reduce((sum, { size }) => sum + size, 0);

/** The viewer's place on a desktop, or wherever Node.js runs the extension: files on disk are read in threads. */
export const nodePlatform: RecordsPlatform = {
  ...inlinePlatform,
  limits: undefined,
  trains: true,
  crc32c: nodeCrc32c,
  inflate: nodeInflate,

  async open(uri) {
    if (uri.scheme !== 'file') return inlinePlatform.open(uri);
    try {
      return openPath({ uri: uri.toString(), name: nameOf(uri) }, uri.fsPath);
    } catch (error) {
      throw new Error(l10n.t('{0} cannot be opened: {1}', nameOf(uri), whyNot(error as NodeJS.ErrnoException)));
    }
  },

  async index(file, tell, signal) {
    if (file.path === undefined || file.size < MIN_BYTES_FOR_THREADS) return indexHere(file, tell, signal, nodeCrc32c);
    const indexOf = (bytes: Uint8Array): RecordIndex => RecordIndex.fromBytes(bytes) ?? new RecordIndex();
    return indexOf(await runTask('index', { path: file.path }, ({ index }) => tell(indexOf(index)), signal));
  },

  async unpack(file, signal) {
    if (file.path === undefined) return undefined;
    const folder = await mkdtemp(join(tmpdir(), 'tensorscope-'));
    const to = join(folder, 'records');
    const drop = () => rm(folder, { recursive: true, force: true });
    try {
      await runTask('spill', { path: file.path, to }, () => undefined, signal);
    } catch (error) {
      await drop();
      throw error;
    }
    const opened = openPath(file, to);
    return {
      ...opened,
      close: () => {
        opened.close();
        void drop();
      },
    };
  },

  async sample(dataset) {
    const first = await firstRecords(dataset, SAMPLE_BYTES_HERE);
    const paths = onDisk(dataset.files);
    return first.isCut && paths ? runTask('sample', { paths }, () => undefined) : sampleOf(first);
  },

  async statistics(files, progress, signal) {
    const paths = onDisk(files);
    if (!paths) return inlinePlatform.statistics(files, progress, signal);
    const scans = await scanFiles(paths, { visitor: { name: 'features' }, progress, signal });
    signal.throwIfAborted();
    const failed = scans.find(scan => 'failed' in scan);
    if (failed && 'failed' in failed) throw new Error(failed.failed);
    // Before the statistics, which use up what the scans found.
    const drift = scanAnomalies(scans);
    return {
      statistics: scanStatistics(scans),
      corruptions: scans.map(scan => ('scanned' in scan ? scan.scanned.corruptions : [])),
      drift,
    };
  },

  async find(files, query, columns, tell, signal) {
    const paths = onDisk(files);
    if (!paths || bytesOf(files) < MIN_BYTES_FOR_THREADS) return inlinePlatform.find(files, query, columns, tell, signal);
    return runTask('find', { paths, query, columns }, tell, signal);
  },

  async sort(files, request, tell, signal) {
    const paths = onDisk(files);
    if (!paths || bytesOf(files) < MIN_BYTES_FOR_THREADS) return inlinePlatform.sort(files, request, tell, signal);
    return runTask('sort', { paths, request }, tell, signal);
  },

  async words(files, request, progress, signal) {
    const paths = onDisk(files);
    if (!paths) return inlinePlatform.words(files, request, progress, signal);
    return runTask('words', { ...request, paths }, ({ bytes }) => progress(bytes), signal);
  },

  async export(files, to, request, progress, signal) {
    const paths = onDisk(files);
    if (!paths || to.scheme !== 'file') return inlinePlatform.export(files, to, request, progress, signal);
    return exportToFile(paths, to.fsPath, request, progress, signal);
  },
};

const nameOf = (uri: Uri): string => uri.path.split('/').at(-1) ?? '';

function openPath({ uri, name }: Pick<OpenedFile, 'uri' | 'name'>, path: string): OpenedFile {
  const source = openFileSource(path);
  const { size, modified } = source;
  return { uri, name, source, size, modified, path, close: () => source.close() };
}
