// What a version adds, changes and removes, entry by entry.
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { ListVersion, VersionDifference } from "../contract.ts";
import {
  Answer,
  Code,
  DataTable,
  EmptyList,
  FilterField,
  formatNumber,
  NoneShown,
  useSurroundings,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import { differenceQuery } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const kinds = ["added", "changed", "removed"] as const;
type What = (typeof kinds)[number];
type Row = {
  readonly what: What;
  readonly id: string;
  readonly name: string;
  readonly fields: readonly string[];
};

export function DifferenceTable({ listId, version }: { listId: string; version: ListVersion }) {
  const query = useQuery(differenceQuery(listId, version.version));
  return (
    <Answer query={query}>
      {(difference) => <Differences listId={listId} version={version} difference={difference} />}
    </Answer>
  );
}

function Differences({
  listId,
  version,
  difference,
}: {
  listId: string;
  version: ListVersion;
  difference: VersionDifference;
}) {
  const t = useTexts(watchlistTexts);
  const { language } = useSurroundings();
  const [what, setWhat] = useState<What | null>(null);
  const [find, setFind] = useState("");
  // Only entries in force have a page of their own.
  const inForce = version.state === "active";
  const columns = useMemo(() => columnsOf(t, listId, inForce), [t, listId, inForce]);
  const all = useMemo(() => rowsOf(difference), [difference]);
  const needle = find.trim().toLocaleUpperCase("en");
  const rows = all.filter(
    (row) =>
      (what === null || row.what === what) &&
      (needle === "" || `${row.name} ${row.id}`.toLocaleUpperCase("en").includes(needle)),
  );
  const against =
    difference.against === null
      ? t("difference.first")
      : t("difference.against", { version: difference.against });
  return (
    <DataTable
      caption={t("difference.caption")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      view={`${what ?? ""} ${needle}`}
      fills
      bar={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t("difference.show")}
            value={what ?? "all"}
            data={[
              { value: "all", label: t("difference.all") },
              ...kinds.map((kind) => ({
                value: kind,
                label: `${t(`difference.${kind}`)} ${formatNumber(version[kind], language)}`,
              })),
            ]}
            onChange={(value) => setWhat(kinds.find((kind) => kind === value) ?? null)}
          />
          <FilterField label={t("difference.find")} width={210} value={find} onAsk={setFind} />
          <span className={styles["dim"]}>{against}</span>
        </>
      }
      empty={
        <EmptyList
          icon="check"
          title={t("difference.empty")}
          filtered={all.length > 0}
          clear={() => {
            setWhat(null);
            setFind("");
          }}
        />
      }
      more={difference.more ? t("difference.more", { count: all.length }) : undefined}
    />
  );
}

function rowsOf(difference: VersionDifference): readonly Row[] {
  return kinds.flatMap((what) =>
    difference[what].map((entry) => ({
      what,
      id: entry.id,
      name: entry.name,
      fields: "fields" in entry && Array.isArray(entry.fields) ? entry.fields.map(String) : [],
    })),
  );
}

function columnsOf(
  t: TranslateOf<typeof watchlistTexts>,
  listId: string,
  inForce: boolean,
): readonly Column<Row>[] {
  return [
    {
      id: "what",
      header: t("difference.column.what"),
      width: 130,
      sortBy: (row) => row.what,
      cell: (row) => (
        <span className={styles["what"]} data-what={row.what}>
          <span aria-hidden="true">{{ added: "+", changed: "~", removed: "−" }[row.what]}</span>
          {t(`difference.${row.what}`)}
        </span>
      ),
    },
    {
      id: "name",
      header: t("difference.column.name"),
      names: true,
      sortBy: (row) => row.name,
      cell: (row) => {
        const name = (
          <strong>
            <bdi translate="no">{row.name}</bdi>
          </strong>
        );
        return inForce && row.what !== "removed" ? (
          <Link to="/w/$listId/entry/$entryId" params={{ listId, entryId: row.id }} data-opens>
            {name}
          </Link>
        ) : (
          name
        );
      },
    },
    {
      id: "fields",
      header: t("difference.column.fields"),
      cell: (row) =>
        row.fields.length === 0 ? <NoneShown /> : row.fields.map((name) => t.code("field", name)).join(", "),
    },
    {
      id: "id",
      header: t("difference.column.id"),
      width: 180,
      sortBy: (row) => row.id,
      cell: (row) => <Code dim>{row.id}</Code>,
    },
  ];
}
