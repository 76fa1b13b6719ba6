// The frame of a screen: where you are, one heading, what can be done here, and the content that scrolls.
import { UnstyledButton } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { Icon } from "./icons.tsx";
import { useShortcuts } from "./keyboard.tsx";
import styles from "./page.module.css";
import { useDesignTexts } from "./surroundings.tsx";

export type Crumb = { readonly label: string; readonly link: (label: ReactNode) => ReactNode };

export type PageProps = {
  /** The one h1 of the page; also the title of the window. Never a person's name in `title`. */
  readonly title: string;
  /** What stands for the heading on the page where it is more than the title. */
  readonly heading?: ReactNode;
  readonly trail?: readonly Crumb[];
  /** One line under the heading: the facts of the object. */
  readonly facts?: ReactNode;
  readonly actions?: ReactNode;
  /** The content fills the height and scrolls inside (a table); otherwise the page scrolls. */
  readonly fills?: boolean;
  /** Made to be put on paper for a file: offers to print it, as does P. */
  readonly prints?: boolean;
  readonly children: ReactNode;
};

const print = () => globalThis.print();

/** Every screen is one `Page`. */
export function Page({
  title,
  heading,
  trail = [],
  facts,
  actions,
  fills = false,
  prints = false,
  children,
}: PageProps) {
  const t = useDesignTexts();
  useEffect(() => {
    document.title = `${title} · OpenPIU`;
  }, [title]);
  useShortcuts(prints ? [{ keys: "KeyP", label: t("page.print"), run: print }] : []);
  return (
    <div className={fills ? styles["fills"] : styles["page"]}>
      <header className={styles["head"]}>
        <div className={styles["titles"]}>
          {trail.length === 0 ? null : (
            <nav aria-label={t("nav.trail")}>
              <ol className={styles["trail"]}>
                {trail.map((crumb) => (
                  <li key={crumb.label}>
                    {crumb.link(crumb.label)}
                    <span className={styles["chevron"]}>
                      <Icon name="chevron" size={10} />
                    </span>
                  </li>
                ))}
              </ol>
            </nav>
          )}
          <h1 className={styles["title"]}>{heading ?? title}</h1>
          {facts === undefined ? null : <div className={styles["facts"]}>{facts}</div>}
        </div>
        {actions === undefined && !prints ? null : (
          <div className={styles["actions"]}>
            {actions}
            {prints ? (
              <UnstyledButton
                className={styles["tool"]}
                aria-label={t("page.print")}
                title={`${t("page.print")} (P)`}
                onClick={print}
              >
                <Icon name="print" />
              </UnstyledButton>
            ) : null}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}

/** A framed part of a page with its own heading. */
export function Panel({
  title,
  aside,
  children,
  flush = false,
  bare = false,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  /** No head of its own: the content says what it is (its title is still read out). */
  bare?: boolean;
  /** The content touches the frame (a table). */
  flush?: boolean;
}) {
  return (
    <section className={styles["panel"]} aria-label={title}>
      {bare ? null : (
        <header className={styles["panelHead"]}>
          <h2>{title}</h2>
          {aside === undefined ? null : <div className={styles["aside"]}>{aside}</div>}
        </header>
      )}
      <div className={flush || bare ? undefined : styles["panelBody"]}>{children}</div>
    </section>
  );
}
