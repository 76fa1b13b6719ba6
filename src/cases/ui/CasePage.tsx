// One case: its alerts, its history, notes, and how it ends.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import {
  Answer,
  At,
  Code,
  Dialog,
  Page,
  Panel,
  problemText,
  say,
  SeverityMark,
  TextForm,
  Strength,
  useDesignTexts,
  useGroundOf,
  useMay,
  useTexts,
} from "#design/ui";
import type { CaseDetail } from "../contract.ts";
import { FlightLink, MaskedPerson, Points } from "./alert-parts.tsx";
import { CaseState } from "./CaseList.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { Directives } from "./Directives.tsx";
import { PersonsOfCase } from "./PersonCategories.tsx";
import { Protection } from "./Protection.tsx";
import { addNote, caseQuery, closeCase } from "./queries.ts";

const here = getRouteApi("/signed-in/c/$caseId");

/** The case at its address. */
export function CaseScreen({
  referrals,
}: {
  /** What was referred on the case, of the slice that knows it: by the case and its confirmed matches. */
  referrals?: (
    caseId: string,
    alerts: readonly { readonly id: string; readonly kind: "listed" | "rule"; readonly label: string }[],
  ) => ReactNode;
}) {
  const t = useTexts(casesTexts);
  const { caseId } = here.useParams();
  const query = useQuery(caseQuery(caseId));
  const row = query.data?.case;
  useGroundOf(`case:${caseId}`, query.data?.alerts.map(({ flight }) => flight.key) ?? []);
  const mayWork = useMay("work-case");
  const [closing, setClosing] = useState(false);
  return (
    <Page
      prints={row !== undefined}
      title={row?.reference ?? t("case.column.reference")}
      heading={
        row === undefined ? undefined : (
          <>
            <Code>{row.reference}</Code> <bdi className={styles["caseTitle"]}>{row.title}</bdi>
          </>
        )
      }
      trail={[{ label: t("cases.title"), link: (label) => <Link to="/cases">{label}</Link> }]}
      facts={
        row === undefined ? undefined : (
          <>
            <CaseState state={row.state} />
            <span>
              {t("case.column.opened")} <At instant={row.openedAt} />, <bdi>{row.openedBy.name}</bdi>
            </span>
          </>
        )
      }
      actions={
        mayWork && row?.state === "open" ? (
          <Button size="xs" variant="default" onClick={() => setClosing(true)}>
            {t("case.close")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query}>
        {(detail) => (
          <div className={styles["casePage"]}>
            <Alerts detail={detail} />
            <RuleAlerts detail={detail} />
            <PersonsOfCase detail={detail} />
            <Directives of={{ case: detail.case.id }} />
            {referrals?.(detail.case.id, [
              ...detail.alerts
                .filter(({ state }) => state === "confirmed")
                .map((alert) => ({
                  id: alert.id,
                  kind: "listed" as const,
                  label: `${alert.list} · ${alert.maskedName} · ${alert.flight.designator}`,
                })),
              ...detail.criterionAlerts
                .filter(({ state }) => state === "confirmed")
                .map((alert) => ({
                  id: alert.id,
                  kind: "rule" as const,
                  label: `${alert.rule.title} · ${alert.maskedName} · ${alert.flight.designator}`,
                })),
            ])}
            <Protection detail={detail} />
            <History detail={detail} mayWrite={mayWork && detail.case.state === "open"} />
            <Dialog title={t("case.close")} opened={closing} onClose={() => setClosing(false)}>
              <ClosingForm caseId={detail.case.id} onClosed={() => setClosing(false)} />
            </Dialog>
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Alerts({ detail }: { detail: CaseDetail }) {
  const t = useTexts(casesTexts);
  return (
    <Panel title={t("case.alerts")} aside={detail.alerts.length}>
      <ul className={styles["caseAlerts"]}>
        {detail.alerts.map((alert) => (
          <li key={alert.id}>
            <Link to="/a/$alertId" params={{ alertId: alert.id }}>
              <SeverityMark severity={alert.band}>
                <Strength value={alert.strength} />
              </SeverityMark>
            </Link>
            <MaskedPerson alert={alert} />
            <FlightLink flight={alert.flight} />
            <Code dim>{alert.list}</Code>
            <span>{t(`queue.state.${alert.state}`)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Confirmed matches of rules; absent where there are none. */
function RuleAlerts({ detail }: { detail: CaseDetail }) {
  const t = useTexts(casesTexts);
  if (detail.criterionAlerts.length === 0) return null;
  return (
    <Panel title={t("case.ruleAlerts")} aside={detail.criterionAlerts.length}>
      <ul className={styles["caseAlerts"]}>
        {detail.criterionAlerts.map((alert) => (
          <li key={alert.id}>
            <Link to="/ra/$alertId" params={{ alertId: alert.id }}>
              <bdi>{alert.rule.title}</bdi>
            </Link>
            <Points of={alert} />
            <MaskedPerson alert={{ ...alert, nationality: null }} />
            <FlightLink flight={alert.flight} />
            <span>{t(`queue.state.${alert.state}`)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function History({ detail, mayWrite }: { detail: CaseDetail; mayWrite: boolean }) {
  const t = useTexts(casesTexts);
  return (
    <Panel title={t("case.history")}>
      <ol className={styles["events"]}>
        {detail.events.map((event, index) => (
          <li key={`${event.at} ${index}`} data-kind={event.kind}>
            <p>
              <strong>{t.code("case.event", event.kind)}</strong>{" "}
              <span className={styles["dim"]}>
                <bdi>{event.by}</bdi>, <At instant={event.at} />
              </span>
            </p>
            <p className={styles["eventText"]}>
              <bdi>{event.text}</bdi>
            </p>
          </li>
        ))}
      </ol>
      {mayWrite ? <NoteForm caseId={detail.case.id} /> : null}
    </Panel>
  );
}

/** Sends a text about the case and shows the case as it is then. */
function useSend(
  caseId: string,
  send: (id: string, text: string) => Promise<CaseDetail>,
  said: string,
): (text: string) => Promise<void> {
  const queries = useQueryClient();
  return async (text) => {
    const detail = await send(caseId, text);
    queries.setQueryData(caseQuery(caseId).queryKey, detail);
    void queries.invalidateQueries({ queryKey: ["cases"] });
    say(said);
  };
}

function NoteForm({ caseId }: { caseId: string }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const send = useSend(caseId, addNote, t("case.noted"));
  return (
    <TextForm
      label={t("case.note")}
      hint={t("case.note.hint")}
      submit={t("case.note.submit")}
      lacking={t("case.tooShort")}
      maxLength={4000}
      onSubmit={send}
      say={(problem) => problemText(problem, t, common)}
      onReload={() => void queries.invalidateQueries({ queryKey: caseQuery(caseId).queryKey })}
    />
  );
}

function ClosingForm({ caseId, onClosed }: { caseId: string; onClosed: () => void }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const send = useSend(caseId, closeCase, t("case.closedSaid"));
  return (
    <TextForm
      label={t("case.close.reason")}
      hint={t("case.close.hint")}
      submit={t("case.close.submit")}
      lacking={t("case.tooShort")}
      maxLength={4000}
      onSubmit={async (text) => {
        await send(text);
        onClosed();
      }}
      say={(problem) => problemText(problem, t, common)}
    />
  );
}
