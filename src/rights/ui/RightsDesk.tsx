// The data protection officer's requests: the next one due first. Who asked is seen on opening one only.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import {
  Answer,
  At,
  Code,
  DataTable,
  EmptyList,
  Page,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { RequestRow } from "../contract.ts";
import { ExecutionList } from "./Executions.tsx";
import { requestsQuery } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

export function RightsDeskScreen() {
  const t = useTexts(rightsTexts);
  const mayView = useMay("view-rights-requests");
  return (
    <Page title={t("desk.title")}>
      {mayView ? <RequestTable /> : null}
      <ExecutionList />
    </Page>
  );
}

function RequestTable() {
  const t = useTexts(rightsTexts);
  const query = useQuery(requestsQuery);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Answer query={query} rows={10}>
      {({ requests }) => (
        <DataTable
          caption={t("desk.caption")}
          columns={columns}
          rows={requests}
          rowKey={keyOf}
          empty={
            <EmptyList
              icon="check"
              title={t("desk.empty")}
              text={t("desk.empty.text")}
              filtered={false}
              clear={() => undefined}
            />
          }
        />
      )}
    </Answer>
  );
}

function columnsOf(t: TranslateOf<typeof rightsTexts>): readonly Column<RequestRow>[] {
  return [
    {
      id: "reference",
      header: t("ask.reference"),
      names: true,
      width: 140,
      cell: (row) => (
        <Link to="/rights/$requestId" params={{ requestId: row.id }} data-opens>
          <strong>
            <Code>{row.reference}</Code>
          </strong>
        </Link>
      ),
    },
    { id: "kind", header: t("kind.header"), cell: (row) => t(`kind.${row.kind}`) },
    { id: "state", header: t("status.state"), width: 130, cell: (row) => t(`state.${row.state}`) },
    {
      id: "language",
      header: t("column.language"),
      width: 120,
      cell: (row) => <LanguageName code={row.language} />,
    },
    {
      id: "received",
      header: t("column.received"),
      width: 140,
      sortBy: (row) => Date.parse(row.received),
      cell: (row) => <At instant={row.received} />,
    },
    {
      id: "due",
      header: t("column.due"),
      width: 160,
      sortBy: (row) => Date.parse(row.due),
      cell: (row) => (
        <span className={row.overdue ? styles["overdue"] : undefined}>
          <At instant={row.due} />
          {row.overdue ? ` · ${t(row.again ? "desk.again" : "desk.overdue")}` : ""}
        </span>
      ),
    },
    {
      id: "outcome",
      header: t("column.outcome"),
      width: 160,
      cell: (row) => (row.outcome === null ? "" : t(`outcome.${row.outcome}`)),
    },
  ];
}

/** In which language an answer is wanted, by its own name. */
function LanguageName({ code }: { code: string }) {
  const own = languageNames[code];
  return own === undefined ? <Code>{code}</Code> : <bdi lang={code}>{own}</bdi>;
}
const languageNames: Readonly<Record<string, string>> = {
  en: "English",
  az: "Azərbaycanca",
  fr: "Français",
  ru: "Русский",
  ar: "العربية",
};

function keyOf(row: RequestRow): string {
  return row.id;
}
