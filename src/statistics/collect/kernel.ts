import wasm from '../../../dist/kernel.wasm';

/** The kernel's tables that are written or read from outside, and how much it has room for. */
const ADDRESSES = ['window', 'starts', 'lengths', 'nameStart', 'nameLength', 'first', 'second', 'sizes', 'marked'] as const;
const ROOMS = ['WINDOW', 'RECORDS', 'LISTS'] as const;
type Numbers = { readonly [name in (typeof ADDRESSES)[number] | (typeof ROOMS)[number]]: number };

/** The functions that ../kernel/index.ts exports. Features and collectors are known by their addresses. */
interface Functions {
  moveStarts(count: number, by: number): void;
  findLists(from: number, count: number): number;
  unboundName(): number;
  bindName(name: number, feature: number): void;
  countColumns(): void;
  markedCount(): number;
  hashGathered(count: number): void;
  createFeature(): number;
  addValues(feature: number, kind: ValueKind, count: number): void;
  addLists(feature: number, kind: ValueKind, count: number): void;
  closeRecord(feature: number, values: number): void;
  presentOf(feature: number): number;
  emptyOf(feature: number): number;
  listsOf(feature: number, kind: ValueKind): number;
  lengthsOf(feature: number): number;
  collectorOf(feature: number, kind: ValueKind): number;
  createCollector(kind: ValueKind): number;
  addOne(collector: number, value: number): void;
  save(kind: ValueKind, collector: number): number;
  savedBytes(): number;
  allocate(bytes: number): number;
  merge(kind: ValueKind, collector: number, state: number): void;
  reset(): void;
}

/** The kinds of values that there are collectors for: KIND.bytes, KIND.float, KIND.int64. */
export type ValueKind = 1 | 2 | 3;

/**
 * The kernel at work: decoding and counting in WebAssembly (docs/architecture.md says why), with a memory of its own. It is quick from its first record on,
 * where JavaScript would take 0.1 s in each thread to become so.
 */
export interface Kernel {
  run: Functions;
  /** Addresses of its tables, and sizes. */
  at: Numbers;
  memory: WebAssembly.Memory;
  /** Views of its memory; whatever makes a feature or adds to one may move it, so they are taken from `viewsOf`. */
  views: Views;
}

export interface Views {
  bytes: Uint8Array;
  view: DataView;
  words: Int32Array;
}

let compiled: WebAssembly.Module | undefined;

/** A kernel of its own, of 2.2 MiB and what its collectors take. Compiling takes a millisecond, once. */
export function createKernel(): Kernel {
  compiled ??= new WebAssembly.Module(wasm);
  const { exports } = new WebAssembly.Instance(compiled, {});
  const memory = exports.memory as WebAssembly.Memory;
  const numbers = [...ADDRESSES, ...ROOMS].map(name => [name, (exports[name] as WebAssembly.Global).value]);
  return { run: exports as unknown as Functions, at: Object.fromEntries(numbers), memory, views: viewsOver(memory.buffer) };
}

function viewsOver(buffer: ArrayBuffer): Views {
  return { bytes: new Uint8Array(buffer), view: new DataView(buffer), words: new Int32Array(buffer) };
}

/** The views as they are now. */
export function viewsOf(kernel: Kernel): Views {
  // Memory that has moved leaves its views without a byte.
  if (kernel.views.bytes.length === 0) kernel.views = viewsOver(kernel.memory.buffer);
  return kernel.views;
}

/** Index of a table's first number in `words`. */
export const wordOf = (address: number): number => address >> 2;

/** A collector's state, to be sent, merged, or read by ../sketch/read-state.ts. */
export function collectorState(kernel: Kernel, kind: ValueKind, collector: number): Uint8Array<ArrayBuffer> {
  const start = kernel.run.save(kind, collector);
  return viewsOf(kernel).bytes.slice(start, start + kernel.run.savedBytes()) as Uint8Array<ArrayBuffer>;
}

/** The state of a collector that has seen what those of both states have; the kernel has no other collectors, and this one no longer. */
export function mergeStates(kernel: Kernel, kind: ValueKind, state: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const collector = kernel.run.createCollector(kind);
  for (const part of [state, other]) {
    const start = kernel.run.allocate(part.length);
    viewsOf(kernel).bytes.set(part, start);
    kernel.run.merge(kind, collector, start);
  }
  const merged = collectorState(kernel, kind, collector);
  kernel.run.reset();
  return merged;
}
