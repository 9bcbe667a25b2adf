// The measured parts of records.bench.mjs, each run in a process of its own: `node … TASK FILE [RECORDS DISTINCT]` prints {what, records, seconds, processor, peak}.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { buildIndex } from '../../src/records/build-index';
import { encodeExample } from '../../src/records/encode-example';
import { decodeExample, type FeatureValue } from '../../src/records/example';
import { readExampleFields } from '../../src/records/example-fields';
import { FieldTable, KIND } from '../../src/records/field-table';
import { readFloats, readInt64sAsNumbers } from '../../src/records/list-values';
import { nodeCrc32c } from '../../src/records/node-crc32c';
import { openFileSource } from '../../src/records/node-file-source';
import { readRecords } from '../../src/records/read-records';
import { writeRecords } from '../../src/records/record-writer';

/** 16 features: ids, counts, measures and texts, about 600 bytes. */
function example(seed: number): Uint8Array {
  let state = seed + 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const features = new Map<string, FeatureValue>();
  for (let i = 0; i < 6; i++) {
    features.set(`count_${i}`, {
      kind: 'int64',
      values: BigInt64Array.from({ length: 1 + i }, () => BigInt(Math.floor(random() * 50_000))),
    });
    features.set(`measure_${i}`, { kind: 'float', values: Float32Array.from({ length: 1 + i }, () => random() * 10 - 5) });
  }
  const word = () => Buffer.from(Array.from({ length: 3 }, () => Math.floor(random() * 1e9).toString(36)).join(' '));
  for (let i = 0; i < 4; i++) features.set(`text_${i}`, { kind: 'bytes', values: Array.from({ length: 1 + i }, word) });
  return encodeExample({ features });
}

async function generate(path: string, records: number, distinct: number): Promise<void> {
  const examples = Array.from({ length: distinct }, (_, i) => example(i));
  const file = createWriteStream(path);
  const payloads = (function* () {
    for (let i = 0; i < records; i++) yield examples[i % distinct];
  })();
  for await (const piece of writeRecords(payloads, { crc32c: nodeCrc32c })) if (!file.write(piece)) await once(file, 'drain');
  file.end();
  await once(file, 'close');
}

async function index(path: string): Promise<number> {
  return (await buildIndex(openFileSource(path, { blocking: true }))).count;
}

async function verify(path: string): Promise<number> {
  let count = 0;
  for await (const batch of readRecords(openFileSource(path, { blocking: true }), { crc32c: nodeCrc32c })) count += batch.count;
  return count;
}

/** Every value of every feature read into numbers or a range, every checksum verified. */
async function fields(path: string): Promise<number> {
  const table = new FieldTable();
  const numbers = new Float64Array(1024);
  let count = 0;
  for await (const batch of readRecords(openFileSource(path, { blocking: true }), { crc32c: nodeCrc32c })) {
    for (let i = 0; i < batch.count; i++) {
      readExampleFields(batch.bytes, batch.starts[i], batch.starts[i] + batch.lengths[i], table);
      for (let field = 0; field < table.count; field++) {
        const [source, start, end] = [table.sources[field], table.starts[field], table.ends[field]];
        if (table.kinds[field] === KIND.int64) readInt64sAsNumbers(source, start, end, numbers);
        else if (table.kinds[field] === KIND.float) readFloats(source, start, end, numbers);
      }
    }
    count += batch.count;
  }
  return count;
}

async function first(path: string): Promise<number> {
  for await (const batch of readRecords(openFileSource(path))) {
    let decoded = 0;
    for (let i = 0; i < Math.min(50, batch.count); i++) {
      decoded += decodeExample(batch.bytes, batch.starts[i], batch.starts[i] + batch.lengths[i]).ok ? 1 : 0;
    }
    return decoded;
  }
  return 0;
}

const tasks: { [name: string]: { what: string; run: (path: string) => Promise<number>; fromStart?: boolean } } = {
  index: { what: 'index, one thread', run: index },
  verify: { what: 'read with all checksums, one thread', run: verify },
  fields: { what: 'read, all checksums and all values, one thread', run: fields },
  first: { what: 'sparse file of 10 GB: open to the first 50 rows decoded', run: first, fromStart: true },
};

async function main([name, path, ...numbers]: string[]): Promise<void> {
  if (name === 'generate') {
    await generate(path, Number(numbers[0]), Number(numbers[1]));
    console.log('{}');
    return;
  }
  const { what, run, fromStart } = tasks[name];
  const before = fromStart ? 0 : performance.now();
  const spent = fromStart ? undefined : process.cpuUsage();
  const records = await run(path);
  const seconds = (performance.now() - before) / 1000;
  const { user, system } = process.cpuUsage(spent);
  console.log(JSON.stringify({ what, records, seconds, processor: (user + system) / 1e6, peak: process.resourceUsage().maxRSS * 1024 }));
}

void main(process.argv.slice(2));
