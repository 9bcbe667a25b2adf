/** Text of Python literals to values (https://docs.python.org/3/reference/lexical_analysis.html#literals). */

const simpleEscapes: { [letter: string]: string } = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The characters that a string's source stands for; unknown escapes stay as written, as Python keeps them. */
export function unescaped(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|\r\n|[\s\S])/g, (whole, code: string) => {
    if (/^[xuU].+/.test(code)) return String.fromCodePoint(Math.min(Number.parseInt(code.slice(1), 16), 0x10ffff));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (code === '\r\n') return '';
    return simpleEscapes[code] ?? whole;
  });
}

/** What the letters before a string's quotes mean. */
export function stringPrefix(start: string): { raw: boolean; bytes: boolean } {
  const letters = start.replace(/["']+$/, '').toLowerCase();
  return { raw: letters.includes('r'), bytes: letters.includes('b') };
}

/** The value of an integer literal; NaN where it is none (`0777` of Python 2 counts as octal). */
export function integerValue(source: string): number {
  const digits = source.replaceAll('_', '').replace(/[lL]$/, '');
  return /^0\d+$/.test(digits) && !/^0+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
}

export const floatValue = (source: string): number => Number(source.replaceAll('_', ''));
