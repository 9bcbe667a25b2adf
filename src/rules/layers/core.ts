import { type Dim, printBatch, printShape } from '../../tensor/shape';
import { asBool, asInt, asItems, asNumber } from '../../values/read';
import { UNKNOWN } from '../../values/value';
import type { Bound } from '../core/bind';
import { fail } from '../core/report';
import { typeOf } from '../core/tensors';
import { refusesActivation, refusesNotPositiveInteger } from './arguments';
import { einsumDense } from './einsum-dense';
import { lambda } from './lambda';
import { kept, type LayerCall, type LayerTable, single } from './layer';
import { refused, refuseInput, refusesAxis, refusesNone } from './refuse';
import { product, sum, trainable } from './weights';

/** Rows and columns of an Embedding. */
const tableShape = (config: Bound): readonly Dim[] => [asInt(config.get('input_dim')) ?? null, asInt(config.get('output_dim')) ?? null];

/** A matrix that an Embedding is to start with, as `weights=[matrix]` or Constant(matrix), of another size; true where it reported. */
function refusesTable({ call, config, layer }: LayerCall): boolean {
  const initializer = config.get('embeddings_initializer');
  const constant =
    initializer.kind === 'object' && /\.(Constant|constant)$/.test(initializer.origin.op) ? initializer.origin.args.value : undefined;
  const weights = asItems(config.get('weights'));
  const [parameter, matrix] = weights?.length === 1 ? ['weights', weights[0]] : ['embeddings_initializer', constant];
  const shape = matrix && typeOf(matrix)?.shape;
  const wanted = tableShape(config);
  if (shape?.length !== 2 || wanted.every((dim, axis) => dim === null || shape[axis] === null || dim === shape[axis])) return false;
  const words =
    parameter === 'weights'
      ? `Layer ${layer.name} weight shape ${printShape(wanted)} is not compatible with provided weight shape ${printShape(shape)}.`
      : `Incompatible shapes: [${shape.join()}] vs. [${wanted.join()}]`;
  const message = `The Embedding '${layer.name}' has ${wanted[0]} rows of ${wanted[1]}, and its matrix is ${printShape(shape)}. Give it input_dim=${shape[0]}, output_dim=${shape[1]}. Keras: "${words}"`;
  fail(call, 'layer-argument', message, {
    span: config.spanOf(parameter),
    related: [{ span: call.context.span, message: 'It raises here, where its weights are made.' }],
  });
  return true;
}

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
    weightShapes: ({ config, shapes: [shape] }) => {
      const units = asInt(config.get('units')) ?? null;
      const bias = asBool(config.get('use_bias'));
      if (bias === undefined || config.get('lora_rank').kind !== 'none') return null;
      return [[shape?.at(-1) ?? null, units], ...(bias ? [[units]] : [])];
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
      if (refusesTable(call)) return refused;
      const type = { shape: shape && [...shape, asInt(call.config.get('output_dim')) ?? null], dtype: call.compute };
      return raggedRank === undefined ? type : { ...type, raggedRank };
    },
    weightShapes: ({ config }) => [tableShape(config)],
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
