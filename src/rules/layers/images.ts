import { printBatch } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asInt } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import { type LayerCall, type LayerRule, type LayerTable, single } from './layer';
import { refused, refuseInput } from './refuse';
import { dataFormat, spatialAxes } from './spatial';

/** What an image layer gives: of symbolic images what it computes in; of others floats stay, and bytes become what the layer makes of them. */
function dtypeOf(call: LayerCall, { dtype }: TensorType, keepsBytes: boolean): TensorType['dtype'] {
  if (call.symbolic || dtype === call.compute) return call.compute;
  return keepsBytes ? dtype : null;
}

interface Sizing {
  /** Axes that a symbolic input must have at least; whether it may have any more. */
  readonly fewest?: number;
  readonly loose?: boolean;
  /** The axes are counted from the last. */
  readonly fromEnd?: boolean;
  /** Bytes stay bytes. */
  readonly keepsBytes?: boolean;
}

/** Cuts or scales to `height` and `width`; takes single images too. */
function sized(call: LayerCall, { fewest = 3, loose = false, fromEnd = false, keepsBytes = false }: Sizing): TensorType | Value {
  const input = single(call);
  if (input === undefined) return UNKNOWN;
  const { shape } = input;
  const dtype = dtypeOf(call, input, keepsBytes);
  const format = dataFormat(call.config, call.call.session);
  if (shape === null || format === undefined) return { shape: null, dtype };
  const few = call.symbolic ? fewest : 3;
  if (shape.length < few || (!(call.symbolic && loose) && ![3, 4].includes(shape.length))) {
    const says = `takes images, (height, width, channels) or a batch of them, but gets ${printBatch(shape)}.`;
    refuseInput(call, 'layer-input-rank', says, 'Expected image tensor to have rank 3 (single image) or 4 (batch of images).');
    return refused;
  }
  const sizes = [...shape];
  const front = fromEnd ? shape.length - 3 : shape.length === 4 ? 1 : 0;
  const first = front + (format === 'channels_first' ? 1 : 0);
  if (first + 1 >= sizes.length) return { shape: null, dtype };
  sizes[first] = asInt(call.config.get('height')) ?? null;
  sizes[first + 1] = asInt(call.config.get('width')) ?? null;
  return { shape: sizes, dtype };
}

/** Changes colours or places but neither size nor number of images. */
const sameImage = (keepsDType = false): LayerRule => ({
  keeps: 'shape',
  axes: spatialAxes(2),
  call: call => {
    const input = single(call);
    if (input === undefined) return UNKNOWN;
    if (keepsDType) return input;
    return { shape: input.shape, dtype: dtypeOf(call, input, false) };
  },
});

const changing = [
  'AugMix',
  'AutoContrast',
  'ContrastLimitedAdaptiveHistogramEqualization',
  'CutMix',
  'MixUp',
  'RandAugment',
  'RandomBrightness',
  'RandomColorDegeneration',
  'RandomColorJitter',
  'RandomContrast',
  'RandomElasticTransform',
  'RandomErasing',
  'RandomFlip',
  'RandomGaussianBlur',
  'RandomHue',
  'RandomInvert',
  'RandomPerspective',
  'RandomPosterization',
  'RandomRotation',
  'RandomSaturation',
  'RandomSharpness',
  'RandomShear',
  'RandomTranslation',
  'RandomZoom',
  'Solarization',
];

/** https://keras.io/api/layers/preprocessing_layers/image_preprocessing/ and …/image_augmentation/ */
export const imageLayers: LayerTable = {
  Resizing: { axes: spatialAxes(2), call: call => sized(call, { fewest: 2, loose: true, keepsBytes: true }) },
  CenterCrop: { axes: spatialAxes(2), call: call => sized(call, {}) },
  RandomCrop: { axes: spatialAxes(2), call: call => sized(call, { loose: true, fromEnd: true }) },
  RandomGrayscale: sameImage(true),
  Equalization: sameImage(true),
  Rescaling: {
    keeps: 'shape',
    axes: spatialAxes(2),
    call: call => {
      const input = single(call);
      return input === undefined ? UNKNOWN : { shape: input.shape, dtype: call.compute };
    },
  },
  ...Object.fromEntries(changing.map(name => [name, sameImage()])),
};
