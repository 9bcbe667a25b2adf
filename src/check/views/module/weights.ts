import type { VariableFacts } from '../../../hub/saved-model/facts';
import type { WeightView } from '../../../protocol/module-page';
import { elementCount } from '../../../tensor/shape';

export const weightViews = (variables: readonly VariableFacts[]): WeightView[] =>
  variables.map(({ name, dtype, shape, bytes }) => ({ name, dtype, shape, parameters: elementCount(shape), bytes }));
