/** The line between two panes: dragged, or moved by arrow keys. */

import { useRef } from 'preact/hooks';
import { as } from './aria';
import { LEAST_PANE } from './pane-layout';

export interface SplitterProps {
  label: string;
  size: number;
  /** Which way dragging makes the pane larger: 1 to the right, -1 to the left. */
  direction: 1 | -1;
  onSize(size: number): void;
}

const MOST = 900;
const STEP = 24;

export function Splitter({ label, size, direction, onSize }: SplitterProps) {
  const from = useRef<number | null>(null);
  const set = (value: number): void => onSize(Math.max(LEAST_PANE, Math.min(MOST, value)));
  return (
    <div
      class="splitter"
      {...as('separator', {
        tabIndex: 0,
        'aria-label': label,
        'aria-orientation': 'vertical',
        'aria-valuenow': Math.round(size),
        'aria-valuemin': LEAST_PANE,
        'aria-valuemax': MOST,
        onPointerDown: event => {
          from.current = event.clientX - direction * size;
          event.currentTarget.setPointerCapture(event.pointerId);
        },
        onPointerMove: event => from.current !== null && set(direction * (event.clientX - from.current)),
        onPointerUp: () => {
          from.current = null;
        },
        onKeyDown: event => {
          if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
          event.preventDefault();
          set(size + direction * (event.key === 'ArrowRight' ? STEP : -STEP));
        },
      })}
    />
  );
}
