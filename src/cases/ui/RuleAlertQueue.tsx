// The queue of alerts that rest on a rule: what it found in a line, never the traveller in clear.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { At, Countdown, NoneShown, useMay, useTexts, type Column, type TranslateOf } from "#design/ui";
import type { CriterionAlertRow } from "../contract.ts";
import { FlightLink, Owner, Points, Lapsing } from "./alert-parts.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { ruleQueueQuery, type AlertStateName } from "./queries.ts";
import { Queue } from "./Queue.tsx";

const here = getRouteApi("/signed-in/alerts");

/** The matches of rules that wait for a person, the flight due next first. */
export function RuleAlertQueue({ notices }: { notices: ReactNode }) {
  const t = useTexts(casesTexts);
  const { state = "open" } = here.useSearch();
  const mayReadRules = useMay("view-criteria");
  const query = useQuery(ruleQueueQuery(state));
  const columns = useMemo(() => columnsOf(t, state, mayReadRules), [t, state, mayReadRules]);
  return (
    <Queue
      kind="rules"
      query={query}
      columns={columns}
      caption={t("rules.caption")}
      nothing={t("rules.empty.text")}
      notices={notices}
    />
  );
}

function columnsOf(
  t: TranslateOf<typeof casesTexts>,
  state: AlertStateName,
  mayReadRules: boolean,
): readonly Column<CriterionAlertRow>[] {
  return [
    {
      id: "person",
      header: t("column.person"),
      hint: t("column.person.hint"),
      width: 150,
      names: true,
      cell: (alert) => (
        <Link to="/ra/$alertId" params={{ alertId: alert.id }} data-opens>
          <bdi translate="no">{alert.maskedName}</bdi>
        </Link>
      ),
    },
    {
      id: "age",
      header: t("column.age"),
      width: 90,
      sortBy: (alert) => alert.age,
      cell: (alert) => (alert.age === null ? <NoneShown /> : t("person.age", { count: alert.age })),
    },
    {
      id: "rule",
      header: t("column.rule"),
      least: 170,
      sortBy: (alert) => alert.rule.title,
      cell: ({ rule }) =>
        mayReadRules ? (
          <Link
            to="/criterion/$criterionId"
            params={{ criterionId: rule.id }}
            title={rule.title}
            dir="auto"
            className={styles["clipped"]}
          >
            {rule.title}
          </Link>
        ) : (
          <span title={rule.title} dir="auto" className={styles["clipped"]}>
            {rule.title}
          </span>
        ),
    },
    {
      id: "points",
      header: t("column.points"),
      hint: t("column.points.hint"),
      width: 132,
      sortBy: (alert) => alert.points,
      cell: (alert) => <Points of={alert} />,
    },
    {
      id: "because",
      header: t("column.because"),
      hint: t("column.because.hint"),
      least: 170,
      cell: ({ because }) => (
        <span dir="ltr" translate="no" title={because.join("; ")} className={styles["clipped"]}>
          {because.join("; ")}
        </span>
      ),
    },
    {
      id: "flight",
      header: t("column.flight"),
      width: 160,
      sortBy: (alert) => alert.flight.designator,
      cell: (alert) => <FlightLink flight={alert.flight} linked={false} />,
    },
    state === "open"
      ? {
          id: "due",
          header: t("column.due"),
          hint: t("column.due.hint"),
          width: 120,
          sortBy: (alert) => (alert.flight.dueAt === null ? null : Date.parse(alert.flight.dueAt)),
          cell: (alert) =>
            alert.lapsesSoon ? (
              <Lapsing alert={alert} />
            ) : alert.flight.dueAt === null ? (
              <NoneShown />
            ) : (
              <Countdown to={alert.flight.dueAt} />
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
