// A queue of alerts, whatever raised them: by state and officer, the next one taken by a key.
import { Button, SegmentedControl } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import {
  Answer,
  DataTable,
  EmptyList,
  Page,
  problemText,
  say,
  useDesignTexts,
  useMay,
  useMe,
  useShortcuts,
  useTexts,
  type Column,
} from "#design/ui";
import { AlertKinds, useGoing, useTake, type AlertKind } from "./alert-kinds.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import type { AlertStateName } from "./queries.ts";
import { WatchNotices } from "./WatchNotices.tsx";

const here = getRouteApi("/signed-in/alerts");
const states: readonly AlertStateName[] = ["open", "no-match", "confirmed", "cannot-tell", "withdrawn"];
const owners = ["all", "mine", "nobody"] as const;

type Queued = {
  readonly id: string;
  readonly state: AlertStateName;
  readonly assignedTo: { readonly id: string } | null;
};

/** Alerts of one kind. `caption` and `nothing` are said of the table, open ones all decided; `links` stand beside the title. */
export function Queue<Row extends Queued>({
  kind,
  query,
  columns,
  caption,
  nothing,
  tone,
  links,
  notices,
}: {
  kind: AlertKind;
  query: UseQueryResult<{ readonly alerts: readonly Row[]; readonly open: number; readonly more: boolean }>;
  columns: readonly Column<Row>[];
  caption: string;
  nothing: string;
  tone?: (alert: Row) => "strong" | "possible" | undefined;
  links?: ReactNode;
  notices: ReactNode;
}) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { state = "open" } = here.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const taking = useMay("assign-alert") && state === "open";
  const [owner, setOwner] = useState<(typeof owners)[number]>("all");
  const take = useTake(kind);
  const { toAlert } = useGoing(kind);

  const takeNext = () => {
    const next = query.data?.alerts.find((alert) => alert.assignedTo === null || alert.assignedTo.id === me);
    if (next === undefined) say(t("queue.none"));
    else if (next.assignedTo !== null) void toAlert(next.id);
    else take.mutate({ id: next.id, mine: true }, { onSuccess: () => void toAlert(next.id) });
  };
  useShortcuts(taking ? [{ keys: "KeyN", label: t("queue.next"), run: takeNext }] : []);
  const belongs = (alert: Row) =>
    owner === "all" || (owner === "mine" ? alert.assignedTo?.id === me : alert.assignedTo === null);
  const chosen = (value: string) => {
    const wanted = states.find((one) => one === value) ?? "open";
    const search = {
      ...(kind === "rules" ? { kind } : {}),
      ...(wanted === "open" ? {} : { state: wanted }),
    };
    void navigate({ to: "/alerts", search, replace: true });
  };

  return (
    <Page
      title={t("queue.title")}
      facts={<AlertKinds kind={kind} />}
      fills
      actions={
        <>
          {links}
          {taking ? (
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
            caption={caption}
            columns={columns}
            rows={queue.alerts.filter(belongs)}
            rowKey={keyOf}
            view={`${kind} ${state} ${owner}`}
            fills
            {...(tone === undefined ? {} : { tone })}
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
                  onChange={chosen}
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
                text={state === "open" ? nothing : t("queue.empty.closed.text")}
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

function keyOf(alert: Queued): string {
  return alert.id;
}
