// The measured parts of records.bench.mjs, each run in a process of its own: `node … TASK FILE` prints {what, records, seconds, processor, peak}.

import { buildIndex } from '../../src/records/build-index';
import { decodeExample } from '../../src/records/example';
import { readExampleFields } from '../../src/records/example-fields';
import { FIELD_KIND, FieldTable } from '../../src/records/field-table';
import { readFloats, readInt64sAsNumbers } from '../../src/records/list-values';
import { nodeCrc32c } from '../../src/records/node-crc32c';
import { openFileSource } from '../../src/records/node-file-source';
import { readRecords } from '../../src/records/read-records';
import { createSorter } from '../../src/viewer/sort';

async function index(path: string): Promise<number> {
  return (await buildIndex(openFileSource(path, { blocking: true }), { crc32c: nodeCrc32c })).count;
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
        if (table.kinds[field] === FIELD_KIND.int64) readInt64sAsNumbers(source, start, end, numbers);
        else if (table.kinds[field] === FIELD_KIND.float) readFloats(source, start, end, numbers);
      }
    }
    count += batch.count;
  }
  return count;
}

/** All records in the order of a scalar. */
async function sort(path: string): Promise<number> {
  const sorter = createSorter({ feature: 'price', descending: true, records: null });
  await sorter.read(openFileSource(path, { blocking: true }), 0, () => undefined, { crc32c: nodeCrc32c });
  return sorter.finish().order.length;
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
  sort: { what: 'sort by a scalar, all checksums, one thread', run: sort },
  first: { what: 'sparse file of 10 GB: open to the first 50 rows decoded', run: first, fromStart: true },
};

async function main([name, path]: string[]): Promise<void> {
  const { what, run, fromStart } = tasks[name];
  const before = fromStart ? 0 : performance.now();
  const spent = fromStart ? undefined : process.cpuUsage();
  const records = await run(path);
  const seconds = (performance.now() - before) / 1000;
  const { user, system } = process.cpuUsage(spent);
  console.log(JSON.stringify({ what, records, seconds, processor: (user + system) / 1e6, peak: process.resourceUsage().maxRSS * 1024 }));
}

void main(process.argv.slice(2));
