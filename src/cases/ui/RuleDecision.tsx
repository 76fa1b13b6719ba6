// The decision on a match of a rule: each innocent explanation answered first, then as of every alert.
import { Radio } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { At, Panel, problemAt, useMay, usePurpose, useTexts } from "#design/ui";
import type { CriterionAlertDetail, ExoneratingCheck } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { DecisionForm } from "./DecisionForm.tsx";
import { decideRuleAlert } from "./queries.ts";

type Found = ExoneratingCheck["found"];
const findings: readonly Found[] = ["applies", "does-not-apply", "not-known"];

/** What was decided; and, while the alert is open and the person may, the form to decide it. */
export function RuleDecision({ alert }: { alert: CriterionAlertDetail }) {
  const t = useTexts(casesTexts);
  const may = useMay("decide-alert");
  return (
    <Panel title={t("decision.title")}>
      <Decided alert={alert} />
      {alert.state !== "open" ? null : may ? (
        <Decide alert={alert} />
      ) : (
        <p className={styles["dim"]}>{t("decision.none")}</p>
      )}
    </Panel>
  );
}

function Decided({ alert: { decision, caseId } }: { alert: CriterionAlertDetail }) {
  const t = useTexts(casesTexts);
  return (
    <>
      {decision === null ? null : (
        <div className={styles["decided"]}>
          <p>
            <strong>{t(`decision.${decision.outcome}`)}</strong> ·{" "}
            {t.code("ra.code", decision.reasonCode, t.code("code", decision.reasonCode))}
          </p>
          <p>
            <bdi>{decision.reason}</bdi>
          </p>
          {decision.checks.length === 0 ? null : (
            <ul className={styles["statements"]}>
              {decision.checks.map(({ text, found }) => (
                <li key={text}>
                  <bdi>{text}</bdi>: <strong>{t(`ra.check.${found}`)}</strong>
                </li>
              ))}
            </ul>
          )}
          <p className={styles["dim"]}>
            <bdi>{decision.by.name}</bdi>, <At instant={decision.at} />
          </p>
        </div>
      )}
      {caseId === null ? null : (
        <p className={styles["caseLink"]}>
          <Link to="/c/$caseId" params={{ caseId }}>
            {t("decision.case")}
          </Link>
        </p>
      )}
    </>
  );
}

function Decide({ alert }: { alert: CriterionAlertDetail }) {
  const t = useTexts(casesTexts);
  const { purpose } = usePurpose();
  const [answers, setAnswers] = useState<readonly (Found | null)[]>(alert.exonerating.map(() => null));
  const own = useId();
  const idOf = (index: number) => `${own}check${index}`;
  const checks = alert.exonerating.flatMap((text, index) => {
    const found = answers[index] ?? null;
    return found === null ? [] : [{ text, found }];
  });
  return (
    <DecisionForm
      kind="rules"
      alertId={alert.id}
      send={(decided) => decideRuleAlert(alert.id, { ...decided, checks, version: alert.version }, purpose)}
      hintOf={(outcome) => t(`ra.decision.${outcome}`)}
      codeText={(code) => t.code("ra.code", code, t(`code.${code}`))}
      reasonLabel={t("ra.reason")}
      missing={() =>
        alert.exonerating.flatMap((text, index) =>
          (answers[index] ?? null) === null
            ? [{ field: idOf(index), text: t("ra.check.missing", { text }) }]
            : [],
        )
      }
      first={(lacking) =>
        alert.exonerating.length === 0 ? null : (
          <div className={styles["checks"]}>
            <p>
              <strong>{t("ra.checks")}</strong>
            </p>
            <p className={styles["dim"]}>{t("ra.checks.hint")}</p>
            {alert.exonerating.map((text, index) => (
              <Check
                key={text}
                id={idOf(index)}
                text={text}
                found={answers[index] ?? null}
                error={problemAt(lacking, idOf(index))}
                onFound={(found) => setAnswers((before) => before.with(index, found))}
              />
            ))}
          </div>
        )
      }
    />
  );
}

/** One innocent explanation and what the reviewer found of it. */
function Check({
  id,
  text,
  found,
  error,
  onFound,
}: {
  id: string;
  text: string;
  found: Found | null;
  error: string | undefined;
  onFound: (found: Found) => void;
}) {
  const t = useTexts(casesTexts);
  return (
    <Radio.Group
      label={<bdi>{text}</bdi>}
      withAsterisk
      error={error}
      value={found}
      onChange={(value) => {
        const chosen = findings.find((one) => one === value);
        if (chosen !== undefined) onFound(chosen);
      }}
    >
      <div className={styles["findings"]}>
        {findings.map((one, index) => (
          <Radio
            key={one}
            {...(index === 0 ? { id } : {})}
            size="sm"
            value={one}
            label={t(`ra.check.${one}`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
