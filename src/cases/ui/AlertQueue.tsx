// The alert queue: what to decide next, by the flight's due time; the person stays masked until an alert is opened.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import {
  At,
  Code,
  Countdown,
  NoneShown,
  SeverityMark,
  Strength,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { AlertRow } from "../contract.ts";
import { FlightLink, Lapsing, MaskedPerson, Owner, reasonText, ReviewClock } from "./alert-parts.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { queueQuery, type AlertStateName } from "./queries.ts";
import { Queue } from "./Queue.tsx";
import { firstReviewDue } from "./review-clock.ts";
import { RuleAlertQueue } from "./RuleAlertQueue.tsx";

const here = getRouteApi("/signed-in/alerts");

/** The queue at its address: of listed persons, or of rules. */
export function AlertQueueScreen({ notices }: { notices?: ReactNode }) {
  const { kind } = here.useSearch();
  return kind === "rules" ? <RuleAlertQueue notices={notices} /> : <ListedQueue notices={notices} />;
}

function ListedQueue({ notices }: { notices: ReactNode }) {
  const t = useTexts(casesTexts);
  const { state = "open" } = here.useSearch();
  const maySeeRegister = useMay("view-clearings");
  const mayLookAgain = useMay("review-sample");
  const query = useQuery(queueQuery(state));
  const columns = useMemo(() => columnsOf(t, state), [t, state]);
  return (
    <Queue
      kind="listed"
      query={query}
      columns={columns}
      caption={t("queue.caption")}
      nothing={t("queue.empty.text")}
      tone={(alert) => (alert.state === "open" && alert.band !== "weak" ? alert.band : undefined)}
      links={
        <>
          {mayLookAgain ? <Link to="/second-looks">{t("queue.secondLooks")}</Link> : null}
          {maySeeRegister ? <Link to="/clearings">{t("register.title")}</Link> : null}
        </>
      }
      notices={notices}
    />
  );
}

function columnsOf(t: TranslateOf<typeof casesTexts>, state: AlertStateName): readonly Column<AlertRow>[] {
  return [
    {
      id: "severity",
      header: t("column.severity"),
      width: 172,
      names: true,
      sortBy: (alert) => alert.strength,
      cell: (alert) => (
        <Link to="/a/$alertId" params={{ alertId: alert.id }} data-opens>
          <SeverityMark severity={alert.band}>
            <Strength value={alert.strength} />
          </SeverityMark>
        </Link>
      ),
    },
    {
      id: "person",
      header: t("column.person"),
      hint: t("column.person.hint"),
      width: 206,
      cell: (alert) => <MaskedPerson alert={alert} />,
    },
    {
      id: "reason",
      header: t("column.reason"),
      cell: (alert) => {
        const text = reasonText(alert.reason, t);
        return <span title={text}>{text}</span>;
      },
    },
    {
      id: "list",
      header: t("column.list"),
      width: 104,
      sortBy: (alert) => alert.list,
      cell: (alert) => (
        <>
          <Code>{alert.list}</Code>
          {alert.alsoListed === 0 ? null : (
            <span className={styles["dim"]} title={t("column.list.also", { count: alert.alsoListed })}>
              {" "}
              +{alert.alsoListed}
            </span>
          )}
        </>
      ),
    },
    {
      id: "flight",
      header: t("column.flight"),
      width: 160,
      sortBy: (alert) => alert.flight.designator,
      cell: (alert) => <FlightLink flight={alert.flight} linked={false} />,
    },
    {
      id: "due",
      header: t("column.due"),
      hint: t("column.due.hint"),
      width: 120,
      sortBy: (alert) => (alert.flight.dueAt === null ? null : Date.parse(alert.flight.dueAt)),
      cell: (alert) => (alert.flight.dueAt === null ? <NoneShown /> : <Countdown to={alert.flight.dueAt} />),
    },
    state === "open"
      ? {
          id: "clock",
          header: t("column.clock"),
          hint: t("column.clock.hint"),
          width: 160,
          sortBy: (alert) => firstReviewDue(alert.raisedAt, alert.flight.dueAt),
          cell: (alert) =>
            alert.lapsesSoon ? (
              <Lapsing alert={alert} />
            ) : (
              <ReviewClock raisedAt={alert.raisedAt} dueAt={alert.flight.dueAt} />
            ),
        }
      : {
          id: "raised",
          header: t("column.raised"),
          width: 136,
          sortBy: (alert) => Date.parse(alert.raisedAt),
          cell: (alert) => <At instant={alert.raisedAt} />,
        },
    {
      id: "owner",
      header: t("column.owner"),
      width: 112,
      sortBy: (alert) => alert.assignedTo?.name ?? null,
      cell: (alert) => <Owner assignedTo={alert.assignedTo} />,
    },
  ];
}
