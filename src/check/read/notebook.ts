import { logicalLines } from './logical-lines';

/** A cell of a notebook, in the order of the document. `path` tells its diagnostics from those of other cells. */
export interface NotebookCell {
  readonly path: string;
  readonly text: string;
  /** It is expected to raise (nbconvert's tag `raises-exception`), so nothing in it is reported. */
  readonly raises: boolean;
}

/** What IPython has in every notebook: names that a notebook's program may use without binding them, of unknown value. */
export const IPYTHON_NAMES = 'from IPython import get_ipython, display, _, __, ___, _i, _ii, _iii, _ih, _oh, _dh, In, Out, exit, quit';

/** Cell magics whose body is Python that runs in the notebook. */
const runsCell = new Set(['time', 'timeit', 'capture', 'prun', 'memit', 'mprun', 'lprun', 'snakeviz', 'pyinstrument']);
/** Cell magics whose body is another language, a file or a page: it binds nothing here. */
const otherCell = new Set([
  ...['bash', 'sh', 'cmd', 'script', 'perl', 'ruby', 'system', 'sx'],
  ...['html', 'HTML', 'svg', 'SVG', 'latex', 'markdown'],
]);
for (const name of ['javascript', 'js', 'writefile', 'file', 'shell']) otherCell.add(name);
/** Line magics that run the statement behind them. */
const runsLine = new Set(['time', 'prun', 'memit', 'snakeviz']);
/** Line magics that bind no name. */
const bindsNothing = new Set([
  ...[
    'matplotlib',
    'config',
    'load_ext',
    'reload_ext',
    'unload_ext',
    'autoreload',
    'autosave',
    'env',
    'set_env',
    'timeit',
    'mprun',
    'lprun',
  ],
  ...['cd', 'pwd', 'ls', 'll', 'mkdir', 'rm', 'cp', 'mv', 'cat', 'pip', 'conda', 'mamba', 'uv', 'tensorboard', 'tensorflow_version'],
  ...[
    'precision',
    'who',
    'whos',
    'pinfo',
    'pdoc',
    'debug',
    'pdb',
    'xmode',
    'history',
    'writefile',
    'shell',
    'sh',
    'watermark',
    'automagic',
  ],
]);

/** A program of Python may bind any name here. */
const BINDS_ANYTHING = 'from IPython import *';
/** A value that nothing is known of. */
const UNKNOWN_VALUE = 'get_ipython()';

/** The code of a cell as Python reads it: what only IPython understands (`%magic`, `!command`, `?help`) is replaced, line by line. */
export function withoutMagics(text: string): string {
  const cellMagic = /^\s*%%(\w+)(.*)/.exec(text);
  if (cellMagic !== null) return cellUnder(cellMagic[1], cellMagic[2], text);
  if (isAutomagic(text)) return text.replace(/\S.*/, written => 'pass'.padEnd(written.length));
  return logicalLines(text, line => magicOf(line) !== undefined)
    .flatMap(lines => {
      const code = magicOf(lines[0]);
      return code === undefined ? lines : [code, ...lines.slice(1).map(() => '')];
    })
    .join('\n');
}

/**
 * Whether a cell is a single line that begins with the name of a magic and no sign: `ls data`, `pip install keras`. IPython takes such a line for the magic unless it assigns
 * to the name (`automagic`, on by default).
 */
function isAutomagic(text: string): boolean {
  const [, name, rest] = /^\s*([A-Za-z_]\w*)((?:[ \t].*)?)\s*$/.exec(text) ?? [];
  return name !== undefined && (bindsNothing.has(name) || runsLine.has(name)) && !/^\s*=(?!=)/.test(rest);
}

function cellUnder(magic: string, words: string, text: string): string {
  const [first, ...body] = text.slice(text.search(/\S/)).split('\n');
  const above = text.slice(0, text.search(/\S/));
  const captured = /(?:--out\s+|^\s*)([A-Za-z_]\w*)/.exec(words)?.[1];
  const head =
    (magic === 'capture' || words.includes('--out')) && captured ? `${captured} = ${UNKNOWN_VALUE}` : 'pass'.padEnd(first.length);
  if (runsCell.has(magic)) return above + [head, withoutMagics(body.join('\n'))].join('\n');
  if (otherCell.has(magic)) return above + [head, ...body.map(() => '')].join('\n');
  return above + [BINDS_ANYTHING, ...body.map(bindings)].join('\n');
}

/** A line of unknown language: names that it may assign have a value that nothing is known of. */
function bindings(line: string): string {
  const defined = [...line.matchAll(/\b(?:def|class|as|import|for)\s+([A-Za-z_]\w*)/g)].map(([, name]) => name);
  const [, targets = ''] = /^([^=#'"]*?)\s*(?:[-+*/]?=)(?!=)/.exec(line) ?? [];
  const names = [...defined, ...(targets.match(/[A-Za-z_]\w*/g) ?? [])].filter(name => !keywords.has(name));
  return names.length === 0 ? '' : `${[...new Set(names)].join(' = ')} = ${UNKNOWN_VALUE}`;
}
const keywords = new Set(
  'and as assert break class continue def del elif else except finally for from if import in is lambda not or pass raise return try while with yield None True False global nonlocal async await'.split(
    ' ',
  ),
);

/** The Python that stands for a line that only IPython understands; undefined for Python itself. */
function magicOf(line: string): string | undefined {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const rest = line.slice(indent.length);
  const assigned = /^([A-Za-z_][\w.,\s[\]'"]*?=\s*)(?:!|%(?=[A-Za-z]))/.exec(rest);
  if (assigned !== null) return indent + assigned[1] + UNKNOWN_VALUE;
  const nothing = `${indent}pass`.padEnd(line.length);
  if (/^[!?]/.test(rest) || /^%?%?[\w.*]+\?{1,2}\s*$/.test(rest)) return nothing;
  const [, name, words] = /^%([A-Za-z]\w*)(.*)/.exec(rest) ?? [];
  if (name === undefined) return undefined;
  const statement = words.replace(/^(\s+-\w+(?:\s+\d+)?)*\s+/, '');
  if (runsLine.has(name))
    return statement === '' ? nothing : `${indent}${'if 1:'.padEnd(line.length - indent.length - statement.length)}${statement}`;
  return bindsNothing.has(name) ? nothing : indent + BINDS_ANYTHING;
}

/** The code cells of a notebook file (nbformat 4); undefined where the text is no notebook. */
export function notebookCells(path: string, text: string): NotebookCell[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const cells = (document as { cells?: unknown } | null)?.cells;
  if (!Array.isArray(cells)) return undefined;
  return cells.flatMap((cell: { cell_type?: unknown; source?: unknown; metadata?: { tags?: unknown } } | null, index) => {
    if (cell?.cell_type !== 'code') return [];
    const source = Array.isArray(cell.source) ? cell.source.join('') : String(cell.source ?? '');
    const tags = cell.metadata?.tags;
    return [{ path: `${path}#cell${index + 1}`, text: source, raises: Array.isArray(tags) && tags.includes('raises-exception') }];
  });
}
