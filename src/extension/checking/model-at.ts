import type { Span } from '../../diagnostics/span';
import type { ModelView } from '../../protocol/model-page';

/** A place of a text; lines and columns count from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

const holds = ({ line, column, endLine, endColumn }: Span, at: Place): boolean =>
  (at.line > line || (at.line === line && at.column >= column)) && (at.line < endLine || (at.line === endLine && at.column <= endColumn));

/** Lines of a model: from its first layer, or where it is made, to its last fit. */
function linesOf({ span, layers, trainings }: ModelView): { first: number; last: number } {
  const spans = [span, ...layers.map(layer => layer.span), ...trainings.map(training => training.span)].filter(
    ({ path }) => path === span.path,
  );
  return { first: Math.min(...spans.map(({ line }) => line)), last: Math.max(...spans.map(({ endLine }) => endLine)) };
}

/** The model that a cursor is at: one that has a layer there, else one that is made around there, else the last one that begins before, else the first. */
export function modelAt(models: readonly ModelView[], at: Place): number | null {
  if (models.length === 0) return null;
  const placed = models.findIndex(model => layerAt(model, at) !== null);
  if (placed >= 0) return placed;
  const around = models.findIndex(({ span }) => holds(span, at));
  if (around >= 0) return around;
  const before = models.findLastIndex(model => linesOf(model).first <= at.line);
  return Math.max(0, before);
}

/** The layer that a cursor is on: the one with the shortest text around it, else the only one on the line. */
export function layerAt({ layers }: ModelView, at: Place): number | null {
  const around = layers.flatMap(({ span }, index) => (holds(span, at) ? [{ span, index }] : []));
  const [smallest] = around.sort((a, b) => a.span.endLine - a.span.line - (b.span.endLine - b.span.line));
  if (smallest !== undefined) return smallest.index;
  const onLine = layers.flatMap(({ span }, index) => (span.line <= at.line && at.line <= span.endLine ? [index] : []));
  return onLine.length === 1 ? onLine[0] : null;
}
