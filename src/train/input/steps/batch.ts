import type { DatasetPlan, Nest } from '../../../plan/plan';
import { atSite } from '../../plan-error';
import { type Element, NdArray } from '../array';
import { batchElements, padArray, stackArrays, unbatchElement } from '../batching';
import { type Dataset, type DatasetStep, expandChunks } from '../dataset';

/** Groups elements by `size`; a smaller last group unless `dropRemainder`. */
async function* groups(input: Dataset, size: number, dropRemainder: boolean, combine: (elements: Element[]) => Element) {
  let waiting: Element[] = [];
  for await (const chunk of input.chunks()) {
    for (const element of chunk) {
      waiting.push(element);
      if (waiting.length < size) continue;
      yield [combine(waiting)];
      waiting = [];
    }
  }
  if (waiting.length > 0 && !dropRemainder) yield [combine(waiting)];
}

const batches = (size: number | undefined, batchSize: number, dropRemainder: boolean): number | undefined =>
  size === undefined ? undefined : dropRemainder ? Math.floor(size / batchSize) : Math.ceil(size / batchSize);

export const batchStep: DatasetStep<Extract<DatasetPlan, { op: 'batch' }>> = (plan, build) => {
  const input = build(plan.input);
  return {
    size: batches(input.size, plan.size, plan.dropRemainder),
    chunks: () => groups(input, plan.size, plan.dropRemainder, elements => atSite(plan.site, () => batchElements(elements))),
  };
};

type Shapes = Nest<(number | null)[]>;

/** The part of a nest that belongs to a part of the element. */
function partOf<T>(nest: Nest<T> | null, key: string | number): Nest<T> | null {
  if (nest === null || 'leaf' in nest) return nest;
  return ('items' in nest ? nest.items[key as number] : nest.entries[key as string]) ?? null;
}

export function padAndBatch(elements: Element[], shapes: Shapes | null, padding: unknown): Element {
  const [first] = elements as [Element];
  const column = (key: string | number): Element =>
    padAndBatch(
      elements.map(element => (element as { [key: string]: Element })[key] as Element),
      partOf(shapes, key),
      typeof padding === 'object' && padding !== null ? (padding as { [key: string]: unknown })[key] : padding,
    );
  if (Array.isArray(first)) return first.map((_, i) => column(i));
  if (!(first instanceof NdArray)) {
    if (Object.getPrototypeOf(first) !== Object.prototype) throw new Error('padded_batch cannot pad a sparse tensor');
    return Object.fromEntries(Object.keys(first).map(name => [name, column(name)]));
  }
  const arrays = elements as NdArray[];
  const asked = shapes && 'leaf' in shapes ? shapes.leaf : undefined;
  const shape = first.shape.map((_, axis) => asked?.[axis] ?? Math.max(...arrays.map(array => array.shape[axis] ?? 0)));
  return stackArrays(arrays.map(array => padArray(array, shape, paddingValue(padding))));
}

function paddingValue(padding: unknown): number | Uint8Array | undefined {
  if (typeof padding === 'string') return new TextEncoder().encode(padding);
  return padding === null || padding === undefined ? undefined : Number(padding);
}

export const paddedBatchStep: DatasetStep<Extract<DatasetPlan, { op: 'padded_batch' }>> = (plan, build) => {
  const input = build(plan.input);
  const combine = (elements: Element[]): Element => atSite(plan.site, () => padAndBatch(elements, plan.shapes, plan.padding));
  return {
    size: batches(input.size, plan.size, plan.dropRemainder),
    chunks: () => groups(input, plan.size, plan.dropRemainder, combine),
  };
};

/** `unbatch` splits every element along its first axis; `cache` keeps a whole pass in memory; `prefetch` is what the reader does anyway. */
export const passing: DatasetStep<Extract<DatasetPlan, { op: 'prefetch' | 'cache' | 'unbatch' }>> = (plan, build) => {
  const input = build(plan.input);
  if (plan.op === 'prefetch') return input;
  if (plan.op === 'cache') return cached(input);
  return {
    chunks: () => expandChunks(input, (element, out) => void out.push(...atSite(plan.site, () => unbatchElement(element)))),
  };
};

function cached(input: Dataset): Dataset {
  let kept: Element[][] | undefined;
  return {
    size: input.size,
    async *chunks() {
      if (kept) {
        yield* kept;
        return;
      }
      const seen: Element[][] = [];
      for await (const chunk of input.chunks()) {
        seen.push(chunk);
        yield chunk;
      }
      kept = seen;
    },
  };
}
