import { type Fields, terminated } from './fields';
import type { Hdf5File } from './file';
import { type Hdf5Type, storedShape, storedType } from './types';

/** Texts of an attribute that are read, at most: Keras lists every layer and weight. */
const MAX_TEXTS = 200_000;
/** Longest text that is read: a model's configuration. */
const MAX_TEXT_BYTES = 1 << 26;

/** An attribute that holds texts; undefined for any other. A scalar has one. */
export async function textsOf(file: Hdf5File, fields: Fields): Promise<{ name: string; texts: string[] } | undefined> {
  const version = fields.uint(1);
  const isShared = (fields.uint(1) & 3) !== 0 && version > 1;
  if (version < 1 || version > 3 || isShared) return undefined;
  const sizes = [fields.uint(2), fields.uint(2), fields.uint(2)];
  if (version === 3) fields.skip(1);
  const [name, type, space] = sizes.map(size => {
    const part = fields.part(size);
    if (version === 1) fields.skip(Math.min(fields.left, (8 - (size % 8)) % 8));
    return part;
  });
  const how = storedType(type);
  const shape = storedShape(space);
  if (how.dtype !== 'string' || shape === undefined) return undefined;
  const count = shape.reduce((product, dim) => product * dim, 1);
  if (count > MAX_TEXTS) return undefined;
  return { name: terminated(name.bytes), texts: await texts(file, how, count, fields) };
}

async function texts(file: Hdf5File, { size, isVariable }: Hdf5Type, count: number, values: Fields): Promise<string[]> {
  const found: string[] = [];
  for (let index = 0; index < count; index++)
    found.push(isVariable ? await fromHeap(file, values.part(size)) : terminated(values.take(size)));
  return found;
}

/** A text in a collection of the global heap, by its number there. */
async function fromHeap(file: Hdf5File, place: Fields): Promise<string> {
  const length = place.uint(4);
  const [address, wanted] = [place.address(), place.uint(4)];
  if (address === undefined || length === 0) return '';
  const head = (await file.at(address, 32)).expect('GCOL', 'a heap').skip(4);
  const end = head.length();
  for (let at = head.at; at + 16 <= end; ) {
    const entry = await file.at(address + at, 32);
    const id = entry.uint(2);
    const size = entry.skip(6).length();
    if (id === wanted) {
      const text = await file.at(address + at + entry.at, Math.min(length, size, MAX_TEXT_BYTES));
      return new TextDecoder().decode(text.bytes);
    }
    if (id === 0) break;
    at += entry.at + Math.ceil(size / 8) * 8;
  }
  return '';
}
