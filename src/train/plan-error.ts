import type { Site } from '../plan/plan';

/** What the user has to know of a plan that cannot be run, or of data that do not fit it: one sentence and the place in the Python file. */
export class PlanError extends Error {
  constructor(
    message: string,
    readonly site: Site,
  ) {
    super(message);
    this.name = 'PlanError';
  }
}

/** Runs `work`; an error that does not know its place yet gets this one. */
export function atSite<T>(site: Site, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof PlanError ? error : new PlanError((error as Error).message, site);
  }
}
