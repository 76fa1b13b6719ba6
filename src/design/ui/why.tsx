// Why the machine says so: every item of evidence in words with its weight, what was not compared, what would change it.
import type { ReactNode } from "react";
import { formatNumber, formatScore } from "./format.ts";
import { Icon } from "./icons.tsx";
import { NoneShown } from "./severity.tsx";
import { useDesignTexts, useSurroundings } from "./surroundings.tsx";
import styles from "./why.module.css";

export type EvidenceLine = {
  readonly key: string;
  readonly feature: string;
  readonly left: string | null;
  readonly right: string | null;
  /** How the two relate, in the reader's words. */
  readonly relation: string;
  /** Log2 of the likelihood ratio: positive speaks for a match. */
  readonly bits: number;
  /** Signed share of all evidence, -1..1. */
  readonly effect: number;
};

export type WhyProps = {
  readonly score: number;
  readonly threshold: number;
  readonly evidence: readonly EvidenceLine[];
  readonly notCompared: readonly string[];
  readonly wouldChange: readonly string[];
  readonly footer?: ReactNode;
};

/** The explanation of one machine result: words first, numbers beside them, nothing by colour alone. */
export function Why({ score, threshold, evidence, notCompared, wouldChange, footer }: WhyProps) {
  const t = useDesignTexts();
  const { language } = useSurroundings();
  const largest = Math.max(1, ...evidence.map((line) => Math.abs(line.bits)));
  return (
    <div className={styles["why"]}>
      <p className={styles["score"]}>
        <strong>{t("why.score", { score: formatScore(score, language) })}</strong>
        <span>{t("why.threshold", { threshold: formatScore(threshold, language) })}</span>
        <ScoreBar score={score} threshold={threshold} />
      </p>
      <div className={styles["scroll"]}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{t("why.column.feature")}</th>
              <th scope="col">{t("why.column.left")}</th>
              <th scope="col">{t("why.column.right")}</th>
              <th scope="col">{t("why.column.relation")}</th>
              <th scope="col" className={styles["weight"]}>
                {t("why.column.weight")}
              </th>
            </tr>
          </thead>
          <tbody>
            {evidence.map((line) => (
              <tr key={line.key}>
                <th scope="row">{line.feature}</th>
                <td>
                  <Value>{line.left}</Value>
                </td>
                <td>
                  <Value>{line.right}</Value>
                </td>
                <td>{line.relation}</td>
                <td className={styles["weight"]}>
                  <Weight bits={line.bits} largest={largest} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles["rest"]}>
        {notCompared.length === 0 ? null : (
          <div>
            <h3>{t("why.notCompared")}</h3>
            <ul>
              {notCompared.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
        )}
        {wouldChange.length === 0 ? null : (
          <div>
            <h3>{t("why.wouldChange")}</h3>
            <ul>
              {wouldChange.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {footer === undefined ? null : <div className={styles["footer"]}>{footer}</div>}
    </div>
  );
}

/** How two values stand to each other, as sign and word; the sign is the same in every language. */
export function CompareMark({ relation }: { relation: "equal" | "near" | "differs" | "missing" }) {
  const t = useDesignTexts();
  return (
    <span className={styles["compare"]} data-relation={relation} title={t(`compare.${relation}`)}>
      <span aria-hidden="true">{{ equal: "=", near: "≈", differs: "≠", missing: "?" }[relation]}</span>
      <span className="spoken">{t(`compare.${relation}`)}</span>
    </span>
  );
}

function Value({ children }: { children: string | null }) {
  return children === null || children === "" ? (
    <NoneShown />
  ) : (
    <bdi translate="no" className={children.length < 14 ? styles["short"] : undefined}>
      {children}
    </bdi>
  );
}

function Weight({ bits, largest }: { bits: number; largest: number }) {
  const t = useDesignTexts();
  const { language } = useSurroundings();
  const share = Math.min(1, Math.abs(bits) / largest) * 50;
  const tone = bits > 0.05 ? "for" : bits < -0.05 ? "against" : "neutral";
  const sign = tone === "for" ? "+" : tone === "against" ? "−" : "";
  const number = `${sign}${formatNumber(Math.abs(bits), language, 1)}`;
  return (
    <span className={styles["weightLine"]} title={t(`why.${tone}`)}>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" data-tone={tone}>
        <rect x="0" y="3.5" width="100" height="1" className={styles["axis"]} />
        <rect x={tone === "against" ? 50 - share : 50} y="0" width={share} height="8" rx="1" />
        <rect x="49.6" y="0" width="0.8" height="8" className={styles["zero"]} />
      </svg>
      <bdi dir="ltr" className={styles["bits"]}>
        {number}
      </bdi>
      <span className="spoken">{t(`why.${tone}`)}</span>
    </span>
  );
}

function ScoreBar({ score, threshold }: { score: number; threshold: number }) {
  return (
    <svg className={styles["scoreBar"]} viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="3" width="200" height="4" rx="2" className={styles["track"]} />
      <rect
        x="0"
        y="3"
        width={Math.max(0, Math.min(1, score)) * 200}
        height="4"
        rx="2"
        className={styles["fill"]}
      />
      <rect
        x={Math.max(0, Math.min(1, threshold)) * 200 - 0.75}
        y="0"
        width="1.5"
        height="10"
        className={styles["limit"]}
      />
    </svg>
  );
}

/** A hint beside a machine's figure that it can be looked into. */
export function WhyHint({ text }: { text: string }) {
  return (
    <span className={styles["hint"]}>
      <Icon name="info" size={13} /> {text}
    </span>
  );
}
