import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModelFile } from '../../../../src/hub/model-file/read';
import { bytesSource } from '../../../../src/records/byte-source';
import { openFileSource } from '../../../../src/records/node-file-source';
import { inProject } from '../../../root';

const folder = inProject('test/data/model-files');
interface Expected {
  format: string;
  keras: string;
  model: string | null;
  layers: string[];
  weights: [dtype: string, shape: number[]][];
  parameters: number;
  inputs: object | null;
  notes?: string[];
}
const expected: { [name: string]: Expected } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
const sorted = (weights: readonly (readonly [string, readonly (number | null)[] | null])[]): string[] =>
  weights.map(([dtype, shape]) => `${dtype} [${shape}]`).sort();

describe('files of models and weights, as Keras and h5py say', () => {
  for (const [name, wanted] of Object.entries(expected))
    it(name, async () => {
      const source = openFileSource(join(folder, name));
      const reading = await readModelFile(source);
      source.close();
      assert.ok('facts' in reading, 'problem' in reading ? reading.problem : '');
      const { format, keras, model, layers, weights, parameters, inputs, problems, notes } = reading.facts;
      assert.deepEqual(
        [format, keras, model, parameters, inputs],
        [wanted.format, wanted.keras, wanted.model, wanted.parameters, wanted.inputs],
      );
      assert.deepEqual(layers.map(layer => layer.name).sort(), [...wanted.layers].sort());
      assert.deepEqual(sorted(weights.map(({ dtype, shape }) => [dtype, shape] as const)), sorted(wanted.weights));
      assert.deepEqual([problems, notes], [[], wanted.notes ?? []]);
      if (model !== null && layers.some(layer => layer.parameters !== null))
        assert.equal(
          layers.reduce((sum, layer) => sum + (layer.parameters ?? 0), 0),
          parameters,
        );
    });
});

/** A file of 500 MB that is nearly all values, and how much of it is read. */
function large(head: Uint8Array, size: number) {
  const read = { bytes: 0 };
  const source = {
    size,
    async read(offset: number, length: number) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      read.bytes += bytes.length;
      if (offset < head.length) bytes.set(head.subarray(offset, offset + bytes.length));
      return bytes;
    },
  };
  return { source, read };
}

describe('a file of 500 MB', () => {
  const values = 500_000_000;
  it('of safetensors is read for its header alone', async () => {
    const header = Buffer.from(JSON.stringify({ w: { dtype: 'F32', shape: [values / 4], data_offsets: [0, values] } }));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    const { source, read } = large(Buffer.concat([length, header]), 8 + header.length + values);
    const reading = await readModelFile(source);
    assert.equal('facts' in reading && reading.facts.parameters, values / 4);
    assert.ok(read.bytes < 100_000, `${read.bytes} bytes were read`);
  });
  it('of HDF5 is read for what is not values', async () => {
    const bytes = readFileSync(join(folder, 'sequential.weights.h5'));
    const { source, read } = large(bytes, values);
    const reading = await readModelFile(source);
    assert.equal('facts' in reading && reading.facts.weights.length, 8);
    assert.ok(read.bytes < 100_000, `${read.bytes} bytes were read`);
  });
});

describe('a file that cannot be read', () => {
  const archive = readFileSync(join(folder, 'sequential.keras'));
  const hdf5 = readFileSync(join(folder, 'sequential.h5'));
  const safetensors = readFileSync(join(folder, 'model.safetensors'));
  const cases: { name: string; bytes: Uint8Array; problem: RegExp }[] = [
    { name: 'an empty file', bytes: new Uint8Array(0), problem: /^The file is empty\.$/ },
    { name: 'a page of HTML', bytes: Buffer.from('<!doctype html><title>403</title>'), problem: /cut off, or no safetensors file/ },
    { name: 'half an archive', bytes: archive.subarray(0, archive.length / 2), problem: /no whole ZIP archive: its directory is missing/ },
    { name: 'an archive of something else', bytes: Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1'), problem: /without config\.json/ },
    { name: 'half an HDF5 file', bytes: hdf5.subarray(0, hdf5.length / 2), problem: /points beyond its end at byte 16640/ },
    {
      name: 'half the values of safetensors',
      bytes: safetensors.subarray(0, -10),
      problem: /"encoder\.bias".*beyond the end|"steps".*beyond the end/,
    },
    {
      name: 'a pointer of Git LFS',
      bytes: Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
      problem: /pointer of Git LFS/,
    },
  ];
  for (const { name, bytes, problem } of cases)
    it(`${name} gives a sentence`, async () => {
      const reading = await readModelFile(bytesSource(bytes));
      assert.match('problem' in reading ? reading.problem : 'it was read', problem);
    });
});
