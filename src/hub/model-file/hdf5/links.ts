import { Unreadable } from '../../saved-model/unreadable';
import { type Fields, terminated } from './fields';
import type { Hdf5File } from './file';
import { type HeaderMessage, MESSAGE } from './header';

/** The name of an object within its group, and the address of its header. */
export interface GroupEntry {
  readonly name: string;
  readonly address: number;
}

const MAX_LINKS = 200_000;
const MAX_TREE_DEPTH = 20;
const MAX_NAME_BYTES = 1024;
const SNOD_ENTRIES_BYTES = 1 << 16;

/** What is in a group: by its symbol table (what h5py writes unless it is asked for more), or by a message for each link. */
export async function linksOf(file: Hdf5File, messages: readonly HeaderMessage[]): Promise<{ links: GroupEntry[]; isWhole: boolean }> {
  const links: GroupEntry[] = [];
  let isWhole = true;
  for (const { type, fields } of messages) {
    if (type === MESSAGE.symbolTable) {
      const [tree, heap] = [fields.address(), fields.address()];
      if (tree !== undefined && heap !== undefined) await fromTree(file, tree, await heapData(file, heap), links, 0);
    } else if (type === MESSAGE.link) {
      const link = linkOf(fields);
      if (link) links.push(link);
    } else if (type === MESSAGE.linkInfo) {
      const flags = fields.skip(1).uint(1);
      isWhole = fields.skip(flags & 1 ? 8 : 0).address() === undefined;
    }
  }
  return { links, isWhole };
}

/** A hard link; soft and external ones lead to objects that are listed elsewhere, or in other files. */
function linkOf(fields: Fields): GroupEntry | undefined {
  const flags = fields.skip(1).uint(1);
  const kind = flags & 8 ? fields.uint(1) : 0;
  fields.skip((flags & 4 ? 8 : 0) + (flags & 16 ? 1 : 0));
  const name = terminated(fields.take(fields.uint(1 << (flags & 3))));
  const address = kind === 0 ? fields.address() : undefined;
  return address === undefined ? undefined : { name, address };
}

/** Where the names of a group lie. */
async function heapData(file: Hdf5File, address: number): Promise<number> {
  const fields = (await file.at(address, 8 + 3 * file.word)).expect('HEAP', 'the names of a group').skip(4);
  fields.length();
  fields.length();
  const data = fields.address();
  if (data === undefined) throw new Unreadable('it is corrupted: a group has no names');
  return data;
}

async function fromTree(file: Hdf5File, address: number, names: number, links: GroupEntry[], depth: number): Promise<void> {
  if (depth > MAX_TREE_DEPTH) throw new Unreadable('it is corrupted: the tree of a group is deeper than any');
  const head = await file.at(address, 8);
  if (head.signature('SNOD')) return fromNode(file, address, names, links);
  const used = head.expect('TREE', 'the tree of a group').skip(2).uint(2);
  const body = (await file.at(address + 8, (2 * used + 3) * file.word)).skip(0);
  body.address();
  body.address();
  for (let index = 0; index < used; index++) {
    body.length();
    const child = body.address();
    if (child !== undefined) await fromTree(file, child, names, links, depth + 1);
  }
}

async function fromNode(file: Hdf5File, address: number, names: number, links: GroupEntry[]): Promise<void> {
  const count = (await file.at(address, 8)).skip(6).uint(2);
  const entries = await file.at(address + 8, Math.min(SNOD_ENTRIES_BYTES * file.word, count * (2 * file.word + 24)));
  for (let index = 0; index < count; index++) {
    const [name, header] = [entries.address(), entries.address()];
    entries.skip(24);
    if (name === undefined || header === undefined) continue;
    if (links.length === MAX_LINKS) throw new Unreadable(`a group of it has more than ${MAX_LINKS.toLocaleString('en-US')} entries`);
    links.push({ name: terminated((await file.at(names + name, MAX_NAME_BYTES)).bytes), address: header });
  }
}
