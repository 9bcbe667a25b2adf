import type { Span } from '../../diagnostics/span';
import type { Inlay, InlayMode } from '../../protocol/checking';
import type { Interpretation } from '../../python/interpretation';
import { layerState } from '../../rules/layers/layer';
import { modelState } from '../../rules/models/model';
import { printBatch } from '../../tensor/shape';
import type { Value } from '../../values/value';
import { describe, describeOutput } from './describe';

/** Shapes after assignments and after the layers of a model, in the order of the text; one at each place. */
export function inlaysOf(interpretation: Interpretation, path: string, mode: InlayMode): Inlay[] {
  if (mode === 'off') return [];
  const byPlace = new Map<string, Inlay>();
  const put = (inlay: Inlay): void => void byPlace.set(`${inlay.line}:${inlay.column}`, inlay);
  for (const { span, value } of interpretation.assignments) {
    const text = span.path === path ? assignedText(value, mode) : undefined;
    if (text !== undefined) put({ line: span.endLine, column: span.endColumn, text: `: ${text}`, tooltip: describe(value) ?? text });
  }
  for (const { span, value } of layersPlaced(interpretation)) {
    if (span.path !== path || value.kind !== 'tensor') continue;
    put({ line: span.endLine, column: span.endColumn, text: ` → ${printBatch(value.type.shape)}`, tooltip: describeOutput(value) ?? '' });
  }
  return [...byPlace.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Symbolic tensors of a model always; other tensors and datasets where all are wanted. Nothing is written where nothing is known. */
function assignedText(value: Value, mode: InlayMode): string | undefined {
  if (value.kind === 'tensor') {
    if (value.family !== 'keras' && mode !== 'all') return undefined;
    return value.type.shape === null && value.type.dtype === null ? undefined : describe(value);
  }
  return mode === 'all' && (value.kind === 'object' || value.kind === 'tuple' || value.kind === 'dict') ? describe(value) : undefined;
}

/** What each layer of each sequential model gave, at the place that put it in. */
function layersPlaced({ assignments }: Interpretation): { span: Span; value: Value }[] {
  const models = new Set(assignments.flatMap(({ value }) => (modelState(value)?.kind === 'sequential' ? [value] : [])));
  return [...models].flatMap(model =>
    (modelState(model)?.layers ?? []).map(({ layer, span }) => ({ span, value: layerState(layer)?.output ?? layer })),
  );
}
