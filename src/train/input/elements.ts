import type { Nest } from '../../plan/plan';
import { type Element, NdArray, SparseArray } from './array';

export type Leaf = NdArray | SparseArray;

export const isLeaf = (element: Element): element is Leaf => element instanceof NdArray || element instanceof SparseArray;

/** Combines elements of the same structure leaf by leaf. `path` names a leaf for messages: "component 1" or "feature ids". */
export function zipElements(elements: Element[], combine: (leaves: Leaf[], path: string) => Element, path = ''): Element {
  const [first] = elements;
  if (first === undefined) throw new Error('there is nothing to combine');
  if (isLeaf(first)) return combine(elements as Leaf[], path);
  if (Array.isArray(first)) {
    return first.map((_, i) =>
      zipElements(
        elements.map(element => (element as Element[])[i] as Element),
        combine,
        `${path} component ${i}`,
      ),
    );
  }
  return Object.fromEntries(
    Object.keys(first).map(name => [
      name,
      zipElements(
        elements.map(element => (element as { [name: string]: Element })[name] as Element),
        combine,
        `${path} "${name}"`,
      ),
    ]),
  );
}

/** All leaves, in order (dicts by sorted name, as tf.nest flattens them). */
export function leavesOf(element: Element): Leaf[] {
  if (isLeaf(element)) return [element];
  if (Array.isArray(element)) return element.flatMap(leavesOf);
  return Object.keys(element)
    .sort()
    .flatMap(name => leavesOf(element[name] as Element));
}

/** A nest of the plan as an element-like structure. */
export function elementOfNest<T, R extends Element>(nest: Nest<T>, map: (leaf: T) => R): Element {
  if ('leaf' in nest) return map(nest.leaf);
  if ('items' in nest) return nest.items.map(item => elementOfNest(item, map));
  return Object.fromEntries(Object.entries(nest.entries).map(([name, entry]) => [name, elementOfNest(entry, map)]));
}
