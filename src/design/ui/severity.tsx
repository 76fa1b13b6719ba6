// Severity as shape, word and colour together: octagon, triangle, circle; none of the three alone.
import type { ReactNode } from "react";
import styles from "./severity.module.css";
import { formatScore } from "./format.ts";
import { useDesignTexts, useSurroundings } from "./surroundings.tsx";

export type Severity = "strong" | "possible" | "weak";
export type FindingSeverity = "error" | "warning" | "info";

const shapes: Readonly<Record<Severity | FindingSeverity, ReactNode>> = {
  strong: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />,
  error: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />,
  possible: <path d="M8 1.2 15.4 14.5H.6z" />,
  warning: <path d="M8 1.2 15.4 14.5H.6z" />,
  weak: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2.4" />,
  info: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2.4" />,
};
const tones: Readonly<Record<Severity | FindingSeverity, Severity>> = {
  strong: "strong",
  error: "strong",
  possible: "possible",
  warning: "possible",
  weak: "weak",
  info: "weak",
};

/** Whether a word is one of the three severities. */
export function isSeverity(word: string): word is Severity {
  return word === "strong" || word === "possible" || word === "weak";
}

/** The shape alone, for places where the word stands beside it or is told another way. */
export function SeverityShape({
  severity,
  size = 12,
}: {
  severity: Severity | FindingSeverity;
  size?: number;
}) {
  return (
    <svg
      className={styles[`mark-${tones[severity]}`]}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="currentColor"
      aria-hidden="true"
    >
      {shapes[severity]}
    </svg>
  );
}

/** Shape, word and colour, with what is counted or scored behind it. */
export function SeverityMark({
  severity,
  children,
  quiet = false,
}: {
  severity: Severity | FindingSeverity;
  children?: ReactNode;
  quiet?: boolean;
}) {
  const t = useDesignTexts();
  const tone = tones[severity];
  return (
    <span className={`${styles["badge"]} ${quiet ? styles["quiet"] : styles[`ground-${tone}`]}`}>
      <SeverityShape severity={severity} />
      <span>{t(`severity.${severity}`)}</span>
      {children === undefined ? null : <span className={styles["value"]}>{children}</span>}
    </span>
  );
}

/** A probability beside a mark. */
export function Strength({ value }: { value: number }) {
  const { language } = useSurroundings();
  return <bdi dir="ltr">{formatScore(value, language)}</bdi>;
}

/** Counts by severity in one line: only those above zero; the word is there for whoever does not see the shape. */
export function SeverityCounts({ counts }: { counts: Readonly<Record<Severity, number>> }) {
  const t = useDesignTexts();
  const shown = (["strong", "possible", "weak"] as const).filter((severity) => counts[severity] > 0);
  if (shown.length === 0) return <NoneShown />;
  return (
    <span className={styles["counts"]}>
      {shown.map((severity) => (
        <span key={severity} className={styles[`ink-${severity}`]} title={t(`severity.${severity}`)}>
          <SeverityShape severity={severity} />
          {counts[severity]}
          <span className="spoken"> {t(`severity.${severity}`)}</span>
        </span>
      ))}
    </span>
  );
}

/** The dash for "nothing here", spoken as words. */
export function NoneShown() {
  const t = useDesignTexts();
  return (
    <span className={styles["none"]}>
      <span aria-hidden="true">{t("value.none")}</span>
      <span className="spoken">{t("value.none.spoken")}</span>
    </span>
  );
}
