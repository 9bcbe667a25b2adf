/** Drawing lists of numbers. Sizes are in device pixels. */
import { fade, type Theme } from '../ui/theme';

export interface PlotSize {
  low: number;
  high: number;
}

/** Smallest and largest finite value; 0 and 0 when there is none. */
export function extentOf(values: Float64Array): PlotSize {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? { low: 0, high: 0 } : { low, high };
}

/** A line with its area; where several values share a pixel, their range is drawn, so that no peak is lost. */
export function drawLine(
  context: CanvasRenderingContext2D,
  values: Float64Array,
  { low, high }: PlotSize,
  theme: Theme,
  ratio: number,
): void {
  const { width, height } = context.canvas;
  const pad = 2 * ratio;
  const span = high - low || 1;
  const yOf = (value: number): number => height - pad - ((value - low) / span) * (height - 2 * pad);
  const zero = yOf(Math.min(high, Math.max(low, 0)));
  context.clearRect(0, 0, width, height);
  const few = values.length <= width / (4 * ratio);
  const step = width / values.length;
  context.fillStyle = few ? theme.train : fade(theme.train, 0.25);
  for (let x = 0; x < (few ? values.length : width); x++) {
    const from = few ? x : Math.floor((x * values.length) / width);
    const to = few ? x + 1 : Math.max(from + 1, Math.floor(((x + 1) * values.length) / width));
    const range = extentOf(values.subarray(from, to));
    if (few) {
      const y = yOf(range.high);
      context.fillRect(x * step, Math.min(y, zero), Math.max(ratio, step - ratio), Math.max(ratio, Math.abs(zero - y)));
    } else {
      context.fillRect(x, Math.min(yOf(range.high), zero), 1, Math.max(1, Math.abs(zero - yOf(range.high))));
      context.save();
      context.fillStyle = theme.train;
      context.fillRect(x, yOf(range.high), 1, Math.max(ratio, yOf(range.low) - yOf(range.high)));
      context.restore();
    }
  }
  context.fillStyle = fade(theme.foreground, 0.3);
  context.fillRect(0, zero, width, Math.max(1, ratio / 2));
}

/** A matrix as coloured cells: from the background to the theme's colour, as the values rise. */
export function drawHeat(
  context: CanvasRenderingContext2D,
  values: Float64Array,
  { rows, columns }: { rows: number; columns: number },
  { low, high }: PlotSize,
  theme: Theme,
): void {
  const { width, height } = context.canvas;
  const span = high - low || 1;
  context.clearRect(0, 0, width, height);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const share = ((values[row * columns + column] as number) - low) / span;
      if (!Number.isFinite(share)) continue;
      context.globalAlpha = 0.06 + 0.94 * share;
      context.fillStyle = theme.train;
      const [x, y] = [Math.floor((column * width) / columns), Math.floor((row * height) / rows)];
      context.fillRect(x, y, Math.ceil(width / columns), Math.ceil(height / rows));
    }
  }
  context.globalAlpha = 1;
}
