// The alerts of one traveller, on the traveller's page: those of listed persons, then those of rules.
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { At, Panel, SeverityMark, Strength, useMay, useTexts } from "#design/ui";
import { Points, reasonText } from "./alert-parts.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { queueQuery, ruleQueueQuery } from "./queries.ts";

const shown = ["open", "confirmed", "cannot-tell", "no-match"] as const;

/** Absent where there are none, or where alerts are not this person's business. */
export function PersonAlerts({ personKey }: { personKey: string }) {
  const t = useTexts(casesTexts);
  const may = useMay("view-alerts");
  const listed = useQueries({
    queries: shown.map((state) => ({ ...queueQuery(state, personKey), enabled: may })),
  }).flatMap((answer) => answer.data?.alerts ?? []);
  const rules = useQueries({
    queries: shown.map((state) => ({ ...ruleQueueQuery(state, personKey), enabled: may })),
  }).flatMap((answer) => answer.data?.alerts ?? []);
  if (!may || listed.length + rules.length === 0) return null;
  return (
    <Panel title={t("personAlerts.title")}>
      <ul className={styles["related"]}>
        {listed.map((alert) => (
          <li key={alert.id}>
            <Link to="/a/$alertId" params={{ alertId: alert.id }}>
              <SeverityMark severity={alert.band}>
                <Strength value={alert.strength} />
              </SeverityMark>
            </Link>
            <span>{t(`queue.state.${alert.state}`)}</span>
            <span className={styles["dim"]}>{reasonText(alert.reason, t)}</span>
            <At instant={alert.raisedAt} />
          </li>
        ))}
        {rules.map((alert) => (
          <li key={alert.id}>
            <Link to="/ra/$alertId" params={{ alertId: alert.id }}>
              {t("ra.title")}: <bdi>{alert.rule.title}</bdi>
            </Link>
            <span>{t(`queue.state.${alert.state}`)}</span>
            <span className={styles["dim"]}>
              {t(`ra.outcome.${alert.rule.outcome}`)}, {t("column.points")} <Points of={alert} />
            </span>
            <At instant={alert.raisedAt} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
