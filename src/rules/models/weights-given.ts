import { printShape } from '../../tensor/shape';
import type { Value } from '../../values/value';
import { failInKeras3, kerasOf } from '../core/keras';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { leaves, members } from '../pipeline/nest';
import type { FitData } from './fit-data';

/** `class_weight` and `sample_weight` against the labels (keras.src.trainers.data_adapters); true where Keras refuses them. */
export function refusesWeights(call: Call, data: FitData): boolean {
  const [classes, samples] = [call.args.get('class_weight'), call.args.get('sample_weight')];
  if (classes.kind !== 'dict') return false;
  const refuse = (says: string, words: string, report: typeof fail | typeof failInKeras3 = fail): boolean => {
    const said = kerasOf(call) === '2' ? says : `${says} Keras: "${words}".`;
    return report(call, 'model-output-labels', said, { span: call.args.spanOf('class_weight') }) !== false;
  };
  if (samples.kind === 'tensor')
    return refuse(
      'class_weight and sample_weight both weigh the samples: give one of them.',
      'You cannot `class_weight` and `sample_weight` at the same time.',
    );
  if ((members(data.y)?.length ?? 1) > 1 && leaves(data.y).every(({ kind }) => kind === 'tensor'))
    return refuse(
      'class_weight is for a model with one output, and there are labels for several. Give sample_weight for each output.',
      '`class_weight` is only supported for Models with a single output.',
    );
  // Keras 2 weighs each position.
  return refusesAxes(data.y, says => refuse(says, 'can be converted to Python scalars', failInKeras3));
}

/** Each sample has one class, so that labels have one axis, or a second one of columns. */
function refusesAxes(labels: Value, refuse: (says: string) => boolean): boolean {
  const shape = labels.kind === 'tensor' ? labels.type.shape : null;
  if (shape === null || shape.length < 3 || shape.slice(1, -1).some(dim => dim === null || dim === 1)) return false;
  return refuse(
    `class_weight weighs samples by their one class, and the labels are ${printShape(shape)}: a class for each position. Give sample_weight with a weight for each position instead.`,
  );
}
