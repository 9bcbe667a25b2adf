import type { DatasetPlan } from '../../plan/plan';

/** Whether TensorFlow knows how many elements a dataset has before it is read (`tf.data.Dataset.cardinality`). */
export function hasKnownSize(plan: DatasetPlan): boolean {
  switch (plan.op) {
    case 'tensor_slices':
    case 'tensors':
    case 'range':
    case 'file_names':
      return true;
    case 'tfrecord':
    case 'of_element':
    case 'interleave':
    case 'filter':
    case 'take_while':
    case 'unbatch':
    case 'bucket':
    case 'choose':
    case 'sample':
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
