/** Where a line of Python ends: open brackets, the delimiter of a text that goes on, a backslash. */
interface Open {
  depth: number;
  quote: string;
  continued: boolean;
}

/** Lines of a text as Python joins them: each item is the lines of one logical line. Where `opaque` says that a line is not Python's, only backslashes join. */
export function logicalLines(text: string, opaque: (line: string) => boolean): string[][] {
  const result: string[][] = [];
  let open: Open = { depth: 0, quote: '', continued: false };
  let isOpaque = false;
  for (const line of text.split('\n')) {
    if (open.depth > 0 || open.quote !== '' || open.continued) result[result.length - 1].push(line);
    else {
      result.push([line]);
      isOpaque = opaque(line);
    }
    open = isOpaque ? { depth: 0, quote: '', continued: /\\\s*$/.test(line) } : after(line, open);
  }
  return result;
}

const pieces = /\\.|'''|"""|['"]|[()[\]{}]|#/g;

function after(line: string, { depth, quote }: Open): Open {
  for (const [piece] of line.matchAll(pieces)) {
    if (quote !== '') {
      if (piece === quote) quote = '';
      else if (quote.length === 1 && piece === quote.repeat(3)) quote = '';
    } else if (piece === '#') break;
    else if (/['"]/.test(piece)) quote = piece;
    else if (/[([{]/.test(piece)) depth++;
    else if (/[)\]}]/.test(piece)) depth = Math.max(0, depth - 1);
  }
  const continued = /\\$/.test(line);
  return { depth, quote: quote.length === 3 || continued ? quote : '', continued };
}
