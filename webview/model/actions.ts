import type { RuleName } from '../../src/diagnostics/catalogue';
import type { Span } from '../../src/diagnostics/span';

/** What the user can do on the page. */
export interface Actions {
  goTo(span: Span): void;
  choose(model: number): void;
  explain(rule: RuleName): void;
}
