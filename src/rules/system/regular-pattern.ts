/** Patterns of Python's re as patterns of JavaScript. Only such are taken as mean the same in both and cannot take long. */

/** One element: a set, an escape, the start of a group, an operator, or a character. */
const ELEMENT =
  /\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|\(\?:|\(\?P<[A-Za-z_]\w*>|\((?!\?)|\)|[+*?]\??|\{\d{1,2}(?:,\d{0,2})?\}\??|[\]|^$.]|[^\\[\](){}+*?|^$.]/gy;

/** Longest text that is held against a pattern, in characters, by how many runs of any length it has: the time grows with the text to the power of the runs and one. */
const MAX_TEXT: readonly number[] = [4000, 1000, 200, 80];
/** Longest pattern. */
const MAX_PATTERN = 200;

const isRun = (element: string): boolean => /^[+*]/.test(element) || /^\{\d+,\d{0,2}\}/.test(element);

export interface KnownPattern {
  readonly expression: RegExp;
  /** Numbers of the groups that have names. */
  readonly names: { readonly [name: string]: number };
  /** Whether Python and JavaScript read the text alike, and soon: it is short, in ASCII, in one line. */
  takes(text: string): boolean;
}

/** The pattern in JavaScript; undefined where it has what is not taken: what looks around or back, runs within runs, flags. */
export function fromPython(pattern: string): KnownPattern | undefined {
  const elements = pattern.match(ELEMENT) ?? [];
  if (pattern.length > MAX_PATTERN || elements.join('') !== pattern) return undefined;
  const most = MAX_TEXT[elements.filter(isRun).length];
  if (most === undefined || hasRunOfRuns(elements)) return undefined;
  const names: { [name: string]: number } = {};
  let groups = 0;
  const translated = elements.map(element => {
    const [, name] = /^\(\?P<(\w+)>$/.exec(element) ?? [];
    if (element === '(' || name !== undefined) groups += 1;
    if (name !== undefined) names[name] = groups;
    return name === undefined ? translatedElement(element) : '(';
  });
  if (translated.includes(undefined)) return undefined;
  try {
    const expression = new RegExp(translated.join(''));
    return { expression, names, takes: text => text.length <= most && /^[\x20-\x7e]*$/.test(text) };
  } catch {
    return undefined;
  }
}

/** Whether a group that is repeated has a run in it. */
function hasRunOfRuns(elements: readonly string[]): boolean {
  const open: boolean[] = [];
  let closed = false;
  for (const element of elements) {
    const repeats = isRun(element) || /^\{/.test(element);
    if (repeats && closed) return true;
    closed = false;
    if (element.startsWith('(')) open.push(false);
    else if (element === ')') {
      closed = open.pop() ?? false;
      if (closed && open.length > 0) open[open.length - 1] = true;
    } else if (repeats && open.length > 0) open[open.length - 1] = true;
  }
  return false;
}

/** Escapes that are the same in both, for texts in ASCII; `\A` and `\Z` have other names. */
function translatedElement(element: string): string | undefined {
  if (element === '\\A') return '^';
  if (element === '\\Z') return '$';
  if (element === ']') return '\\]';
  const set = /^(\[\^?)\](.*)$/.exec(element);
  if (set !== null) return translatedElement(`${set[1]}\\]${set[2]}`);
  if (element.startsWith('[')) return /\\[^dDwWsS\W]/.test(element) || element.includes('[', 1) ? undefined : element;
  return /^\\[^dDwWsSbB\W]/.test(element) ? undefined : element;
}
