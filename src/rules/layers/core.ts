import { printBatch } from '../../tensor/shape';
import { asBool, asInt, asNumber } from '../../values/read';
import { UNKNOWN } from '../../values/value';
import { refusesActivation, refusesNotPositiveInteger } from './arguments';
import { einsumDense } from './einsum-dense';
import { lambda } from './lambda';
import { kept, type LayerTable, single } from './layer';
import { refused, refuseInput, refusesAxis, refusesNone } from './refuse';
import { product, sum, trainable } from './weights';

/** https://keras.io/api/layers/core_layers/ */
export const coreLayers: LayerTable = {
  Dense: {
    oneInput: true,
    takes: { min: 2 },
    keeps: 'all-but-last',
    axes: { 2: ['units'], 3: ['position', 'units'] },
    sets: { width: 'units', activation: 'activation' },
    construct: call =>
      refusesNotPositiveInteger(call, 'units', undefined, asNumber(call.args.get('units')) !== undefined) || refusesActivation(call),
    call: call => {
      const input = single(call);
      if (input === undefined) return UNKNOWN;
      const { shape } = input;
      if (refusesAxis(call, shape, -1) || refusesNone(call, shape, -1)) return refused;
      if (!call.symbolic && input.dtype === 'string') {
        const keras = "dtype='string' is not a valid dtype for Keras type promotion.";
        refuseInput(call, 'layer-input-dtype', `takes numbers, but gets strings of shape ${printBatch(shape)}.`, keras);
        return refused;
      }
      return { shape: shape && [...shape.slice(0, -1), asInt(call.config.get('units')) ?? null], dtype: call.compute };
    },
    weights: ({ config, shapes: [shape] }) => {
      const units = asInt(config.get('units')) ?? null;
      const bias = asBool(config.get('use_bias'));
      if (bias === undefined || config.get('lora_rank').kind !== 'none') return null;
      return sum(trainable(product(shape?.at(-1), units)), trainable(bias ? units : 0));
    },
  },
  EinsumDense: einsumDense,
  Embedding: {
    axes: { 2: ['vector'], 3: ['position', 'vector'] },
    embedding: { ids: 'input_dim', width: 'output_dim' },
    construct: call =>
      ['input_dim', 'output_dim'].some(name => refusesNotPositiveInteger(call, name, `\`${name}\` must be a positive integer.`)),
    call: call => {
      const input = single(call);
      if (input === undefined) return UNKNOWN;
      const { shape, raggedRank } = input;
      const type = { shape: shape && [...shape, asInt(call.config.get('output_dim')) ?? null], dtype: call.compute };
      return raggedRank === undefined ? type : { ...type, raggedRank };
    },
    weights: ({ config }) => trainable(product(asInt(config.get('input_dim')), asInt(config.get('output_dim')))),
  },
  Masking: {
    keeps: 'shape',
    call: call => {
      const input = single(call);
      return input === undefined ? UNKNOWN : { shape: input.shape, dtype: kept(call, input) };
    },
  },
  Identity: {
    keeps: 'shape',
    call: call => {
      const input = single(call);
      return input === undefined ? UNKNOWN : input;
    },
  },
  Lambda: lambda,
};
