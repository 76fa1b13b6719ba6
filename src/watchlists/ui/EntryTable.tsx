// The entries in force of one list, found by name, document or identifier.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Entry, Watchlist } from "../contract.ts";
import {
  Answer,
  Code,
  Country,
  DataTable,
  EmptyList,
  FilterField,
  nextPage,
  NoneShown,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import { BirthText, FirstOf, primaryName } from "./entry-parts.tsx";
import { entriesQuery } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";

/** Searched on the server, a moment after the last letter; what is searched for never stands in the address. */
export function EntryTable({ list }: { list: Watchlist }) {
  const t = useTexts(watchlistTexts);
  const [find, setFind] = useState("");
  const query = useInfiniteQuery(entriesQuery(list.id, list.active?.version ?? null, find));
  const columns = useMemo(() => columnsOf(t, list.id), [t, list.id]);
  return (
    <Answer query={query} rows={12}>
      {({ pages }) => (
        <DataTable
          caption={t("entries.caption")}
          columns={columns}
          rows={pages.flatMap((page) => page.entries)}
          rowKey={(entry) => entry.id}
          total={pages[0]?.total}
          view={`${find} ${pages.length}`}
          fills
          bar={
            <FilterField
              label={t("entries.find")}
              width={260}
              value={find}
              when="after-a-moment"
              onAsk={setFind}
            />
          }
          empty={
            <EmptyList
              icon="watchlists"
              title={t("entries.empty.title")}
              text={t(
                list.kind === "own"
                  ? "entries.empty.own"
                  : list.active === null
                    ? "entries.empty.notInForce"
                    : "entries.empty.text",
              )}
              filtered={find !== ""}
              clear={() => setFind("")}
            />
          }
          more={nextPage(query)}
        />
      )}
    </Answer>
  );
}

function columnsOf(t: TranslateOf<typeof watchlistTexts>, listId: string): readonly Column<Entry>[] {
  return [
    {
      id: "name",
      header: t("entry.column.name"),
      names: true,
      cell: (entry) => (
        <Link to="/w/$listId/entry/$entryId" params={{ listId, entryId: entry.id }} data-opens>
          <FirstOf
            items={[
              <strong key="main">
                <bdi translate="no">{primaryName(entry.content) ?? entry.id}</bdi>
              </strong>,
              ...entry.content.names.slice(1).map((name) => name.full),
            ]}
          />
        </Link>
      ),
    },
    {
      id: "born",
      header: t("entry.column.born"),
      width: 170,
      cell: (entry) => (
        <FirstOf
          items={entry.content.dobs.map((birth) => (
            <BirthText key="birth" birth={birth} />
          ))}
        />
      ),
    },
    {
      id: "sex",
      header: t("entry.column.sex"),
      width: 64,
      cell: (entry) => (entry.content.sex === null ? <NoneShown /> : <Code dim>{entry.content.sex}</Code>),
    },
    {
      id: "nationality",
      header: t("entry.column.nationality"),
      width: 110,
      cell: (entry) => (
        <FirstOf
          items={entry.content.nationalities.map((code) => (
            <Country key={code} code={code} />
          ))}
        />
      ),
    },
    {
      id: "documents",
      header: t("entry.column.documents"),
      width: 160,
      cell: (entry) => (
        <FirstOf
          items={entry.content.documents.map((document) => (
            <Code key={document.number}>{document.number}</Code>
          ))}
        />
      ),
    },
    {
      id: "category",
      header: t("entry.column.category"),
      width: 236,
      cell: (entry) =>
        entry.content.category === undefined ? <NoneShown /> : t.code("category", entry.content.category),
    },
    {
      id: "id",
      header: t("entry.column.id"),
      width: 150,
      cell: (entry) => <Code dim>{entry.id}</Code>,
    },
    {
      id: "since",
      header: t("entry.column.since"),
      width: 110,
      align: "end",
      hidden: true,
      cell: (entry) => entry.sinceVersion,
    },
  ];
}
