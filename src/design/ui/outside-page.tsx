// The frame of a page outside of the unit's own screens: the product's sign, language and theme, one heading, the content.
import { useEffect, type ReactNode } from "react";
import styles from "./outside-page.module.css";

/** What the shell puts around such a page. */
export type Outside = {
  /** The product's sign, leading to the start. */
  readonly logo: ReactNode;
  /** Language and theme. */
  readonly settings: ReactNode;
};

export type OutsidePageProps = Outside & {
  /** The one h1 of the page; also the title of the window. */
  readonly title: string;
  /** What the page is for, under the heading. */
  readonly lead?: string;
  readonly children: ReactNode;
};

/** Every page for those without an account of the unit is one `OutsidePage`. */
export function OutsidePage({ logo, settings, title, lead, children }: OutsidePageProps) {
  useEffect(() => {
    document.title = `${title} · OpenPIU`;
  }, [title]);
  return (
    <div className={styles["place"]}>
      <header className={styles["top"]}>
        {logo}
        <div>{settings}</div>
      </header>
      <main id="main" className={styles["main"]}>
        <h1>{title}</h1>
        {lead === undefined ? null : <Lead>{lead}</Lead>}
        {children}
      </main>
    </div>
  );
}

/** A paragraph that leads into what follows. */
export function Lead({ children }: { children: ReactNode }) {
  return <p className={styles["lead"]}>{children}</p>;
}
