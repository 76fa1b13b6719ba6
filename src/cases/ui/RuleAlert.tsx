// Review of a match of a rule: the traveller and the flight, what the rule found, and the one decision a person makes.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import {
  Answer,
  At,
  Code,
  Countdown,
  Country,
  Fact,
  Facts,
  Page,
  Panel,
  PartialDate,
  PersonName,
  PurposeGate,
  useMay,
  useGroundOf,
  usePurpose,
  useTexts,
} from "#design/ui";
import type { CriterionAlertDetail } from "../contract.ts";
import { FlightLink, KeptUntil, Points } from "./alert-parts.tsx";
import { AwaitingNcb } from "./AwaitingNcb.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { Directives } from "./Directives.tsx";
import { ruleAlertQuery } from "./queries.ts";
import { ReviewActions, Standing } from "./review-parts.tsx";
import { RuleDecision } from "./RuleDecision.tsx";
import { RuleWhy, type FieldWords } from "./RuleWhy.tsx";

export type { FieldWords } from "./RuleWhy.tsx";

const here = getRouteApi("/signed-in/ra/$alertId");

/** The alert at its address; the traveller is in clear, so a purpose is asked first. `words`: what fields are called; `beside` and `asked` as on an alert on a list. */
export function RuleAlertScreen({
  words,
  beside,
  asked,
}: {
  words: FieldWords;
  beside?: (personKey: string) => ReactNode;
  asked?: (alertId: string, personKey: string) => ReactNode;
}) {
  const t = useTexts(casesTexts);
  const { alertId } = here.useParams();
  const { purpose } = usePurpose();
  const query = useQuery(ruleAlertQuery(alertId, purpose));
  const alert = query.data;
  useGroundOf(`alert:${alertId}`, alert === undefined ? [] : [alert.personKey]);
  return (
    <Page
      prints={alert !== undefined}
      title={t("ra.title")}
      heading={alert === undefined ? undefined : t("ra.of", { rule: alert.rule.title })}
      trail={[
        {
          label: t("queue.title"),
          link: (label) => (
            <Link to="/alerts" search={{ kind: "rules" }}>
              {label}
            </Link>
          ),
        },
      ]}
      facts={alert === undefined ? undefined : <HeadFacts alert={alert} />}
      actions={alert === undefined ? undefined : <ReviewActions kind="rules" alert={alert} />}
    >
      <PurposeGate>
        {() => (
          <Answer query={query} rows={10}>
            {/* Another alert is another form: nothing typed for one may stand under the next. */}
            {(found) => (
              <Review
                key={found.id}
                alert={found}
                words={words}
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

function HeadFacts({ alert }: { alert: CriterionAlertDetail }) {
  const t = useTexts(casesTexts);
  return (
    <>
      <span>
        {t("ra.outcome")}: {t(`ra.outcome.${alert.rule.outcome}`)}
      </span>
      <Points of={alert} />
      <FlightLink flight={alert.flight} />
      {alert.state !== "open" ? (
        <strong>{t(`queue.state.${alert.state}`)}</strong>
      ) : alert.flight.dueAt === null ? null : (
        <Countdown to={alert.flight.dueAt} />
      )}
      <span>
        {t("column.raised")} <At instant={alert.raisedAt} />
      </span>
      <KeptUntil alert={alert} />
    </>
  );
}

function Review({
  alert,
  words,
  beside,
  asked,
}: {
  alert: CriterionAlertDetail;
  words: FieldWords;
  beside: ReactNode;
  asked: ReactNode;
}) {
  const t = useTexts(casesTexts);
  return (
    <div className={styles["review"]}>
      <div className={styles["column"]}>
        <Standing alert={alert} />
        {beside}
        <div className={styles["ruleSides"]}>
          <Traveller alert={alert} />
          <Rule alert={alert} />
        </div>
        <RuleWhy alert={alert} words={words} />
      </div>
      <div className={styles["decisionColumn"]}>
        <AwaitingNcb rows={alert.awaitingNcb} />
        <RuleDecision alert={alert} />
        {asked}
        {alert.state === "confirmed" && alert.rule.outcome === "protect" ? (
          <p className={styles["warning"]}>{t("ra.directive.protect")}</p>
        ) : null}
        <Directives
          of={{ person: alert.personKey }}
          {...(leadsToDirective(alert) ? { person: alert.personKey, alertId: alert.id } : {})}
          onRule={alert.caseReference}
        />
      </div>
    </div>
  );
}

/** Only what a person has confirmed, and never of a rule that looks for people to protect. */
function leadsToDirective({ state, rule, caseId }: CriterionAlertDetail): boolean {
  return state === "confirmed" && rule.outcome === "suspect" && caseId !== null;
}

function Traveller({ alert }: { alert: CriterionAlertDetail }) {
  const t = useTexts(casesTexts);
  const { traveller, flight } = alert;
  return (
    <Panel title={t("ra.traveller")}>
      <Facts>
        <Fact label={t("side.name")}>
          <Link to="/p/$personKey" params={{ personKey: alert.personKey }} title={t("alert.openTraveller")}>
            <PersonName surname={traveller.surname} given={traveller.given} />
          </Link>
        </Fact>
        <Fact label={t("side.birthDate")}>
          <PartialDate value={traveller.birthDate} />
        </Fact>
        <Fact label={t("side.sex")}>
          <Code>{traveller.sex}</Code>
        </Fact>
        <Fact label={t("side.nationality")}>
          <Country code={traveller.nationality} named />
        </Fact>
        <Fact label={t("side.seat")}>
          <Code>{traveller.seat}</Code> <Code dim>{traveller.locator}</Code>
        </Fact>
        <Fact label={t("column.flight")}>
          <FlightLink flight={flight} />
        </Fact>
        <Fact label={t("column.due")}>{flight.dueAt === null ? null : <At instant={flight.dueAt} />}</Fact>
      </Facts>
    </Panel>
  );
}

function Rule({ alert }: { alert: CriterionAlertDetail }) {
  const t = useTexts(casesTexts);
  const mayReadRules = useMay("view-criteria");
  const { rule } = alert;
  return (
    <Panel title={t("ra.rule")}>
      <Facts>
        <Fact label={t("column.rule")}>
          {mayReadRules ? (
            <Link
              to="/criterion/$criterionId"
              params={{ criterionId: rule.id }}
              search={{ version: rule.version }}
            >
              <bdi>{rule.title}</bdi>
            </Link>
          ) : (
            <bdi>{rule.title}</bdi>
          )}{" "}
          <Code dim>{rule.code}</Code>
        </Fact>
        <Fact label={t("ra.outcome")}>{t(`ra.outcome.${rule.outcome}`)}</Fact>
        <Fact label={t("ra.version")}>{rule.version}</Fact>
        <Fact label={t("column.points")}>
          <Points of={alert} />
        </Fact>
      </Facts>
      <p>{t(`ra.outcome.${rule.outcome}.hint`)}</p>
      <p className={styles["fingerprint"]}>
        {t("ra.fingerprint")}:{" "}
        <bdi dir="ltr" translate="no">
          {alert.fingerprint}
        </bdi>
      </p>
    </Panel>
  );
}
