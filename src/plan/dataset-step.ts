import type { Span } from '../diagnostics/span';
import { asShape } from '../rules/core/tensors';
import { datasetState } from '../rules/pipeline/dataset';
import { asItems } from '../values/read';
import { NONE, type ObjectValue, type Value } from '../values/value';
import { writtenValue } from './literal';
import { tracedFunction } from './mapped-function';
import type { DatasetPlan, Json, Nest, Site, TracedFunction } from './plan';
import { type Refusals, Refused } from './refused';

/** Arguments of one step of a pipeline. */
export interface PipelineStep {
  readonly dataset: ObjectValue;
  readonly site: Site;
  readonly span: Span;
  readonly refusals: Refusals;
  /** Inside the function of `interleave`: the element that it is called with. */
  readonly outer: Value | undefined;
  /** Arguments that are written out. */
  readonly json: { readonly [name: string]: Json };
  arg(name: string): Value;
  spanOf(name: string): Span;
  /** The pipeline before this step. */
  input(): DatasetPlan;
  /** Another pipeline. */
  other(value: Value): DatasetPlan;
  /** The pipeline that a function makes of an element. */
  inner(value: Value, element: Value): DatasetPlan;
}

export const numberOr = (json: Json | undefined, fallback: number): number => (typeof json === 'number' ? json : fallback);
export const asSeed = (json: Json | undefined): number | null => (typeof json === 'number' ? json : null);

/** The element before a step. Throws Refused where it is not known. */
export function elementBefore({ dataset, arg }: PipelineStep): Value {
  const before = datasetState(arg('self'))?.element;
  if (before === undefined) throw new Refused(dataset.origin.span, 'What this function does is not known without running the program.');
  return before;
}

/** The function that a step maps over the elements: what it gave for the element before. */
export function tracedOverElements(step: PipelineStep, result: Value | undefined): TracedFunction {
  const before = elementBefore(step);
  if (result === undefined)
    throw new Refused(step.dataset.origin.span, 'What this function does is not known without running the program.');
  return tracedFunction(before, result, step.span, step.refusals);
}

/** How rows are padded: `padded_shapes` and `padding_values`. */
export const paddingOf = ({ arg, spanOf }: PipelineStep, what: string): { shapes: Nest<(number | null)[]> | null; padding: Json } => ({
  shapes: paddedShapes(arg('padded_shapes'), spanOf('padded_shapes')),
  padding: writtenValue(arg('padding_values') ?? NONE, `The argument padding_values of ${what}`, spanOf('padding_values')),
});

/** `padded_shapes`: a nest of shapes; -1 and None stand for the longest row. */
function paddedShapes(value: Value, span: Span): Nest<(number | null)[]> | null {
  if (value.kind === 'none') return null;
  const nest = (part: Value): Nest<(number | null)[]> => {
    if (part.kind === 'dict' && part.cell.content) {
      const entries = [...part.cell.content.values()].map(
        item => [item.key.kind === 'str' ? item.key.value : '', nest(item.value)] as const,
      );
      return { entries: Object.fromEntries(entries) };
    }
    const items = asItems(part);
    const isShape = items === undefined || items.every(item => item.kind === 'int' || item.kind === 'none');
    const shape = isShape ? asShape(part) : undefined;
    if (shape) return { leaf: shape.map(dimension => (dimension === -1 ? null : dimension)) };
    if (items === undefined || isShape)
      throw new Refused(span, 'The padded shapes are not known without running the program; write them out.');
    return { items: items.map(nest) };
  };
  return nest(value);
}
