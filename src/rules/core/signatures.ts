import data from '../data/signatures.json';

/** A parameter of a public function, class or method. `kind`: "*", "**" or "keyword" (keyword-only); `default` is absent where one must be given. */
export interface ParameterSignature {
  readonly name: string;
  readonly default?: unknown;
  readonly kind?: string;
}

/**
 * Call signatures of TensorFlow's and Keras's public names, as read off the packages of `versions`. Most lists of parameters and most sets of
 * methods stand for several names, so each is kept once: a name has whether it is a class, the number of its parameters, and that of its methods.
 */
const { api, parameters, methods } = data as unknown as {
  readonly api: { readonly [name: string]: readonly [isClass: 0 | 1, parameters: number, methods?: number] };
  readonly parameters: readonly (readonly ParameterSignature[])[];
  readonly methods: readonly { readonly [name: string]: number }[];
};
export const versions: { readonly keras: string; readonly tensorflow: string } = data.versions;

/** The names directly below each module. */
const below = new Map<string, Set<string>>(['tf', 'keras', 'numpy', 'hub', 'keras_hub', 'keras_hub.models'].map(root => [root, new Set()]));
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
  if (Object.hasOwn(api, name)) return parameters[api[name][1]];
  const dot = name.lastIndexOf('.');
  const owner = name.slice(0, Math.max(0, dot));
  const own = Object.hasOwn(api, owner) ? methods[api[owner][2] ?? -1] : undefined;
  const method = name.slice(dot + 1);
  return own && Object.hasOwn(own, method) ? parameters[own[method]] : undefined;
}

export const isPublic = (name: string): boolean => Object.hasOwn(api, name);
export const isModule = (name: string): boolean => below.has(name);
export const isClass = (name: string): boolean => Object.hasOwn(api, name) && api[name][0] === 1;

/** Public names directly below a module. */
export const namesBelow = (module: string): readonly string[] => [...(below.get(module) ?? [])];
