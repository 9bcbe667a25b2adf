/**
 * Keras's sketch of quantiles, which Discretization adapts with: values, and how many each stands for. Numbers are rounded to 32 bits where
 * Keras does it, so that the bins are the same.
 */
export interface Summary {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** A batch of numbers as a summary that is right to `epsilon`. */
export function summarized(numbers: ArrayLike<number>, epsilon: number): Summary {
  const sorted = Float32Array.from(numbers).sort();
  const step = Math.max(sorted.length / (1 / epsilon), 1);
  const values: number[] = [];
  for (let place = Math.trunc(step - 1); place < sorted.length; place += Math.trunc(step)) values.push(sorted[place]);
  return { values, weights: values.map(() => Math.fround(step)) };
}

/** Two summaries as one. */
export function merged(one: Summary, other: Summary, epsilon: number): Summary {
  const all = [one, other].flatMap(({ values, weights }) => values.map((value, i) => ({ value, weight: weights[i] })));
  all.sort((a, b) => a.value - b.value);
  return compressed({ values: all.map(({ value }) => value), weights: all.map(({ weight }) => weight) }, epsilon);
}

/** The ends of so many bins of like counts, but the last. */
export const binBoundaries = (summary: Summary, bins: number): number[] => compressed(summary, 1 / bins).values.slice(0, -1);

function compressed(summary: Summary, epsilon: number): Summary {
  const { values, weights } = summary;
  if (values.length * epsilon < 1) return summary;
  let total = 0;
  const cumulative = weights.map(weight => {
    total = Math.fround(total + weight);
    return total;
  });
  const shares = cumulative.map(weight => Math.fround(weight / total));
  const asked = Array.from({ length: Math.ceil(1 / epsilon) }, (_, i) => epsilon + i * epsilon);
  const reached = asked.map(share => interpolated(share, shares, cumulative));
  return {
    values: asked.map(share => Math.fround(interpolated(share, shares, values))),
    weights: reached.map((weight, i) => Math.fround(weight - (reached[i - 1] ?? 0))),
  };
}

/** The value at `x` of the line through points; beyond its ends that of the end. */
function interpolated(x: number, xs: readonly number[], ys: readonly number[]): number {
  const next = xs.findIndex(one => one > x);
  if (next < 0) return ys[ys.length - 1];
  if (next === 0) return ys[0];
  const slope = (ys[next] - ys[next - 1]) / (xs[next] - xs[next - 1]);
  return slope * (x - xs[next - 1]) + ys[next - 1];
}
