// The register of cleared namesakes: what waits for a second person, what is in force, what has ended and why.
import { Button, SegmentedControl } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import {
  Answer,
  At,
  Code,
  DataTable,
  Dialog,
  EmptyList,
  Page,
  problemText,
  say,
  useDesignTexts,
  useMay,
  useMe,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { ClearingLine, Clearings } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { ClearingEnding } from "./ClearingEnding.tsx";
import { Ended } from "./clearing-parts.tsx";
import { ClearingSearchForm } from "./ClearingSearch.tsx";
import { approveClearing, clearingsQuery, type ClearingState } from "./queries.ts";

const here = getRouteApi("/signed-in/clearings");
const states: readonly ClearingState[] = ["in-force", "waiting", "ended"];

/** The register at its address; no traveller is in clear and no flight is named. */
export function ClearingsScreen() {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { state = "in-force" } = here.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayManage = useMay("manage-clearings");
  const me = useMe();
  const query = useQuery(clearingsQuery(state));
  const [ending, setEnding] = useState<ClearingLine | null>(null);
  const [searching, setSearching] = useState(false);
  const approving = useMutation({
    mutationFn: approveClearing,
    onSuccess: () => say(t("register.approvedSaid")),
    onSettled: () => queries.invalidateQueries({ queryKey: ["clearings"] }),
  });
  const { mutate: approve, isPending } = approving;
  const columns = useMemo(
    () =>
      columnsOf(t, (line) =>
        mayManage && line.state !== "ended" ? (
          <span className={styles["rowActions"]}>
            {line.state === "waiting" && line.cleared.by.id !== me ? (
              <Button size="compact-xs" disabled={isPending} onClick={() => approve(line.id)}>
                {t("register.approve")}
              </Button>
            ) : null}
            <Button size="compact-xs" variant="default" onClick={() => setEnding(line)}>
              {t("register.end")}
            </Button>
          </span>
        ) : null,
      ),
    [t, mayManage, me, approve, isPending],
  );
  return (
    <Page
      title={t("register.title")}
      fills
      trail={[{ label: t("queue.title"), link: (label) => <Link to="/alerts">{label}</Link> }]}
      actions={
        <Button size="xs" variant="default" onClick={() => setSearching(true)}>
          {t("register.search")}
        </Button>
      }
    >
      {approving.error === null ? null : (
        <p role="alert" className={styles["barProblem"]}>
          {problemText(approving.error, t, common)}
        </p>
      )}
      <Answer query={query} rows={10}>
        {(register) => (
          <>
            {register.endedByUpgrade === 0 ? null : (
              <p className={styles["warning"]}>
                {t("register.upgraded", { count: register.endedByUpgrade })}
              </p>
            )}
            <Repeats repeats={register.repeats} />
            <DataTable
              caption={t("register.caption")}
              columns={columns}
              rows={register.clearings}
              rowKey={keyOf}
              view={state}
              fills
              bar={
                <SegmentedControl
                  size="xs"
                  aria-label={t("queue.state")}
                  value={state}
                  data={states.map((value) => ({ value, label: t(`register.state.${value}`) }))}
                  onChange={(value) =>
                    void navigate({
                      to: "/clearings",
                      search:
                        value === "in-force"
                          ? {}
                          : { state: states.find((one) => one === value) ?? "in-force" },
                      replace: true,
                    })
                  }
                />
              }
              empty={
                <EmptyList
                  icon="check"
                  title={t("register.empty")}
                  text={t("register.empty.text")}
                  filtered={false}
                  clear={() => undefined}
                />
              }
              more={register.more ? t("register.more", { count: register.clearings.length }) : undefined}
            />
          </>
        )}
      </Answer>
      <Dialog title={t("register.end")} opened={ending !== null} onClose={() => setEnding(null)}>
        {ending === null ? null : <ClearingEnding line={ending} onEnded={() => setEnding(null)} />}
      </Dialog>
      <Dialog title={t("register.search")} opened={searching} onClose={() => setSearching(false)}>
        <ClearingSearchForm />
      </Dialog>
    </Page>
  );
}

/** How often a namesake who was cleared already was shown all the same: none should be. */
function Repeats({ repeats: { days, alerts, repeats, suppressed } }: { repeats: Clearings["repeats"] }) {
  const t = useTexts(casesTexts);
  return (
    <p className={repeats > 0 ? styles["warning"] : styles["dim"]}>
      {t("register.repeats", { days, alerts, repeats, suppressed })}
    </p>
  );
}

function columnsOf(
  t: TranslateOf<typeof casesTexts>,
  actions: (line: ClearingLine) => React.ReactNode,
): readonly Column<ClearingLine>[] {
  return [
    {
      id: "person",
      header: t("column.person"),
      names: true,
      width: 150,
      cell: (line) => (
        <Link to="/a/$alertId" params={{ alertId: line.alertId }} data-opens>
          <bdi translate="no">{line.maskedName ?? t("register.gone")}</bdi>
        </Link>
      ),
    },
    {
      id: "entry",
      header: t("register.column.entry"),
      width: 230,
      sortBy: (line) => `${line.list} ${line.entryId}`,
      cell: (line) => (
        <span title={line.entryId}>
          <Code>{line.list}</Code> <bdi translate="no">{line.matchedName ?? line.entryId}</bdi>
        </span>
      ),
    },
    {
      id: "reason",
      header: t("column.reason"),
      cell: (line) => (
        <bdi title={line.ended?.reason ?? line.reason ?? undefined}>
          {line.ended === null ? line.reason : <Ended ended={line.ended} />}
        </bdi>
      ),
    },
    {
      id: "by",
      header: t("register.column.by"),
      width: 240,
      cell: (line) => (
        <>
          <bdi>{line.cleared.by.name}</bdi>
          {line.approved === null ? null : (
            <>
              , <bdi>{line.approved.by.name}</bdi>
            </>
          )}
        </>
      ),
    },
    {
      id: "cleared",
      header: t("register.column.cleared"),
      width: 136,
      sortBy: (line) => Date.parse(line.cleared.at),
      cell: (line) => <At instant={line.cleared.at} />,
    },
    {
      id: "until",
      header: t("register.column.until"),
      hint: t("register.column.until.hint"),
      width: 136,
      sortBy: (line) => Date.parse(line.validUntil),
      cell: (line) => <At instant={line.validUntil} />,
    },
    { id: "actions", header: "", width: 190, cell: actions },
  ];
}

function keyOf(line: ClearingLine): string {
  return line.id;
}
