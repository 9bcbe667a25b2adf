import * as layers from '@tensorflow/tfjs-layers';
import type { Json, Site } from '../../plan/plan';
import { PlanError } from '../plan-error';
import { orthogonal } from './orthogonal';

/** An object of Keras in a plan: by its name, or by its constructor with arguments. */
export interface KerasObject {
  name: string;
  config: { [parameter: string]: Json };
}

/** "keras.losses.MeanSquaredError", "mean_squared_error", "MSE" → "meansquarederror", "mse". */
export const plainName = (name: string): string => (name.split('.').at(-1) ?? name).replaceAll('_', '').toLowerCase();

/** Reads an object that was given by name or by constructor; undefined where it is neither. */
export function readObject(value: Json): KerasObject | undefined {
  if (typeof value === 'string') return { name: value, config: {} };
  if (value === null || typeof value !== 'object' || Array.isArray(value) || typeof value.name !== 'string') return undefined;
  const { config } = value;
  return { name: value.name, config: config !== null && typeof config === 'object' && !Array.isArray(config) ? config : {} };
}

export const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Keras's name of an activation → tfjs's. Those that are not here differ, or are not there. */
const activations: { [name: string]: string } = {
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
  swish: 'swish',
  mish: 'mish',
  logsoftmax: 'logSoftmax',
};

/** Draws seeds for a run's initial weights, so that a run with a seed can be repeated. */
export type SeedSource = () => number | undefined;

/** What a parameter of a layer means. */
export type Conversion = (value: Json, context: { site: Site; parameter: string; nextSeed: SeedSource }) => unknown;

const refuse = (what: string, site: Site): never => {
  throw new PlanError(`${what} is not supported in training yet`, site);
};

export const plain: Conversion = value => value;

/** One number stands for both axes. */
export const pair: Conversion = value => (typeof value === 'number' ? [value, value] : value);

export const activation: Conversion = (value, { site }) => {
  if (value === null) return 'linear';
  const object = readObject(value);
  const found = object && activations[plainName(object.name)];
  return found ?? refuse(`the activation ${object?.name ?? JSON.stringify(value)}`, site);
};

type Make = (config: never) => unknown;
const { initializers: own } = layers;

const initializers: { [name: string]: Make } = {
  zeros: own.zeros,
  ones: own.ones,
  constant: own.constant,
  identity: own.identity,
  glorotuniform: own.glorotUniform,
  glorotnormal: own.glorotNormal,
  heuniform: own.heUniform,
  henormal: own.heNormal,
  lecununiform: own.leCunUniform,
  lecunnormal: own.leCunNormal,
  randomnormal: own.randomNormal,
  normal: own.randomNormal,
  randomuniform: own.randomUniform,
  uniform: own.randomUniform,
  truncatednormal: own.truncatedNormal,
  variancescaling: own.varianceScaling,
  orthogonal: orthogonal,
};

export const initializer: Conversion = (value, { site, nextSeed }) => {
  const object = readObject(value);
  const found = object && initializers[plainName(object.name)];
  if (!object || !found) return refuse(`the initializer ${object?.name ?? JSON.stringify(value)}`, site);
  const { dtype: _, ...config } = object.config;
  const settings = Object.fromEntries(Object.entries(config).map(([name, entry]) => [camelCase(name), entry ?? undefined]));
  return (found as (settings: object) => unknown)({ ...settings, seed: settings.seed ?? nextSeed() });
};

export const regularizer: Conversion = (value, { site }) => {
  if (value === null) return undefined;
  const object = readObject(value);
  const name = object && plainName(object.name);
  const { l1 = 0.01, l2 = 0.01, l = 0.01 } = (object?.config ?? {}) as { l1?: number; l2?: number; l?: number };
  if (name === 'l1') return layers.regularizers.l1({ l1: object?.config.l1 === undefined ? l : l1 });
  if (name === 'l2') return layers.regularizers.l2({ l2: object?.config.l2 === undefined ? l : l2 });
  if (name === 'l1l2') return layers.regularizers.l1l2({ l1: (object?.config.l1 as number) ?? 0, l2: (object?.config.l2 as number) ?? 0 });
  return refuse(`the regularizer ${object?.name ?? JSON.stringify(value)}`, site);
};

/** A parameter that may only be left at what it is by default. */
export const only =
  (...allowed: Json[]): Conversion =>
  (value, { site, parameter }) => {
    if (!allowed.some(entry => JSON.stringify(entry) === JSON.stringify(value))) refuse(`${parameter}=${JSON.stringify(value)}`, site);
    return undefined;
  };

/** A parameter that changes nothing here. */
export const ignored: Conversion = () => undefined;
