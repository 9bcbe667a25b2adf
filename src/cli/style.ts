import { escapeHidden } from '../common/hidden-characters';

/** Escape codes (ECMA-48, select graphic rendition) of the few styles that are used. */
const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], green: [32, 39], cyan: [36, 39] } as const;

export type Style = keyof typeof CODES;

/** Puts a text into a style; on a stream that is no terminal, or with NO_COLOR set, the text stays as it is. */
export type Paint = (style: Style, text: string) => string;

/** Where a style begins and ends is marked with noncharacters, which no text has, until the text is written: escape codes of other origin are not obeyed. */
const FIRST_MARK = 0xfdd0;
const styles = Object.keys(CODES) as Style[];
const markOf = (style: Style, end: 0 | 1): string => String.fromCharCode(FIRST_MARK + styles.indexOf(style) * 2 + end);
export const markedStyles = /[\ufdd0-\ufdef]/;
const STYLES = new RegExp(markedStyles, 'g');

const isStyled = (stream: { isTTY?: boolean }): boolean => Boolean(stream.isTTY) && !process.env.NO_COLOR;

export function paintFor(stream: { isTTY?: boolean }): Paint {
  if (!isStyled(stream)) return (_style, text) => text;
  return (style, text) => `${markOf(style, 0)}${text.replace(STYLES, '')}${markOf(style, 1)}`;
}

/** A text with the escape codes of its styles, if the stream shows any. */
export const withCodes = (text: string, stream: { isTTY?: boolean }): string =>
  text.replace(STYLES, mark => {
    const index = mark.charCodeAt(0) - FIRST_MARK;
    const style = styles[index >> 1];
    return style && isStyled(stream) ? `\x1b[${CODES[style][index & 1]}m` : '';
  });

const segmenter = new Intl.Segmenter();
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** Code units that are segmented together; a letter with more marks than that is taken for several. */
const WINDOW = 512;

/**
 * The letters of a text as a user sees them. The segmenter's time grows with the square of a text's length, so it gets a window of the text at a time;
 * the next window starts at the last letter of this one, which may not have been whole.
 */
function* letters(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const window = text.slice(at, at + WINDOW);
    const last = at + WINDOW >= text.length ? window.length : window.length - 1;
    for (const { segment, index } of segmenter.segment(window)) {
      const whole = index === 0 || index + segment.length <= last;
      if (!whole) break;
      yield segment;
      at += segment.length;
    }
  }
}

const widthOf = (letter: string): number => (WIDE.test(letter) ? 2 : 1);

/** Columns that a text takes on a terminal: styles take none, wide letters and pictographs two. Time grows with the text's length. */
export function terminalWidth(text: string): number {
  let columns = 0;
  for (const letter of letters(text.replace(STYLES, ''))) columns += widthOf(letter);
  return columns;
}

/** Cuts a text to at most `columns`, with an ellipsis where something is lost; looks no further than that. */
export function cut(text: string, columns: number): string {
  let kept = 0;
  let used = 0;
  let at = 0;
  for (const letter of letters(text)) {
    used += widthOf(letter);
    if (used > columns) return `${text.slice(0, kept)}…`;
    at += letter.length;
    if (used <= columns - 1) kept = at;
  }
  return text;
}

/** Lines of a table: columns as wide as their widest cell, two spaces between them, numbers to the right. */
export function table(cells: string[][], align: ('left' | 'right')[] = []): string[] {
  const rows = cells.map(row => row.map(escapeHidden));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => terminalWidth(row[column] ?? ''))));
  const cell = (text: string, column: number) => {
    const space = ' '.repeat(widths[column] - terminalWidth(text));
    return align[column] === 'right' ? space + text : text + space;
  };
  return rows.map(row => row.map(cell).join('  ').trimEnd());
}
