// Alert review: both sides next to each other, why they were matched, and the one decision a person makes.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import {
  Answer,
  At,
  Countdown,
  Page,
  Panel,
  PurposeGate,
  SeverityMark,
  Strength,
  useGroundOf,
  usePurpose,
  useTexts,
} from "#design/ui";
import type { AlertDetail } from "../contract.ts";
import { FlightLink, KeptUntil, ReviewClock } from "./alert-parts.tsx";
import { AlertSides } from "./AlertSides.tsx";
import { AlertWhy } from "./AlertWhy.tsx";
import { AlsoListed } from "./AlsoListed.tsx";
import { AwaitingNcb } from "./AwaitingNcb.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { DecisionPanel } from "./DecisionPanel.tsx";
import { Directives } from "./Directives.tsx";
import { ProtectiveNotice } from "./PersonCategories.tsx";
import { alertQuery } from "./queries.ts";
import { ReviewActions, Standing } from "./review-parts.tsx";

const here = getRouteApi("/signed-in/a/$alertId");

/** The alert at its address; both sides are in clear, so a purpose is asked first. */
/** The review of an alert. `beside`: what another slice knows of the person; `asked`: what others are asked of it; the shell puts them in. */
export function AlertReviewScreen({
  beside,
  asked,
}: {
  beside?: (personKey: string) => ReactNode;
  asked?: (alertId: string, personKey: string) => ReactNode;
}) {
  const t = useTexts(casesTexts);
  const { alertId } = here.useParams();
  const { purpose } = usePurpose();
  const query = useQuery(alertQuery(alertId, purpose));
  const alert = query.data;
  useGroundOf(`alert:${alertId}`, alert === undefined ? [] : [alert.personKey]);
  return (
    <Page
      prints={alert !== undefined}
      title={t("alert.title")}
      heading={alert === undefined ? undefined : t("alert.of", { list: alert.entry.listTitle })}
      trail={[{ label: t("queue.title"), link: (label) => <Link to="/alerts">{label}</Link> }]}
      facts={alert === undefined ? undefined : <AlertFacts alert={alert} />}
      actions={alert === undefined ? undefined : <ReviewActions kind="listed" alert={alert} />}
    >
      <PurposeGate>
        {() => (
          <Answer query={query} rows={10}>
            {/* Another alert is another form: nothing typed for one may stand under the next. */}
            {(found) => (
              <Review
                key={found.id}
                alert={found}
                beside={beside?.(found.personKey)}
                asked={asked?.(found.id, found.personKey)}
              />
            )}
          </Answer>
        )}
      </PurposeGate>
    </Page>
  );
}

function AlertFacts({ alert }: { alert: AlertDetail }) {
  const t = useTexts(casesTexts);
  return (
    <>
      <SeverityMark severity={alert.band}>
        <Strength value={alert.strength} />
      </SeverityMark>
      <FlightLink flight={alert.flight} />
      {alert.flight.dueAt === null ? null : <Countdown to={alert.flight.dueAt} />}
      {alert.state === "open" ? (
        <span>
          {t("column.clock")}: <ReviewClock raisedAt={alert.raisedAt} dueAt={alert.flight.dueAt} />
        </span>
      ) : (
        <strong>{t(`queue.state.${alert.state}`)}</strong>
      )}
      <span>
        {t("column.raised")} <At instant={alert.raisedAt} />
      </span>
      <KeptUntil alert={alert} />
    </>
  );
}

function Review({ alert, beside, asked }: { alert: AlertDetail; beside: ReactNode; asked: ReactNode }) {
  const t = useTexts(casesTexts);
  return (
    <div className={styles["review"]}>
      <div className={styles["column"]}>
        {alert.entry.changedSince ? (
          <p className={styles["warning"]}>{t("alert.changedSince", { version: alert.entry.listVersion })}</p>
        ) : null}
        <Standing alert={alert} />
        <ProtectiveNotice alert={alert} />
        {beside}
        {alert.clearedBefore === null ? null : <ClearedBefore cleared={alert.clearedBefore} />}
        <AlertSides alert={alert} />
        <Panel title={t("alert.why")}>
          <AlertWhy of={alert} engine={alert.engineVersion} profile={alert.profile} />
        </Panel>
        <AlsoListed alert={alert} />
      </div>
      <div className={styles["decisionColumn"]}>
        <AwaitingNcb rows={alert.awaitingNcb} />
        <DecisionPanel alert={alert} />
        {asked}
        <Directives
          of={{ alert: alert.id }}
          {...(alert.protective ? {} : { person: alert.personKey })}
          alertId={alert.id}
        />
        <Related alert={alert} />
      </div>
    </div>
  );
}

/** What another document of the traveller was cleared of: for the officer to know, nothing is decided by it. */
function ClearedBefore({ cleared }: { cleared: NonNullable<AlertDetail["clearedBefore"]> }) {
  const t = useTexts(casesTexts);
  return (
    <p className={styles["warning"]}>
      {t("alert.clearedBefore")} <bdi>{cleared.reason ?? t("register.gone")}</bdi>{" "}
      <span className={styles["dim"]}>
        (<bdi>{cleared.by}</bdi>, <At instant={cleared.at} />)
      </span>
    </p>
  );
}

function Related({ alert }: { alert: AlertDetail }) {
  const t = useTexts(casesTexts);
  return (
    <Panel title={t("alert.related")}>
      {alert.related.length === 0 ? (
        <p className={styles["dim"]}>{t("alert.related.none")}</p>
      ) : (
        <ul className={styles["related"]}>
          {alert.related.map((one) => (
            <li key={one.id}>
              <Link to="/a/$alertId" params={{ alertId: one.id }}>
                <SeverityMark severity={one.band} quiet />
              </Link>
              <span>{t(`queue.state.${one.state}`)}</span>
              <span className={styles["dim"]}>{t.code("alert.same", one.same)}</span>
              <At instant={one.raisedAt} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
