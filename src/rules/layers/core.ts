import type { TensorType } from '../../tensor/type';
import { asInt } from '../../values/read';
import { UNKNOWN } from '../../values/value';
import type { LayerTable } from './layer';
import { refused, refusesAxis, refusesNone, refusesRank } from './refuse';

/** https://keras.io/api/layers/core_layers/ */
export const coreLayers: LayerTable = {
  Dense: {
    call: call => {
      const [input] = call.types;
      if (input === undefined) return UNKNOWN;
      if (refusesRank(call, input.shape, { min: 2 }) || refusesAxis(call, input.shape, -1) || refusesNone(call, input.shape, -1))
        return refused;
      const shape = input.shape && [...input.shape.slice(0, -1), asInt(call.config.get('units')) ?? null];
      return { shape, dtype: 'float32' } satisfies TensorType;
    },
  },
  Embedding: {
    call: call => {
      const [input] = call.types;
      if (input === undefined) return UNKNOWN;
      return { shape: input.shape && [...input.shape, asInt(call.config.get('output_dim')) ?? null], dtype: 'float32' };
    },
  },
  Conv1D: {
    call: call => {
      const [input] = call.types;
      if (input === undefined) return UNKNOWN;
      if (refusesRank(call, input.shape, { rank: 3 })) return refused;
      return { shape: input.shape && [input.shape[0], input.shape[1], asInt(call.config.get('filters')) ?? null], dtype: 'float32' };
    },
  },
  GlobalMaxPooling1D: {
    call: call => {
      const [input] = call.types;
      if (input === undefined) return UNKNOWN;
      if (refusesRank(call, input.shape, { rank: 3 })) return refused;
      return { shape: input.shape && [input.shape[0], input.shape[2]], dtype: input.dtype };
    },
  },
};
