import type { Json } from '../../plan/plan';
import { allocate, NdArray, numbersOf, RaggedArray, stringsOf } from '../input/array';
import { DROPPED, encoded, type OutputMode, outputMode } from './encode';
import { fingerprint64 } from './farm-hash';
import type { Learner, Preprocessor, PreprocessorClass, PreprocessorConfig, Tensors } from './preprocessor';

/** A text by its bytes, one character each, so that every text is a key; whole numbers as they are. */
export type LookupToken = string | number;

const keyOfText = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
const bytesOfKey = (key: string): Uint8Array => Buffer.from(key, 'latin1');

/** What tokens of a kind are: StringLookup's, IntegerLookup's. */
interface TokenKind {
  read(array: NdArray): LookupToken[];
  ofConfig(value: Json): LookupToken;
  /** The bucket of a token that is not in the vocabulary. */
  bucket(token: LookupToken, buckets: number): number;
}

export const texts: TokenKind = {
  read: array => stringsOf(array, 'StringLookup').map(keyOfText),
  ofConfig: value => Buffer.from(String(value), 'utf8').toString('latin1'),
  bucket: (token, buckets) => Number(fingerprint64(bytesOfKey(String(token))) % BigInt(buckets)),
};
export const integers: TokenKind = {
  read: array => Array.from(numbersOf(array, 'IntegerLookup'), Math.trunc),
  ofConfig: value => Number(value),
  bucket: (token, buckets) => ((Number(token) % buckets) + buckets) % buckets,
};

/** A lookup's arguments. */
interface Settings {
  kind: TokenKind;
  mode: OutputMode;
  buckets: number;
  mask: LookupToken | null;
  unknown: LookupToken | null;
  limit: number | null;
  pads: boolean;
}

export function settingsOf(kind: TokenKind, config: PreprocessorConfig, defaults: PreprocessorConfig): Settings {
  const {
    output_mode: mode = 'int',
    num_oov_indices: buckets = 1,
    mask_token: mask,
    oov_token: unknown,
    max_tokens: limit,
  } = { ...defaults, ...config };
  const token = (value: Json | undefined): LookupToken | null => (value === null || value === undefined ? null : kind.ofConfig(value));
  return {
    kind,
    mode: outputMode(String(mode)),
    buckets: Number(buckets),
    mask: token(mask),
    unknown: token(unknown),
    limit: typeof limit === 'number' ? limit : null,
    pads: config.pad_to_max_tokens === true,
  };
}

/** Ids in front of those of the vocabulary: of the mask, and of unknown tokens. */
const firstUnknown = ({ mask, mode }: Settings): number => (mask !== null && mode === 'int' ? 1 : 0);
const firstToken = (settings: Settings): number => firstUnknown(settings) + settings.buckets;

/** What of a vocabulary that was written are its tokens: those after the special ones, where it starts with them. */
function tokensOf(settings: Settings, written: LookupToken[]): LookupToken[] {
  const special = [
    ...Array.from({ length: firstUnknown(settings) }, () => settings.mask),
    ...Array(settings.buckets).fill(settings.unknown),
  ];
  const tokens = special.every((token, place) => token === written[place]) ? written.slice(special.length) : written;
  if (new Set(tokens).size < tokens.length) throw new Error('the vocabulary holds a token twice');
  if (settings.mask !== null && tokens.includes(settings.mask))
    throw new Error('the vocabulary holds the mask token, which has its own place');
  return tokens;
}

/** The layer with its vocabulary; `idf` are the weights of all ids. */
export function lookupOf(settings: Settings, tokens: readonly LookupToken[], idf?: Float32Array): Preprocessor {
  const { kind, mode, buckets, mask, limit, pads } = settings;
  const first = firstToken(settings);
  const size = first + tokens.length;
  if (limit !== null && size > limit) throw new Error(`the vocabulary has ${size} tokens and max_tokens is ${limit}`);
  const depth = pads && limit !== null ? limit : size;
  const ids = new Map(tokens.map((token, place) => [token, first + place]));
  const idOf = (token: LookupToken): number => {
    if (token === mask) return mode === 'int' ? 0 : DROPPED;
    const known = ids.get(token);
    if (known !== undefined) return known;
    if (buckets === 0) throw new Error(`"${token}" is not in the vocabulary, and with num_oov_indices=0 every token has to be`);
    return firstUnknown(settings) + (buckets === 1 ? 0 : kind.bucket(token, buckets));
  };
  const dense = (array: NdArray): NdArray => {
    const data = allocate('int64', array.data.length);
    kind.read(array).forEach((token, place) => {
      data[place] = idOf(token);
    });
    return new NdArray('int64', array.shape, data);
  };
  const looked = (input: Tensors): Tensors =>
    input instanceof RaggedArray ? new RaggedArray(input.outer, input.splits, dense(input.values)) : dense(input);
  return {
    givesIds: mode === 'int',
    vocabularySize: size,
    run([input]) {
      const found = looked(input);
      if (mode === 'int') return found;
      return mode === 'tf_idf' ? weighed(encoded(found, 'count', depth, 'float32'), idf, depth) : encoded(found, mode, depth, 'int64');
    },
  };
}

function weighed(counts: NdArray, idf: Float32Array | undefined, depth: number): NdArray {
  if (idf === undefined) throw new Error('output_mode="tf_idf" needs idf_weights, or data to adapt to');
  const data = Float32Array.from(numbersOf(counts, 'tf_idf'), (count, place) => count * (idf[place % depth] ?? 0));
  return new NdArray('float32', counts.shape, data);
}

/** Counts of tokens, and of the documents that they are in. */
export class TokenCounts {
  private readonly counts = new Map<LookupToken, number>();
  private readonly inDocuments = new Map<LookupToken, number>();
  private documents = 0;

  constructor(private readonly settings: Settings) {}

  /** Adds documents: rows of tokens. */
  add(rows: readonly (readonly LookupToken[])[]): void {
    for (const row of rows) for (const token of row) this.counts.set(token, (this.counts.get(token) ?? 0) + 1);
    if (this.settings.mode !== 'tf_idf') return;
    this.documents += rows.length;
    for (const row of rows) for (const token of new Set(row)) this.inDocuments.set(token, (this.inDocuments.get(token) ?? 0) + 1);
  }

  /** The most frequent tokens first; of those that are as frequent the last in order. */
  finish(): Preprocessor {
    const { settings } = this;
    const { mask, unknown, limit, mode } = settings;
    const found = [...this.counts].filter(([token]) => token !== mask && token !== unknown);
    if (found.length === 0) throw new Error('there is nothing in the data that a vocabulary could be made of');
    found.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? 1 : -1));
    const first = firstToken(settings);
    const tokens = found.slice(0, limit === null ? undefined : Math.max(limit - first, 0)).map(([token]) => token);
    return lookupOf(settings, tokens, mode === 'tf_idf' ? this.weightsOf(tokens, first) : undefined);
  }

  /** Unknown tokens weigh as much as the others do on average. */
  private weightsOf(tokens: readonly LookupToken[], first: number): Float32Array {
    const own = Float32Array.from(tokens, token => Math.log(1 + this.documents / (1 + (this.inDocuments.get(token) ?? 0))));
    return withUnknown(own, first);
  }
}

function withUnknown(own: Float32Array, first: number): Float32Array {
  const mean = own.reduce((sum, weight) => sum + weight, 0) / own.length;
  const all = new Float32Array(first + own.length).fill(mean, 0, first);
  all.set(own, first);
  return all;
}

/** Tokens of one element of the data, a row for each document: one axis is one document. */
function documentsIn(kind: TokenKind, data: NdArray): LookupToken[][] {
  const tokens = kind.read(data);
  const [count = 1] = data.shape;
  const width = data.shape.length < 2 ? tokens.length : tokens.length / (count || 1);
  return Array.from({ length: data.shape.length < 2 ? 1 : count }, (_, row) => tokens.slice(row * width, (row + 1) * width));
}

/** A lookup with the vocabulary that was written. */
export function writtenLookup(settings: Settings, { vocabulary, idf_weights: weights }: PreprocessorConfig): Preprocessor {
  if (!Array.isArray(vocabulary) || vocabulary.length === 0) throw new Error('the layer has no vocabulary');
  const written = vocabulary.map(value => settings.kind.ofConfig(value));
  const tokens = tokensOf(settings, written);
  const first = firstToken(settings);
  const idf = Array.isArray(weights) ? Float32Array.from(weights, Number) : undefined;
  if (idf !== undefined && idf.length !== written.length)
    throw new Error(`there are ${idf.length} idf_weights for ${written.length} tokens`);
  return lookupOf(settings, tokens, idf && tokens.length === written.length ? withUnknown(idf, first) : idf);
}

const lookupClass = (kind: TokenKind, unknown: LookupToken): PreprocessorClass => ({
  make: config => writtenLookup(settingsOf(kind, config, { oov_token: unknown }), config),
  learn(config): Learner {
    const counts = new TokenCounts(settingsOf(kind, config, { oov_token: unknown }));
    return { update: data => counts.add(documentsIn(kind, data)), finish: () => counts.finish() };
  },
});

export const stringLookup = lookupClass(texts, '[UNK]');
export const integerLookup = lookupClass(integers, -1);
