// The cases, open ones first.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import {
  Answer,
  At,
  Code,
  DataTable,
  Notice,
  Page,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { CaseList } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { casesQuery } from "./queries.ts";

type CaseRow = CaseList["cases"][number];

export function CaseListScreen() {
  const t = useTexts(casesTexts);
  const query = useQuery(casesQuery);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Page title={t("cases.title")} fills>
      <Answer query={query}>
        {(list) => (
          <DataTable
            caption={t("cases.caption")}
            columns={columns}
            rows={list.cases}
            rowKey={keyOf}
            fills
            empty={
              <Notice icon="cases" title={t("cases.empty.title")}>
                {t("cases.empty.text")}
              </Notice>
            }
          />
        )}
      </Answer>
    </Page>
  );
}

/** Open or closed, in a word. */
export function CaseState({ state }: { state: CaseRow["state"] }) {
  const t = useTexts(casesTexts);
  return <span className={styles[`case-${state}`]}>{t(`case.${state}`)}</span>;
}

function columnsOf(t: TranslateOf<typeof casesTexts>): readonly Column<CaseRow>[] {
  return [
    {
      id: "reference",
      header: t("case.column.reference"),
      names: true,
      width: 150,
      sortBy: (row) => row.reference,
      cell: (row) => (
        <Link to="/c/$caseId" params={{ caseId: row.id }} data-opens>
          <strong>
            <Code>{row.reference}</Code>
          </strong>
        </Link>
      ),
    },
    { id: "title", header: t("case.column.title"), cell: (row) => <bdi>{row.title}</bdi> },
    {
      id: "alerts",
      header: t("case.column.alerts"),
      width: 90,
      align: "end",
      sortBy: (row) => row.alerts,
      cell: (row) => row.alerts,
    },
    {
      id: "state",
      header: t("case.column.state"),
      width: 120,
      sortBy: (row) => row.state,
      cell: (row) => <CaseState state={row.state} />,
    },
    {
      id: "opened",
      header: t("case.column.opened"),
      width: 160,
      sortBy: (row) => Date.parse(row.openedAt),
      cell: (row) => <At instant={row.openedAt} />,
    },
    {
      id: "by",
      header: t("case.column.by"),
      width: 180,
      sortBy: (row) => row.openedBy.name,
      cell: (row) => <bdi>{row.openedBy.name}</bdi>,
    },
  ];
}

function keyOf(row: CaseRow): string {
  return row.id;
}
