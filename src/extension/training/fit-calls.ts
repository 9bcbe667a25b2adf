/** Where a Python text calls `fit` on something, found without parsing it: good enough to offer training, never to train. */
export interface FitCall {
  /** From 0. */
  line: number;
  /** What it is called on, e.g. "model" or "self.model". */
  model: string;
}

const importsKeras = /^\s*(?:from|import)\s+(?:tensorflow|keras|tf_keras)\b/m;
const call = /^(?:[^#'"]*[=\s(])?([A-Za-z_][\w.]*)\.fit\s*\(/;

/** The calls in the order of their lines; none in a text that imports no Keras, because others have a `fit` too. */
export function findFitCalls(text: string): FitCall[] {
  if (!importsKeras.test(text)) return [];
  const calls: FitCall[] = [];
  let quote: string | null = null;
  text.split(/\r?\n/).forEach((line, index) => {
    const found = quote === null ? call.exec(line) : null;
    if (found) calls.push({ line: index, model: found[1] as string });
    quote = openQuote(line, quote);
  });
  return calls;
}

/** The triple quote that is open after a line. */
function openQuote(line: string, open: string | null): string | null {
  let quote = open;
  for (const [mark] of line.matchAll(/"""|'''/g)) {
    if (quote === null) quote = mark;
    else if (quote === mark) quote = null;
  }
  return quote;
}
