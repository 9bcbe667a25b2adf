/** A loss curve for a terminal: braille dots, two columns and four rows of them to a character. */
export interface Series {
  name: string;
  /** Drawn with dots that are joined, or one mark at every point. */
  style: 'line' | 'marks';
  points: [x: number, y: number][];
}

const MARK = '●';
/** Bit of the braille pattern (U+2800 + bits) for the dot at row, column. */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

interface Frame {
  columns: number;
  rows: number;
  minX: number;
  maxX: number;
  minY: number;
  maxY: number;
}

const toDot = ([x, y]: [number, number], { columns, rows, minX, maxX, minY, maxY }: Frame): [number, number] => [
  Math.round(((x - minX) / (maxX - minX || 1)) * (columns * 2 - 1)),
  Math.round(((maxY - y) / (maxY - minY || 1)) * (rows * 4 - 1)),
];

/** Dots of a line between two dots. */
function lineDots([x0, y0]: [number, number], [x1, y1]: [number, number]): [number, number][] {
  const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1);
  return Array.from({ length: steps + 1 }, (_, i) => [Math.round(x0 + ((x1 - x0) * i) / steps), Math.round(y0 + ((y1 - y0) * i) / steps)]);
}

const label = (value: number): string => value.toPrecision(3);

/**
 * Draws series into `columns` by `rows` characters (the axis labels come on top of that). Points that are no numbers are left out; undefined when there
 * are fewer than two.
 */
export function drawCurve(series: Series[], columns: number, rows: number): string | undefined {
  const sound = series.map(one => ({ ...one, points: one.points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)) }));
  const all = sound.flatMap(one => one.points);
  if (all.length < 2) return undefined;
  const extent = (axis: 0 | 1): [number, number] =>
    all.reduce(
      ([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  const [minX, maxX] = extent(0);
  const [minY, maxY] = extent(1);
  const frame: Frame = { columns, rows, minX, maxX, minY, maxY };

  const bits = new Uint8Array(columns * rows);
  const marks = new Set<number>();
  const cellOf = ([x, y]: [number, number]): number => (y >> 2) * columns + (x >> 1);
  for (const { style, points } of sound) {
    const dots = points.map(point => toDot(point, frame));
    if (style === 'marks') for (const dot of dots) marks.add(cellOf(dot));
    else
      for (let i = 0; i < dots.length; i++)
        for (const dot of lineDots(dots[Math.max(0, i - 1)], dots[i])) bits[cellOf(dot)] |= DOTS[dot[1] & 3][dot[0] & 1];
  }

  const width = Math.max(label(minY).length, label(maxY).length);
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (_, column) => {
      const cell = row * columns + column;
      return marks.has(cell) ? MARK : bits[cell] === 0 ? ' ' : String.fromCharCode(0x2800 + bits[cell]);
    });
    const value = row === 0 ? label(maxY) : row === rows - 1 ? label(minY) : '';
    return `${value.padStart(width)} ┤${cells.join('')}`.trimEnd();
  });
  const legend = sound.filter(one => one.points.length > 0).map(one => `${one.style === 'marks' ? MARK : '⠒⠒'} ${one.name}`);
  return [...lines, `${' '.repeat(width)} └${'─'.repeat(columns)}`, `${' '.repeat(width + 2)}${legend.join('   ')}`].join('\n');
}
