/** The line between two panes: dragged, or moved by arrow keys. */

import { useRef } from 'preact/hooks';
import { as } from '../ui/aria';
import { t } from '../ui/words';
import { MIN_PANE_HEIGHT_PERCENT, MIN_PANE_WIDTH } from './pane-layout';

export interface SplitterProps {
  label: string;
  /** Which way the line runs: an upright one divides the width, in pixels, a level one the height, in hundredths. */
  orientation: 'vertical' | 'horizontal';
  size: number;
  /** Which way dragging makes the pane larger: 1 to the right or down, -1 to the left or up. */
  direction: 1 | -1;
  onSize(size: number): void;
}

interface Axis {
  least: number;
  most: number;
  step: number;
  /** Keys that move the line back and forth. */
  keys: readonly [back: string, forth: string];
  place(event: PointerEvent): number;
  /** Pixels of one unit of the size. */
  unit(line: HTMLElement): number;
  hint(): string;
}

const AXES: { [orientation in SplitterProps['orientation']]: Axis } = {
  vertical: {
    least: MIN_PANE_WIDTH,
    most: 900,
    step: 24,
    keys: ['ArrowLeft', 'ArrowRight'],
    place: event => event.clientX,
    unit: () => 1,
    hint: () => t('Drag to resize, or focus and press Left or Right'),
  },
  horizontal: {
    least: MIN_PANE_HEIGHT_PERCENT,
    most: 100 - MIN_PANE_HEIGHT_PERCENT,
    step: 5,
    keys: ['ArrowUp', 'ArrowDown'],
    place: event => event.clientY,
    unit: line => Math.max(1, line.parentElement?.clientHeight ?? 0) / 100,
    hint: () => t('Drag to resize, or focus and press Up or Down'),
  },
};

export function Splitter({ label, orientation, size, direction, onSize }: SplitterProps) {
  const { least, most, step, keys, place, unit, hint } = AXES[orientation];
  const from = useRef<number | null>(null);
  const set = (value: number): void => onSize(Math.max(least, Math.min(most, value)));
  return (
    <div
      class={`splitter ${orientation}`}
      title={hint()}
      {...as('separator', {
        tabIndex: 0,
        'aria-label': label,
        'aria-orientation': orientation,
        'aria-valuenow': Math.round(size),
        'aria-valuemin': least,
        'aria-valuemax': most,
        onPointerDown: event => {
          from.current = place(event) - direction * size * unit(event.currentTarget);
          event.currentTarget.setPointerCapture(event.pointerId);
        },
        onPointerMove: event => from.current !== null && set((direction * (place(event) - from.current)) / unit(event.currentTarget)),
        onPointerUp: () => {
          from.current = null;
        },
        onKeyDown: event => {
          const towards = keys.indexOf(event.key);
          if (towards < 0) return;
          event.preventDefault();
          set(size + direction * (towards === 0 ? -step : step));
        },
      })}
    />
  );
}
