import { str, UNKNOWN, type Value } from '../values/value';
import type { Expr, FormatPart } from './ast';

/** The text of an f-string; unknown where a part of it is. */
export function formatParts(parts: readonly FormatPart[], evaluate: (expr: Expr) => Value): Value {
  const texts = parts.map(part => {
    if ('text' in part) return part.text;
    const value = evaluate(part.value);
    const spec = formatParts(part.format, evaluate);
    if (spec.kind !== 'str') return undefined;
    const text = part.conversion === 'r' ? reprOf(value) : part.conversion === null || part.conversion === 's' ? undefined : null;
    if (text === null) return undefined;
    return formatValue(text === undefined ? value : str(text), spec.value);
  });
  return texts.includes(undefined) ? UNKNOWN : str(texts.join(''));
}

/** `format(value, spec)` for the common specifications: width, zeros, alignment, precision (https://docs.python.org/3/library/string.html#formatspec). */
export function formatValue(value: Value, spec: string): string | undefined {
  if (spec === '') return strOf(value);
  const parsed = /^(?:(.)?([<>^]))?(0)?(\d+)?(,)?(?:\.(\d+))?([dfs%])?$/.exec(spec);
  if (parsed === null) return undefined;
  const [, fill, align, zero, width, comma, precision, type] = parsed;
  if (comma !== undefined) return undefined;
  const number = value.kind === 'int' || value.kind === 'float' ? value.value : undefined;
  let text: string | undefined;
  if (type === 'f' || type === '%')
    text =
      number === undefined
        ? undefined
        : `${(type === '%' ? number * 100 : number).toFixed(Number(precision ?? 6))}${type === '%' ? '%' : ''}`;
  else if (type === 'd') text = value.kind === 'int' ? String(value.value) : undefined;
  else if (precision !== undefined) text = value.kind === 'str' ? value.value.slice(0, Number(precision)) : undefined;
  else text = strOf(value);
  if (text === undefined || width === undefined) return text;
  const missing = Math.max(0, Math.min(Number(width), 1000) - text.length);
  const padding = (zero !== undefined && number !== undefined ? '0' : (fill ?? ' ')).repeat(missing);
  const toRight = align === '>' || (align === undefined && number !== undefined);
  if (align === '^') return undefined;
  if (zero !== undefined && number !== undefined && text.startsWith('-')) return `-${padding}${text.slice(1)}`;
  return toRight ? padding + text : text + padding;
}

/** `str(value)`; undefined where it is not known. */
export function strOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'str':
      return value.value;
    case 'int':
      return String(value.value);
    case 'float':
      return floatText(value.value);
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'object':
      return value.text;
    default:
      return reprOf(value);
  }
}

/** `repr(value)`; undefined where it is not known. */
export function reprOf(value: Value): string | undefined {
  if (value.kind === 'str')
    return value.value.includes("'") ? undefined : `'${value.value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}'`;
  if (value.kind === 'tuple') {
    const items = value.items.map(reprOf);
    if (items.includes(undefined)) return undefined;
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  }
  if (value.kind === 'list') {
    const items = value.cell.content?.items?.map(reprOf);
    return items === undefined || items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  return value.kind === 'int' || value.kind === 'float' || value.kind === 'bool' || value.kind === 'none' ? strOf(value) : undefined;
}

/** Python's shortest text of a float; those that it writes with an exponent are left unknown. */
function floatText(value: number): string | undefined {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) return undefined;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
