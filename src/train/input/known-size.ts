import type { DatasetPlan } from '../../plan/plan';

/** Whether TensorFlow knows how many elements a dataset has before it is read (`tf.data.Dataset.cardinality`). */
export function hasKnownSize(plan: DatasetPlan): boolean {
  switch (plan.op) {
    case 'tensor_slices':
      return true;
    case 'tfrecord':
    case 'filter':
    case 'unbatch':
      return false;
    case 'repeat':
      return plan.count === null || plan.count < 0 || hasKnownSize(plan.input);
    case 'concatenate':
    case 'zip':
      return plan.inputs.every(hasKnownSize);
    default:
      return hasKnownSize(plan.input);
  }
}
