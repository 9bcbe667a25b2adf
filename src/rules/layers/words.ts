import type { Value } from '../../values/value';

/** A value as Python would print it; "…" for what is not a plain constant. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return String(value.value);
    case 'float':
      return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
    case 'str':
      return `'${value.value}'`;
    case 'tuple':
      return `(${value.items.map(printValue).join(', ')}${value.items.length === 1 ? ',' : ''})`;
    case 'list':
      return value.cell.content?.items ? `[${value.cell.content.items.map(printValue).join(', ')}]` : '…';
    default:
      return '…';
  }
}
