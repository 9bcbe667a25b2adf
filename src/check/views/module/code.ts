import { said } from '../../../common/sentence';
import type { TensorFacts } from '../../../hub/saved-model/facts';
import type { ProgramView, UseView } from '../../../protocol/module-page';
import { dtypeOf } from '../../../tensor/dtype';
import { printShape } from '../../../tensor/shape';

/** Pieces of Python that the programs for files on disk share. */

/** A Python string. JSON escapes nothing that Python writes in another way. */
export const quoted = (text: string): string => JSON.stringify(text);

/** Inputs of a model: one tensor, or tensors by name or in order. */
export type Inputs =
  | { readonly kind: 'one'; readonly tensor: TensorFacts }
  | { readonly kind: 'named' | 'listed'; readonly tensors: readonly (readonly [name: string, tensor: TensorFacts])[] };

/** What Keras's Inputs cannot stand for, in a sentence; undefined where they can. */
export function unfit(name: string, { dtype, shape, encoding }: TensorFacts): UseView['missing'] {
  if (encoding !== undefined) return said`"${name}" is a sparse or ragged tensor. Call it with such tensors from your own code.`;
  if (dtypeOf(dtype) === undefined) return said`"${name}" is of the type ${dtype}, which Keras does not have.`;
  if (shape === null) return said`The rank of "${name}" is open, so an Input of Keras cannot be written for it.`;
  return shape.length === 0 ? said`"${name}" is a single value without a batch, and an Input of Keras has one.` : undefined;
}

const dims = (shape: readonly (number | null)[]): string =>
  `(${shape.map(dim => dim ?? 'None').join(', ')}${shape.length === 1 ? ',' : ''})`;

/** `keras.Input(…)` for a tensor with a batch. */
function inputCode({ dtype, shape }: TensorFacts, name?: string): string {
  const [batch, ...rest] = shape ?? [];
  const size = batch === null ? `shape=${dims(rest)}` : `batch_shape=${dims(shape ?? [])}`;
  const more = [...(dtype === 'float32' ? [] : [`dtype=${quoted(dtype)}`]), ...(name && isName(name) ? [`name=${quoted(name)}`] : [])];
  return `keras.Input(${[size, ...more].join(', ')})`;
}

/** Whether Keras takes it for the name of an Input, and Python for that of an argument. */
export const isName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** The line, or lines, that make `inputs`. */
export function inputLines(inputs: Inputs): string[] {
  if (inputs.kind === 'one') return [`inputs = ${inputCode(inputs.tensor)}`];
  const [open, close] = inputs.kind === 'named' ? '{}' : '[]';
  const entries = inputs.tensors.map(([name, tensor]) => {
    const code = inputCode(tensor, name);
    return inputs.kind === 'named' ? `    ${quoted(name)}: ${code},` : `    ${code},`;
  });
  return [`inputs = ${open}`, ...entries, close];
}

/** A comment that says what a line gives. */
export const typeComment = ({ dtype, shape }: TensorFacts): string => `  # ${dtype} ${printShape(shape)}`;

export const program = (keras: ProgramView['keras'], lines: readonly string[]): ProgramView => ({ keras, code: `${lines.join('\n')}\n` });

/** How a Keras is imported so that it is called `keras`. */
export const KERAS_IMPORT = { '3': 'import keras', tf_keras: 'import tf_keras as keras' } as const;
