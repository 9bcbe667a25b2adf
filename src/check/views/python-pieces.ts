/** A piece of a Python text: a name or number, a sign, or a whole string or comment. */
export interface PythonPiece {
  readonly text: string;
  /** Offset in the text. */
  readonly at: number;
  /** A string or comment: what is in it is no code. */
  readonly isText: boolean;
}

const PIECE = /("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*)|\w+|[^\s\w]/g;

/** The pieces of a Python text, without the white space between them. */
export const pieces = (text: string): PythonPiece[] =>
  [...text.matchAll(PIECE)].map(match => ({ text: match[0], at: match.index, isText: match[1] !== undefined }));

/** The text with other names for some; attributes of that name are left as they are. */
export function renamed(text: string, names: { readonly [name: string]: string }): string {
  let [result, end, last] = ['', 0, ''];
  for (const piece of pieces(text)) {
    const isName = !piece.isText && last !== '.' && Object.hasOwn(names, piece.text);
    result += text.slice(end, piece.at) + (isName ? names[piece.text] : piece.text);
    [end, last] = [piece.at + piece.text.length, piece.text];
  }
  return result + text.slice(end);
}
