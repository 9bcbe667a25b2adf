import { type Dim, printBatch, printShape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asItems } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import type { Call } from '../core/rule';
import { numbers, refuseArgument, refusesDataFormat, refusesNotPositiveInteger, refusesTuple } from './arguments';
import { forEachRank, type LayerCall, type LayerFacts, type LayerRule, type LayerTable } from './layer';
import { refused, refuseInput } from './refuse';
import { dataFormat, spatialAxes, spatialOf, spatialShape } from './spatial';
import { printValue } from './words';

/** Before and after along each axis: from one number, one for each axis, or a pair for each; null for those not known. */
function pairs(value: Value, rank: number): readonly (readonly (number | null)[])[] {
  if (rank === 1) return [numbers(value, 2)];
  const items = value.kind === 'int' ? Array.from({ length: rank }, () => value) : asItems(value);
  return Array.from({ length: rank }, (_, axis) => (items?.length === rank ? numbers(items[axis], 2) : [null, null]));
}

/** Cropping and padding take one number, one for each axis, or a pair for each. */
const refusesPairs =
  (name: 'cropping' | 'padding', rank: number) =>
  (call: Call): boolean => {
    if (refusesDataFormat(call)) return true;
    const value = call.args.get(name);
    if (rank === 1) return refusesTuple(call, name, 2, { zero: true });
    const items = asItems(value);
    const negative =
      pairs(value, rank)
        .flat()
        .some(size => size !== null && size < 0) &&
      (name === 'cropping' || value.kind !== 'int');
    const isWrong = items === undefined ? ['none', 'float', 'str'].includes(value.kind) : items.length !== rank;
    if (!isWrong && !negative) return false;
    const keras = negative
      ? `\`${name}\` cannot be negative.`
      : `\`${name}\` should have ${rank} elements. Received: ${name}=${printValue(value)}.`;
    return refuseArgument(call, name, `for ${name} one integer, one for each of ${rank} axes, or a pair for each`, keras);
  };

/** Each size of an image or sequence changed. */
function resized(call: LayerCall, change: (size: number, axis: number) => Dim): TensorType | Value {
  if (call.inputs.kind !== 'tensor') return UNKNOWN;
  const [{ shape, dtype }] = call.types;
  const format = dataFormat(call.config, call.call.session);
  const result = call.symbolic ? call.compute : dtype;
  if (shape === null || format === undefined) return { shape: null, dtype: result };
  const spatial = spatialOf(shape, format);
  const sizes = spatial.sizes.map((size, axis) => (size === null ? null : change(size, axis)));
  return { shape: spatialShape({ ...spatial, sizes }, format), dtype: result };
}

const facts = (rank: number): LayerFacts => ({ oneInput: true, takes: { rank: rank + 2 }, axes: spatialAxes(rank) });

const cropping = (rank: number): LayerRule => ({
  ...facts(rank),
  construct: refusesPairs('cropping', rank),
  call: call => {
    const crops = pairs(call.config.get('cropping'), rank);
    let isEmpty = false;
    const type = resized(call, (size, axis) => {
      const [before, after] = crops[axis];
      if (before === null || after === null) return null;
      isEmpty ||= before + after >= size;
      return size - before - after;
    });
    if (!isEmpty) return type;
    refuseInput(
      call,
      'layer-output-size',
      `cuts ${printValue(call.config.get('cropping'))} off ${printBatch(call.types[0].shape)}: nothing is left.`,
      `Values in \`cropping\` argument should be smaller than the corresponding spatial dimension of the input. Received: input_shape=${printShape(call.types[0].shape)}`,
    );
    return refused;
  },
});

const padding = (rank: number): LayerRule => ({
  ...facts(rank),
  construct: refusesPairs('padding', rank),
  call: call => {
    const added = pairs(call.config.get('padding'), rank);
    return resized(call, (size, axis) => {
      const [before, after] = added[axis];
      return before === null || after === null ? null : size + before + after;
    });
  },
});

const upsampling = (rank: number): LayerRule => ({
  ...facts(rank),
  ...(rank === 3 && { anyRankInKeras2: true }),
  construct: call => (rank === 1 ? refusesNotPositiveInteger(call, 'size') : refusesTuple(call, 'size', rank) || refusesDataFormat(call)),
  call: call => {
    const factors = numbers(call.config.get('size'), rank);
    return resized(call, (size, axis) => {
      const factor = factors[axis];
      return factor === null ? null : size * factor;
    });
  },
});

/** Layers that cut, pad or repeat along the axes of images and sequences. */
export const resizingLayers: LayerTable = {
  ...forEachRank('Cropping', cropping),
  ...forEachRank('ZeroPadding', padding),
  ...forEachRank('UpSampling', upsampling),
};
