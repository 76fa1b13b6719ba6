// What was decided of an alert on a listed person, and the form to decide it.
import { Link } from "@tanstack/react-router";
import { At, Panel, useMay, usePurpose, useTexts } from "#design/ui";
import type { AlertDetail } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { categoryTexts } from "./category-texts.ts";
import { DecisionForm, reasons } from "./DecisionForm.tsx";
import { decide } from "./queries.ts";

/** What was decided; and, while the alert is open and the person may, the form to decide it. */
export function DecisionPanel({ alert }: { alert: AlertDetail }) {
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

function Decided({ alert }: { alert: AlertDetail }) {
  const t = useTexts(casesTexts);
  return (
    <>
      {alert.decisions.map((decision) => (
        <div key={decision.at} className={styles["decided"]}>
          <p>
            <strong>{t(`decision.${decision.outcome}`)}</strong> · {t.code("code", decision.reasonCode)}
          </p>
          <p>
            <bdi>{decision.reason}</bdi>
          </p>
          <p className={styles["dim"]}>
            <bdi>{decision.by.name}</bdi>, <At instant={decision.at} />
          </p>
        </div>
      ))}
      {alert.caseId === null ? null : (
        <p className={styles["caseLink"]}>
          <Link to="/c/$caseId" params={{ caseId: alert.caseId }}>
            {t("decision.case")}
          </Link>
        </p>
      )}
    </>
  );
}

/** Of somebody to be helped or heard a confirmed match goes to protection. */
const forProtection = { ...reasons, confirmed: ["PROTECT"] } as const;

function Decide({ alert }: { alert: AlertDetail }) {
  const t = useTexts(casesTexts);
  const who = useTexts(categoryTexts);
  const { purpose } = usePurpose();
  return (
    <DecisionForm
      kind="listed"
      alertId={alert.id}
      send={(decided) => decide(alert.id, { ...decided, version: alert.version }, purpose)}
      {...(alert.protective ? { codes: forProtection } : {})}
      hintOf={(outcome) =>
        alert.protective && outcome === "confirmed" ? who("confirmedHint") : t(`decision.${outcome}.hint`)
      }
      codeText={(code) => t(`code.${code}`)}
      reasonLabel={t("decision.reason")}
      note={(outcome) =>
        outcome === "no-match" && alert.needsSecond ? (
          <p className={styles["dim"]}>{t("decision.needsSecond")}</p>
        ) : null
      }
    />
  );
}
