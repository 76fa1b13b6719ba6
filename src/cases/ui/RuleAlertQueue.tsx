// The queue of alerts that rest on a rule, and the switch between it and the queue of listed persons.
import { Button, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import {
  Answer,
  At,
  Countdown,
  DataTable,
  EmptyList,
  formatNumber,
  NoneShown,
  Page,
  problemText,
  say,
  useDesignTexts,
  useMay,
  useMe,
  useShortcuts,
  useSurroundings,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { CriterionAlertRow } from "../contract.ts";
import { FlightLink, Owner } from "./alert-parts.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { assignRuleAlert, queueQuery, ruleQueueQuery, type AlertStateName } from "./queries.ts";
import { WatchNotices } from "./WatchNotices.tsx";

const here = getRouteApi("/signed-in/alerts");
export const states: readonly AlertStateName[] = [
  "open",
  "no-match",
  "confirmed",
  "cannot-tell",
  "withdrawn",
];
export const owners = ["all", "mine", "nobody"] as const;
export type OwnerFilter = (typeof owners)[number];

/** Listed persons or rules, with how many of each are open. */
export function AlertKinds({ kind }: { kind: "listed" | "rules" }) {
  const t = useTexts(casesTexts);
  const { language } = useSurroundings();
  const navigate = useNavigate();
  const listed = useQuery(queueQuery("open")).data?.open;
  const rules = useQuery(ruleQueueQuery("open")).data?.open;
  const counted = (label: string, open: number | undefined) =>
    open === undefined ? label : `${label} ${formatNumber(open, language)}`;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("kinds.label")}
      value={kind}
      data={[
        { value: "listed", label: counted(t("kinds.listed"), listed) },
        { value: "rules", label: counted(t("kinds.rules"), rules) },
      ]}
      onChange={(value) =>
        void navigate({ to: "/alerts", search: value === "rules" ? { kind: "rules" } : {}, replace: true })
      }
    />
  );
}

/** The matches of rules that wait for a person, the flight due next first. */
export function RuleAlertQueue({ notices }: { notices: ReactNode }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { state = "open" } = here.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const mayAssign = useMay("assign-alert");
  const mayReadRules = useMay("view-criteria");
  const [owner, setOwner] = useState<OwnerFilter>("all");
  const query = useQuery(ruleQueueQuery(state));
  const columns = useMemo(() => columnsOf(t, state, mayReadRules), [t, state, mayReadRules]);
  const take = useTakeRuleAlert();

  const open = (id: string) => void navigate({ to: "/ra/$alertId", params: { alertId: id } });
  const takeNext = () => {
    const next = query.data?.alerts.find((alert) => alert.assignedTo === null || alert.assignedTo.id === me);
    if (next === undefined) say(t("queue.none"));
    else if (next.assignedTo !== null) open(next.id);
    else take.mutate({ id: next.id, mine: true }, { onSuccess: () => open(next.id) });
  };
  const taking = mayAssign && state === "open";
  useShortcuts(taking ? [{ keys: "KeyN", label: t("queue.next"), run: takeNext }] : []);
  const belongs = (alert: CriterionAlertRow) =>
    owner === "all" || (owner === "mine" ? alert.assignedTo?.id === me : alert.assignedTo === null);

  return (
    <Page
      title={t("queue.title")}
      facts={<AlertKinds kind="rules" />}
      fills
      actions={
        taking ? (
          <Button size="xs" onClick={takeNext} loading={take.isPending} rightSection={<kbd>N</kbd>}>
            {t("queue.next")}
          </Button>
        ) : undefined
      }
    >
      {notices}
      <WatchNotices />
      <Answer query={query} rows={12}>
        {(queue) => (
          <DataTable
            caption={t("rules.caption")}
            columns={columns}
            rows={queue.alerts.filter(belongs)}
            rowKey={keyOf}
            view={`rules ${state} ${owner}`}
            fills
            rowKeys={
              taking
                ? [
                    {
                      keys: "KeyA",
                      label: t("queue.take"),
                      run: (alert) => take.mutate({ id: alert.id, mine: alert.assignedTo?.id !== me }),
                    },
                  ]
                : []
            }
            bar={
              <>
                <SegmentedControl
                  size="xs"
                  aria-label={t("queue.state")}
                  value={state}
                  data={states.map((value) => ({
                    value,
                    label:
                      value === "open" ? `${t("queue.state.open")} ${queue.open}` : t(`queue.state.${value}`),
                  }))}
                  onChange={(value) =>
                    void navigate({
                      to: "/alerts",
                      search: {
                        kind: "rules",
                        ...(value === "open" ? {} : { state: states.find((one) => one === value) ?? "open" }),
                      },
                      replace: true,
                    })
                  }
                />
                {state === "open" ? (
                  <SegmentedControl
                    size="xs"
                    aria-label={t("queue.owner")}
                    value={owner}
                    data={owners.map((value) => ({ value, label: t(`queue.owner.${value}`) }))}
                    onChange={(value) => setOwner(owners.find((one) => one === value) ?? "all")}
                  />
                ) : null}
              </>
            }
            empty={
              <EmptyList
                icon={state === "open" ? "check" : "alerts"}
                title={t(state === "open" ? "queue.empty.title" : "queue.empty.closed.title")}
                text={t(state === "open" ? "rules.empty.text" : "queue.empty.closed.text")}
                filtered={queue.alerts.length > 0}
                clear={() => setOwner("all")}
              />
            }
            more={queue.more ? t("queue.more", { count: queue.alerts.length }) : undefined}
          />
        )}
      </Answer>
      {take.error === null ? null : (
        <p role="alert" className={styles["barProblem"]}>
          {problemText(take.error, t, common)}
        </p>
      )}
    </Page>
  );
}

/** Takes an alert that rests on a rule, or gives it back; the queue is loaded again. */
export function useTakeRuleAlert() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, mine }: { id: string; mine: boolean }) => assignRuleAlert(id, mine),
    onSettled: async (_answer, _error, { id }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["criterion-alerts"] }),
        queries.invalidateQueries({ queryKey: ["criterion-alert", id] }),
      ]);
    },
  });
}

/** Points of the match, and from how many on the rule matches. */
export function Points({ of }: { of: Pick<CriterionAlertRow, "points" | "matchAt"> }) {
  const t = useTexts(casesTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  return <span>{t("rules.points", { points: number(of.points), at: number(of.matchAt) })}</span>;
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
            alert.flight.dueAt === null ? <NoneShown /> : <Countdown to={alert.flight.dueAt} />,
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

function keyOf(alert: CriterionAlertRow): string {
  return alert.id;
}
