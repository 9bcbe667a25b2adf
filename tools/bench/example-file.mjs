// Writes a TFRecord file like those of recommenders: 16 features, about 600 bytes a record, 60 numbers. 50,000 different records come again and again.
import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32c } from '@node-rs/crc32';

const DIFFERENT = 50_000;
const words = 'red blue green small large old new cotton silk wool shirt shoe coat hat scarf glove belt sock dress bag'.split(' ');

/** Deterministic numbers in [0, 1). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const varint = value => {
  const bytes = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
};
const field = (number, body) => Buffer.concat([Buffer.from([number * 8 + 2, ...varint(body.length)]), body]);
const ints = values => field(3, field(1, Buffer.from(values.flatMap(varint))));
const floats = values => field(2, field(1, Buffer.from(Float32Array.from(values).buffer)));
const text = value => field(1, field(1, Buffer.from(value)));

function example(number, random) {
  const normal = () => random() + random() + random() - 1.5;
  const whole = limit => Math.floor(random() * limit);
  const features = {
    age: ints([18 + whole(60)]),
    category: text(words[whole(20)]),
    country: text(['de', 'fr', 'us', 'in', 'br', 'jp'][whole(6)]),
    embedding: floats(Array.from({ length: 32 }, normal)),
    history: ints(Array.from({ length: 20 }, () => whole(20_000))),
    item: ints([whole(500_000)]),
    label: ints([whole(2)]),
    price: floats([random() * 200]),
    rating: floats([1 + whole(5)]),
    score: floats([normal()]),
    session: text(`s-${(number * 2_654_435_761 + 12_345_678_901).toString(16)}`),
    tags: ints(Array.from({ length: 1 + whole(6) }, () => whole(400))),
    timestamp: ints([1_700_000_000 + whole(10_000_000)]),
    title: text(Array.from({ length: 16 }, () => words[whole(20)]).join(' ')),
    user: ints([whole(4_000_000_000)]),
    weight: floats([random()]),
  };
  const entries = Object.entries(features).map(([name, feature]) =>
    field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, feature)])),
  );
  return field(1, Buffer.concat(entries));
}

const masked = crc => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

function framed(payload) {
  const record = Buffer.alloc(payload.length + 16);
  record.writeUInt32LE(payload.length, 0);
  record.writeUInt32LE(masked(crc32c(record.subarray(0, 8))), 8);
  payload.copy(record, 12);
  record.writeUInt32LE(masked(crc32c(payload)), payload.length + 12);
  return record;
}

/** Writes `count` records to `path`; gives the mean payload length in bytes. */
export function writeExampleFile(path, count) {
  const random = generator(7);
  const different = Array.from({ length: Math.min(count, DIFFERENT) }, (_, number) => framed(example(number, random)));
  const block = Buffer.concat(different);
  const file = openSync(path, 'w');
  let left = count;
  for (; left >= different.length; left -= different.length) writeSync(file, block);
  if (left > 0) writeSync(file, Buffer.concat(different.slice(0, left)));
  closeSync(file);
  return block.length / different.length - 16;
}
