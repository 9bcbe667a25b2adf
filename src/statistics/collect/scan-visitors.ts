import type { Visitor } from '../../records/scan';
import { type Collected, mergeCollected } from './collected';
import { featureVisitor } from './feature-visitor';

/** Something that scans can do besides verifying and counting. */
export interface VisitorKind {
  create(options: unknown): Visitor;
  /** What two visitors found, as one; both may be used up. */
  merge(found: unknown, other: unknown): unknown;
}

/**
 * The kinds of visitors, by name: a visitor is made in the worker thread that reads, so it is named rather than handed over. `options` is plain data
 * from the caller.
 */
export const visitors: { [name: string]: VisitorKind } = {
  features: {
    create: featureVisitor,
    merge(found, other) {
      if (!found || !other) return found ?? other;
      mergeCollected(found as Collected, other as Collected);
      return found;
    },
  },
};
