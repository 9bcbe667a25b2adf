/** A long list of numbers as a line, or a matrix as a heat strip, on a canvas in the theme's colours. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { formatCount, formatMetric } from '../../src/common/format';
import { as } from '../ui/aria';
import { onThemeChange, readTheme } from '../ui/theme';
import { t } from '../ui/words';
import { drawHeat, drawLine, extentOf } from './draw-numbers';

export interface NumberPlotProps {
  /** The first values; there may be more in all. */
  values: Float64Array;
  total: number;
  name: string;
  /** Of a tensor: rows and columns make a heat map. */
  shape?: number[];
}

/** A whole number as it is. */
const figure = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : formatMetric(value));

const PLOT_HEIGHT = 64;
const MAX_PLOT_HEIGHT = 160;

/** Rows and columns of what is drawn as a map: the last axis lies across. */
function gridOf(shape: number[] | undefined, count: number): { rows: number; columns: number } | undefined {
  const columns = shape?.at(-1) ?? 0;
  const rows = columns > 0 ? Math.floor(count / columns) : 0;
  return shape && shape.length > 1 && rows > 1 && columns > 1 ? { rows, columns } : undefined;
}

export function NumberPlot({ values, total, name, shape }: NumberPlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<number | null>(null);
  const grid = gridOf(shape, values.length);
  const height = grid ? Math.min(MAX_PLOT_HEIGHT, Math.max(PLOT_HEIGHT, grid.rows * 6)) : PLOT_HEIGHT;
  const { low, high } = extentOf(values);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const draw = (): void => {
      const ratio = window.devicePixelRatio || 1;
      element.width = Math.max(1, Math.round(element.clientWidth * ratio));
      element.height = Math.round(height * ratio);
      const context = element.getContext('2d');
      if (!context) return;
      if (grid) drawHeat(context, values, grid, { low, high }, readTheme());
      else drawLine(context, values, { low, high }, readTheme(), ratio);
    };
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    const stop = onThemeChange(draw);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [values]);
  const kind = grid ? t('heat map') : t('line');
  const said = t('{0} of {1}: {2} values from {3} to {4}', kind, name, formatCount(total), figure(low), figure(high));
  return (
    <figure class="plot">
      <canvas
        ref={canvas}
        {...as('img', { 'aria-label': said })}
        style={{ height: `${height}px` }}
        onPointerMove={event => {
          const box = event.currentTarget.getBoundingClientRect();
          setHover(placeOf((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height, values.length, grid));
        }}
        onPointerLeave={() => setHover(null)}
      />
      <figcaption class="quiet">
        {hover === null ? (
          <>
            {figure(low)} … {figure(high)}
            {total > values.length && ` · ${t('the first {0} of {1} values', formatCount(values.length), formatCount(total))}`}
          </>
        ) : (
          `[${formatCount(hover)}] = ${values[hover]}`
        )}
      </figcaption>
    </figure>
  );
}

function placeOf(x: number, y: number, count: number, grid: { rows: number; columns: number } | undefined): number {
  const at = grid
    ? Math.min(grid.rows - 1, Math.floor(y * grid.rows)) * grid.columns + Math.min(grid.columns - 1, Math.floor(x * grid.columns))
    : Math.floor(x * count);
  return Math.max(0, Math.min(count - 1, at));
}
