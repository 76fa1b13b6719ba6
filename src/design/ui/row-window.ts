// Which of many rows of one height lie in sight: only those are drawn, the rest is empty height.
import { useEffect, useState, type RefObject } from "react";

export type RowWindow = {
  /** First row drawn and the one after the last. */
  readonly start: number;
  readonly end: number;
  /** Height of the rows before and after, in pixels. */
  readonly above: number;
  readonly below: number;
  /** Scrolls so that a row lies in sight. */
  readonly reveal: (row: number) => void;
};

/** Rows drawn beyond both edges, so that a short way of scrolling shows no gap. */
const margin = 12;

/** The window of `count` rows of `height` pixels in a scrolling element; all rows while it is off. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  { count, height, on }: { count: number; height: number; on: boolean },
): RowWindow {
  const [seen, setSeen] = useState({ top: 0, rows: 40 });

  useEffect(() => {
    const element = scroller.current;
    if (element === null || !on) return;
    const look = () => {
      const next = {
        top: Math.floor(element.scrollTop / height),
        rows: Math.ceil(element.clientHeight / height),
      };
      setSeen((before) => (before.top === next.top && before.rows === next.rows ? before : next));
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, height, on, count]);

  const reveal = (row: number) => {
    const element = scroller.current;
    if (element === null) return;
    const [from, to] = [row * height, (row + 1) * height];
    // Room for one row: the heads of the columns stay in sight at the top.
    if (from < element.scrollTop) element.scrollTo({ top: from });
    else if (to + 2 * height > element.scrollTop + element.clientHeight) {
      element.scrollTo({ top: to + 2 * height - element.clientHeight });
    }
  };

  if (!on) return { start: 0, end: count, above: 0, below: 0, reveal };
  const start = Math.max(0, Math.min(seen.top - margin, count - 1));
  const end = Math.min(count, seen.top + seen.rows + margin);
  return { start, end, above: start * height, below: (count - end) * height, reveal };
}
