import { said } from '../../../common/sentence';
import type { ModelFileFacts } from '../../../hub/model-file/facts';
import type { ProgramView, UseView } from '../../../protocol/module-page';
import type { ModelState } from '../../../rules/models/model';
import { type Inputs, inputLines, KERAS_IMPORT, program, quoted, typeComment, unfit } from './code';
import { modelEnds } from './model-ends';

/** The Keras that reads the file: the one that wrote it. */
const kerasOf = ({ keras }: ModelFileFacts): '3' | 'tf_keras' => (keras.startsWith('2') ? 'tf_keras' : '3');

/** Programs that use a file of a model or of weights; `path` is how they name it, `model` what is known of the model in it. */
export function fileUses(facts: ModelFileFacts, path: string, model: ModelState | undefined): UseView[] {
  if (facts.config !== null) return [modelUse(facts, path, model)];
  const [first] = facts.weights;
  const reading: { readonly [format in ModelFileFacts['format']]?: ProgramView } = {
    safetensors:
      first &&
      namedTensor(
        path,
        first.name,
        ['from safetensors import safe_open', '', 'with safe_open({0}, "numpy") as file:'],
        'file.get_tensor({1})',
      ),
    hdf5: first && namedTensor(path, first.name, ['import h5py', '', 'with h5py.File({0}) as file:'], 'file[{1}][()]'),
    'keras-weights': weightsProgram(path, '3'),
    'keras-h5-weights': weightsProgram(path, kerasOf(facts)),
  };
  const code = reading[facts.format];
  return code ? [{ name: '', programs: [code] }] : [];
}

/** Reads the first tensor of a file: the others are read the same way. */
const namedTensor = (path: string, name: string, [library, empty, open]: readonly string[], read: string): ProgramView =>
  program(null, [library, empty, open.replace('{0}', () => quoted(path)), `    value = ${read.replace('{1}', () => quoted(name))}`]);

/** Weights go into a model that has the same layers in the same order. */
const weightsProgram = (path: string, keras: '3' | 'tf_keras'): ProgramView =>
  program(keras, [
    KERAS_IMPORT[keras],
    '',
    '',
    'def with_weights(model: keras.Model) -> keras.Model:',
    '    """The model has the same layers as the one that the weights were saved from."""',
    `    model.load_weights(${quoted(path)})`,
    '    return model',
  ]);

function modelUse(facts: ModelFileFacts, path: string, model: ModelState | undefined): UseView {
  const keras = kerasOf(facts);
  if (model === undefined && !['Sequential', 'Functional', 'Model'].includes(facts.model ?? ''))
    return {
      name: '',
      programs: [],
      missing: said`Its model is of the class ${facts.model ?? ''} of a program. Import that class there, then load the model.`,
    };
  // Compiled, Keras 3 cannot load an HDF5 file whose loss or metric is a function ("mse").
  const load = [KERAS_IMPORT[keras], '', `base = keras.models.load_model(${quoted(path)}, compile=False)`];
  const inputs = model && modelEnds(model.inputs);
  if (model === undefined || inputs === undefined || isUnfit(inputs))
    return { name: '', programs: [program(keras, [...load, 'base.summary()'])] };
  const outputs = modelEnds(model.outputs);
  const comment = outputs?.kind === 'one' ? typeComment(outputs.tensor) : '';
  const lines = [...load, 'base.trainable = False', '', ...inputLines(inputs), `outputs = base(inputs)${comment}`];
  return { name: '', programs: [program(keras, [...lines, 'model = keras.Model(inputs, outputs)'])] };
}

const isUnfit = (inputs: Inputs): boolean =>
  inputs.kind === 'one'
    ? unfit('', inputs.tensor) !== undefined
    : inputs.tensors.some(([name, tensor]) => unfit(name, tensor) !== undefined);
