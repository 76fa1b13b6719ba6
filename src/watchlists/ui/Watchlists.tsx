// All watchlists with what is in force and how fresh it is, and the proposals that wait for a decision.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Watchlist } from "../contract.ts";
import {
  Answer,
  Code,
  DataTable,
  Icon,
  NoneShown,
  Notice,
  Page,
  serverNow,
  TabBar,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import { freshnessOf } from "./freshness.ts";
import { Count, Day, FreshnessWord, isWrong, KindWord } from "./list-parts.tsx";
import { ProposalTable } from "./ProposalTable.tsx";
import { listsQuery, proposalsQuery } from "./queries.ts";
import { ThresholdsPart } from "./Thresholds.tsx";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const here = getRouteApi("/signed-in/watchlists");

/** The lists and the proposals, at one address with two parts. */
export function WatchlistsScreen() {
  const t = useTexts(watchlistTexts);
  const { part = "lists", state = "waiting" } = here.useSearch();
  const navigate = useNavigate({ from: "/watchlists" });
  const lists = useQuery(listsQuery);
  const waiting = useQuery(proposalsQuery("waiting"));
  const mayRegister = useMay("import-list");
  return (
    <Page
      title={t("lists.title")}
      fills
      actions={
        mayRegister ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="add" size={14} />}
            renderRoot={(props: object) => <Link to="/watchlists/new" {...props} />}
          >
            {t("lists.new")}
          </Button>
        ) : undefined
      }
    >
      <TabBar
        label={t("lists.tabs")}
        fills
        chosen={part}
        onChoose={(next) => void navigate({ search: next === "lists" ? {} : { part: next }, replace: true })}
        tabs={[
          {
            id: "lists",
            label: t("lists.tab.lists"),
            ...(lists.data === undefined ? {} : { count: lists.data.lists.length }),
            content: (
              <Answer query={lists} rows={6}>
                {(answer) => <ListTable lists={answer.lists} mayRegister={mayRegister} />}
              </Answer>
            ),
          },
          {
            id: "proposals",
            label: t("lists.tab.proposals"),
            ...(waiting.data === undefined ? {} : { count: waiting.data.proposals.length }),
            content: (
              <ProposalTable
                state={state}
                onState={(next) =>
                  void navigate({
                    search: { part: "proposals", ...(next === "waiting" ? {} : { state: next }) },
                    replace: true,
                  })
                }
              />
            ),
          },
          { id: "thresholds", label: t("lists.tab.thresholds"), content: <ThresholdsPart /> },
        ]}
      />
    </Page>
  );
}

function ListTable({ lists, mayRegister }: { lists: readonly Watchlist[]; mayRegister: boolean }) {
  const t = useTexts(watchlistTexts);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <DataTable
      caption={t("lists.caption")}
      columns={columns}
      rows={lists}
      rowKey={(list) => list.id}
      fills
      tone={toneOf}
      empty={
        <Notice icon="watchlists" title={t("lists.empty.title")}>
          {t(mayRegister ? "lists.empty.text" : "lists.empty.text.noRight")}
        </Notice>
      }
    />
  );
}

function columnsOf(t: TranslateOf<typeof watchlistTexts>): readonly Column<Watchlist>[] {
  return [
    {
      id: "list",
      header: t("column.list"),
      names: true,
      sortBy: (list) => list.title,
      cell: (list) => (
        <Link to="/w/$listId" params={{ listId: list.id }} data-opens>
          <strong>
            <bdi title={list.title}>{list.title}</bdi>
          </strong>
        </Link>
      ),
    },
    {
      id: "code",
      header: t("column.code"),
      width: 112,
      sortBy: (list) => list.code,
      cell: (list) => <Code dim>{list.code}</Code>,
    },
    {
      id: "authority",
      header: t("column.authority"),
      width: 124,
      sortBy: (list) => list.authority,
      cell: (list) => <bdi>{list.authority}</bdi>,
    },
    {
      id: "kind",
      header: t("column.kind"),
      width: 100,
      hidden: true,
      sortBy: (list) => list.kind,
      cell: (list) => <KindWord kind={list.kind} />,
    },
    {
      id: "entries",
      header: t("column.entries"),
      width: 78,
      align: "end",
      sortBy: (list) => list.active?.entries ?? -1,
      cell: (list) => (list.active === null ? <NoneShown /> : <Count value={list.active.entries} />),
    },
    {
      id: "version",
      header: t("column.version"),
      width: 142,
      sortBy: (list) => (list.active === null ? null : Date.parse(list.active.activatedAt ?? "")),
      cell: (list) => <InForce list={list} />,
    },
    {
      id: "fresh",
      header: t("column.fresh"),
      width: 206,
      cell: (list) => <FreshnessWord list={list} />,
    },
    {
      id: "waits",
      header: t("column.waits"),
      width: 140,
      sortBy: (list) => list.waitingProposals + (list.draft === null ? 0 : 1_000),
      cell: (list) => <Waits list={list} />,
    },
  ];
}

function InForce({ list }: { list: Watchlist }) {
  const t = useTexts(watchlistTexts);
  if (list.active === null) return <span className={styles["lacking"]}>{t("none.inForce")}</span>;
  const since = list.active.publishedAt ?? list.active.receivedAt;
  return (
    <span>
      {t("version.number", { version: list.active.version })}{" "}
      <span className={styles["dim"]}>
        <Day instant={since} />
      </span>
    </span>
  );
}

function Waits({ list }: { list: Watchlist }) {
  const t = useTexts(watchlistTexts);
  if (list.draft === null && list.waitingProposals === 0) return <NoneShown />;
  return (
    <span className={styles["waits"]}>
      <Icon name="person" size={13} />
      {list.draft === null ? null : (
        <Link to="/w/$listId/version/$version" params={{ listId: list.id, version: String(list.draft) }}>
          {t("waits.version", { version: list.draft })}
        </Link>
      )}
      {list.waitingProposals === 0 ? null : (
        <Link to="/w/$listId" params={{ listId: list.id }} search={{ part: "proposals" }}>
          {t("waits.proposals", { count: list.waitingProposals })}
        </Link>
      )}
    </span>
  );
}

function toneOf(list: Watchlist): "possible" | undefined {
  return list.draft !== null ||
    list.waitingProposals > 0 ||
    list.active === null ||
    isWrong(freshnessOf(list, serverNow()))
    ? "possible"
    : undefined;
}
