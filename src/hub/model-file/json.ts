import { Unreadable } from '../saved-model/unreadable';

/** Keras nests models within models; what is deeper than this was made to break readers. */
const MAX_DEPTH = 256;

/** A JSON object within sensible limits. Throws `Unreadable`; `what` names the text in its message. */
export function jsonObject(text: string, what: string): { readonly [name: string]: unknown } {
  if (depthOf(text) > MAX_DEPTH) throw new Unreadable(`${what} is nested more than ${MAX_DEPTH} deep`);
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as { [name: string]: unknown };
  } catch {
    // Said below.
  }
  throw new Unreadable(`${what} is no JSON object, so it is corrupted`);
}

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (piece === '[' || piece === '{') deepest = Math.max(deepest, ++depth);
    else if (piece === ']' || piece === '}') depth--;
  }
  return deepest;
}
