import type { Shape } from '../../tensor/shape';
import type { Value } from '../../values/value';

/** A shape as the user reads it, with the batch axis named: "(batch, 28, 28)". */
export function printAxes(shape: Shape): string {
  if (shape === null) return 'an unknown shape';
  const dims = shape.map((dim, axis) => (dim !== null ? String(dim) : axis === 0 ? 'batch' : 'None'));
  return dims.length === 1 ? `(${dims[0]},)` : `(${dims.join(', ')})`;
}

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
      return value.cell.content === null ? '…' : `[${value.cell.content.items.map(printValue).join(', ')}]`;
    default:
      return '…';
  }
}
