// Proposing a new entry of an own list, or a change of one: the form at its address.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Watchlist } from "../contract.ts";
import { Answer, ForThoseWhoMay, Notice, Page, useTexts } from "#design/ui";
import { EntryForm } from "./EntryForm.tsx";
import { entryQuery, listQuery } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const here = getRouteApi("/signed-in/w/$listId/propose");

/** A new entry; with `entry` in the address a change of that one. */
export function ProposeScreen() {
  const t = useTexts(watchlistTexts);
  const { listId } = here.useParams();
  const { entry } = here.useSearch();
  const query = useQuery(listQuery(listId));
  return (
    <Page
      title={t(entry === undefined ? "propose.add.title" : "propose.change.title")}
      trail={[
        { label: t("lists.title"), link: (label) => <Link to="/watchlists">{label}</Link> },
        {
          label: query.data?.list.title ?? t("column.list"),
          link: (label) => (
            <Link to="/w/$listId" params={{ listId }}>
              {label}
            </Link>
          ),
        },
      ]}
    >
      <ForThoseWhoMay action="propose-entry">
        <Answer query={query}>
          {({ list }) =>
            list.kind === "imported" ? (
              <Notice icon="watchlists" title={t("propose.imported.title")}>
                {t("propose.imported.text")}
              </Notice>
            ) : (
              <div className={styles["formPage"]}>
                <p className={styles["dim"]}>{t("propose.text")}</p>
                {entry === undefined ? (
                  <EntryForm listId={listId} entryId={null} content={null} />
                ) : (
                  <Change list={list} entryId={entry} />
                )}
              </div>
            )
          }
        </Answer>
      </ForThoseWhoMay>
    </Page>
  );
}

function Change({ list, entryId }: { list: Watchlist; entryId: string }) {
  const query = useQuery(entryQuery(list.id, entryId));
  return (
    <Answer query={query}>
      {({ entry }) => <EntryForm listId={list.id} entryId={entryId} content={entry.content} />}
    </Answer>
  );
}
