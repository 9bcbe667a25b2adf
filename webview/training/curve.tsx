/** The canvas of one chart, with the hover line that the pointer or the arrow keys move. */
import { useEffect, useRef } from 'preact/hooks';
import { formatDuration } from '../../src/common/format';
import type { Theme } from '../ui/theme';
import { t } from '../ui/words';
import { type Chart, createChart } from './chart';
import type { Aligned, Line, XAxis } from './series';

/** A row of the drawn table that the user points at. */
export interface HoveredRow {
  row: number;
  table: Aligned;
}

const tickWords: Record<XAxis, (x: number) => string> = {
  step: x => String(x),
  epoch: x => String(Math.round(x * 100) / 100),
  time: x => (x < 120 ? `${Math.round(x * 10) / 10} s` : `${Math.round(x / 6) / 10} min`),
};

const placeWords: Record<XAxis, (x: number) => string> = {
  step: x => t('step {0}', x),
  epoch: x => t('epoch {0}', Number.isInteger(x) ? x : x.toFixed(2)),
  time: x => formatDuration(x),
};

/** Where a hovered row stands on the x axis, in words; null when nothing is hovered. */
export function hoveredPlace(hover: HoveredRow | null, axis: XAxis): string | null {
  const x = hover?.table.x[hover.row];
  return x === undefined ? null : placeWords[axis](x);
}

const keys: Record<string, number | 'start' | 'end'> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -20,
  PageDown: 20,
  Home: 'start',
  End: 'end',
};

const tickOf = (y: number): string =>
  Math.abs(y) >= 1e5 || (y !== 0 && Math.abs(y) < 1e-3) ? y.toExponential(0) : String(Number(y.toPrecision(4)));

interface CurveProps {
  title: string;
  lines: readonly Line[];
  theme: Theme;
  axis: XAxis;
  logarithmic: boolean;
  hover: HoveredRow | null;
  /** What is read out at the hovered row. */
  spoken: string;
  onHover(hover: HoveredRow | null): void;
}

/** To assistive technology the curve is a slider over its points: the same keys, and the value read out. */
export function Curve({ title, lines, theme, axis, logarithmic, hover, spoken, onHover }: CurveProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>(null);

  useEffect(() => {
    if (!host.current) return;
    chart.current = createChart(host.current, {
      logarithmic,
      formatX: tickWords[axis],
      formatY: tickOf,
      hovered: (row, table) => onHover(row === null ? null : { row, table }),
    });
    return () => chart.current?.destroy();
  }, [logarithmic, axis, onHover]);

  useEffect(() => chart.current?.show(lines, theme), [lines, theme]);

  const points = Math.max(0, ...lines.map(line => line.x.length));
  return (
    <div
      ref={host}
      class="canvas"
      tabIndex={0}
      role="slider"
      aria-label={t('{0} curve; the table below lists the values of each epoch', title)}
      aria-valuemin={0}
      aria-valuemax={points}
      aria-valuenow={hover?.row ?? points}
      aria-valuetext={spoken}
      onKeyDown={event => {
        const move = keys[event.key];
        if (move === undefined && event.key !== 'Escape') return;
        event.preventDefault();
        if (move === undefined) chart.current?.clearCursor();
        else chart.current?.step(move);
      }}
      onBlur={() => chart.current?.clearCursor()}
    />
  );
}
