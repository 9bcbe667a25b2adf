import { NdArray, RaggedArray, stringsOf } from '../input/array';
import { spacedWords } from '../input/ops/strings';
import { settingsOf, TokenCounts, texts, writtenLookup } from './lookup';
import type { Learner, Preprocessor, PreprocessorClass, PreprocessorConfig, Tensors } from './preprocessor';

/** ASCII only, as TensorFlow without an encoding. */
const lowered = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
const PUNCTUATION = new Set(Buffer.from('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\''));

function standardized(text: Uint8Array, how: unknown): Uint8Array {
  const all = how === 'strip_punctuation' || how === null ? text : text.map(lowered);
  return how === 'lower' || how === null ? all : all.filter(byte => !PUNCTUATION.has(byte));
}

const splitters: { readonly [split: string]: (text: Uint8Array) => Uint8Array[] } = {
  whitespace: text => spacedWords(text, -1),
  character: text => Array.from(Buffer.from(text).toString('utf8'), character => Buffer.from(character, 'utf8')),
};

const SPACE = Buffer.from(' ');

/** All runs of as many spacedWords, of each width in turn. */
function ngrams(tokens: Uint8Array[], widths: readonly number[]): Uint8Array[] {
  return widths.flatMap(width =>
    Array.from({ length: Math.max(tokens.length - width + 1, 0) }, (_, start) =>
      Buffer.concat(tokens.slice(start, start + width).flatMap((token, place) => (place === 0 ? [token] : [SPACE, token]))),
    ),
  );
}

/** Rows of tokens. `outer` is the shape of what there is a row for. */
interface TokenRows {
  outer: readonly number[];
  rows: Uint8Array[][];
  /** Rows of different lengths, as TensorFlow sees them. */
  ragged: boolean;
}

function tokenRows(
  input: NdArray,
  { standardize = 'lower_and_strip_punctuation', split = 'whitespace', ngrams: asked = null }: PreprocessorConfig,
): TokenRows {
  const clean = stringsOf(input, 'TextVectorization').map(text => standardized(text, standardize));
  const widths = typeof asked === 'number' ? Array.from({ length: asked }, (_, i) => i + 1) : (asked as number[] | null);
  const grams = (rows: Uint8Array[][]): Uint8Array[][] => (widths === null ? rows : rows.map(row => ngrams(row, widths)));
  const { shape } = input;
  if (split === null) {
    const width = shape.at(-1) ?? 1;
    const count = clean.length / (width || 1);
    return {
      outer: shape.slice(0, -1),
      rows: grams(Array.from({ length: count }, (_, row) => clean.slice(row * width, (row + 1) * width))),
      ragged: false,
    };
  }
  if (shape.length > 1 && shape.at(-1) !== 1)
    throw new Error(`TextVectorization splits one text of each example and got ${shape.at(-1)} of them`);
  const outer = shape.length > 1 ? shape.slice(0, -1) : shape;
  return { outer, rows: grams(clean.map(splitters[String(split)])), ragged: outer.length > 0 };
}

function asRagged({ outer, rows }: TokenRows): RaggedArray {
  let end = 0;
  const ends = rows.map(({ length }) => {
    end += length;
    return end;
  });
  return new RaggedArray(outer, [0, ...ends], new NdArray('string', [end], rows.flat()));
}

const asDense = ({ outer, rows }: TokenRows): NdArray => new NdArray('string', [...outer, rows[0]?.length ?? 0], rows.flat());

/** Ids of each row, as long as `length` says, or as the longest one; 0 stands where there is no word. */
function padded(ids: Tensors, outer: readonly number[], length: number | null): NdArray {
  const { splits, values } =
    ids instanceof RaggedArray
      ? ids
      : {
          splits: Array.from({ length: ids.data.length / (ids.shape.at(-1) || 1) + 1 }, (_, row) => row * (ids.shape.at(-1) ?? 1)),
          values: ids,
        };
  const lengths = splits.slice(1).map((end, row) => end - splits[row]);
  const width = length ?? Math.max(0, ...lengths);
  const data = new Float64Array(lengths.length * width);
  lengths.forEach((own, row) => {
    for (let place = 0; place < Math.min(own, width); place++) data[row * width + place] = Number(values.data[splits[row] + place]);
  });
  return new NdArray('int64', [...outer, width], data);
}

function vectorizer(config: PreprocessorConfig, lookup: Preprocessor): Preprocessor {
  const { output_mode: mode = 'int', output_sequence_length: length = null } = config;
  return {
    ...lookup,
    run([input]) {
      if (input instanceof RaggedArray) throw new Error('TextVectorization needs a dense tensor and got a ragged one');
      const tokens = tokenRows(input, config);
      const found = lookup.run([tokens.ragged ? asRagged(tokens) : asDense(tokens)]);
      return mode === 'int' ? padded(found, tokens.outer, length as number | null) : found;
    },
  };
}

const settings = (config: PreprocessorConfig) => settingsOf(texts, { ...config, mask_token: '' }, { oov_token: '[UNK]' });

export const textVectorization: PreprocessorClass = {
  make: config => vectorizer(config, writtenLookup(settings(config), config)),
  learn(config): Learner {
    const counts = new TokenCounts(settings(config));
    return {
      update: data => counts.add(tokenRows(data, config).rows.map(row => texts.read(new NdArray('string', [row.length], row)))),
      finish: () => vectorizer(config, counts.finish()),
    };
  },
};
