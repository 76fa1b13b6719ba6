// The alerts of one traveller, on the traveller's page.
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { At, Panel, SeverityMark, Strength, useMay, useTexts } from "#design/ui";
import { reasonText } from "./alert-parts.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { queueQuery } from "./queries.ts";

/** Absent where there are none, or where alerts are not this person's business. */
export function PersonAlerts({ personKey }: { personKey: string }) {
  const t = useTexts(casesTexts);
  const may = useMay("view-alerts");
  const answers = useQueries({
    queries: (["open", "confirmed", "cannot-tell", "no-match"] as const).map((state) => ({
      ...queueQuery(state, personKey),
      enabled: may,
    })),
  });
  const alerts = answers.flatMap((answer) => answer.data?.alerts ?? []);
  if (!may || alerts.length === 0) return null;
  return (
    <Panel title={t("personAlerts.title")}>
      <ul className={styles["related"]}>
        {alerts.map((alert) => (
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
      </ul>
    </Panel>
  );
}
