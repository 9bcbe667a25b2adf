/**
 * Stands in for @mapbox/node-pre-gyp in the worker's bundle: tfjs-node asks it where its addon lies, and the answer is the path that src/engine found.
 */
let bindingPath: string | undefined;

/** To be called before tfjs-node is loaded. */
export function setBindingPath(path: string): void {
  bindingPath = path;
}

/** node-pre-gyp's `find`: the path of the addon, whatever package.json it is asked about. */
export function find(): string {
  if (bindingPath === undefined) throw new Error('tfjs-node was loaded before its addon was found');
  return bindingPath;
}
