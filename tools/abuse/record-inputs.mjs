// Record files that somebody made to take a reader's memory, time or terminal, each as a row of rows.mjs.

import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytes, bytesOf, example, header, ints, write, writePayloads, zeros } from './write-input.mjs';

const MEGABYTE = 1_000_000;

function* repeated(count, payload) {
  for (let i = 0; i < count; i++) yield payload(i);
}

/** Files by what they are: `make` writes one into a folder under a name. */
export const recordInputs = [
  {
    what: 'gzip of 2 MB that announces one record of 2 GB',
    name: 'announced.tfrecord.gz',
    gigabytes: 2,
    make: async path => write(path, [header(2 ** 31 - 16), ...zeros(2 ** 31 - 16)], { gzip: true }),
  },
  { what: 'gzip of 2 GB of zeros', name: 'zeros.tfrecord.gz', gigabytes: 2, make: path => write(path, zeros(2 ** 31), { gzip: true }) },
  {
    what: 'a length of 2^40 with the right checksum',
    name: 'length.tfrecord',
    make: path => write(path, [header(2 ** 40), new Uint8Array(100)]),
  },
  {
    what: '500,000 different names of features',
    name: 'names.tfrecord',
    make: path =>
      writePayloads(
        path,
        repeated(500, r => example(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${r * 1000 + i}`, ints(i)])))),
      ),
  },
  {
    what: 'one name of 20 MB',
    name: 'name.tfrecord',
    make: path => writePayloads(path, [example({ ['n'.repeat(20 * MEGABYTE)]: ints(1) })]),
  },
  {
    what: 'a text of 120 MB',
    name: 'text.tfrecord',
    make: path => writePayloads(path, [example({ a: bytes(new Uint8Array(120 * MEGABYTE).fill(120)) })]),
  },
  {
    what: 'a text of 100,000 letters, each with its marks',
    name: 'marks.tfrecord',
    make: path => writePayloads(path, [example({ a: bytes(bytesOf('e\u0301\u0323'.repeat(100_000))) })]),
  },
  {
    what: 'a record of 450 MB, and a small one behind it',
    name: 'huge.tfrecord',
    make: path =>
      writePayloads(
        path,
        repeated(2, i => example({ a: bytes(new Uint8Array(i === 0 ? 450 * MEGABYTE : 5)) })),
      ),
  },
  {
    what: '100 million int64s in one record',
    name: 'ints.tfrecord',
    make: path => writePayloads(path, [example({ a: { kind: 'int64', values: new BigInt64Array(100 * MEGABYTE) } })]),
  },
  {
    what: '50 million empty byte strings in one record',
    name: 'strings.tfrecord',
    make: path => writePayloads(path, [emptyStrings(50 * MEGABYTE)]),
  },
  {
    what: '300 records of 8 MB',
    name: 'large.tfrecord',
    gigabytes: 2.4,
    make: path =>
      writePayloads(
        path,
        repeated(300, i => example({ id: ints(i), image: bytes(new Uint8Array(8 * MEGABYTE).fill(i)) })),
      ),
  },
  {
    what: 'groups of protobuf, nested 100,000 deep',
    name: 'groups.tfrecord',
    make: path => writePayloads(path, [new Uint8Array(200_000).fill(0x0b, 0, 100_000).fill(0x0c, 100_000)]),
  },
  {
    what: 'a sparse file of 10 GB, zeros behind one record',
    name: 'sparse.tfrecord',
    gigabytes: 10.7,
    make: async path => {
      await writePayloads(path, [example({ a: ints(1) })]);
      truncateSync(path, 10 * 2 ** 30);
    },
  },
  {
    what: 'control characters and commands to a CI log in names and texts',
    name: 'a\u001b]8;;x\u0007\u202e.tfrecord',
    make: path => writePayloads(path, [example({ '\u001b[2J::error::x': bytes(bytesOf('::error::\u001b[31m\r\n##[error]')) })]),
    shows: /^[^\p{Cc}\u202e]*$/u,
  },
];

/** An Example with so many empty byte strings, which no writer of ours would take as arrays. */
function emptyStrings(count) {
  const list = new Uint8Array(count * 2);
  for (let i = 0; i < list.length; i += 2) list[i] = 0x0a;
  return message(1, message(1, Uint8Array.of(...message(1, bytesOf('a'))), message(2, message(1, list))));
}

/** Field `field` with the parts as its body, one behind the other. */
function message(field, ...parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [field * 8 + 2];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    head.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  const whole = new Uint8Array(head.length + length);
  whole.set(head);
  let at = head.length;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Folder entries that are no regular files, or cannot be read, beside one good file. */
export function makeOddFolder(folder) {
  mkdirSync(folder);
  symlinkSync('/dev/zero', join(folder, 'device.tfrecord'));
  symlinkSync('nowhere', join(folder, 'dangling.tfrecord'));
  symlinkSync('loop.tfrecord', join(folder, 'loop.tfrecord'));
  symlinkSync('.', join(folder, 'itself'));
  mkdirSync(join(folder, 'folder.tfrecord'));
  execFileSync('mkfifo', [join(folder, 'pipe.tfrecord')]);
  writeFileSync(join(folder, '.#lock.tfrecord'), '');
}
