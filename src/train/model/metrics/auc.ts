import { type Config, EPSILON, isOn, number } from '../losses/element-loss';
import { areEven, type Confusion, confusion } from './confusion';
import { type Measure, meanOf, ratio, sumOf } from './metric';

/** Points of a curve, and its area: of the precision-recall curve by Davis and Goadrich's interpolation. */
type Curve = (at: Confusion) => { x: number[]; y: number[] };

const recalls = ({ truePositives: hits, falseNegatives: missed }: Confusion): number[] =>
  hits.map((value, i) => ratio(value, value + missed[i]));

const curves: { readonly [curve: string]: Curve } = {
  roc: at => ({ x: at.falsePositives.map((value, i) => ratio(value, value + at.trueNegatives[i])), y: recalls(at) }),
  pr: at => ({ x: recalls(at), y: at.truePositives.map((value, i) => ratio(value, value + at.falsePositives[i])) }),
  prgain: ({ truePositives, falsePositives, trueNegatives, falseNegatives }) => {
    const gain = (part: number[], empty: number): number[] =>
      truePositives.map((hits, i) => {
        const scale = ratio(hits + falseNegatives[i], trueNegatives[i] + falsePositives[i]);
        return hits === 0 ? empty : 1 - scale * ratio(part[i], hits);
      });
    return { x: gain(falseNegatives, 0).map(value => Math.max(value, 0)), y: gain(falsePositives, 1) };
  },
};

const heights: { readonly [method: string]: (one: number, other: number) => number } = {
  interpolation: (one, other) => (one + other) / 2,
  minoring: Math.min,
  majoring: Math.max,
};

function interpolatedPrecisionRecall({ truePositives: hits, falsePositives: wrong, falseNegatives: missed }: Confusion): number {
  const positives = hits.map((value, i) => value + wrong[i]);
  const increments = hits.slice(1).map((next, i) => {
    const gained = hits[i] - next;
    const slope = ratio(gained, Math.max(positives[i] - positives[i + 1], 0));
    const intercept = next - slope * positives[i + 1];
    const share = positives[i] > 0 && positives[i + 1] > 0 ? positives[i] / positives[i + 1] : 1;
    return ratio(slope * (gained + intercept * Math.log(share)), Math.max(next + missed[i + 1], 0));
  });
  return sumOf(increments);
}

function areaOf(at: Confusion, curve: string, method: string): number {
  if (curve === 'pr' && method === 'interpolation') return interpolatedPrecisionRecall(at);
  const { x, y } = curves[curve](at);
  return sumOf(x.slice(1).map((next, i) => (x[i] - next) * heights[method](y[i], y[i + 1])));
}

/** The area under a curve over thresholds; `width` is the size of the last axis of what the model gives. */
export function auc(config: Config, width: number): Measure {
  const given = Array.isArray(config.thresholds) ? [...(config.thresholds as number[])].sort((a, b) => a - b) : undefined;
  const count = number(config, 'num_thresholds', 200);
  const inner = given ?? Array.from({ length: count - 2 }, (_, i) => (i + 1) / (count - 1));
  const isMultiLabel = isOn(config, 'multi_label');
  const labelWeights = Array.isArray(config.label_weights) ? (config.label_weights as number[]) : undefined;
  const { read, ...counts } = confusion({
    thresholds: [-EPSILON, ...inner, 1 + EPSILON],
    even: given === undefined || areEven([0, ...inner, 1]) ? 'open' : false,
    labels: isMultiLabel ? width : 1,
    ...(!isMultiLabel && { labelWeights }),
    fromLogits: isOn(config, 'from_logits'),
  });
  const curve = String(config.curve ?? 'ROC').toLowerCase();
  const method = String(config.summation_method ?? 'interpolation').toLowerCase();
  return {
    ...counts,
    result(sums) {
      const areas = read(sums).map(at => areaOf(at, curve, method));
      return isMultiLabel && labelWeights
        ? ratio(sumOf(areas.map((area, i) => area * labelWeights[i])), sumOf(labelWeights))
        : meanOf(areas);
    },
  };
}
