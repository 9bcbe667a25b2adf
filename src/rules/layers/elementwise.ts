import { printBatch } from '../../tensor/shape';
import { asInt, asItems } from '../../values/read';
import { UNKNOWN } from '../../values/value';
import type { Call } from '../core/rule';
import { refusesActivation, refusesDataFormat, refusesRate } from './arguments';
import { forEachRank, kept, type LayerRule, type LayerTable, single } from './layer';
import { refused, refuseInput, refusesAxis, refusesNone } from './refuse';
import { spatialAxes } from './spatial';

/** Gives what it gets, element by element. */
const same = (construct?: (call: Call) => boolean): LayerRule => ({
  keeps: 'shape',
  ...(construct && { construct }),
  call: call => {
    const input = single(call);
    return input === undefined ? UNKNOWN : { shape: input.shape, dtype: kept(call, input) };
  },
});

/** Drops whole channels, which only inputs with so many axes have. */
const spatialDropout = (rank: number): LayerRule => ({
  ...same(call => refusesRate(call) || refusesDataFormat(call)),
  oneInput: true,
  takes: { rank: rank + 2 },
  axes: spatialAxes(rank),
});

/** `PReLU` learns a slope for each element but those along `shared_axes`. */
const prelu: LayerRule = {
  keeps: 'shape',
  call: call => {
    const input = single(call);
    if (input === undefined) return UNKNOWN;
    const { shape } = input;
    const shared = (asItems(call.config.get('shared_axes')) ?? []).map(asInt);
    const sharing = call.config.get('shared_axes').kind === 'none' || !shared.includes(undefined);
    const beyond = shape && shared.find(axis => axis !== undefined && axis >= shape.length);
    if (beyond !== undefined && beyond !== null) {
      const says = `shares its slopes along axis ${beyond}, which ${printBatch(shape)} does not have.`;
      refuseInput(call, 'layer-input-rank', says, 'list assignment index out of range');
      return refused;
    }
    const axes =
      shape && sharing
        ? shape
            .map((_, axis) => axis)
            .slice(1)
            .filter(axis => !shared.includes(axis))
        : [];
    if (axes.some(axis => refusesNone(call, shape, axis) || refusesAxis(call, shape, axis))) return refused;
    return { shape, dtype: kept(call, input) };
  },
  weights: ({ config, shapes: [shape] }) => {
    const given = config.get('shared_axes');
    const shared = given.kind === 'none' ? [] : asItems(given)?.map(asInt);
    if (!shape || shared === undefined || shared.includes(undefined)) return null;
    const sizes = shape.map((dim, axis) => (axis === 0 || shared.includes(axis) ? 1 : dim));
    return sizes.includes(null) ? null : { trainable: (sizes as number[]).reduce((a, b) => a * b, 1), frozen: 0 };
  },
};

/** Activation layers, and regularization layers, which change nothing but values (https://keras.io/api/layers/activation_layers/, …/regularization_layers/). */
export const elementwiseLayers: LayerTable = {
  Activation: { ...same(call => refusesActivation(call)), sets: { activation: 'activation' } },
  ReLU: same(),
  LeakyReLU: same(),
  ELU: same(),
  Softmax: same(),
  PReLU: prelu,
  ActivityRegularization: same(),
  Dropout: same(call => refusesRate(call)),
  AlphaDropout: same(call => refusesRate(call)),
  GaussianDropout: same(call => refusesRate(call)),
  GaussianNoise: same(call => refusesRate(call, 'stddev')),
  ...forEachRank('SpatialDropout', spatialDropout),
};
