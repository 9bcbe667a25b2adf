import type { Visitor } from '../../records/scan';
import { featureVisitor } from './feature-visitor';

/**
 * What a scan can do besides verifying and counting, by name: a visitor is made in the worker thread that reads a range, so it is named rather than
 * handed over. `options` is plain data from the caller.
 */
export const visitors: { [name: string]: (options: unknown) => Visitor } = { features: featureVisitor };
