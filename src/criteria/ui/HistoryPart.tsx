// The life of a rule: each step with who took it and why, and what a version changed against the one before.
import { useQuery } from "@tanstack/react-query";
import { At, Code, Panel } from "#design/ui";
import type { CriterionDetail, HistoryStep } from "../contract.ts";
import styles from "./criteria.module.css";
import { useLexicon } from "./lexicon.tsx";
import { lineDifference } from "./line-difference.ts";
import { criterionQuery } from "./queries.ts";
import { Told } from "./Told.tsx";

export function HistoryPart({ detail }: { detail: CriterionDetail }) {
  const { t } = useLexicon();
  return (
    <div className={styles["part"]}>
      {detail.shown.version > 1 ? <Difference detail={detail} /> : null}
      <Panel title={t("tab.history")}>
        <ol reversed className={styles["history"]}>
          {detail.history.toReversed().map((step) => (
            <li key={`${step.at} ${step.step} ${step.version}`}>
              <Step step={step} />
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  );
}

function Step({ step }: { step: HistoryStep }) {
  const { t } = useLexicon();
  return (
    <>
      <p>
        <strong>{t.code("step.was", step.step)}</strong>{" "}
        <span className={styles["dim"]}>
          {t("version.number", { version: step.version })}, <bdi>{step.by.name}</bdi>,{" "}
          <At instant={step.at} day="always" /> · <Code dim>{step.fingerprint.slice(0, 8)}</Code>
        </span>
      </p>
      {step.because === null ? null : (
        <p>
          <Told because={step.because} text={step.reason ?? step.because.code} />
        </p>
      )}
      {step.reason === null || step.because !== null ? null : (
        <p className={styles["text"]}>
          <bdi>{step.reason}</bdi>
        </p>
      )}
    </>
  );
}

const signs = { same: " ", gone: "−", new: "+" } as const;

/** The texts of this version and of the one before, line by line. */
function Difference({ detail: { id, shown } }: { detail: CriterionDetail }) {
  const { t } = useLexicon();
  const before = useQuery(criterionQuery(id, shown.version - 1));
  const old = before.data?.shown;
  if (old === undefined || old.version !== shown.version - 1) return null;
  const changes = lineDifference(old.text ?? "", shown.text ?? "");
  const changed = changes.some(({ kind }) => kind !== "same");
  return (
    <Panel title={t("difference.heading", { version: old.version })}>
      {changed ? (
        <pre className={styles["printed"]} dir="ltr" lang="en">
          {changes.map(({ kind, line }, index) => (
            <span key={index} className={styles["changed"]} data-kind={kind}>
              <span aria-hidden="true">{signs[kind]} </span>
              {kind === "same" ? null : <span className="spoken">{t(`difference.${kind}`)} </span>}
              {line}
              {"\n"}
            </span>
          ))}
        </pre>
      ) : (
        <p className={styles["dim"]}>{t("difference.none")}</p>
      )}
    </Panel>
  );
}
