import type { Table } from '../core/rule';
import { extentFunctions } from './extents';
import { reorderingFunctions } from './reordering';
import { reshapingFunctions } from './reshaping';
import { sizeFunctions } from './sizes';

/** Everything about shapes alone: the elements stay what they are. */
export const shapingFunctions: Table = {
  ...reshapingFunctions,
  ...reorderingFunctions,
  ...extentFunctions,
  ...sizeFunctions,
};
