import type { Uri } from 'vscode';
import type { ExportRequest } from '../../export/export-records';
import type { Column } from '../../query/column';
import type { SearchProgress } from '../../query/find-records';
import type { Query } from '../../query/query';
import type { RecordIndex } from '../../records/record-index';
import type { RecordsDataset } from '../../viewer/dataset';
import type { Decoders, OpenedFile } from '../../viewer/file';
import type { FullPass } from '../../viewer/full-pass';
import type { CountedWords, WordsRequest } from '../../viewer/node-words';
import type { RecordsSample } from '../../viewer/sample';
import type { Sorted, SortRequest } from '../../viewer/sort';

/**
 * What the viewer needs of the place it runs in. On a desktop, long work happens in threads, on files; in a browser, in the extension host's own worker, on
 * what the workspace's file system gives. All of it rejects with a message for the user, and with the signal's reason once that aborts.
 */
export interface RecordsPlatform extends Decoders {
  /** What the user should know of the limits of this place, and whether models can be trained here. */
  limits: string | undefined;
  trains: boolean;
  open(uri: Uri): Promise<OpenedFile>;
  /** Indexes an uncompressed file, telling the index as it grows. */
  index(file: OpenedFile, tell: (index: RecordIndex) => void, signal: AbortSignal): Promise<RecordIndex>;
  /** A compressed file, decompressed to where it can be read at any place; undefined where there is no such place. */
  unpack(file: OpenedFile, signal: AbortSignal): Promise<OpenedFile | undefined>;
  /** What the first records are, as far as they are quickly read. */
  sample(dataset: RecordsDataset): Promise<RecordsSample>;
  statistics(files: OpenedFile[], progress: (bytes: number) => void, signal: AbortSignal): Promise<FullPass>;
  find(files: OpenedFile[], query: Query, columns: Column[], tell: (finding: SearchProgress) => void, signal: AbortSignal): Promise<number>;
  /** Puts the records of files in the order of a feature. */
  sort(files: OpenedFile[], request: SortRequest, tell: (progress: SearchProgress) => void, signal: AbortSignal): Promise<Sorted>;
  /** Counts the words of a feature that the vocabulary of a module on disk knows. */
  words(
    files: OpenedFile[],
    request: Omit<WordsRequest, 'paths'>,
    progress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<CountedWords>;
  /** Writes the records of a request to a file; gives their number. */
  export(files: OpenedFile[], to: Uri, request: ExportRequest, progress: (bytes: number) => void, signal: AbortSignal): Promise<number>;
}
