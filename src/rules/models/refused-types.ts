import type { Span } from '../../diagnostics/span';
import type { Value } from '../../values/value';
import { kerasOf } from '../core/keras';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { objectArrayOf } from '../ops/object-arrays';
import { leaves } from '../pipeline/nest';
import { modelState } from './model';

/** Whether a model takes texts; undefined where its inputs are not known. */
function takesTexts(model: Value): boolean | undefined {
  const inputs = tensorsIn(modelState(model)?.inputs ?? model);
  if (inputs.length === 0 || inputs.some(({ type }) => type.dtype === null)) return undefined;
  return inputs.some(({ type }) => type.dtype === 'string');
}

/** Arrays of texts and of Python lists, which training cannot make tensors of; true where it reported. */
export function refusesTypes(call: Call, x: Value, y: Value, spans: { x: Span; y: Span }, what: string): boolean {
  for (const [value, span] of [
    [x, spans.x],
    [y, spans.y],
  ] as const)
    if (leaves(value).some(objectArrayOf)) {
      fail(
        call,
        'fit-data-type',
        `${what[0].toUpperCase()}${what.slice(1)} holds an array of Python lists that are not equally long. Pad them first: keras.utils.pad_sequences(…). Keras: "Invalid dtype: object".`,
        { span },
      );
      return true;
    }
  if (isTexts(y)) {
    fail(
      call,
      'fit-data-type',
      `The labels of ${what} are texts. Number them first: a StringLookup layer, or LabelEncoder of scikit-learn. Keras: "Invalid dtype: str".`,
      { span: spans.y },
    );
    return true;
  }
  if (!isTexts(x)) return false;
  const takes = takesTexts(call.self);
  const remedy =
    takes === false
      ? 'Turn them into numbers first: a TextVectorization or StringLookup layer.'
      : 'Give them as a tensor, tf.constant(…), or in a tf.data.Dataset.';
  // Keras 2 reads texts of NumPy, and models of texts are mostly written for it.
  if (takes !== false && kerasOf(call) !== '3') return false;
  fail(
    call,
    'fit-data-type',
    `${what[0].toUpperCase()}${what.slice(1)} holds texts in a NumPy array. ${remedy} Keras: "Invalid dtype: str".`,
    { span: spans.x },
  );
  return true;
}

/** An array of NumPy's own text dtype. */
const isTexts = (value: Value): boolean =>
  leaves(value).some(leaf => leaf.kind === 'tensor' && leaf.family === 'numpy' && leaf.type.dtype === 'string');
