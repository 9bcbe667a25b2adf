import type { Span } from '../diagnostics/span';
import type { Refusal, Site } from './plan';

/** Thrown inside this room where a program cannot be trained as it stands; readPlans turns it into a Refusal. */
export class Refused extends Error {
  constructor(
    readonly span: Span,
    message: string,
  ) {
    super(message);
  }

  get refusal(): Refusal {
    return { site: siteOf(this.span), message: this.message };
  }
}

export const siteOf = ({ path, line, column }: Span): Site => ({ path, line, column });
