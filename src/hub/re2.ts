/** Patterns of RE2, which TensorFlow has, as patterns of JavaScript. Only such are taken as cannot take long on any text. */

/** RE2's names of characters that JavaScript takes for others, or does not know. */
const CLASSES: { readonly [letter: string]: string } = {
  s: '\\t\\n\\f\\r ',
  d: '0-9',
  w: '0-9A-Za-z_',
  t: '\\t',
  n: '\\n',
  r: '\\r',
  f: '\\f',
  v: '\\v',
  a: '\\x07',
};
const POSIX: { readonly [name: string]: string } = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  blank: '\\t ',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** One element of a pattern: a set of characters, a character, an escape, anything else that stands for one character, or an operator. */
const ELEMENT =
  /\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[pP]\{\^?\w+\}|\\[\s\S]|[^\]\\])*\]|\\[pP](?:\{\^?\w+\}|[A-Z])|\\[\s\S]|[+*?]\??|[|^$]|\.|[^\\[\](){}+*?|^$.]/gy;
/** Runs of any length that an alternative may have: with two of them, the time would grow with the square of a text's length. */
const MAX_RUNS = 1;

/** The pattern in JavaScript, all matches of it; undefined where it has what is not taken: groups, counts, several runs. */
export function fromRe2(pattern: string): RegExp | undefined {
  const elements = pattern.match(ELEMENT) ?? [];
  if (elements.join('') !== pattern) return undefined;
  const runs = elements
    .join('\0')
    .split('\0|\0')
    .map(alternative => alternative.split('\0').filter(element => /^[+*]\??$/.test(element)));
  if (runs.some(({ length }) => length > MAX_RUNS)) return undefined;
  const translated = elements.map(elementOf);
  if (translated.includes(undefined)) return undefined;
  try {
    return new RegExp(translated.join(''), 'gu');
  } catch {
    return undefined;
  }
}

function elementOf(element: string): string | undefined {
  if (element.startsWith('[')) return setOf(element);
  if (!element.startsWith('\\')) return element === '/' ? '\\/' : element;
  if (element === '\\b' || element === '\\B') return element;
  const inside = escapeOf(element);
  return inside === undefined ? undefined : `[${inside}]`;
}

/** An escape as the inside of a set of characters. */
function escapeOf(element: string): string | undefined {
  const property = /^\\([pP])(?:\{(\^?)(\w+)\}|([A-Z]))$/.exec(element);
  if (property) {
    const [, letter, not, long, short] = property;
    const isNegative = (letter === 'P') !== (not === '^');
    const name = long ?? short;
    return `\\${isNegative ? 'P' : 'p'}{${/^[A-Z][a-z]?$/.test(name) ? name : `Script=${name}`}}`;
  }
  const character = element.slice(1);
  if (character in CLASSES) return CLASSES[character];
  // Complements of sets, numbered characters and whatever RE2 may add.
  if (/^[0-9A-Za-z]$/.test(character)) return complementOf(character);
  return escaped(character);
}

const complementOf = (letter: string): string | undefined => (letter === 'D' ? '\\D' : letter === 'W' ? '\\W' : undefined);

const escaped = (character: string): string => (/^[\^$\\.*+?()[\]{}|/-]$/.test(character) ? `\\${character}` : character);

function setOf(element: string): string | undefined {
  const isNegative = element.startsWith('[^');
  const inner = element.slice(isNegative ? 2 : 1, -1);
  const parts = inner.match(/\[:\^?[a-z]+:\]|\\[pP](?:\{\^?\w+\}|[A-Z])|\\[\s\S]|[\s\S]/gu) ?? [];
  const translated = parts.map((part, index) => {
    const posix = /^\[:(\^?)([a-z]+):\]$/.exec(part);
    if (posix) return posix[1] === '' && Object.hasOwn(POSIX, posix[2]) ? POSIX[posix[2]] : undefined;
    if (part.startsWith('\\')) return escapeOf(part);
    if (part === '-') return index === 0 || index === parts.length - 1 ? '\\-' : '-';
    return escaped(part);
  });
  return translated.includes(undefined) ? undefined : `[${isNegative ? '^' : ''}${translated.join('')}]`;
}

/** A rewrite of RE2 as a replacement of JavaScript: "\0" is the match. Undefined where it asks for a group, for there is none. */
export function fromRewrite(rewrite: string): string | undefined {
  const plain = rewrite.replaceAll('$', '$$$$').replace(/\\([\s\S])/g, (_, of: string) => (of === '\\' ? '\\' : of === '0' ? '$&' : '\0'));
  return plain.includes('\0') ? undefined : plain;
}
