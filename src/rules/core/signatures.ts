import data from '../data/signatures.json';

/** A parameter of a public function, class or method. `kind`: "*", "**" or "keyword" (keyword-only); `default` is absent where one must be given. */
export interface ParameterSignature {
  readonly name: string;
  readonly default?: unknown;
  readonly kind?: string;
}
interface ApiSignature {
  readonly kind: string;
  readonly params: readonly ParameterSignature[];
  readonly methods?: { readonly [name: string]: readonly ParameterSignature[] };
}

/** Call signatures of TensorFlow's and Keras's public names, as read off the packages of `versions`. */
const api = data.api as unknown as { readonly [name: string]: ApiSignature };
export const versions: { readonly keras: string; readonly tensorflow: string } = data.versions;

/** The names directly below each module. */
const below = new Map<string, Set<string>>(['tf', 'keras', 'numpy', 'hub'].map(root => [root, new Set()]));
for (const name of Object.keys(api)) {
  for (let end = name.length, dot = name.lastIndexOf('.'); dot > 0; end = dot, dot = name.lastIndexOf('.', dot - 1)) {
    const module = name.slice(0, dot);
    const names = below.get(module);
    if (names === undefined) below.set(module, new Set([name.slice(dot + 1, end)]));
    else names.add(name.slice(dot + 1, end));
  }
}

/** Parameters of a function or of a class's constructor; of a method as "Class.method". */
export function signatureOf(name: string): readonly ParameterSignature[] | undefined {
  if (Object.hasOwn(api, name)) return api[name].params;
  const dot = name.lastIndexOf('.');
  const methods = dot > 0 && Object.hasOwn(api, name.slice(0, dot)) ? api[name.slice(0, dot)].methods : undefined;
  const method = name.slice(dot + 1);
  return methods && Object.hasOwn(methods, method) ? methods[method] : undefined;
}

export const isPublic = (name: string): boolean => Object.hasOwn(api, name);
export const isModule = (name: string): boolean => below.has(name);
export const isClass = (name: string): boolean => Object.hasOwn(api, name) && api[name].kind === 'class';

/** Public names directly below a module. */
export const namesBelow = (module: string): readonly string[] => [...(below.get(module) ?? [])];
