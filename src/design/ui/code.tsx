// Data of others on the page: names and identifiers as text, each in its own direction, never as markup.
import type { ReactNode } from "react";
import styles from "./code.module.css";
import { NoneShown } from "./severity.tsx";

/** An identifier (flight, document, locator): always left to right, never translated. */
export function Code({ children, dim = false }: { children: string | null | undefined; dim?: boolean }) {
  if (children === null || children === undefined || children === "") return <NoneShown />;
  return (
    <bdi dir="ltr" translate="no" className={dim ? styles["dim"] : styles["code"]}>
      {children}
    </bdi>
  );
}

/** From one place to another, by codes: one unit from left to right in every language, as on a ticket. */
export function FromTo({ from, to }: { from: string | null; to: string | null }) {
  return (
    <bdi dir="ltr" translate="no" className={styles["code"]}>
      {from ?? "–"}
      <span className={styles["arrow"]}> → </span>
      {to ?? "–"}
    </bdi>
  );
}

/** A person's name as sent: one unit in the direction of its own script, the surname set off. */
export function PersonName({ surname, given }: { surname: string; given: string | null }) {
  return (
    <bdi translate="no" className={styles["name"]}>
      <span className={styles["surname"]}>{surname}</span>
      {given === null || given === "" ? null : ` ${given}`}
    </bdi>
  );
}

/** Labels and values in two columns; a missing value shows as such. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles["facts"]}>{children}</dl>;
}

/** One line of `Facts`. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  const missing = children === null || children === undefined || children === "";
  return (
    <div className={styles["fact"]}>
      <dt>{label}</dt>
      <dd>{missing ? <NoneShown /> : children}</dd>
    </div>
  );
}
