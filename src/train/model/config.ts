import * as layers from '@tensorflow/tfjs-layers';
import type { Json } from '../../plan/plan';
import type { ArgumentKind, Supported } from '../../plan/support/accepted';
import { nameIn, readObject } from '../../plan/support/names';
import {
  type ActivationName,
  activations,
  type InitializerName,
  initializers,
  type RegularizerName,
  regularizers,
} from '../../plan/support/values';
import { orthogonal } from './orthogonal';

export const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Draws seeds for a run's initial weights, so that a run with a seed can be repeated. */
export type SeedSource = () => number | undefined;

/** What tfjs takes for a value of the plan. */
type Conversion = (value: Json, nextSeed: SeedSource) => unknown;

/** An object of the plan by its row in a table of plan/support. The plan lets no other through. */
export function resolve<Name extends string>(
  table: { readonly [name in Name]: Supported },
  value: Json,
): { name: Name; config: { [parameter: string]: Json } } {
  const object = readObject(value);
  const name = object && nameIn(table, object.name);
  if (object === undefined || name === undefined) throw new Error(`the plan holds ${JSON.stringify(value)}, which no table knows`);
  return { name, config: object.config };
}

const activationNames: { readonly [name in ActivationName]: string } = {
  linear: 'linear',
  relu: 'relu',
  relu6: 'relu6',
  elu: 'elu',
  selu: 'selu',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
  softplus: 'softplus',
  softsign: 'softsign',
  tanh: 'tanh',
  gelu: 'gelu',
  silu: 'swish',
  mish: 'mish',
  log_softmax: 'logSoftmax',
};

type Make = (config: { [parameter: string]: unknown }) => unknown;
const { initializers: own } = layers;

/** The deviation of a normal distribution that is cut off at two deviations, as a part of the deviation before. */
const TRUNCATED_DEVIATION = 0.87962566103423978;

/**
 * Keras's VarianceScaling: what is left of a truncated normal distribution has the deviation that was asked for. tfjs, which calls that distribution
 * "normal", leaves it smaller.
 */
function varianceScaling(scale: number, mode: 'fanIn' | 'fanOut' | 'fanAvg', distribution: 'normal' | 'uniform'): Make {
  const widened = distribution === 'normal' ? scale / TRUNCATED_DEVIATION ** 2 : scale;
  return config => own.varianceScaling({ ...config, scale: widened, mode, distribution });
}

const initializerMakers: { readonly [name in InitializerName]: Make } = {
  Zeros: own.zeros,
  Ones: own.ones,
  Constant: ({ value = 0 }) => own.constant({ value: Number(value) }),
  Identity: config => own.identity(config),
  GlorotUniform: config => own.glorotUniform(config as never),
  GlorotNormal: varianceScaling(1, 'fanAvg', 'normal'),
  HeUniform: config => own.heUniform(config as never),
  HeNormal: varianceScaling(2, 'fanIn', 'normal'),
  LecunUniform: config => own.leCunUniform(config as never),
  LecunNormal: varianceScaling(1, 'fanIn', 'normal'),
  RandomNormal: config => own.randomNormal(config as never),
  RandomUniform: config => own.randomUniform(config as never),
  TruncatedNormal: config => own.truncatedNormal(config as never),
  VarianceScaling: ({ scale = 1, mode = 'fan_in', distribution, ...config }) =>
    varianceScaling(Number(scale), camelCase(String(mode)) as 'fanIn', distribution === 'uniform' ? 'uniform' : 'normal')(config),
  Orthogonal: orthogonal,
};

function initializer(value: Json, nextSeed: SeedSource): unknown {
  const { name, config } = resolve(initializers, value);
  const settings = Object.fromEntries(Object.entries(config).map(([parameter, entry]) => [camelCase(parameter), entry ?? undefined]));
  return initializerMakers[name]({ ...settings, seed: settings.seed ?? nextSeed() });
}

const regularizerMakers: { readonly [name in RegularizerName]: Make } = {
  L1: ({ l1 = 0.01 }) => layers.regularizers.l1({ l1: Number(l1) }),
  L2: ({ l2 = 0.01 }) => layers.regularizers.l2({ l2: Number(l2) }),
  L1L2: ({ l1 = 0, l2 = 0 }) => layers.regularizers.l1l2({ l1: Number(l1), l2: Number(l2) }),
};

function regularizer(value: Json): unknown {
  const { name, config } = resolve(regularizers, value);
  return regularizerMakers[name](config);
}

const same: Conversion = value => value;

/** What becomes of a value of each kind; a layer inside another is made by its own. */
export const conversions: { readonly [kind in Exclude<ArgumentKind, 'layer'>]: Conversion } = {
  number: same,
  numbers: same,
  'learning rate': same,
  integer: same,
  count: same,
  offset: same,
  fraction: same,
  rate: same,
  integers: same,
  axes: same,
  pair: value => (typeof value === 'number' ? [value, value] : value),
  shape: same,
  sizes: same,
  sides: same,
  pads: same,
  factor: same,
  range: same,
  flag: same,
  text: same,
  scalar: same,
  literal: same,
  tokens: same,
  dtype: same,
  'numeric dtype': same,
  features: same,
  index: same,
  activation: value => activationNames[resolve(activations, value).name],
  initializer,
  regularizer,
};
