// One list: its entries in force, its versions, its proposals, and what it rests on.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { WatchlistDetail } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  Fact,
  Facts,
  Icon,
  Page,
  problemText,
  RefusalNotice,
  Sentence,
  TabBar,
  useDesignTexts,
  useMay,
  useTexts,
} from "#design/ui";
import { EntryTable } from "./EntryTable.tsx";
import { listSentences } from "./list-sentences.ts";
import { readOutcome, type Outcome } from "./freshness.ts";
import { ImportDialog } from "./ImportDialog.tsx";
import { Count, FreshnessWord, KindWord, VersionLink } from "./list-parts.tsx";
import { ProposalTable } from "./ProposalTable.tsx";
import { PersonsPart } from "./PersonsPart.tsx";
import { RegisterPart } from "./RegisterPart.tsx";
import { SourcePart, type Decisions } from "./SourcePart.tsx";
import { fetchNow, listQuery, type ProposalState } from "./queries.ts";
import { VersionTable } from "./VersionTable.tsx";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const here = getRouteApi("/signed-in/w/$listId");

/** The list at its address; `decisions`: what offices said of its source. */
export function WatchlistScreen({ decisions }: { decisions: Decisions }) {
  const t = useTexts(watchlistTexts);
  const { listId } = here.useParams();
  const query = useQuery(listQuery(listId));
  const list = query.data?.list;
  const fetching = useFetch(listId);
  return (
    <Page
      title={list?.title ?? t("column.list")}
      heading={
        list === undefined ? undefined : (
          <>
            <bdi>{list.title}</bdi>{" "}
            <span className={styles["headCode"]}>
              <Code dim>{list.code}</Code>
            </span>
          </>
        )
      }
      trail={[{ label: t("lists.title"), link: (label) => <Link to="/watchlists">{label}</Link> }]}
      facts={query.data === undefined ? undefined : <HeadFacts detail={query.data} />}
      actions={query.data === undefined ? undefined : <Actions detail={query.data} fetching={fetching} />}
      fills
    >
      <Answer query={query}>
        {(detail) => (
          <>
            <FetchResult fetching={fetching} />
            <Standing detail={detail} />
            <ReviewsDue detail={detail} />
            <LinksToDecide detail={detail} />
            <Parts detail={detail} decisions={decisions} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function HeadFacts({ detail }: { detail: WatchlistDetail }) {
  const t = useTexts(watchlistTexts);
  const { list } = detail;
  return (
    <>
      <span>
        {t("column.kind")} <KindWord kind={list.kind} />
      </span>
      {list.active === null ? (
        <span className={styles["lacking"]}>{t("none.inForce")}</span>
      ) : (
        <span>
          {t("column.version")} <VersionLink listId={list.id} version={list.active.version} />{" "}
          <At instant={list.active.publishedAt ?? list.active.receivedAt} day="always" />
        </span>
      )}
      {list.active === null ? null : (
        <span>
          {t("column.entries")} <Count value={list.active.entries} />
        </span>
      )}
      {list.kind === "own" ? null : <FreshnessWord list={list} long />}
    </>
  );
}

type Fetching = ReturnType<typeof useFetch>;

function useFetch(listId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => fetchNow(listId),
    onSettled: () => queries.invalidateQueries({ queryKey: ["watchlist", listId] }),
  });
}

function Actions({ detail, fetching }: { detail: WatchlistDetail; fetching: Fetching }) {
  const t = useTexts(watchlistTexts);
  const { list } = detail;
  const mayImport = useMay("import-list");
  const mayPropose = useMay("propose-entry");
  const [importing, setImporting] = useState(false);
  return (
    <>
      {mayImport && list.address !== null ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="refresh" size={14} />}
          loading={fetching.isPending}
          onClick={() => fetching.mutate()}
        >
          {t("list.fetch")}
        </Button>
      ) : null}
      {mayImport && list.kind === "imported" ? (
        <>
          <Button size="xs" leftSection={<Icon name="upload" size={14} />} onClick={() => setImporting(true)}>
            {t("list.import")}
          </Button>
          <ImportDialog list={list} opened={importing} onClose={() => setImporting(false)} />
        </>
      ) : null}
      {mayPropose && list.kind === "own" ? (
        <Button
          size="xs"
          leftSection={<Icon name="add" size={14} />}
          renderRoot={(props: object) => (
            <Link to="/w/$listId/propose" params={{ listId: list.id }} {...props} />
          )}
        >
          {t("list.propose")}
        </Button>
      ) : null}
    </>
  );
}

/** What came of "fetch now". */
function FetchResult({ fetching }: { fetching: Fetching }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  if (fetching.error !== null) {
    return (
      <div className={styles["strip"]}>
        <RefusalNotice problem={fetching.error} say={(problem) => problemText(problem, t, common)} />
      </div>
    );
  }
  if (fetching.data === undefined) return null;
  const outcome = readOutcome(fetching.data);
  const wrong = outcome.kind === "failed" || outcome.kind === "refused";
  return (
    <output className={styles["standing"]} data-tone={wrong ? "wrong" : "done"}>
      <Icon name={wrong ? "info" : "check"} size={15} />
      <OutcomeText outcome={outcome} />
    </output>
  );
}

/** The outcome of a fetch in the reader's words. */
export function OutcomeText({ outcome }: { outcome: Outcome }) {
  const t = useTexts(watchlistTexts);
  if (outcome.kind === "other") return <span lang="en">{outcome.text}</span>;
  if ("version" in outcome) return <span>{t(`outcome.${outcome.kind}`, { version: outcome.version })}</span>;
  return (
    <span>
      {t(`outcome.${outcome.kind}`)} <Sentence texts={listSentences} said={outcome.said} />
    </span>
  );
}

/** What a person has to do about this list now. */
function Standing({ detail }: { detail: WatchlistDetail }) {
  const t = useTexts(watchlistTexts);
  const { list, versions } = detail;
  const draft = versions.find((version) => version.version === list.draft);
  if (draft === undefined && list.active !== null) return null;
  return (
    <div className={styles["standing"]} data-tone="waits">
      <Icon name={draft === undefined ? "info" : "person"} size={15} />
      <span>
        {draft === undefined ? (
          t("list.nothing")
        ) : (
          <>
            {t("list.draft", { version: draft.version })} {t("version.prepared")}{" "}
            <bdi>{draft.preparedBy}</bdi>.
          </>
        )}
      </span>
      {draft === undefined ? null : (
        <Link to="/w/$listId/version/$version" params={{ listId: list.id, version: String(draft.version) }}>
          {t("list.draft.look")}
        </Link>
      )}
    </div>
  );
}

/** Entries of an own list whose grounds nobody has looked at for too long. */
function ReviewsDue({ detail }: { detail: WatchlistDetail }) {
  const t = useTexts(watchlistTexts);
  const [first] = detail.reviewsDue;
  if (first === undefined) return null;
  return (
    <div className={styles["standing"]} data-tone="waits">
      <Icon name="info" size={15} />
      <span>{t("review.dueCount", { count: detail.reviewsDue.length })}</span>
      <Link to="/w/$listId/entry/$entryId" params={{ listId: detail.list.id, entryId: first.entryId }}>
        {t("review.open")}
      </Link>
    </div>
  );
}

/** Entries that may be somebody on another list. */
/** The server names no more than so many: there may be more. */
const linksTold = 50;

function LinksToDecide({ detail }: { detail: WatchlistDetail }) {
  const t = useTexts(watchlistTexts);
  const [first] = detail.linksToDecide;
  if (first === undefined) return null;
  return (
    <div className={styles["standing"]} data-tone="waits">
      <Icon name="info" size={15} />
      <span>
        {detail.linksToDecide.length < linksTold
          ? t("links.toDecide", { count: detail.linksToDecide.length })
          : t("links.toDecideMany", { number: linksTold })}
      </span>
      <Link to="/w/$listId/entry/$entryId" params={{ listId: detail.list.id, entryId: first }}>
        {t("links.open")}
      </Link>
    </div>
  );
}

function Parts({ detail, decisions }: { detail: WatchlistDetail; decisions: Decisions }) {
  const t = useTexts(watchlistTexts);
  const { part = "entries" } = here.useSearch();
  const navigate = useNavigate({ from: "/w/$listId" });
  const { list, versions } = detail;
  const [state, setState] = useState<ProposalState>("waiting");
  const own = list.kind === "own";
  return (
    <TabBar
      label={t("list.tabs")}
      fills
      chosen={part}
      onChoose={(next) => void navigate({ search: next === "entries" ? {} : { part: next }, replace: true })}
      tabs={[
        {
          id: "entries",
          label: t("list.tab.entries"),
          ...(list.active === null ? {} : { count: list.active.entries }),
          content: <EntryTable list={list} />,
        },
        ...(own
          ? [
              {
                id: "proposals" as const,
                label: t("list.tab.proposals"),
                count: list.waitingProposals,
                content: <ProposalTable listId={list.id} state={state} onState={setState} />,
              },
            ]
          : []),
        {
          id: "versions",
          label: t("list.tab.versions"),
          count: versions.length,
          content: <VersionTable listId={list.id} versions={versions} own={own} />,
        },
        {
          id: "about",
          label: t("list.tab.about"),
          content: <About detail={detail} decisions={decisions} />,
        },
      ]}
    />
  );
}

function About({ detail, decisions }: { detail: WatchlistDetail; decisions: Decisions }) {
  const t = useTexts(watchlistTexts);
  const { list } = detail;
  return (
    <div className={styles["about"]}>
      <RegisterPart list={list} />
      <PersonsPart list={list} />
      <Facts>
        <Fact label={t("list.kind")}>
          {t(`kind.${list.kind}`)}. {t(`kind.${list.kind}.hint`)}
        </Fact>
        {list.format === null ? null : <Fact label={t("list.format")}>{t.code("format", list.format)}</Fact>}
        {list.kind === "own" ? null : (
          <>
            <Fact label={t("list.address")}>
              {list.address === null ? null : <Code>{list.address}</Code>}
            </Fact>
            <Fact label={t("list.schedule")}>
              {list.fetchEveryHours === null
                ? t("list.byHand")
                : t("fresh.every", { count: list.fetchEveryHours })}
            </Fact>
            <Fact label={t("list.lastFetch")}>
              {list.lastFetch === null ? null : (
                <>
                  <At instant={list.lastFetch.at} day="always" />{" "}
                  <OutcomeText outcome={readOutcome(list.lastFetch)} />
                </>
              )}
            </Fact>
          </>
        )}
      </Facts>
      <SourcePart list={list} decisions={decisions} />
    </div>
  );
}
