// The rows of a file that were not understood, each named as the file names it, with the reason.
import { useMemo } from "react";
import type { ListVersion } from "../contract.ts";
import { Code, DataTable, Notice, Sentence, useTexts } from "#design/ui";
import { listSentences } from "./list-sentences.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

type Row = ListVersion["notUnderstood"][number];

export function RowsTable({ rows }: { rows: readonly Row[] }) {
  const t = useTexts(watchlistTexts);
  // One row may have several things wrong with it.
  const keyed = useMemo(() => rows.map((row, index) => ({ ...row, index })), [rows]);
  return (
    <DataTable
      caption={t("rows.caption")}
      columns={[
        {
          id: "row",
          header: t("rows.column.row"),
          names: true,
          width: 180,
          cell: (row) => <Code>{row.row}</Code>,
        },
        {
          id: "reason",
          header: t("rows.column.reason"),
          cell: (row) => (
            <Sentence
              texts={listSentences}
              said={{ code: row.code ?? "", values: row.values, text: row.reason }}
              className={styles["wraps"]}
            />
          ),
        },
      ]}
      rows={keyed}
      rowKey={(row) => String(row.index)}
      fills
      empty={
        <Notice icon="check" title={t("rows.empty.title")}>
          {t("rows.empty.text")}
        </Notice>
      }
    />
  );
}
