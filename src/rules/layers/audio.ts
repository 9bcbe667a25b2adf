import { asInt } from '../../values/read';
import { UNKNOWN } from '../../values/value';
import { type LayerTable, single } from './layer';

/** https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/ */
export const audioLayers: LayerTable = {
  MelSpectrogram: {
    call: call => {
      const input = single(call);
      const stride = asInt(call.config.get('sequence_stride'));
      if (input === undefined || stride === undefined || stride <= 0) return UNKNOWN;
      const { shape } = input;
      if (shape === null || shape.length === 0 || (shape.length > 2 && !call.symbolic)) return { shape: null, dtype: call.compute };
      const samples = shape[Math.min(1, shape.length - 1)];
      const frames = samples === null ? null : Math.floor((samples + stride + 1) / stride);
      return {
        shape: [...shape.slice(0, 1 - (shape.length === 1 ? 1 : 0)), asInt(call.config.get('num_mel_bins')) ?? null, frames],
        dtype: call.compute,
      };
    },
  },
};
