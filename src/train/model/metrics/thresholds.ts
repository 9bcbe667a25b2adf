import { type Config, number } from '../losses/element-loss';
import { areEven, type Confusion, confusion, NEVER } from './confusion';
import { type Measure, meanOf, ratio } from './metric';

type Maker = (config: Config) => Measure;

const numbersOf = (value: Config[string] | undefined): number[] | undefined =>
  typeof value === 'number' ? [value] : Array.isArray(value) ? (value as number[]) : undefined;
const optional = (config: Config, name: string): number | undefined => (typeof config[name] === 'number' ? config[name] : undefined);

/** A value for each threshold of the program, as their mean. */
function atThresholds(config: Config, value: (at: Confusion, threshold: number) => number): Measure {
  const topK = optional(config, 'top_k');
  const thresholds = numbersOf(config.thresholds) ?? [topK === undefined ? 0.5 : NEVER];
  const even = areEven(thresholds) ? 'closed' : false;
  const { read, ...counts } = confusion({ thresholds, even, topK, classId: optional(config, 'class_id') });
  return { ...counts, result: sums => meanOf(thresholds.map((_, i) => value(read(sums)[0], i))) };
}

const precisionAt = ({ truePositives: hits, falsePositives: wrong }: Confusion, i: number): number => ratio(hits[i], hits[i] + wrong[i]);
const recallAt = ({ truePositives: hits, falseNegatives: missed }: Confusion, i: number): number => ratio(hits[i], hits[i] + missed[i]);
const specificityAt = ({ trueNegatives: right, falsePositives: wrong }: Confusion, i: number): number =>
  ratio(right[i], right[i] + wrong[i]);

export const precision: Maker = config => atThresholds(config, precisionAt);
export const recall: Maker = config => atThresholds(config, recallAt);
export const count =
  (what: keyof Confusion): Maker =>
  config =>
    atThresholds(config, (at, i) => at[what][i]);

/** Evenly spread thresholds from 0 to 1. */
const evenly = (count: number): number[] => (count === 1 ? [0.5] : Array.from({ length: count }, (_, i) => i / (count - 1)));

/** The best of one value where another one is at least what was asked for. */
function best(config: Config, wanted: string, constrained: typeof recallAt, dependent: typeof recallAt): Measure {
  const thresholds = evenly(number(config, 'num_thresholds', 200));
  const even = thresholds.length > 1 ? 'closed' : false;
  const { read, ...counts } = confusion({ thresholds, even, classId: optional(config, 'class_id') });
  const least = Math.fround(number(config, wanted, 0));
  return {
    ...counts,
    result(sums) {
      const [at] = read(sums);
      const feasible = thresholds.map((_, i) => i).filter(i => Math.fround(constrained(at, i)) >= least);
      return Math.max(0, ...feasible.map(i => dependent(at, i)));
    },
  };
}

export const sensitivityAtSpecificity: Maker = config => best(config, 'specificity', specificityAt, recallAt);
export const specificityAtSensitivity: Maker = config => best(config, 'sensitivity', recallAt, specificityAt);
export const precisionAtRecall: Maker = config => best(config, 'recall', recallAt, precisionAt);
export const recallAtPrecision: Maker = config => best(config, 'precision', precisionAt, recallAt);
