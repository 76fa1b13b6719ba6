// The alert queue: what to decide next, by the flight's due time; the person stays masked until an alert is opened.
import { Button, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import {
  Answer,
  At,
  Code,
  Countdown,
  DataTable,
  EmptyList,
  NoneShown,
  Page,
  problemText,
  say,
  SeverityMark,
  Strength,
  useDesignTexts,
  useMay,
  useMe,
  useShortcuts,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { AlertQueue, AlertRow } from "../contract.ts";
import { FlightLink, MaskedPerson, Owner, reasonText, ReviewClock } from "./alert-parts.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { assign, queueQuery, type AlertStateName } from "./queries.ts";
import { firstReviewDue } from "./review-clock.ts";
import { AlertKinds, owners, RuleAlertQueue, states, type OwnerFilter } from "./RuleAlertQueue.tsx";
import { WatchNotices } from "./WatchNotices.tsx";

const here = getRouteApi("/signed-in/alerts");

/** The queue at its address: of listed persons, or of rules. */
export function AlertQueueScreen({ notices }: { notices?: ReactNode }) {
  const { kind } = here.useSearch();
  return kind === "rules" ? <RuleAlertQueue notices={notices} /> : <ListedQueue notices={notices} />;
}

function ListedQueue({ notices }: { notices: ReactNode }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { state = "open" } = here.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const mayAssign = useMay("assign-alert");
  const maySeeRegister = useMay("view-clearings");
  const mayLookAgain = useMay("review-sample");
  const [owner, setOwner] = useState<OwnerFilter>("all");
  const query = useQuery(queueQuery(state));
  const columns = useMemo(() => columnsOf(t, state), [t, state]);
  const take = useTake();

  const open = (id: string) => void navigate({ to: "/a/$alertId", params: { alertId: id } });
  const takeNext = () => {
    const next = query.data?.alerts.find((alert) => alert.assignedTo === null || alert.assignedTo.id === me);
    if (next === undefined) say(t("queue.none"));
    else if (next.assignedTo !== null) open(next.id);
    else take.mutate({ id: next.id, mine: true }, { onSuccess: () => open(next.id) });
  };
  useShortcuts(
    mayAssign && state === "open" ? [{ keys: "KeyN", label: t("queue.next"), run: takeNext }] : [],
  );

  const belongs = (alert: AlertRow) =>
    owner === "all" || (owner === "mine" ? alert.assignedTo?.id === me : alert.assignedTo === null);

  return (
    <Page
      title={t("queue.title")}
      facts={<AlertKinds kind="listed" />}
      fills
      actions={
        <>
          {mayLookAgain ? <Link to="/second-looks">{t("queue.secondLooks")}</Link> : null}
          {maySeeRegister ? <Link to="/clearings">{t("register.title")}</Link> : null}
          {mayAssign && state === "open" ? (
            <Button size="xs" onClick={takeNext} loading={take.isPending} rightSection={<kbd>N</kbd>}>
              {t("queue.next")}
            </Button>
          ) : null}
        </>
      }
    >
      {notices}
      <WatchNotices />
      <Answer query={query} rows={12}>
        {(queue) => (
          <DataTable
            caption={t("queue.caption")}
            columns={columns}
            rows={queue.alerts.filter(belongs)}
            rowKey={keyOf}
            view={`${state} ${owner}`}
            fills
            tone={(alert) => (alert.state === "open" && alert.band !== "weak" ? alert.band : undefined)}
            rowKeys={
              mayAssign && state === "open"
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
                      search:
                        value === "open" ? {} : { state: states.find((one) => one === value) ?? "open" },
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
            empty={<QueueEmpty queue={queue} state={state} clear={() => setOwner("all")} />}
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

/** Takes an alert or gives it back; the queue is loaded again. */
export function useTake() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, mine }: { id: string; mine: boolean }) => assign(id, mine),
    onSettled: async (_answer, _error, { id }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["alerts"] }),
        queries.invalidateQueries({ queryKey: ["alert", id] }),
      ]);
    },
  });
}

function QueueEmpty({
  queue,
  state,
  clear,
}: {
  queue: AlertQueue;
  state: AlertStateName;
  clear: () => void;
}) {
  const t = useTexts(casesTexts);
  const open = state === "open";
  return (
    <EmptyList
      icon={open ? "check" : "alerts"}
      title={t(open ? "queue.empty.title" : "queue.empty.closed.title")}
      text={t(open ? "queue.empty.text" : "queue.empty.closed.text")}
      filtered={queue.alerts.length > 0}
      clear={clear}
    />
  );
}

function columnsOf(t: TranslateOf<typeof casesTexts>, state: AlertStateName): readonly Column<AlertRow>[] {
  return [
    {
      id: "severity",
      header: t("column.severity"),
      width: 146,
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
          width: 130,
          sortBy: (alert) => firstReviewDue(alert.raisedAt, alert.flight.dueAt),
          cell: (alert) => <ReviewClock raisedAt={alert.raisedAt} dueAt={alert.flight.dueAt} />,
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

function keyOf(alert: AlertRow): string {
  return alert.id;
}
