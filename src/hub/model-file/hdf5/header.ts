import { Unreadable } from '../../saved-model/unreadable';
import type { Fields } from './fields';
import type { Hdf5File } from './file';

/** Types of messages that are read (section IV.A.2 of the specification). */
export const MESSAGE = {
  dataspace: 1,
  linkInfo: 2,
  datatype: 3,
  link: 6,
  attribute: 12,
  continuation: 16,
  symbolTable: 17,
  attributeInfo: 21,
} as const;

const MAX_BLOCKS = 1000;
const MAX_MESSAGES = 100_000;
/** Bytes of a block of messages, at most: a message has 64 KB, and Keras writes hundreds of them. */
const MAX_BLOCK_BYTES = 1 << 24;
/** Data of the message lies elsewhere in the file, shared with other objects. */
const SHARED = 2;

export interface HeaderMessage {
  readonly type: number;
  readonly fields: Fields;
  readonly isShared: boolean;
}

/** The messages of an object, that is, of a group or a dataset. */
export async function messagesAt(file: Hdf5File, address: number): Promise<HeaderMessage[]> {
  const start = await file.at(address, 64);
  return start.signature('OHDR') ? newMessages(file, address, start) : oldMessages(file, address, start);
}

async function oldMessages(file: Hdf5File, address: number, start: Fields): Promise<HeaderMessage[]> {
  if (start.uint(1) !== 1) throw new Unreadable(`it is corrupted: there is no object at byte ${address}`);
  const size = start.skip(7).uint(4);
  return blocks(file, [{ start: address + 16, size }], fields => {
    const [type, length, flags] = [fields.uint(2), fields.uint(2), fields.uint(1)];
    return { type, isShared: (flags & SHARED) !== 0, fields: fields.skip(3).part(Math.min(length, fields.left)) };
  });
}

async function newMessages(file: Hdf5File, address: number, start: Fields): Promise<HeaderMessage[]> {
  const flags = start.skip(5).uint(1);
  start.skip((flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0));
  const size = start.uint(1 << (flags & 3));
  const order = flags & 4 ? 2 : 0;
  return blocks(
    file,
    [{ start: address + start.at, size }],
    fields => {
      const [type, length, how] = [fields.uint(1), fields.uint(2), fields.uint(1)];
      return { type, isShared: (how & SHARED) !== 0, fields: fields.skip(order).part(Math.min(length, fields.left)) };
    },
    'OCHK',
  );
}

/** Messages of the first block, and of those that its messages lead on to. A new-style block begins with a signature and ends with a checksum. */
async function blocks(
  file: Hdf5File,
  wanted: { start: number; size: number }[],
  next: (fields: Fields) => HeaderMessage,
  signature?: string,
): Promise<HeaderMessage[]> {
  const messages: HeaderMessage[] = [];
  for (let index = 0; index < wanted.length; index++) {
    const { start, size } = wanted[index];
    if (size > MAX_BLOCK_BYTES || index === MAX_BLOCKS) throw new Unreadable('it is corrupted: an object has more messages than any file');
    const block = await file.at(start, size);
    const isLater = signature !== undefined && index > 0;
    if (isLater) block.expect(signature, 'a block of messages');
    const tail = isLater ? 4 : 0;
    while (block.left >= 8 + tail || (signature !== undefined && block.left > 4 + tail)) {
      const message = next(block);
      if (message.type === MESSAGE.continuation) {
        const [to, bytes] = [message.fields.address(), message.fields.length()];
        if (to !== undefined) wanted.push({ start: to, size: bytes });
      } else messages.push(message);
      if (messages.length > MAX_MESSAGES) throw new Unreadable('it is corrupted: an object has more messages than any file');
    }
  }
  return messages;
}
