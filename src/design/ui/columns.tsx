// Two columns of panels that become one where there is no room.
import type { ReactNode } from "react";
import styles from "./columns.module.css";

/** What a page is about in the wider column, what goes with it in the narrower. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={styles["columns"]}>
      <div>{main}</div>
      <div>{side}</div>
    </div>
  );
}
