import { type Dim, elementCount, printBatch, printShape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asInt, asItems } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import { several } from '../core/report';
import type { Call } from '../core/rule';
import { asShape } from '../core/tensors';
import { refuseArgument, refusesDataFormat, refusesNotPositiveInteger } from './arguments';
import type { LayerCall, LayerTable } from './layer';
import { refused, refuseInput } from './refuse';
import { resizingLayers } from './resizing';
import { printValue } from './words';

/** Dimensions of a `target_shape`; null for those not known or None. */
const targetOf = (value: Value): readonly Dim[] | undefined => asShape(value) ?? undefined;

function refusesTarget(call: Call): boolean {
  const value = call.args.get('target_shape');
  if (['int', 'float', 'none'].includes(value.kind))
    return refuseArgument(call, 'target_shape', 'for target_shape a tuple', `'${value.kind}' object is not iterable`);
  const target = asItems(value)?.map(asInt) ?? [];
  const low = target.some(dim => dim !== undefined && dim < -1);
  const many = target.filter(dim => dim === -1).length > 1;
  if (!low && !many) return false;
  const keras = low
    ? 'Each dimension in `target_shape` must be a non-negative integer, or `-1` for a single unknown dimension.'
    : 'There must be at most one unknown dimension (-1) in `target_shape`.';
  return refuseArgument(call, 'target_shape', 'sizes of zero or more, one of them perhaps -1', keras, low);
}

/** keras.src.ops.operation_utils.compute_reshape_output_shape: the batch stays, the rest is dealt out anew. */
function reshape(call: LayerCall): TensorType | Value {
  if (call.inputs.kind !== 'tensor') return UNKNOWN;
  const [{ shape, dtype }] = call.types;
  const target = targetOf(call.config.get('target_shape'));
  if (shape === null || target === undefined) return { shape: null, dtype };
  if (shape.length === 0) return UNKNOWN;
  const [batch, ...rest] = shape;
  const count = elementCount(rest);
  const known = target.reduce<Dim>((total, dim) => (total === null || dim === null ? null : dim === -1 ? total : total * dim), 1);
  if (rest.includes(null) || target.includes(null) || count === null || known === null)
    return { shape: [batch, ...target.map(dim => (dim === -1 ? null : dim))], dtype };
  const open = target.includes(-1);
  const fits = open ? known !== 0 && count % known === 0 : count === known;
  if (fits) return { shape: [batch, ...target.map(dim => (dim === -1 ? count / known : dim))], dtype };
  const wanted = open ? `a multiple of ${known}` : String(known);
  refuseInput(
    call,
    'reshape-size',
    `cannot make ${printValue(call.config.get('target_shape'))} of ${printBatch(shape)}: each sample has ${several(count, 'element')}, and target_shape wants ${wanted}. (target_shape does not include the batch.)`,
    `The total size of the tensor must be unchanged. Received: input_shape=${printShape(rest)}, target_shape=${printValue(call.config.get('target_shape'))}`,
  );
  return refused;
}

function flatten(call: LayerCall): TensorType | Value {
  if (call.inputs.kind !== 'tensor') return UNKNOWN;
  const [{ shape, dtype }] = call.types;
  if (shape === null) return { shape: [null, null], dtype };
  return { shape: [shape[0], shape.slice(1).includes(null) ? null : elementCount(shape.slice(1))], dtype };
}

function refusesDims(call: Call): boolean {
  const items = asItems(call.args.get('dims'));
  const dims = items?.map(asInt);
  if (dims === undefined || dims.includes(undefined)) return false;
  const sorted = [...(dims as number[])].sort((a, b) => a - b);
  if (sorted.every((dim, index) => dim === index + 1)) return false;
  const keras = 'Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must be consecutive and start from 1.';
  return refuseArgument(call, 'dims', 'for dims each axis once, counted from 1 (the batch is not among them)', keras);
}

function permute(call: LayerCall): TensorType | Value {
  if (call.inputs.kind !== 'tensor') return UNKNOWN;
  const [{ shape, dtype }] = call.types;
  const dims = asItems(call.config.get('dims'))?.map(asInt);
  if (dims === undefined || shape === null) return { shape: null, dtype };
  return { shape: [shape[0], ...dims.map(dim => (dim === undefined ? null : shape[dim]))], dtype };
}

function repeatVector(call: LayerCall): TensorType | Value {
  if (call.inputs.kind !== 'tensor') return UNKNOWN;
  const [{ shape, dtype }] = call.types;
  return {
    shape: [shape?.[0] ?? null, asInt(call.config.get('n')) ?? null, shape?.[1] ?? null],
    dtype: call.symbolic ? call.compute : dtype,
  };
}

/** https://keras.io/api/layers/reshaping_layers/ */
export const reshapingLayers: LayerTable = {
  Reshape: { construct: refusesTarget, call: reshape },
  Flatten: { oneInput: true, takes: { min: 1 }, vectorOf: 'known', construct: refusesDataFormat, call: flatten },
  Permute: {
    oneInput: true,
    takes: config => {
      const dims = asItems(config.get('dims'));
      return dims && { rank: dims.length + 1 };
    },
    construct: refusesDims,
    call: permute,
  },
  RepeatVector: { oneInput: true, takes: { rank: 2 }, construct: call => refusesNotPositiveInteger(call, 'n'), call: repeatVector },
  ...resizingLayers,
};
