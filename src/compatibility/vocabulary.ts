import { textSplitter } from '../hub/split-text';
import type { TextReading, WordLookup } from '../hub/text-step';

/** Words that a module knows, and how it makes words of a text. */
export interface Vocabulary {
  /** Of one text; lowercase or not, as the module has it. Empty words are left out. */
  wordsOf(text: string): string[];
  knows(word: string): boolean;
  /** Null where every word is known: by its hash. */
  readonly size: number | null;
}

/** Words that are read of a file, and their bytes: the largest vocabularies in use have some three million. */
export const MAX_VOCABULARY_WORDS = 8_000_000;
export const MAX_VOCABULARY_BYTES = 128 << 20;

/**
 * The vocabulary of a module. `file`: the text of the asset that its lookup names; not needed where it looks up hashes. Undefined where a step
 * from text to words is such as is not known here: then nothing can be said of its words.
 */
export function vocabularyOf({ steps, lookup }: TextReading, file = ''): Vocabulary | undefined {
  const wordsOf = textSplitter(steps);
  if (wordsOf === undefined) return undefined;
  if (lookup.kind === 'hash') return { wordsOf, knows: () => true, size: null };
  const words = wordsOfFile(lookup, file);
  return { wordsOf, knows: word => words.has(word), size: words.size };
}

function wordsOfFile({ column, delimiter, lines }: Extract<WordLookup, { kind: 'file' }>, file: string): ReadonlySet<string> {
  const words = new Set<string>();
  const limit = Math.min(lines ?? MAX_VOCABULARY_WORDS, MAX_VOCABULARY_WORDS);
  for (let start = 0, line = 0; start < file.length && line < limit; line++) {
    const next = file.indexOf('\n', start);
    const end = next < 0 ? file.length : next;
    const whole = file.slice(start, end > start && file[end - 1] === '\r' ? end - 1 : end);
    const word = column === null ? whole : whole.split(delimiter)[column];
    if (word !== undefined) words.add(word);
    start = end + 1;
  }
  return words;
}

/** How much of the words of some texts a vocabulary knows. Plain data. */
export interface VocabularyCoverage {
  readonly texts: number;
  /** Words of all texts, each as often as it occurs. */
  readonly words: number;
  readonly known: number;
  /** Texts that have words, none of which is known: the module gives all of them the same vector. */
  readonly textsWithoutKnown: number;
  /** The unknown words that occur most often, most frequent first. */
  readonly unknown: readonly { readonly word: string; readonly count: number }[];
}

/** Different unknown words that are counted; what comes after that many is counted only as unknown. */
const MAX_UNKNOWN_COUNTED = 500_000;
/** Characters of a word that are kept. */
const MAX_WORD_LENGTH = 200;

/** Counts the words of texts one by one; `result` may be asked for at any time. `listed`: how many unknown words it names at most. */
export class WordCounter {
  private texts = 0;
  private words = 0;
  private known = 0;
  private textsWithoutKnown = 0;
  private readonly unknown = new Map<string, number>();

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly listed = 50,
  ) {}

  add(text: string): void {
    const words = this.vocabulary.wordsOf(text);
    let known = 0;
    for (const word of words) {
      if (this.vocabulary.knows(word)) known++;
      else this.count(word.slice(0, MAX_WORD_LENGTH));
    }
    this.texts++;
    this.words += words.length;
    this.known += known;
    if (known === 0 && words.length > 0) this.textsWithoutKnown++;
  }

  private count(word: string): void {
    const before = this.unknown.get(word);
    if (before !== undefined) this.unknown.set(word, before + 1);
    else if (this.unknown.size < MAX_UNKNOWN_COUNTED) this.unknown.set(word, 1);
  }

  result(): VocabularyCoverage {
    const { texts, words, known, textsWithoutKnown } = this;
    const sorted = [...this.unknown].sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1));
    return { texts, words, known, textsWithoutKnown, unknown: sorted.slice(0, this.listed).map(([word, count]) => ({ word, count })) };
  }
}

/** The coverage of a vocabulary over some texts. */
export function vocabularyCoverage(vocabulary: Vocabulary, texts: Iterable<string>): VocabularyCoverage {
  const counter = new WordCounter(vocabulary);
  for (const text of texts) counter.add(text);
  return counter.result();
}
