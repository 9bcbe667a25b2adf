/** Draws lines on a canvas with uPlot. Nothing else knows uPlot, so that another renderer would be this file's change. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { fade, type Theme, type ThemeColour } from '../ui/theme';
import { type Aligned, align, type Line, type LineRole, rowAt } from './series';

export interface Chart {
  show(lines: readonly Line[], theme: Theme): void;
  /** Moves the hover line by so many rows of the table, or to its start or end. */
  step(rows: number | 'start' | 'end'): void;
  clearCursor(): void;
  destroy(): void;
}

export interface ChartOptions {
  logarithmic: boolean;
  /** How a place on the x axis and a value are written. */
  formatX(x: number): string;
  formatY(y: number): string;
  /** The hovered row of the table, null when nothing is hovered. */
  hovered(row: number | null, table: Aligned): void;
}

const runColours: readonly ThemeColour[] = ['other1', 'other2', 'other3'];

/** Colour and stroke of a line: training solid, validation dashed with points, so that colour is never the only sign. */
export function lineStyle(role: LineRole, run: number, theme: Theme): { colour: string; width: number; dash: number[]; points: boolean } {
  const base =
    run > 0 ? theme[runColours[(run - 1) % runColours.length] as ThemeColour] : theme[role === 'validation' ? 'validation' : 'train'];
  const colour = role === 'raw' ? fade(base, theme.highContrast ? 0.5 : 0.3) : base;
  return {
    colour,
    width: role === 'raw' ? 1 : run > 0 ? 1.25 : 2,
    dash: role === 'validation' ? [5, 4] : [],
    points: role === 'validation',
  };
}

const CHART_HEIGHT = 210;

/** Puts a chart into an element, whose width it follows. */
export function createChart(host: HTMLElement, options: ChartOptions): Chart {
  let plot: uPlot | undefined;
  let table: Aligned = { x: [], ys: [] };
  let signature = '';
  const resize = new ResizeObserver(() => plot?.setSize({ width: host.clientWidth, height: CHART_HEIGHT }));
  resize.observe(host);

  const rebuild = (lines: readonly Line[], theme: Theme): void => {
    plot?.destroy();
    plot = new uPlot(
      plotOptions(host.clientWidth, lines, theme, options, row => options.hovered(row, table)),
      dataOf(table),
      host,
    );
  };

  return {
    show(lines, theme) {
      table = align(options.logarithmic ? lines.map(positiveOnly) : lines);
      const next = JSON.stringify([lines.map(line => [line.role, line.run]), theme]);
      if (next !== signature || !plot) {
        signature = next;
        rebuild(lines, theme);
        return;
      }
      // Someone who has zoomed in keeps the view while points arrive behind it.
      const before = plot.data[0];
      const zoomed = before.length > 1 && (plot.scales.x?.min !== before[0] || plot.scales.x?.max !== before[before.length - 1]);
      plot.setData(dataOf(table), !zoomed);
      if (zoomed) plot.redraw();
    },
    step(rows) {
      if (!plot || table.x.length === 0) return;
      const last = table.x.length - 1;
      const from = plot.cursor.idx ?? (rows === 'start' ? 0 : last);
      const row = rows === 'start' ? 0 : rows === 'end' ? last : Math.max(0, Math.min(last, from + rows));
      plot.setCursor({ left: plot.valToPos(table.x[row] as number, 'x'), top: plot.over.clientHeight / 2 });
    },
    clearCursor() {
      plot?.setCursor({ left: -10, top: -10 });
    },
    destroy() {
      resize.disconnect();
      plot?.destroy();
    },
  };
}

const dataOf = (table: Aligned): uPlot.AlignedData => [table.x, ...table.ys];

/** A logarithmic axis has no place for zero and below. */
const positiveOnly = (line: Line): Line => ({ ...line, y: line.y.map(value => (value !== null && value > 0 ? value : null)) });

function plotOptions(
  width: number,
  lines: readonly Line[],
  theme: Theme,
  options: ChartOptions,
  hovered: (row: number | null) => void,
): uPlot.Options {
  const font = `11px ${theme.font || 'sans-serif'}`;
  const grid = { stroke: fade(theme.highContrast ? theme.foreground : theme.muted, theme.highContrast ? 0.3 : 0.14), width: 1 };
  const colourAt = (index: number): string => {
    const line = lines[index - 1];
    return line ? lineStyle(line.role, line.run, theme).colour : '';
  };
  const axis = { stroke: theme.muted, font, grid, ticks: { show: false } };
  return {
    width,
    height: CHART_HEIGHT,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: 'training', scales: ['x', null] },
      y: false,
      points: { size: 7, width: 0, fill: (_plot, index) => colourAt(index), stroke: (_plot, index) => colourAt(index) },
      dataIdx: (plot, index, row) => rowAt(plot.data[index] as (number | null | undefined)[], row),
    },
    scales: {
      x: { time: false },
      y: options.logarithmic
        ? { distr: 3, range: (_plot, low, high) => [(low || 1) / 1.15, (high || 1) * 1.15] }
        : { range: (_plot, low, high) => uPlot.rangeNum(low ?? 0, high ?? 1, 0.08, true) },
    },
    axes: [
      { ...axis, size: 30, space: 64, values: (_plot, marks) => marks.map(mark => options.formatX(mark)) },
      { ...axis, size: 56, values: (_plot, marks) => marks.map(mark => (mark === null ? '' : options.formatY(mark))) },
    ],
    series: [{}, ...lines.map(line => seriesOptions(line, theme))],
    hooks: { setCursor: [plot => hovered(plot.cursor.left === undefined || plot.cursor.left < 0 ? null : (plot.cursor.idx ?? null))] },
  };
}

function seriesOptions(line: Line, theme: Theme): uPlot.Series {
  const style = lineStyle(line.role, line.run, theme);
  const points = style.points ? { show: true, size: 7, fill: theme.background, stroke: style.colour, width: 1.5 } : { show: false };
  return { stroke: style.colour, width: style.width, dash: style.dash, points };
}
