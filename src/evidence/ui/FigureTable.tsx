// Figures with their parts as one table: those of the overseers and those of the public look alike.
import type { ReactNode } from "react";
import { Code, formatNumber, useSurroundings, useTexts } from "#design/ui";
import type { FigureName } from "../figure-names.ts";
import { evidenceTexts } from "./evidence-texts.ts";
import styles from "./evidence.module.css";

export type ShownFigure = {
  readonly figure: FigureName;
  readonly total: number | null;
  readonly parts: readonly { readonly part: string; readonly amount: number | null }[];
};

/** A number that is left out is said to be small. */
export function FigureTable({ name, figures }: { name: string; figures: readonly ShownFigure[] }) {
  const t = useTexts(evidenceTexts);
  const { language } = useSurroundings();
  const number = (value: number | null): string =>
    value === null ? t("figures.small") : formatNumber(value, language);
  return (
    <Scrolled name={name}>
      <table className={styles["table"]}>
        <caption className="spoken">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t("figures.figure")}</th>
            <th scope="col">{t("figures.total")}</th>
            <th scope="col">{t("figures.parts")}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ figure, total, parts }) => (
            <tr key={figure}>
              <th scope="row">{t(`figure.${figure}`)}</th>
              <td className={styles["number"]}>{number(total)}</td>
              <td>
                <ul className={styles["parts"]}>
                  {parts.map(({ part, amount }) => (
                    <li key={part}>
                      <PartName part={part} /> <strong>{number(amount)}</strong>
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

/** A word where this catalogue has one; else the code as it is kept. */
function PartName({ part }: { part: string }) {
  const t = useTexts(evidenceTexts);
  const words = t.code("part", part, "");
  return words === "" ? <Code>{part}</Code> : <span>{words}</span>;
}

/** What scrolls takes the focus, or the keyboard cannot scroll it (WCAG 2.1.1). */
export function Scrolled({ name, children }: { name: string; children: ReactNode }) {
  const scrolls = { tabIndex: 0, role: "group" };
  return (
    <div className={styles["scroll"]} aria-label={name} {...scrolls}>
      {children}
    </div>
  );
}
