import { useLayoutEffect, useState } from 'preact/hooks';

/** Height of a row in pixels, which the style sheet gives it too. */
export const FEATURE_ROW_HEIGHT = 44;
/** Rows above and below those in sight that are drawn too, so that scrolling shows no gap. */
const MARGIN_ROWS = 8;

/** The rows that are drawn: those in sight, and the one that has the focus, wherever it is. Row numbers, ascending. */
export function drawnRows(count: number, top: number, height: number, focused: number): number[] {
  const first = Math.max(0, Math.floor(top / FEATURE_ROW_HEIGHT) - MARGIN_ROWS);
  const end = Math.min(count, Math.ceil((top + height) / FEATURE_ROW_HEIGHT) + MARGIN_ROWS);
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (focused < 0 || focused >= count || (focused >= first && focused < end)) return rows;
  return focused < first ? [focused, ...rows] : [...rows, focused];
}

/** Where an element that scrolls is, as it scrolls and changes its size; in pixels. */
export function useScrolled(element: { current: HTMLElement | null }): { top: number; height: number } {
  const [scrolled, setScrolled] = useState({ top: 0, height: window.innerHeight });
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const update = (): void => setScrolled({ top: current.scrollTop, height: current.clientHeight });
    const observer = new ResizeObserver(update);
    observer.observe(current);
    current.addEventListener('scroll', update, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', update);
    };
  }, [element]);
  return scrolled;
}
