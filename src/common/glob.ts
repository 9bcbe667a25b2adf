/** One place of a pattern: the characters that it takes, and whether it takes one of them or any number; `folders` is `**` + `/`, any number of whole folders. */
interface Token {
  takes: (character: string) => boolean;
  repeats: boolean;
  folders?: boolean;
}

const notSlash = (character: string): boolean => character !== '/';
const anything = (): boolean => true;

/** Where the set that opens at `at` closes; -1 where it does not, so that its bracket stands for itself. The first character of a set may be `]`. */
function closes(pattern: readonly string[], at: number): number {
  const first = pattern[at + 1] === '!' ? at + 2 : at + 1;
  return pattern.indexOf(']', first + 1);
}

/** `[a-z_]`, `[!a-z]`: ranges of characters; a range that runs backwards holds none, as in Python. */
function setOf(inside: readonly string[]): (character: string) => boolean {
  const isNegated = inside[0] === '!';
  const members = isNegated ? inside.slice(1) : inside;
  const ranges: [from: string, to: string][] = [];
  for (let i = 0; i < members.length; i++) {
    const isRange = members[i + 1] === '-' && i + 2 < members.length;
    ranges.push([members[i], isRange ? members[i + 2] : members[i]]);
    if (isRange) i += 2;
  }
  return character => notSlash(character) && ranges.some(([from, to]) => from <= character && character <= to) !== isNegated;
}

function tokensOf(text: string): Token[] {
  const pattern = [...text];
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    const startsName = i === 0 || pattern[i - 1] === '/';
    if (startsName && character === '*' && pattern[i + 1] === '*' && pattern[i + 2] === '/') {
      tokens.push({ takes: anything, repeats: true, folders: true });
      i += 2;
    } else if (character === '*') {
      // Several stars in a row take what one takes.
      if (!tokens.at(-1)?.repeats || tokens.at(-1)?.folders) tokens.push({ takes: notSlash, repeats: true });
    } else if (character === '?') tokens.push({ takes: notSlash, repeats: false });
    else {
      const end = character === '[' ? closes(pattern, i) : -1;
      if (end < 0) tokens.push({ takes: other => other === character, repeats: false });
      else {
        tokens.push({ takes: setOf(pattern.slice(i + 1, end)), repeats: false });
        i = end;
      }
    }
  }
  return tokens;
}

/**
 * Whether a path matches a pattern of the shell as a whole: `*` and `?` stand within a folder, `**` with a slash behind for any number of folders, `[a-z]` and `[!a-z]` for
 * a character. Each character of the path is held against each place of the pattern once, whatever the two are: a pattern with a hundred stars costs a hundred
 * times one with a single star, and never more.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const tokens = tokensOf(pattern);
  return path => {
    let places = new Uint8Array(tokens.length + 1);
    places[0] = 1;
    let before = '/';
    for (const character of path) {
      passRepeats(tokens, places, before);
      const next = new Uint8Array(tokens.length + 1);
      for (let i = 0; i < tokens.length; i++) {
        if (places[i] === 1 && tokens[i].takes(character)) next[tokens[i].repeats ? i : i + 1] = 1;
      }
      places = next;
      before = character;
    }
    passRepeats(tokens, places, before);
    return places[tokens.length] === 1;
  };
}

/** From a place that takes any number, the next one is reached too; from `**` + `/` only at the start of a name. */
function passRepeats(tokens: readonly Token[], places: Uint8Array, before: string): void {
  for (let i = 0; i < tokens.length; i++) {
    if (places[i] === 1 && tokens[i].repeats && (!tokens[i].folders || before === '/')) places[i + 1] = 1;
  }
}

/** Patterns that one with alternatives stands for at most; the braces of one with more stand for themselves. */
const MAX_ALTERNATIVES = 1000;

/** `a{b,c}d` written out as `abd` and `acd`, innermost braces first. */
export function withoutBraces(pattern: string): string[] {
  const open: string[] = [pattern];
  const done: string[] = [];
  while (open.length > 0) {
    const text = open.pop() as string;
    const inside = /\{[^{}]*\}/.exec(text);
    if (!inside) done.push(text);
    else {
      const alternatives = inside[0].slice(1, -1).split(',');
      if (open.length + done.length + alternatives.length > MAX_ALTERNATIVES) return [pattern];
      for (const each of alternatives) open.push(text.slice(0, inside.index) + each + text.slice(inside.index + inside[0].length));
    }
  }
  return done;
}
