// A table of the report. Wider than the screen it scrolls sideways by itself, and can be reached and scrolled by keyboard.
import { useEffect, useRef, type ReactNode } from "react";
import styles from "./report.module.css";

export type ReportTableProps = {
  /** Spoken only: the part's heading says it to the eye. */
  readonly caption: string;
  /** The heads of the columns of words, then of those of figures. */
  readonly words: readonly string[];
  readonly figures?: readonly string[];
  readonly children: ReactNode;
};

export function ReportTable({ caption, words, figures = [], children }: ReportTableProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // Only what scrolls is a stop of the keyboard.
    const look = new ResizeObserver(() => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    });
    look.observe(element);
    return () => look.disconnect();
  }, []);
  return (
    <div ref={box} className={styles["wide"]}>
      <table className={styles["table"]}>
        <caption className="spoken">{caption}</caption>
        <thead>
          <tr>
            {words.map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
            {figures.map((figure) => (
              <th key={figure} scope="col" data-align="end">
                {figure}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
