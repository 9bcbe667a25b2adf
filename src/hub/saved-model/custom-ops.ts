import data from './core-ops.json';
import type { GraphFacts } from './graph';

let core: Set<string> | undefined;

/** Names of the operations that TensorFlow itself has (tools/hub/core-ops.py says how they are written). */
function coreOps(): Set<string> {
  const names = new Set<string>();
  let before = '';
  for (const word of data.split(' ')) {
    before = before.slice(0, Number.parseInt(word[0], 36)) + word.slice(1);
    names.add(before);
  }
  return names;
}

/** What names of TensorFlow Text's operations begin with, by the files of its folder core/ops. */
const TEXT_OPS =
  /^(TFText>|CaseFoldUTF8|NormalizeUTF8|FindSourceOffsets|Sentencepiece|Whitespace(Tokeniz|Split)|Wordpiece|FastWordpiece|UnicodeScriptTokenize|RegexSplit|SentenceFragments|SplitMerge|TokenizerFromLogits|ConstrainedSequence|RougeL|MaxSpanningTree|NgramsStringJoin)/;

/** Whether all of these operations are of TensorFlow Text. */
export const areTextOps = (ops: readonly string[]): boolean => ops.every(op => TEXT_OPS.test(op));

/** Operations of a graph that TensorFlow itself does not have, sorted. */
export function customOpsOf({ ops, functions }: Pick<GraphFacts, 'ops' | 'functions'>): string[] {
  core ??= coreOps();
  return [...ops.keys()].filter(op => !core?.has(op) && !functions.has(op)).sort();
}
