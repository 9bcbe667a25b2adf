import type { Kinds } from '../core/kind';
import { parameters, rows, type Table } from '../core/rule';
import { padSequences, sameShape, toCategorical, trainTestSplit } from './arrays';
import { datasetFunctions } from './datasets';
import { imageFolder, imageToArray, loadImage, textFolder, timeSeries } from './directories';
import { strategyFunctions, strategyKinds } from './strategies';
import { tokenizerFunctions, tokenizerKinds } from './tokenizer';

/** keras.utils, keras.datasets, the old keras.preprocessing, and the split of scikit-learn that goes with them. */
export const utilityFunctions: Table = {
  'keras.utils.to_categorical': toCategorical,
  'keras.utils.pad_sequences': padSequences,
  'keras.utils.image_dataset_from_directory': imageFolder,
  'keras.utils.text_dataset_from_directory': textFolder,
  'keras.utils.timeseries_dataset_from_array': timeSeries,
  ...rows(['keras.utils.img_to_array', 'keras.preprocessing.image.img_to_array'], imageToArray),
  ...rows(['keras.utils.load_img', 'keras.preprocessing.image.load_img'], {
    rule: loadImage,
    parameters: parameters('path, color_mode="rgb", target_size=None, interpolation="nearest", keep_aspect_ratio=False, grayscale=False'),
  }),
  'keras.utils.normalize': sameShape,
  'sklearn.model_selection.train_test_split': {
    rule: trainTestSplit,
    parameters: parameters('*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None'),
  },
  ...datasetFunctions,
  ...strategyFunctions,
  ...tokenizerFunctions,
};
export const utilityKinds: Kinds = { ...strategyKinds, ...tokenizerKinds };
