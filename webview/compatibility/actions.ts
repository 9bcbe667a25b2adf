import type { Span } from '../../src/diagnostics/span';
import type { CompatPlace } from '../../src/protocol/compatibility';

/** What the user can do on the page. */
export interface CompatActions {
  select(place: CompatPlace): void;
  chooseRecords(): void;
  addModule(): void;
  removeModule(handle: string): void;
  /** Puts the steps of a way into the program. */
  insert(way: number): void;
  copy(text: string): void;
  /** Lists the records that meet a filter. */
  showRecords(where: string): void;
  countWords(): void;
  stopCounting(): void;
  goTo(span: Span): void;
}
