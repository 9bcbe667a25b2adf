import type { Dim } from '../../tensor/shape';
import { asBool, asInt, asItems, asString } from '../../values/read';
import { tuple, UNKNOWN, type Value } from '../../values/value';
import { pixels } from '../core/facts';
import { object } from '../core/objects';
import type { Call, Rule } from '../core/rule';
import { asShape, tensor, typeOf } from '../core/tensors';
import { anyDataset, dataset } from '../pipeline/dataset';

/** The labels that a folder's files get; undefined where there are none, UNKNOWN where it is not known. */
function labelsOf(call: Call, front: readonly Dim[]): Value | undefined {
  const [labels, mode] = [call.args.get('labels'), call.args.get('label_mode')];
  if (labels.kind === 'none' || mode.kind === 'none') return undefined;
  const classes = asItems(call.args.get('class_names'))?.length ?? null;
  const modes: { [mode: string]: () => Value } = {
    int: () => tensor('graph', front, 'int32'),
    binary: () => tensor('graph', [...front, 1], 'float32'),
    categorical: () => tensor('graph', [...front, classes], 'float32'),
  };
  const name = asString(mode);
  return name !== undefined && Object.hasOwn(modes, name) ? modes[name]() : UNKNOWN;
}

/** A dataset of the files of a folder, or two of them where both subsets are asked for. */
function ofFolder(call: Call, made: (front: readonly Dim[]) => Value): Value {
  const size = call.args.get('batch_size');
  const front: readonly Dim[] = size.kind === 'none' ? [] : [null];
  const labels = labelsOf(call, front);
  const element = labels === undefined ? made(front) : tuple([made(front), labels]);
  const one = () => dataset(call, { element, cardinality: null, files: null, ...(front.length > 0 && { batchSize: asInt(size) ?? null }) });
  const subset = call.args.get('subset');
  if (subset.kind === 'unknown') return UNKNOWN;
  return asString(subset) === 'both' ? tuple([one(), one()]) : one();
}

/** `keras.utils.image_dataset_from_directory(…)`. */
export const imageFolder: Rule = call => {
  const size = asShape(call.args.get('image_size'));
  const [height, width] = size?.length === 2 ? size : [null, null];
  const channels = { grayscale: 1, rgb: 3, rgba: 4 }[asString(call.args.get('color_mode')) ?? ''] ?? null;
  const first = asString(call.args.get('data_format')) === 'channels_first';
  return ofFolder(call, front =>
    tensor('graph', [...front, ...(first ? [channels, height, width] : [height, width, channels])], 'float32', {
      facts: pixels({ low: 0, high: 255 }),
    }),
  );
};

/** `keras.utils.text_dataset_from_directory(…)`: texts, and labels as with images. */
export const textFolder: Rule = call => ofFolder(call, front => tensor('graph', front, 'string'));

/** `keras.utils.timeseries_dataset_from_array(data, targets, sequence_length)`: windows over the first axis. */
export const timeSeries: Rule = call => {
  const data = typeOf(call.args.get('data'));
  const targets = call.args.get('targets');
  const goals = targets.kind === 'none' ? undefined : typeOf(targets);
  if (!data?.shape || (targets.kind !== 'none' && !goals?.shape)) return anyDataset(call);
  const size = call.args.get('batch_size');
  const front: readonly Dim[] = size.kind === 'none' ? [] : [null];
  const windows = tensor('graph', [...front, null, ...data.shape.slice(1)], data.dtype);
  const element = goals?.shape ? tuple([windows, tensor('graph', [...front, ...goals.shape.slice(1)], goals.dtype)]) : windows;
  return dataset(call, { element, cardinality: null, files: null, ...(front.length > 0 && { batchSize: asInt(size) ?? null }) });
};

/** `keras.utils.img_to_array(image)`: height, width, channels. */
export const imageToArray: Rule = call => {
  const image = call.args.get('img');
  const size = image.kind === 'object' ? (image.state.content as readonly Dim[] | undefined) : undefined;
  return tensor('numpy', size ?? null, 'float32', { facts: pixels({ low: 0, high: 255 }) });
};

/** `keras.utils.load_img(path, target_size=…)`: an image of PIL. */
export const loadImage: Rule = call => {
  const size = call.args.get('target_size');
  const dims = size.kind === 'none' ? undefined : asShape(size);
  const grey = asBool(call.args.get('grayscale')) === true;
  const mode = asString(call.args.get('color_mode'));
  const channels = grey ? 1 : ({ grayscale: 1, rgb: 3, rgba: 4 }[mode ?? 'rgb'] ?? null);
  return object(call, 'PIL.Image', [...(dims?.length === 2 ? dims : [null, null]), channels]);
};
