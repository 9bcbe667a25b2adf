import { type Sentence, said } from '../common/sentence';

/** What a module, a model or a file of weights is stored as. */
export type ModuleFormat = 'tf2' | 'tf1-hub' | 'tf1' | 'keras' | 'keras-h5' | 'keras-weights' | 'keras-h5-weights' | 'hdf5' | 'safetensors';

/** What each format is called. */
export const FORMAT_NAMES: { readonly [format in ModuleFormat]: Sentence } = {
  tf2: said`TF2 SavedModel`,
  'tf1-hub': said`TF1 Hub format`,
  tf1: said`SavedModel of TensorFlow 1`,
  keras: said`Keras model`,
  'keras-h5': said`Keras model in HDF5`,
  'keras-weights': said`Keras weights`,
  'keras-h5-weights': said`Keras 2 weights in HDF5`,
  hdf5: said`HDF5 file`,
  safetensors: said`safetensors`,
};
