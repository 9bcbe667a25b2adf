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

/** Columns that a text takes on a terminal: styles take none, wide letters and pictographs two. */
export function terminalWidth(text: string): number {
  let columns = 0;
  for (const { segment } of segmenter.segment(text.replace(STYLES, ''))) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}

/** Cuts a text to at most `columns`, with an ellipsis where something is lost. */
export function cut(text: string, columns: number): string {
  if (terminalWidth(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const width = WIDE.test(segment) ? 2 : 1;
    if (used + width > columns - 1) break;
    kept += segment;
    used += width;
  }
  return `${kept}…`;
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
