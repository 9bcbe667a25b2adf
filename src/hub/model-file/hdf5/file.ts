import { Unreadable } from '../../saved-model/unreadable';
import type { RandomAccess } from '../random-access';
import { type FieldSizes, Fields } from './fields';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes of user data that may stand before the signature: none, 512, 1024, and so on. */
const MAX_USER_BYTES = 1 << 16;
const SUPERBLOCK_BYTES = 96;

/** An open HDF5 file: reads pieces of it, as "HDF5 File Format Specification Version 3.0" lays them out. */
export class Hdf5File {
  constructor(
    private readonly access: RandomAccess,
    private readonly sizes: FieldSizes,
    private readonly base: number,
    /** Address of the root group's object header. */
    readonly root: number,
  ) {}

  /** Fields in bytes [address, address + count); fewer where the file ends before. */
  async at(address: number, count: number): Promise<Fields> {
    const start = this.base + address;
    return new Fields(await this.access.read(start, Math.min(count, Math.max(0, this.access.size - start))), this.sizes);
  }

  /** Bytes of an address, or of a length where it is longer. */
  get word(): number {
    return Math.max(this.sizes.address, this.sizes.length);
  }
}

/** Where the signature of HDF5 is; undefined where there is none. */
export async function hdf5Start(access: RandomAccess): Promise<number | undefined> {
  for (let start = 0; start <= MAX_USER_BYTES && start + SIGNATURE.length <= access.size; start = start === 0 ? 512 : start * 2) {
    const bytes = await access.read(start, SIGNATURE.length);
    if (SIGNATURE.every((byte, index) => bytes[index] === byte)) return start;
  }
  return undefined;
}

export async function openHdf5(access: RandomAccess): Promise<Hdf5File> {
  const start = await hdf5Start(access);
  if (start === undefined) throw new Unreadable('it does not begin as HDF5 files do');
  return superblock(access, start, await access.read(start, Math.min(SUPERBLOCK_BYTES, access.size - start)));
}

function superblock(access: RandomAccess, start: number, bytes: Uint8Array): Hdf5File {
  const version = bytes[SIGNATURE.length] ?? -1;
  const isOld = version === 0 || version === 1;
  if (!isOld && version !== 2 && version !== 3) throw new Unreadable(`its superblock has version ${version}, which is not known`);
  const [address, length] = isOld ? [bytes[13], bytes[14]] : [bytes[9], bytes[10]];
  if (![address, length].every(size => size === 2 || size === 4 || size === 8))
    throw new Unreadable('it is corrupted: its superblock has sizes that no file has');
  const sizes = { address, length };
  const fields = new Fields(bytes, sizes).skip(isOld ? (version === 0 ? 24 : 28) : 12);
  const base = fields.address() ?? start;
  // Old: free space, end of file, driver, and the name of the root's entry; new: extension and end of file.
  fields.skip(address * (isOld ? 4 : 2));
  const root = fields.address();
  if (root === undefined) throw new Unreadable('it is corrupted: it has no root group');
  return new Hdf5File(access, sizes, base, root);
}
