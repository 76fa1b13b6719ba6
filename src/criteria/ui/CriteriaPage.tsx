// All rules: where each stands, whose it is, how it runs, and which of them somebody must look at.
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import {
  Answer,
  Code,
  DataTable,
  EmptyList,
  FilterField,
  Icon,
  NoneShown,
  Page,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import { criterionStates, type CriterionRow } from "../contract.ts";
import { criteriaTexts } from "./criteria-texts.ts";
import styles from "./criteria.module.css";
import { Alarms, alarmsOf, DayOf, LastDay, OutcomeWord, StateWord } from "./criterion-parts.tsx";
import { Per10000, ShareShown } from "./intervals.tsx";
import { criteriaQuery } from "./queries.ts";

const here = getRouteApi("/signed-in/criteria");

/** The rules at their address. */
export function CriteriaScreen() {
  const t = useTexts(criteriaTexts);
  const { state, find = "" } = here.useSearch();
  const navigate = useNavigate({ from: "/criteria" });
  const mayWrite = useMay("write-criterion");
  const query = useQuery(criteriaQuery);
  const columns = useMemo(() => columnsOf(t), [t]);
  const show = (change: { state?: CriterionRow["state"] | undefined; find?: string }) => {
    const next = { state, find, ...change };
    void navigate({
      search: {
        ...(next.state === undefined ? {} : { state: next.state }),
        ...(next.find === "" ? {} : { find: next.find }),
      },
      replace: true,
    });
  };
  return (
    <Page
      title={t("list.title")}
      fills
      actions={
        mayWrite ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="add" size={14} />}
            renderRoot={(props: object) => <Link to="/criteria/new" {...props} />}
          >
            {t("list.new")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query} rows={8}>
        {({ criteria }) => (
          <DataTable
            caption={t("list.caption")}
            columns={columns}
            rows={criteria.filter((row) => fits(row, state, find))}
            rowKey={(row) => row.id}
            view={`${state ?? ""} ${find}`}
            fills
            tone={toneOf}
            bar={
              <>
                <FilterField
                  label={t("list.find")}
                  short={t("list.find.short")}
                  value={find}
                  onAsk={(text) => show({ find: text })}
                />
                <Select
                  size="xs"
                  w={170}
                  aria-label={t("list.state")}
                  allowDeselect={false}
                  value={state ?? "any"}
                  data={[
                    { value: "any", label: t("list.state.any") },
                    ...criterionStates.map((one) => ({ value: one, label: t(`state.${one}`) })),
                  ]}
                  onChange={(value) => show({ state: criterionStates.find((one) => one === value) })}
                />
              </>
            }
            empty={
              <EmptyList
                icon="filter"
                title={t("list.empty")}
                text={t(mayWrite ? "list.empty.text" : "list.empty.noRight")}
                filtered={state !== undefined || find !== ""}
                clear={() => show({ state: undefined, find: "" })}
              />
            }
          />
        )}
      </Answer>
    </Page>
  );
}

function toneOf(row: CriterionRow): "strong" | "possible" | undefined {
  const alarms = alarmsOf(row);
  if (alarms.length === 0) return undefined;
  return alarms.every((alarm) => alarm === "disparity") ? "possible" : "strong";
}

function fits(row: CriterionRow, state: CriterionRow["state"] | undefined, find: string): boolean {
  if (state !== undefined && row.state !== state) return false;
  const text = `${row.title} ${row.code} ${row.owner.name}`.toLocaleLowerCase();
  return find
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function columnsOf(t: TranslateOf<typeof criteriaTexts>): readonly Column<CriterionRow>[] {
  return [
    {
      id: "rule",
      header: t("column.rule"),
      names: true,
      least: 220,
      sortBy: (row) => row.title,
      cell: (row) => (
        <Link to="/criterion/$criterionId" params={{ criterionId: row.id }} data-opens>
          <strong>
            <bdi title={row.title}>{row.title}</bdi>
          </strong>
        </Link>
      ),
    },
    {
      id: "code",
      header: t("column.code"),
      width: 150,
      hidden: true,
      sortBy: (row) => row.code,
      cell: (row) => <Code dim>{row.code}</Code>,
    },
    {
      id: "state",
      header: t("column.state"),
      width: 148,
      sortBy: (row) => criterionStates.indexOf(row.state),
      cell: (row) => (
        <span className={styles["stateCell"]}>
          <StateWord state={row.state} />
          {row.activeVersion === null || row.activeVersion === row.version ? null : (
            <span className={styles["dim"]}>{t("list.activeVersion", { version: row.activeVersion })}</span>
          )}
        </span>
      ),
    },
    {
      id: "outcome",
      header: t("column.outcome"),
      width: 152,
      sortBy: (row) => row.outcome,
      cell: (row) => <OutcomeWord outcome={row.outcome} />,
    },
    {
      id: "alarms",
      header: t("column.alarms"),
      width: 164,
      sortBy: (row) => -alarmsOf(row).length,
      cell: (row) => <Alarms row={row} />,
    },
    {
      id: "owner",
      header: t("column.owner"),
      width: 140,
      // Found by the search all the same; titles need the room.
      hidden: true,
      sortBy: (row) => row.owner.name,
      cell: (row) => <bdi>{row.owner.name}</bdi>,
    },
    {
      id: "review",
      header: t("column.review"),
      width: 118,
      sortBy: (row) => (row.reviewDue === null ? null : Date.parse(row.reviewDue)),
      cell: (row) => <DayOf instant={row.reviewDue} />,
    },
    {
      id: "sunset",
      header: t("column.sunset"),
      width: 100,
      hidden: true,
      sortBy: (row) => (row.sunsetAt === null ? null : Date.parse(row.sunsetAt)),
      cell: (row) => <DayOf instant={row.sunsetAt} />,
    },
    {
      id: "lastDay",
      header: t("column.lastDay"),
      hint: t("column.lastDay.hint"),
      width: 104,
      align: "end",
      sortBy: ({ standing }) =>
        standing === null ? null : standing.lastDay.matches / standing.declared.perDay,
      cell: ({ standing }) => (standing === null ? <NoneShown /> : <LastDay standing={standing} />),
    },
    {
      id: "volume",
      header: t("column.volume"),
      hint: t("column.volume.hint"),
      width: 92,
      align: "end",
      sortBy: (row) => row.metrics?.per10000 ?? null,
      cell: (row) => <Per10000 value={row.metrics?.per10000 ?? null} />,
    },
    {
      id: "precision",
      header: t("column.precision"),
      hint: t("column.precision.hint"),
      width: 196,
      align: "end",
      sortBy: (row) => row.metrics?.precision.value ?? null,
      cell: (row) =>
        row.metrics === null ? (
          <NoneShown />
        ) : (
          <ShareShown
            share={row.metrics.precision}
            brief
            floor={row.standing?.declared.precisionFloor ?? null}
          />
        ),
    },
  ];
}
