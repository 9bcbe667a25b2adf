import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { DatasetPlan, Site } from '../../../plan/plan';
import { bytesOf, type Content, openContent } from '../../../records/compression';
import { nodeCrc32c } from '../../../records/node-crc32c';
import { openFileSource } from '../../../records/node-file-source';
import { nodeInflate } from '../../../records/node-inflate';
import { LARGEST_RECORD, readRecords } from '../../../records/read-records';
import { PlanError } from '../../plan-error';
import { type Element, NdArray } from '../array';
import { CHUNK_ELEMENTS, type DatasetStep } from '../dataset';

/** Compression as TFRecordDataset's argument names it. */
const compressionNames = { none: '', gzip: 'GZIP', zlib: 'ZLIB' } as const;

function checkFile(path: string, site: Site): void {
  if (!existsSync(path)) throw new PlanError(`the record file ${path} does not exist`, site);
  if (statSync(path).isDirectory()) throw new PlanError(`${path} is a folder, not a record file`, site);
}

function checkCompression(content: Content, path: string, wanted: '' | 'GZIP' | 'ZLIB', site: Site): void {
  const found = compressionNames[content.compression];
  if (found === wanted) return;
  const asked = wanted === '' ? 'read as uncompressed' : `read with compression_type="${wanted}"`;
  const is = found === '' ? 'is not compressed' : `is compressed with ${found}; pass compression_type="${found}"`;
  throw new PlanError(`${path} is ${asked}, and it ${is}`, site);
}

async function* readFile(
  path: string,
  compression: '' | 'GZIP' | 'ZLIB',
  site: Site,
  warn: (text: string) => void,
): AsyncGenerator<Element[], void, void> {
  const source = openFileSource(path, { blocking: true });
  try {
    const content = await openContent(source, nodeInflate);
    checkCompression(content, path, compression, site);
    const file = basename(path);
    for await (const batch of readRecords(bytesOf(content), { crc32c: nodeCrc32c, largestRecord: LARGEST_RECORD })) {
      for (let at = 0; at < batch.count; at += CHUNK_ELEMENTS) {
        const chunk: Element[] = [];
        for (let i = at; i < Math.min(batch.count, at + CHUNK_ELEMENTS); i++) {
          const start = batch.starts[i];
          const bytes = batch.bytes.subarray(start, start + batch.lengths[i]);
          chunk.push(new NdArray('string', [], [bytes], { file, record: batch.firstRecord + i }));
        }
        yield chunk;
      }
      for (const corruption of batch.corruptions) {
        if (corruption.kind !== 'partial_tail')
          throw new PlanError(`${path}, record ${corruption.record}: ${corruption.message.split('; ')[0]}`, site);
        warn(`${file}: ${corruption.message}`);
      }
    }
  } finally {
    source.close();
  }
}

/** Records of files, one after the other, as byte strings. A missing file is reported before the run starts; corruption when it is reached. */
export const tfrecord: DatasetStep<Extract<DatasetPlan, { op: 'tfrecord' }>> = (plan, _build, { workingDirectory, warn }) => {
  const { files, compression, site } = plan;
  if (files.length === 0) throw new PlanError('no record file matches', site);
  const paths = files.map(file => resolve(workingDirectory, file));
  for (const path of paths) checkFile(path, site);
  return {
    async *chunks() {
      for (const path of paths) yield* readFile(path, compression, site, warn);
    },
  };
};
