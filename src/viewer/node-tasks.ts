import { open } from 'node:fs/promises';
import { inEnglish } from '../common/sentence';
import { type ExportRequest, exportRecords } from '../export/export-records';
import type { Column } from '../query/column';
import { findRecords, type SearchProgress } from '../query/find-records';
import { compileQuery, type Query } from '../query/query';
import { buildIndex } from '../records/build-index';
import { bytesOf, openContent } from '../records/compression';
import { nodeCrc32c } from '../records/node-crc32c';
import { openFileSource } from '../records/node-file-source';
import { nodeInflate } from '../records/node-inflate';
import { type Spill, spill } from '../records/node-spill';
import { RecordsDataset } from './dataset';
import type { OpenedFile } from './file';
import { withContent } from './node-content';
import { type CountedWords, countKnownWords, type WordsRequest } from './node-words';
import { firstRecords, type RecordsSample, SAMPLE_BYTES, sampleOf } from './sample';
import { createSorter, type Sorted, type SortRequest } from './sort';

/** Long work of the viewer on files, by name: what it takes, what it tells on the way, and its result. All of it is plain data, so that a thread can do it. */
export interface Tasks {
  /** Indexes an uncompressed file. */
  index: { takes: { path: string }; tells: { bytes: number; index: Uint8Array }; gives: Uint8Array };
  /** Decompresses a file into another one. */
  spill: { takes: { path: string; to: string }; tells: never; gives: Spill };
  find: { takes: { paths: string[]; query: Query; columns: Column[] }; tells: SearchProgress; gives: number };
  /** Writes selected records to a new file: what it holds is whole only when the task has ended well. */
  export: { takes: { paths: string[]; to: string; request: ExportRequest }; tells: { bytes: number }; gives: { records: number } };
  sort: { takes: { paths: string[]; request: SortRequest }; tells: SearchProgress; gives: Sorted };
  /** What the first records of a dataset are. */
  sample: { takes: { paths: string[] }; tells: never; gives: RecordsSample };
  words: { takes: WordsRequest; tells: { bytes: number }; gives: CountedWords };
}

type Run<K extends keyof Tasks> = (
  takes: Tasks[K]['takes'],
  tell: (news: Tasks[K]['tells']) => void,
  signal: AbortSignal,
) => Promise<Tasks[K]['gives']>;

/** A growing index is told no more often than this, in milliseconds: each time it is sent whole. */
const INDEX_UPDATE_INTERVAL_MS = 400;

const index: Run<'index'> = ({ path }, tell, signal) =>
  withContent(path, async ({ source }) => {
    let sentAt = Date.now();
    const built = await buildIndex(source, {
      crc32c: nodeCrc32c,
      signal,
      progress: index => {
        if (Date.now() - sentAt < INDEX_UPDATE_INTERVAL_MS) return;
        sentAt = Date.now();
        tell({ bytes: index.end, index: index.toBytes() });
      },
    });
    return built.toBytes();
  });

const spillTask: Run<'spill'> = ({ path, to }, _tell, signal) =>
  withContent(path, async content => {
    if (content.compression === 'none') throw new Error('the file is not compressed');
    return spill(content, to, signal);
  });

const find: Run<'find'> = async ({ paths, query, columns }, tell, signal) => {
  const filter = compileQuery(query, columns);
  if (!filter.ok) throw new Error(inEnglish(filter.error.message));
  let next = 0;
  for (const path of paths) {
    next = await withContent(path, content => findRecords(bytesOf(content), filter.matches, next, tell, { crc32c: nodeCrc32c, signal }));
  }
  return next;
};

const sort: Run<'sort'> = async ({ paths, request }, tell, signal) => {
  const sorter = createSorter(request);
  let next = 0;
  for (const path of paths) {
    next = await withContent(path, content => sorter.read(bytesOf(content), next, tell, { crc32c: nodeCrc32c, signal }));
  }
  return sorter.finish();
};

const exportTask: Run<'export'> = async ({ paths, to, request }, tell, signal) => {
  const content = async (member: number) => {
    const file = openFileSource(paths[member] as string, { blocking: true });
    return { bytes: bytesOf(await openContent(file, nodeInflate)), close: () => file.close() };
  };
  const options = { crc32c: nodeCrc32c, signal, progress: (bytes: number) => tell({ bytes }) };
  const { bytes, written } = exportRecords(paths.length, content, request, options);
  await writeFile(to, bytes);
  return { records: written() };
};

/** Files that a sample is taken of, at most: large records of a few files tell enough. */
const MAX_FILES_SAMPLED = 32;

const sample: Run<'sample'> = async ({ paths }) => {
  const files = paths.slice(0, MAX_FILES_SAMPLED).map(openedFile);
  try {
    return sampleOf(await firstRecords(await RecordsDataset.open(files, { crc32c: nodeCrc32c, inflate: nodeInflate }), SAMPLE_BYTES));
  } finally {
    for (const file of files) file.close();
  }
};

function openedFile(path: string): OpenedFile {
  const source = openFileSource(path, { blocking: true });
  return { uri: path, name: path, source, size: source.size, modified: source.modified, path, close: () => source.close() };
}

/** Writes pieces to a new file. */
async function writeFile(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What does each task; on the calling thread. Rejects with a message for the user. */
export const tasks: { [K in keyof Tasks]: Run<K> } = {
  index,
  spill: spillTask,
  find,
  export: exportTask,
  sort,
  sample,
  words: countKnownWords,
};
