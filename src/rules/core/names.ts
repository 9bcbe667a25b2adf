/** How the many ways to spell a public name lead to one. */

/** Top-level packages that are modelled, and what their names are called here. */
const packages: { [name: string]: { root: string; legacy?: boolean } } = {
  tensorflow: { root: 'tf' },
  keras: { root: 'keras' },
  tf_keras: { root: 'keras', legacy: true },
  numpy: { root: 'numpy' },
  tensorflow_hub: { root: 'hub' },
  keras_hub: { root: 'keras_hub' },
  keras_nlp: { root: 'keras_hub' },
  sklearn: { root: 'sklearn' },
  pandas: { root: 'pandas' },
  ...Object.fromEntries(['glob', 'pathlib', 'random', 're', 'argparse', 'absl'].map(name => [name, { root: `python.${name}` }])),
};

/** Prefixes that moved; the first that fits is replaced. Those marked legacy exist in Keras 2 only. */
const moved: readonly { from: string; to: string; legacy?: boolean }[] = [
  { from: 'tf.keras', to: 'keras' },
  { from: 'tf.compat.v1.keras', to: 'keras', legacy: true },
  { from: 'tf.compat.v2.keras', to: 'keras' },
  { from: 'tf.compat.v2', to: 'tf' },
  { from: 'tf.python.keras', to: 'keras', legacy: true },
  { from: 'keras.layers.experimental.preprocessing', to: 'keras.layers' },
  { from: 'keras.layers.experimental', to: 'keras.layers' },
  { from: 'keras.optimizers.legacy', to: 'keras.optimizers' },
  { from: 'keras.utils.np_utils', to: 'keras.utils', legacy: true },
  { from: 'keras.backend.tensorflow_backend', to: 'keras.backend', legacy: true },
  ...[
    'core',
    'convolutional',
    'recurrent',
    'embeddings',
    'normalization',
    'merge',
    'wrappers',
    'advanced_activations',
    'pooling',
    'noise',
    'local',
  ].map(module => ({ from: `keras.layers.${module}`, to: 'keras.layers', legacy: true })),
];

/** Names that mean the same thing. */
const aliases: { [name: string]: string } = {
  'keras.models.Model': 'keras.Model',
  'keras.models.Sequential': 'keras.Sequential',
  'keras.layers.Input': 'keras.Input',
  'keras.layers.Layer': 'keras.Layer',
  'keras.preprocessing.sequence.pad_sequences': 'keras.utils.pad_sequences',
  'keras.preprocessing.image_dataset_from_directory': 'keras.utils.image_dataset_from_directory',
  'keras.preprocessing.text_dataset_from_directory': 'keras.utils.text_dataset_from_directory',
  'tf.data.experimental.AUTOTUNE': 'tf.data.AUTOTUNE',
};

export interface Canonical {
  readonly name: string;
  readonly legacy: boolean;
}

/** What other names of a table's rows stand for. */
export type Aliases = { readonly [name: string]: Canonical };

/** The canonical spelling of a dotted name that starts with one of the roots ("tf.keras.layers.Dense" is "keras.layers.Dense"). */
export function canonical(name: string, legacy = false): Canonical {
  const move = moved.find(({ from }) => name === from || name.startsWith(`${from}.`));
  if (move !== undefined) return canonical(move.to + name.slice(move.from.length), legacy || move.legacy === true);
  return { name: Object.hasOwn(aliases, name) ? aliases[name] : name, legacy };
}

/** The canonical name of a module as an import writes it; undefined for packages that are not modelled. */
export function canonicalModule(name: string): Canonical | undefined {
  const [first, ...rest] = name.split('.');
  if (!Object.hasOwn(packages, first)) return undefined;
  const { root, legacy } = packages[first];
  return canonical([root, ...rest].join('.'), legacy);
}

/** The last word of a public name: "Dense" of "keras.layers.Dense". */
export const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
