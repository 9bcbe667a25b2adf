import { Unreadable } from '../../saved-model/unreadable';
import type { RandomAccess } from '../random-access';
import { textsOf } from './attributes';
import { type Hdf5File, openHdf5 } from './file';
import { type HeaderMessage, MESSAGE, messagesAt } from './header';
import { linksOf } from './links';
import { storedShape, storedType } from './types';

/** A dataset by its path ("layers/dense/vars/0"). */
export interface Hdf5Dataset {
  readonly path: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes of its values before compression. */
  readonly bytes: number;
}

export interface Hdf5Content {
  readonly datasets: readonly Hdf5Dataset[];
  /** Paths of all groups; the root's is empty. */
  readonly groups: readonly string[];
  /** Attributes of groups and datasets that hold texts, by path and name. */
  readonly texts: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Groups that are stored in a way that is not read. */
  readonly unread: readonly string[];
}

const MAX_OBJECTS = 200_000;
const MAX_DEPTH = 64;

/** Groups, datasets and texts of an HDF5 file, without the values of its datasets. Throws `Unreadable`. */
export async function readHdf5(access: RandomAccess): Promise<Hdf5Content> {
  const file = await openHdf5(access);
  const walk = new Walk(file);
  await walk.object(file.root, '', 0);
  return walk;
}

class Walk implements Hdf5Content {
  readonly datasets: Hdf5Dataset[] = [];
  readonly groups: string[] = [];
  readonly texts = new Map<string, Map<string, readonly string[]>>();
  readonly unread: string[] = [];
  /** Groups may contain each other: each is walked through once on a way down. */
  private readonly above = new Set<number>();
  private objects = 0;

  constructor(private readonly file: Hdf5File) {}

  async object(address: number, path: string, depth: number): Promise<void> {
    if (this.above.has(address)) return;
    if (++this.objects > MAX_OBJECTS) throw new Unreadable(`it has more than ${MAX_OBJECTS.toLocaleString('en-US')} objects`);
    if (depth > MAX_DEPTH) throw new Unreadable(`its groups are nested more than ${MAX_DEPTH} deep`);
    const messages = await messagesAt(this.file, address);
    await this.attributes(messages, path);
    const [space, type] = [MESSAGE.dataspace, MESSAGE.datatype].map(wanted => messages.find(message => message.type === wanted));
    if (space && type) return this.dataset(path, space, type);
    this.groups.push(path);
    const { links, isWhole } = await linksOf(this.file, messages);
    if (!isWhole) this.unread.push(path);
    this.above.add(address);
    for (const { name, address: to } of links) await this.object(to, path === '' ? name : `${path}/${name}`, depth + 1);
    this.above.delete(address);
  }

  private dataset(path: string, space: HeaderMessage, type: HeaderMessage): void {
    const shape = storedShape(space.fields) ?? [0];
    const { dtype, size } = type.isShared ? { dtype: 'unknown', size: 0 } : storedType(type.fields);
    const written = this.texts.get(path)?.get('dtype')?.[0];
    const values = shape.reduce((product, dim) => product * dim, 1);
    this.datasets.push({ path, dtype: written ?? dtype, shape, bytes: values * size });
  }

  private async attributes(messages: readonly HeaderMessage[], path: string): Promise<void> {
    for (const { type, fields, isShared } of messages) {
      if (type !== MESSAGE.attribute || isShared) continue;
      const found = await textsOf(this.file, fields);
      if (found === undefined) continue;
      const here = this.texts.get(path) ?? new Map<string, readonly string[]>();
      this.texts.set(path, here.set(found.name, found.texts));
    }
  }
}
