/**
 * What happened between two points of a curve. Keras logs most metrics as their mean since the epoch began, which falls in a step wherever an epoch
 * begins and hides how the training moves within it. From two such means, m₁ after k₁ steps and m₂ after k₂, the mean of the steps between them is
 * (k₂m₂ − k₁m₁) / (k₂ − k₁).
 */

/** Metrics that Keras logs as a mean over the steps; others (AUC, precision, recall, root of a mean, …) have no value of an interval. */
const averaged = /loss|accuracy|^acc$|^m(ae|se|ape|sle)$|mean_(absolute|squared)|crossentropy|hinge|divergence|poisson|log_?cosh|cosine/;

/** Whether the logged values of a metric are means over the steps of the epoch so far. */
export const isMeanOverSteps = (metric: string): boolean => averaged.test(metric) && !/root|iou/.test(metric);

/** The means of the intervals that end at each point. `steps` counts from the run's beginning, `within` from the epoch's; both from 1. */
export function intervalMeans(steps: readonly number[], within: readonly number[], means: readonly (number | null)[]): (number | null)[] {
  let epochStart = -1;
  let count = 0;
  let sum = 0;
  return means.map((mean, index) => {
    const step = within[index] as number;
    const start = (steps[index] as number) - step;
    if (start !== epochStart) {
      epochStart = start;
      count = 0;
      sum = 0;
    }
    if (mean === null) return null;
    const value = (step * mean - sum) / (step - count);
    count = step;
    sum = step * mean;
    return value;
  });
}
