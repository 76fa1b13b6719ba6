// A table that may be wider than the screen: it scrolls sideways by itself, and can be reached and scrolled by keyboard.
import { useEffect, useRef, type ReactNode } from "react";
import styles from "./report.module.css";

export function Wide({ children }: { children: ReactNode }) {
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
      {children}
    </div>
  );
}
