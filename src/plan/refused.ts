import type { EngineName } from '../common/run-events';
import type { Span } from '../diagnostics/span';
import type { Value } from '../values/value';
import type { EngineLimit, Json, LayerPlan, Refusal, Site } from './plan';

/** Thrown inside this room where a part of a program cannot be read any further; `Refusals.attempt` turns it into a Refusal. */
export class Refused extends Error {
  constructor(
    readonly span: Span,
    message: string,
  ) {
    super(message);
  }
}

/** What the program had layers learn from data. */
export interface Learning {
  /** The place of a layer's adaptation in the plan; undefined where the program adapts it to nothing. Throws Refused. */
  placeOf(layer: Value, plan: LayerPlan): number | undefined;
  /** Where a number follows from how many ids a layer knows: that, as the plan has it; undefined where it does not. Throws Refused. */
  sizeOf(value: Value, span: Span): Json | undefined;
}

/** Why a program cannot be trained as it stands: every cause once, in the order in which they are met. */
export class Refusals {
  private readonly found = new Map<string, Refusal>();

  add(span: Span, message: string): void {
    this.found.set(`${span.path}:${span.line}:${span.column} ${message}`, { site: siteOf(span), message });
  }

  /** Known from when the events before `fit` are. */
  learning: Learning | undefined;

  /** What only some engines can do. */
  readonly limits: EngineLimit[] = [];

  limit(span: Span, what: string, engines: readonly EngineName[]): void {
    this.limits.push({
      site: siteOf(span),
      message: `${what} needs ${engines.map(engine => engineNames[engine]).join(' or ')}.`,
      engines: [...engines],
    });
  }

  /** Reads a part; where it cannot be read any further, notes why and gives undefined. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.add(error.span, error.message);
      return undefined;
    }
  }

  /** Takes in what another reading found. */
  include(others: Refusals): void {
    for (const [key, refusal] of others.found) this.found.set(key, refusal);
  }

  get all(): Refusal[] {
    return [...this.found.values()];
  }
}

export const siteOf = ({ path, line, column }: Span): Site => ({ path, line, column });

const engineNames: { readonly [engine in EngineName]: string } = {
  native: 'native TensorFlow',
  wasm: 'the WebAssembly engine',
  python: 'Python',
};
