import type { DType } from '../tensor/dtype';
import type { Dim, Shape } from '../tensor/shape';
import data from './catalogue.json';
import { type Handle, parseHandle } from './handle';
import type { SavedModelFacts } from './saved-model/facts';

/** The type of one input or output; null dimensions are open, the first is the batch where there is one. */
export interface HubType {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** One tensor, or tensors by name. */
export type HubTypes = HubType | { readonly [name: string]: HubType };

/** A signature; what is not known of it is missing. */
export interface HubSignature {
  readonly inputs?: { readonly [name: string]: HubType };
  readonly outputs?: { readonly [key: string]: HubType };
}

/** What a Hub module takes and gives: from its files, or from the public documentation pages of tfhub.dev. */
export interface HubModule {
  readonly format: 'tf1' | 'tf2' | undefined;
  /** Whether the object of a TF2 SavedModel can be called without a signature; undefined where it is not known. */
  readonly isCallable?: boolean;
  /** What a call without a signature takes; undefined where it is not known. */
  readonly input?: HubTypes;
  /** What such a call gives; undefined where it is not known. */
  readonly output?: HubTypes;
  /** Names of what it gives besides, of which no type is known. */
  readonly givesMore?: readonly string[];
  /** All signatures by name; undefined where they are not known. */
  readonly signatures?: { readonly [name: string]: HubSignature };
  /** Height and width that the images should have. */
  readonly size?: readonly [number, number];
  /** Range that the pixels should be scaled to. */
  readonly pixels?: readonly [number, number];
  /** Why Python cannot load what is on this machine, in a sentence: a download that was broken off, a folder without a SavedModel. */
  readonly problem?: string;
  /** The package that has to be imported before it is loaded, since its operations are not TensorFlow's own; empty where it is not known which. */
  readonly needs?: string;
  /** What lies on disk; undefined where the module is known by the catalogue only. */
  readonly files?: ModuleFiles;
}

/** A SavedModel on disk: its folder, and what was read of it. */
export interface ModuleFiles {
  /** Absolute path. */
  readonly folder: string;
  readonly facts: SavedModelFacts;
}

/** TensorFlow Text, as Python imports it. */
export const TEXT_PACKAGE = 'tensorflow_text';

interface Entry {
  readonly tf1?: readonly number[];
  readonly tf2?: readonly number[];
  readonly size?: readonly [number, number];
  readonly features?: number;
  readonly text?: number;
}
const catalogue = data as unknown as { readonly [name: string]: Entry };

const text: HubType = { shape: [null], dtype: 'string' };
const vector = (width: number): HubType => ({ shape: [null, width], dtype: 'float32' });
const ids = (length: Dim): HubType => ({ shape: [null, length], dtype: 'int32' });
const bertInput = (length: Dim) => ({ input_word_ids: ids(length), input_mask: ids(length), input_type_ids: ids(length) });
const sequence = (width: number): HubType => ({ shape: [null, null, width], dtype: 'float32' });

const elmoOutputs = {
  default: vector(1024),
  elmo: sequence(1024),
  lstm_outputs1: sequence(1024),
  lstm_outputs2: sequence(1024),
  word_emb: sequence(512),
};
const elmo = {
  input: text,
  output: elmoOutputs,
  signatures: {
    default: { inputs: { strings: text }, outputs: elmoOutputs },
    tokens: {
      inputs: { tokens: { shape: [null, null], dtype: 'string' }, sequence_len: { shape: [null], dtype: 'int32' } },
      outputs: elmoOutputs,
    },
  },
} as const;

/** Families of modules by name; Kaggle's spelling has hyphens where tfhub.dev has underscores. */
const families: readonly { readonly name: RegExp; readonly module: (match: RegExpExecArray) => Omit<HubModule, 'format'> }[] = [
  { name: /\belmo\b/, module: () => elmo },
  { name: /\bnnlm.*[-_/][a-z]{2}[-_]dim(\d+)/, module: ([, dim]) => ({ input: text, output: vector(Number(dim)) }) },
  { name: /\bwiki[-_]words[-_](\d+)/i, module: ([, dim]) => ({ input: text, output: vector(Number(dim)) }) },
  { name: /\bgnews[-_]swivel[-_](\d+)dim/, module: ([, dim]) => ({ input: text, output: vector(Number(dim)) }) },
  { name: /\bcord[-_]19\/swivel[-_](\d+)d/, module: ([, dim]) => ({ input: text, output: vector(Number(dim)) }) },
  {
    name: /\buniversal[-_]sentence[-_]encoder(?:[-_](?:large|(multilingual)(?:[-_]large)?))?$/,
    module: ([, multilingual]) => ({ input: text, output: vector(512), ...(multilingual && { needs: TEXT_PACKAGE }) }),
  },
  {
    name: /\bbert[-_]en[-_](?:un)?cased[-_]preprocess$/,
    module: () => ({ input: text, output: bertInput(128), needs: TEXT_PACKAGE }),
  },
  {
    name: /bert[-_][a-z_-]*L[-_]\d+[-_]H[-_](\d+)[-_]A[-_]\d+/i,
    module: ([, width]) => ({
      input: bertInput(null),
      output: { pooled_output: vector(Number(width)), sequence_output: sequence(Number(width)) },
      givesMore: ['default', 'encoder_outputs'],
    }),
  },
];

/** Modules for images: one vector for each. */
const image = ({ size, features }: Entry): Omit<HubModule, 'format'> => ({
  input: { shape: [null, null, null, 3], dtype: 'float32' },
  ...(features !== undefined && { output: vector(features) }),
  ...(size && { size }),
  pixels: [0, 1],
});

/** Feature vectors of images whose page does not give their numbers. */
const imageFamilies: readonly { readonly name: RegExp; readonly entry: (match: RegExpExecArray) => Entry }[] = [
  { name: /inception[-_]v3\/(?:tensorflow2[-_/])?feature[-_]vector/, entry: () => ({ size: [299, 299], features: 2048 }) },
  {
    name: /mobilenet[-_]v2[-_/](035|050|075|100|130|140)[-_](\d+)[-_/]feature[-_]vector/,
    entry: ([, depth, size]) => ({
      size: [Number(size), Number(size)],
      features: depth === '130' ? 1664 : depth === '140' ? 1792 : 1280,
    }),
  },
  {
    name: /mobilenet[-_]v1[-_/](025|050|075|100)[-_](\d+)[-_/]feature[-_]vector/,
    entry: ([, depth, size]) => ({ size: [Number(size), Number(size)], features: Math.round((1024 * Number(depth)) / 100) }),
  },
  { name: /resnet[-_]v[12][-_/](50|101|152)[-_/]feature[-_]vector/, entry: () => ({ size: [224, 224], features: 2048 }) },
];

/** What is known of a module by its handle; undefined where nothing is. */
export function moduleOf(text: string): HubModule | undefined {
  const handle = parseHandle(text);
  if (handle === undefined) return undefined;
  const entry = Object.hasOwn(catalogue, handle.name) ? catalogue[handle.name] : undefined;
  const format = formatOf(handle, entry);
  const family = families.find(({ name }) => name.test(handle.name));
  if (family) {
    const match = family.name.exec(handle.name);
    return match ? { format, ...family.module(match) } : { format };
  }
  if (entry?.text !== undefined && format === 'tf2') return { format, input: textInput, output: vector(entry.text) };
  const shaped = imageFamilies.find(({ name }) => name.test(handle.name));
  const match = shaped?.name.exec(handle.name);
  if (shaped && match) return { format, ...image({ ...shaped.entry(match), ...(entry?.size && { size: entry.size }) }) };
  if (entry?.features !== undefined && /feature[-_]vector/.test(handle.name)) return { format, ...image(entry) };
  return format === undefined ? undefined : { format };
}
const textInput = text;

/** A handle for each module of the catalogue: its newest version, in the format of TF2 where it has one. */
export const listedHandles = (): string[] =>
  Object.entries(catalogue).flatMap(([name, { tf1 = [], tf2 = [] }]) => {
    const version = tf2.at(-1) ?? tf1.at(-1);
    return version === undefined ? [] : [`https://tfhub.dev/${name}/${version}`];
  });

function formatOf({ version, framework }: Handle, entry: Entry | undefined): HubModule['format'] {
  if (framework !== undefined) return framework;
  if (entry === undefined || version === null) return undefined;
  if (entry.tf1?.includes(version)) return 'tf1';
  return entry.tf2?.includes(version) ? 'tf2' : undefined;
}

export const isType = (value: HubTypes | undefined): value is HubType =>
  value !== undefined && 'dtype' in value && typeof value.dtype === 'string';
