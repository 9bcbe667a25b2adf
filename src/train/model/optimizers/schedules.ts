import type { Json } from '../../../plan/plan';
import { type ScheduleName, schedules } from '../../../plan/support/schedules';
import { resolve } from '../config';

/** The learning rate at a step, which counts from 0. */
export type Schedule = (step: number) => number;
type Settings = { readonly [parameter: string]: number };
type Maker = (settings: Settings, config: { [parameter: string]: Json }) => Schedule;

const staircase = (config: { [parameter: string]: Json }, part: number): number => (config.staircase === true ? Math.floor(part) : part);
const cosine = (part: number): number => 0.5 * (1 + Math.cos(Math.PI * part));

const makers: { readonly [name in ScheduleName]: { defaults: Settings; make: Maker } } = {
  ExponentialDecay: {
    defaults: {},
    make: (s, config) => step => s.initial_learning_rate * s.decay_rate ** staircase(config, step / s.decay_steps),
  },
  InverseTimeDecay: {
    defaults: {},
    make: (s, config) => step => s.initial_learning_rate / (1 + s.decay_rate * staircase(config, step / s.decay_steps)),
  },
  PolynomialDecay: {
    defaults: { end_learning_rate: 0.0001, power: 1 },
    make: (s, config) => step => {
      const steps = config.cycle === true && step > 0 ? s.decay_steps * Math.ceil(step / s.decay_steps) : s.decay_steps;
      const part = (config.cycle === true ? step : Math.min(step, steps)) / steps;
      return (s.initial_learning_rate - s.end_learning_rate) * (1 - part) ** s.power + s.end_learning_rate;
    },
  },
  PiecewiseConstantDecay: {
    defaults: {},
    make: (_, config) => {
      const [boundaries, values] = [config.boundaries as number[], config.values as number[]];
      return step => {
        const at = boundaries.findIndex(boundary => step <= Math.trunc(boundary));
        return values[at === -1 ? values.length - 1 : at];
      };
    },
  },
  CosineDecay: {
    defaults: { alpha: 0, warmup_steps: 0 },
    make: (s, config) => step => {
      const target = config.warmup_target;
      const isWarmed = typeof target === 'number';
      const [from, warm] = isWarmed ? [target, s.warmup_steps] : [s.initial_learning_rate, 0];
      const at = Math.min(step, s.decay_steps + warm);
      if (at < warm) return s.initial_learning_rate + (from - s.initial_learning_rate) * (at / warm);
      return from * ((1 - s.alpha) * cosine((at - warm) / s.decay_steps) + s.alpha);
    },
  },
  CosineDecayRestarts: {
    defaults: { t_mul: 2, m_mul: 1, alpha: 0 },
    make: s => step => {
      const whole = step / s.first_decay_steps;
      const restart = Math.floor(s.t_mul === 1 ? whole : Math.fround(Math.log(1 - whole * (1 - s.t_mul)) / Math.log(s.t_mul)));
      const part = s.t_mul === 1 ? whole - restart : (whole - (1 - s.t_mul ** restart) / (1 - s.t_mul)) / s.t_mul ** restart;
      return s.initial_learning_rate * ((1 - s.alpha) * s.m_mul ** restart * cosine(part) + s.alpha);
    },
  },
};

/** A learning rate of a plan as a function of the step; undefined for a number. In single precision, as Keras computes it. */
export function makeSchedule(value: Json | undefined): Schedule | undefined {
  if (value === undefined || value === null || typeof value === 'number') return undefined;
  const { name, config } = resolve(schedules, value);
  const { defaults, make } = makers[name];
  const schedule = make({ ...defaults, ...(config as Settings) }, config);
  return step => Math.fround(schedule(step));
}
