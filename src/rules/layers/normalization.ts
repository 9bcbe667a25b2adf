import { printBatch, type Shape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asBool, asInt, asItems } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import type { Call } from '../core/rule';
import { refuseArgument } from './arguments';
import { type Built, type LayerCall, type LayerRule, type LayerTable, single, type WeightCount } from './layer';
import { refused, refuseInput, refusesAxis, refusesNone } from './refuse';
import { product } from './weights';

/** The axes that are normalized over or have weights; undefined where not known. */
function axesOf(config: Bound): readonly number[] | undefined {
  const value = config.get('axis');
  const single = asInt(value);
  if (single !== undefined) return [single];
  const axes = asItems(value)?.map(asInt);
  return axes === undefined || axes.includes(undefined) ? undefined : (axes as number[]);
}

function refusesMissingAxis(call: LayerCall, shape: Shape, axes: readonly number[]): boolean {
  const missing = shape && axes.find(axis => axis >= shape.length || axis < -shape.length);
  if (missing === null || missing === undefined) return false;
  return refuseInput(
    call,
    'layer-input-rank',
    `normalizes axis ${missing}, which ${printBatch(shape)} does not have.`,
    'tuple index out of range',
  );
}

/** Checks that all layers with weights along an axis share: it is there, its size is known and is the one that the layer was built for. */
function normalize(call: LayerCall, check?: (shape: Shape, axes: readonly number[]) => boolean): TensorType | Value {
  const input = single(call);
  if (input === undefined) return UNKNOWN;
  const { shape } = input;
  const axes = axesOf(call.config);
  if (axes !== undefined) {
    if (refusesMissingAxis(call, shape, axes) || axes.some(axis => refusesNone(call, shape, axis))) return refused;
    if (check?.(shape, axes)) return refused;
  }
  return { shape, dtype: call.compute };
}

/** `gamma` and `beta` as far as they are wanted; `frozen` statistics beside them. */
const scaleAndCenter =
  (frozen = 0) =>
  ({ config, shapes: [shape] }: Built): WeightCount | null => {
    const axes = axesOf(config);
    const size = axes && product(...axes.map(axis => shape?.at(axis)));
    const [scale, center] = [asBool(config.get('scale')), asBool(config.get('center'))];
    if (size === null || size === undefined || scale === undefined || center === undefined) return null;
    return { trainable: size * ((scale ? 1 : 0) + (center ? 1 : 0)), frozen: size * frozen };
  };

const refusesAxisArgument = (call: Call): boolean => {
  const kind = call.args.get('axis').kind;
  if (!['str', 'float', 'none'].includes(kind)) return false;
  return refuseArgument(call, 'axis', 'for axis an integer or several', "Expected an int or a list/tuple of ints for the argument 'axis'.");
};

const batchNormalization: LayerRule = {
  keeps: 'shape',
  call: call =>
    normalize(call, (shape, axes) => {
      const built = call.layer.builtFor?.[0];
      if (built && shape && built.length !== shape.length) {
        const says = `was built for inputs with ${built.length} axes, but gets ${printBatch(shape)}.`;
        return refuseInput(call, 'layer-input-rank', says, `expected ndim=${built.length}, found ndim=${shape.length}.`);
      }
      return axes.some(axis => refusesAxis(call, shape, axis));
    }),
  weights: built => (asBool(built.config.get('renorm')) === false ? scaleAndCenter(2)(built) : null),
};

const groupNormalization: LayerRule = {
  keeps: 'shape',
  call: call =>
    normalize(call, (shape, [axis]) => {
      const groups = asInt(call.config.get('groups'));
      const size = shape?.at(axis) ?? null;
      if (groups === undefined || size === null || groups === -1 || (groups > 0 && size % groups === 0)) return false;
      const says = `splits axis ${axis} of ${printBatch(shape)} into ${groups} groups, which its size ${size} does not allow.`;
      const keras =
        size < groups
          ? `Number of groups (${groups}) cannot be more than the number of channels (${size}).`
          : `Number of groups (${groups}) must be a multiple of the number of channels (${size}).`;
      return refuseInput(call, 'layer-input-shape', says, keras);
    }),
  weights: scaleAndCenter(),
};

/** https://keras.io/api/layers/normalization_layers/ */
export const normalizationLayers: LayerTable = {
  BatchNormalization: batchNormalization,
  LayerNormalization: { keeps: 'shape', construct: refusesAxisArgument, call: call => normalize(call), weights: scaleAndCenter() },
  GroupNormalization: groupNormalization,
  RMSNormalization: {
    keeps: 'shape',
    call: call => normalize(call),
    weights: ({ config, shapes: [shape] }) => {
      const size = product(...(axesOf(config) ?? []).map(axis => shape?.at(axis)));
      return size === null || axesOf(config) === undefined ? null : { trainable: size, frozen: 0 };
    },
  },
  UnitNormalization: {
    keeps: 'shape',
    call: call => {
      const input = single(call);
      const axes = axesOf(call.config);
      if (input === undefined) return UNKNOWN;
      return axes && refusesMissingAxis(call, input.shape, axes) ? refused : { shape: input.shape, dtype: call.compute };
    },
  },
};
