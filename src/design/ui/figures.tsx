// Figures at a glance: tiles with a name, a number and what is to be said beside it.
import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";
import styles from "./figures.module.css";

/** `large`: few figures that a page is about. */
export function Figures({ large = false, children }: { large?: boolean; children: ReactNode }) {
  return (
    <dl className={styles["figures"]} data-large={large || undefined}>
      {children}
    </dl>
  );
}

export function Figure({
  name,
  hint,
  note,
  attention = false,
  children,
}: {
  name: string;
  hint?: string;
  note: ReactNode;
  /** Somebody should look at it: said by a sign too. */
  attention?: boolean;
  children: ReactNode;
}) {
  return (
    <div data-attention={attention}>
      <dt title={hint}>{name}</dt>
      <dd>
        <strong>
          {attention ? <Icon name="alerts" size={16} /> : null} {children}
        </strong>
        <span>{note}</span>
      </dd>
    </div>
  );
}
