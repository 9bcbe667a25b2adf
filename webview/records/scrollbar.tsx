/**
 * A vertical scrollbar of our own: a browser's scrolling ends at some ten million pixels, which is half a million rows. The thumb stands for any number of
 * them; wheel and keys still move pixel by pixel.
 */

import { useRef } from 'preact/hooks';
import { as } from '../ui/aria';
import { t } from '../ui/words';

const MIN_THUMB_PIXELS = 28;

export interface ScrollbarProps {
  /** Heights in pixels of what there is and of what is seen of it, and where that begins. */
  total: number;
  seen: number;
  top: number;
  controls: string;
  onScroll(top: number): void;
}

export function Scrollbar({ total, seen, top, controls, onScroll }: ScrollbarProps) {
  const track = useRef<HTMLDivElement>(null);
  const grabbed = useRef<number | null>(null);
  const most = Math.max(0, total - seen);
  if (most === 0) return <div class="scrollbar" />;
  const length = Math.max(MIN_THUMB_PIXELS, (seen / total) * seen);
  const at = (top / most) * (seen - length);
  const moveTo = (clientY: number, grip: number): void => {
    const box = track.current?.getBoundingClientRect();
    if (box) onScroll(Math.max(0, Math.min(most, ((clientY - box.top - grip) / (box.height - length)) * most)));
  };
  return (
    <div
      ref={track}
      class="scrollbar"
      {...as('scrollbar', {
        'aria-controls': controls,
        'aria-orientation': 'vertical',
        'aria-label': t('Scroll through the records'),
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': Math.round((100 * top) / most),
      })}
      onPointerDown={event => {
        const box = event.currentTarget.getBoundingClientRect();
        const place = event.clientY - box.top;
        grabbed.current = place >= at && place <= at + length ? place - at : length / 2;
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event.clientY, grabbed.current);
      }}
      onPointerMove={event => grabbed.current !== null && moveTo(event.clientY, grabbed.current)}
      onPointerUp={() => {
        grabbed.current = null;
      }}
    >
      <div class="thumb" style={{ height: `${length}px`, transform: `translateY(${at}px)` }} />
    </div>
  );
}
