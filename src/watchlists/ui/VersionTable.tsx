// The versions of one list, newest first: what each changed, who prepared it and who put it in force.
import { useMemo } from "react";
import type { ListVersion } from "../contract.ts";
import {
  At,
  DataTable,
  NoneShown,
  Notice,
  SeverityShape,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import { Count, VersionLink, VersionState } from "./list-parts.tsx";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

export function VersionTable({
  listId,
  versions,
  own,
}: {
  listId: string;
  versions: readonly ListVersion[];
  own: boolean;
}) {
  const t = useTexts(watchlistTexts);
  const columns = useMemo(() => columnsOf(t, listId), [t, listId]);
  return (
    <DataTable
      caption={t("versions.caption")}
      columns={columns}
      rows={versions}
      rowKey={(version) => String(version.version)}
      fills
      tone={(version) =>
        version.state === "draft" ? "possible" : version.state === "refused" ? "strong" : undefined
      }
      empty={
        <Notice icon="watchlists" title={t("versions.empty.title")}>
          {t(own ? "versions.empty.own" : "versions.empty.text")}
        </Notice>
      }
    />
  );
}

function columnsOf(t: TranslateOf<typeof watchlistTexts>, listId: string): readonly Column<ListVersion>[] {
  return [
    {
      id: "version",
      header: t("version.column.version"),
      names: true,
      width: 110,
      sortBy: (row) => row.version,
      cell: (row) => (
        <strong>
          <VersionLink listId={listId} version={row.version} opens />
        </strong>
      ),
    },
    {
      id: "state",
      header: t("version.column.state"),
      width: 158,
      sortBy: (row) => row.state,
      cell: (row) => <VersionState state={row.state} />,
    },
    {
      id: "received",
      header: t("version.column.received"),
      width: 124,
      sortBy: (row) => Date.parse(row.receivedAt),
      cell: (row) => <At instant={row.receivedAt} />,
    },
    {
      id: "published",
      header: t("version.column.published"),
      width: 136,
      hidden: true,
      sortBy: (row) => (row.publishedAt === null ? null : Date.parse(row.publishedAt)),
      cell: (row) => (row.publishedAt === null ? <NoneShown /> : <At instant={row.publishedAt} />),
    },
    {
      id: "entries",
      header: t("version.column.entries"),
      width: 80,
      align: "end",
      sortBy: (row) => row.entries,
      cell: (row) => <Count value={row.entries} />,
    },
    ...(["added", "changed", "removed"] as const).map((what): Column<ListVersion> => ({
      id: what,
      header: t(`version.column.${what}`),
      width: 80,
      align: "end",
      sortBy: (row) => row[what],
      cell: (row) => (
        <Count value={row[what]} sign={{ added: "+", changed: "~", removed: "−" }[what]} dashed />
      ),
    })),
    {
      id: "rows",
      header: t("version.column.rows"),
      width: 132,
      align: "end",
      sortBy: (row) => row.notUnderstood.length,
      cell: (row) =>
        row.notUnderstood.length === 0 ? (
          <NoneShown />
        ) : (
          <span className={styles["rowsWrong"]}>
            <SeverityShape severity="warning" size={10} /> <Count value={row.notUnderstood.length} />
          </span>
        ),
    },
    {
      id: "prepared",
      header: t("version.column.prepared"),
      width: 150,
      sortBy: (row) => row.preparedBy,
      cell: (row) => <bdi>{row.preparedBy}</bdi>,
    },
    {
      id: "activated",
      header: t("version.column.activated"),
      cell: (row) =>
        row.activatedAt === null ? (
          <NoneShown />
        ) : (
          <span>
            <At instant={row.activatedAt} /> <bdi className={styles["dim"]}>{row.activatedBy}</bdi>
          </span>
        ),
    },
  ];
}
