/**
 * Exponential moving average with its start bias taken out, as TensorBoard's line chart draws it. A plain average begins at 0 and is dragged towards it for the
 * first points; the weight that the points have had so far is 1 − wⁿ, and dividing by it makes the average true from the first point on.
 */

/** Smooths a column; `weight` from 0 (as it is) to below 1. Gaps stay gaps and do not move the average. */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return values.slice();
  let average = 0;
  let bias = 1;
  return values.map(value => {
    if (value === null) return null;
    average = weight * average + (1 - weight) * value;
    bias *= weight;
    return average / (1 - bias);
  });
}
