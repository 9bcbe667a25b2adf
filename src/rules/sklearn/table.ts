import type { Kinds } from '../core/kind';
import type { Table } from '../core/rule';
import { bundledDatasets, bundleKinds } from './datasets';
import { scalerFunctions } from './scalers';

/** scikit-learn, as far as programs prepare data with it for Keras. */
export const sklearnFunctions: Table = { ...scalerFunctions, ...bundledDatasets };
export const sklearnKinds: Kinds = { ...bundleKinds };
