import { asBool, asInt, asItems, asString } from '../../values/read';
import { dict, int, list, NONE, type ObjectValue, str, UNKNOWN, type Value } from '../../values/value';
import type { Kinds, ObjectKind } from '../core/kind';
import { object } from '../core/objects';
import { type Call, parameters, type Rule, type Table } from '../core/rule';

/** Keras 2's Tokenizer, as far as the program itself holds the texts. */
interface TokenizerState {
  readonly words: number | undefined;
  readonly unlimited: boolean;
  readonly split: (text: string) => string[];
  readonly unknownToken: string | undefined;
  /** How often each word was seen, in the order of their first use; null where not all texts are known. */
  readonly counts: ReadonlyMap<string, number> | null;
}

const TOKENIZER = 'keras.preprocessing.text.Tokenizer';
const FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n';

const stateOf = (value: Value): TokenizerState | undefined =>
  value.kind === 'object' ? (value.state.content as TokenizerState) : undefined;

const tokenizer: Rule = call => {
  const { args } = call;
  const [filters, lower, split, byCharacter, token] = ['filters', 'lower', 'split', 'char_level', 'oov_token'].map(name => args.get(name));
  const removed = new Set(asString(filters) ?? FILTERS);
  const separator = asString(split) ?? ' ';
  const fold = asBool(lower) !== false;
  const known = [filters, lower, split, byCharacter, token].every(({ kind }) => kind !== 'unknown') && asBool(byCharacter) === false;
  const words = args.get('num_words');
  const state: TokenizerState = {
    words: asInt(words),
    unlimited: words.kind === 'none',
    split: text =>
      [...(fold ? text.toLowerCase() : text)]
        .map(character => (removed.has(character) ? separator : character))
        .join('')
        .split(separator)
        .filter(word => word !== ''),
    unknownToken: asString(token),
    counts: known ? new Map() : null,
  };
  return object(call, TOKENIZER, state);
};

/** Texts of a list, where all are known. */
function textsIn(value: Value): string[] | undefined {
  const texts = asItems(value)?.map(asString);
  return texts && !texts.includes(undefined) ? (texts as string[]) : undefined;
}

const fitOnTexts: Rule = call => {
  const state = stateOf(call.self);
  const texts = textsIn(call.args.get('texts'));
  if (state === undefined) return NONE;
  const counts = state.counts && texts ? new Map(state.counts) : null;
  for (const word of texts?.flatMap(state.split) ?? []) counts?.set(word, (counts.get(word) ?? 0) + 1);
  call.context.write<unknown>((call.self as ObjectValue).state, { ...state, counts });
  return NONE;
};

/** Numbers of words: the most frequent first, from 1; those equally frequent by their first use. */
function indexOf({ counts, unknownToken }: TokenizerState): Map<string, number> | undefined {
  if (counts === null) return undefined;
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  return new Map([...(unknownToken === undefined ? [] : [unknownToken]), ...words].map((word, index) => [word, index + 1]));
}

const textsToSequences: Rule = call => {
  const state = stateOf(call.self);
  const [index, texts] = [state && indexOf(state), textsIn(call.args.get('texts'))];
  if (state === undefined || index === undefined || texts === undefined || (state.words === undefined && !state.unlimited))
    return list(null);
  const other = state.unknownToken === undefined ? undefined : index.get(state.unknownToken);
  const limit = state.words ?? Number.POSITIVE_INFINITY;
  const numberOf = (word: string): number | undefined => {
    const number = index.get(word);
    return number === undefined || number >= limit ? other : number;
  };
  return list(texts.map(text => list(state.split(text).flatMap(word => numbered(numberOf(word))))));
};
const numbered = (number: number | undefined): Value[] => (number === undefined ? [] : [int(number)]);

const tokenizerKind: ObjectKind = {
  attribute({ self }, name) {
    const state = stateOf(self);
    if (state === undefined) return UNKNOWN;
    if (name !== 'word_index' && name !== 'index_word') return undefined;
    const index = indexOf(state);
    if (index === undefined) return dict(null);
    const entries = [...index].map(([word, number]) => [str(word), int(number)] as const);
    return dict(entries.map(([word, number]) => (name === 'word_index' ? { key: word, value: number } : { key: number, value: word })));
  },
};

const unknown = (_call: Call): Value => UNKNOWN;

export const tokenizerFunctions: Table = {
  [TOKENIZER]: {
    rule: tokenizer,
    parameters: parameters('num_words=None, filters=None, lower=True, split=" ", char_level=False, oov_token=None, **kwargs'),
  },
  [`${TOKENIZER}.fit_on_texts`]: { rule: fitOnTexts, parameters: parameters('texts') },
  [`${TOKENIZER}.texts_to_sequences`]: { rule: textsToSequences, parameters: parameters('texts') },
  [`${TOKENIZER}.sequences_to_texts`]: { rule: unknown, parameters: parameters('sequences') },
  [`${TOKENIZER}.texts_to_matrix`]: { rule: unknown, parameters: parameters('texts, mode="binary"') },
};
export const tokenizerKinds: Kinds = { [TOKENIZER]: tokenizerKind };
