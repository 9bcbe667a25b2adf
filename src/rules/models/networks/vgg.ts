import type { Value } from '../../../values/value';
import type { Network } from './writer';

const FILTERS = [64, 128, 256, 512, 512];

/** https://keras.io/api/applications/vgg/ with so many convolutions in each block. */
export const vgg =
  (...counts: readonly number[]): Network =>
  (write, input, options) => {
    const map = counts.reduce<Value>((block, convolutions, i) => {
      const name = `block${i + 1}`;
      const last = Array.from({ length: convolutions }).reduce<Value>(
        (x, _, place) =>
          write.layer(
            'Conv2D',
            { filters: FILTERS[i], kernel_size: 3, activation: 'relu', padding: 'same', name: `${name}_conv${place + 1}` },
            x,
          ),
        block,
      );
      return write.layer('MaxPooling2D', { pool_size: [2, 2], strides: [2, 2], name: `${name}_pool` }, last);
    }, input);
    if (!options.top) return write.end(map, options);
    return write.chain(
      map,
      ['Flatten', { name: 'flatten' }],
      ['Dense', { units: 4096, activation: 'relu', name: 'fc1' }],
      ['Dense', { units: 4096, activation: 'relu', name: 'fc2' }],
      ['Dense', { units: options.classes, activation: options.activation, name: 'predictions' }],
    );
  };
