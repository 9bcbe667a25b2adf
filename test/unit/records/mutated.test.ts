import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { buildIndex } from '../../../src/records/build-index';
import { type ByteSource, bytesSource } from '../../../src/records/byte-source';
import { keepsNumber } from '../../../src/records/corruption';
import { type Crc32c, crc32c } from '../../../src/records/crc32c';
import { encodeExample, encodeSequenceExample } from '../../../src/records/encode-example';
import { decodeExample, decodeSequenceExample } from '../../../src/records/example';
import { readExampleFields } from '../../../src/records/example-fields';
import { FieldTable } from '../../../src/records/field-table';
import { portableInflate } from '../../../src/records/inflate';
import { nodeInflate } from '../../../src/records/node-inflate';
import { recognisePayload } from '../../../src/records/payload';
import { decodeRecord } from '../../../src/records/record-value';
import { joinScans, scan } from '../../../src/records/scan';
import { seekRecord } from '../../../src/records/seek-record';
import { featureLists, features, fileOf, mutations, spoiled } from './arbitraries';
import { piecesOf, readAll } from './fixtures';

const payload = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  features.map(map => encodeExample({ features: map })),
);
const file = fc.array(payload, { maxLength: 12 }).map(fileOf);
const message = fc.oneof(
  features.map(map => encodeExample({ features: map })),
  fc.tuple(features, featureLists).map(([context, lists]) => encodeSequenceExample({ context, featureLists: lists })),
);

/** A CRC that asks for records to be verified together. */
const together: Crc32c = Object.assign((bytes: Uint8Array, start: number, end: number) => crc32c(bytes, start, end), { native: true });

/** A source that refuses to be asked for more than there is: no allocation follows from what a corrupted length announces. */
function watched(bytes: Uint8Array): ByteSource & { asked: () => number } {
  const source = bytesSource(bytes);
  let asked = 0;
  return {
    size: bytes.length,
    read(offset, length) {
      assert.ok(offset >= 0 && length >= 0 && offset + length <= bytes.length, `${length} bytes at ${offset} of ${bytes.length}`);
      asked += length;
      return source.read(offset, length);
    },
    asked: () => asked,
  };
}

/** A source that writes into the memory it is given, as a file does. */
const filling = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  async read(offset, length, into) {
    const target = into?.subarray(0, length) ?? new Uint8Array(length);
    target.set(bytes.subarray(offset, offset + length));
    return target;
  },
});

/** Bytes of values that a decoded message holds: each stands in the message, so there can be no more of them than it has. */
function held(bytes: Uint8Array): number {
  const decoded = decodeExample(bytes);
  if (!decoded.ok) return 0;
  let count = 0;
  for (const value of decoded.value.features.values()) {
    count += value.kind === 'bytes' ? value.values.reduce((sum, one) => sum + one.length, 0) : value.values.length;
  }
  return count;
}

describe('records: spoiled files', () => {
  it('are read to the end, the same in whatever pieces, never asking for more than there is', () =>
    fc.assert(
      fc.asyncProperty(spoiled(file), fc.integer({ min: 1, max: 100 }), async (bytes, piece) => {
        const source = watched(bytes);
        const whole = await readAll(source);
        assert.ok(source.asked() <= 64 * bytes.length + 64, `${source.asked()} bytes read of ${bytes.length}`);
        assert.deepEqual(await readAll(watched(bytes), { window: piece }), whole);
        assert.deepEqual(await readAll(piecesOf(bytes, piece), { window: piece }), whole);
        assert.deepEqual(await readAll(source, { crc32c: together }), whole);
        assert.deepEqual(await readAll(filling(bytes), { window: piece, spare: {} }), whole);
        for (const corruption of whole.corruptions) assert.ok(corruption.from <= corruption.to && corruption.to <= bytes.length);
      }),
      { numRuns: mutations },
    ));

  it('give the same in ranges as in one go', () =>
    fc.assert(
      fc.asyncProperty(spoiled(file), fc.double({ min: 0, max: 1, noNaN: true }), async (bytes, fraction) => {
        const content = { compression: 'none', source: bytesSource(bytes) } as const;
        const middle = Math.floor(fraction * bytes.length);
        const run = (from: number, until: number, exact = false) => scan(content, { from, until, exact }, undefined, {}, () => undefined);
        const [whole, first, apart] = [await run(0, bytes.length), await run(0, middle), await run(middle, bytes.length)];
        const second = first.end === apart.first ? apart : await run(first.end, bytes.length, true);
        const parts = first.end < bytes.length ? [first, second] : [first];
        const { found: _whole, outline: _one, ...expected } = whole;
        const { found: _joined, outline: _each, ...joined } = joinScans(parts);
        assert.deepEqual(joined, expected);
      }),
      { numRuns: mutations },
    ));

  it('are begun at any record by reading headers alone', () =>
    fc.assert(
      fc.asyncProperty(spoiled(file), fc.nat(13), async (bytes, record) => {
        const whole = await readAll(bytesSource(bytes));
        const from = await seekRecord(watched(bytes), record);
        assert.ok(from.record <= record);
        const rest = await readAll(bytesSource(bytes), { from });
        const wanted = [...whole.records].filter(([number]) => number >= record);
        assert.deepEqual(
          [...rest.records].filter(([number]) => number >= record),
          wanted,
        );
        assert.deepEqual(
          rest.corruptions.filter(corruption => corruption.record >= record),
          whole.corruptions.filter(corruption => corruption.record >= record && corruption.from >= from.offset),
        );
      }),
      { numRuns: mutations },
    ));

  it('are indexed with the numbers that reading gives', () =>
    fc.assert(
      fc.asyncProperty(spoiled(file), async bytes => {
        const whole = await readAll(bytesSource(bytes));
        const index = await buildIndex(watched(bytes));
        const numbered =
          Math.max(-1, ...whole.records.keys(), ...whole.corruptions.filter(keepsNumber).map(corruption => corruption.record)) + 1;
        assert.equal(index.count, numbered);
      }),
      { numRuns: mutations },
    ));

  it('are decompressed as far as they go, when they are gzip or zlib', () =>
    fc.assert(
      fc.asyncProperty(spoiled(file.map(bytes => new Uint8Array(gzipSync(bytes)))), async bytes => {
        for (const inflate of [nodeInflate, portableInflate]) await readAll(inflate(piecesOf(bytes, 100), 'gzip'));
      }),
      { numRuns: Math.ceil(mutations / 10) },
    ));
});

describe('records: spoiled messages', () => {
  it('are decoded or refused, holding no more than they have', () =>
    fc.assert(
      fc.property(spoiled(message), bytes => {
        assert.ok(held(bytes) <= bytes.length);
        decodeSequenceExample(bytes);
        decodeRecord(bytes, recognisePayload(bytes, 0, bytes.length));
        const decoded = decodeExample(bytes);
        const fields = new FieldTable();
        const problem = readExampleFields(bytes, 0, bytes.length, fields);
        if (decoded.ok) assert.deepEqual([problem, fields.count], [undefined, decoded.value.features.size]);
      }),
      { numRuns: mutations },
    ));
});

describe('records: sound messages', () => {
  it('decode(encode(example)) is the example', () =>
    fc.assert(
      fc.property(features, map => {
        const decoded = decodeExample(encodeExample({ features: map }));
        assert.deepEqual(decoded, { ok: true, value: { features: map } });
      }),
      { numRuns: mutations },
    ));

  it('decode(encode(sequence example)) is the sequence example', () =>
    fc.assert(
      fc.property(features, featureLists, (context, lists) => {
        const decoded = decodeSequenceExample(encodeSequenceExample({ context, featureLists: lists }));
        assert.deepEqual(decoded, { ok: true, value: { context, featureLists: lists } });
      }),
      { numRuns: mutations },
    ));
});
