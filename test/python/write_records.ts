// Writes the files that check_records_writer.py has TensorFlow read. usage: npx tsx test/python/write_records.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeRecords } from '../../src/records/record-writer';
import { examplesToWrite } from '../unit/records/written';

const formats = { 'plain.tfrecord': 'none', 'gzip.tfrecord.gz': 'gzip', 'zlib.tfrecord.zlib': 'zlib' } as const;

async function write(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, compression] of Object.entries(formats)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of writeRecords(examplesToWrite(), { compression })) pieces.push(piece);
    writeFileSync(join(folder, name), Buffer.concat(pieces));
  }
}

void write(process.argv[2]);
