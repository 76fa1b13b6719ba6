// Proposals for own lists: those that wait for a decision, and what became of the others.
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Proposal } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  DataTable,
  NoneShown,
  Notice,
  useMe,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import { primaryName } from "./entry-parts.tsx";
import { proposalsQuery, proposalStates, type ProposalState } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

/** The proposals of one state; `listId` leaves only those of one list. */
export function ProposalTable({
  state,
  onState,
  listId,
}: {
  state: ProposalState;
  onState: (state: ProposalState) => void;
  listId?: string;
}) {
  const t = useTexts(watchlistTexts);
  const me = useMe();
  const query = useQuery(proposalsQuery(state));
  const columns = useMemo(() => columnsOf(t, me, state, listId !== undefined), [t, me, state, listId]);
  return (
    <Answer query={query} rows={6}>
      {({ proposals }) => (
        <DataTable
          caption={t(state === "waiting" ? "proposals.caption.waiting" : "proposals.caption.other")}
          columns={columns}
          rows={listId === undefined ? proposals : proposals.filter((one) => one.listId === listId)}
          rowKey={(proposal) => proposal.id}
          view={state}
          fills
          bar={
            <SegmentedControl
              size="xs"
              aria-label={t("proposals.show")}
              value={state}
              data={proposalStates.map((value) => ({ value, label: t(`proposals.${value}`) }))}
              onChange={(value) => onState(proposalStates.find((one) => one === value) ?? "waiting")}
            />
          }
          empty={
            state === "waiting" ? (
              <Notice icon="check" title={t("proposals.empty.title")}>
                {t("proposals.empty.text")}
              </Notice>
            ) : (
              <Notice icon="filter" title={t("proposals.empty.none")} />
            )
          }
        />
      )}
    </Answer>
  );
}

function columnsOf(
  t: TranslateOf<typeof watchlistTexts>,
  me: string | null,
  state: ProposalState,
  ofOneList: boolean,
): readonly Column<Proposal>[] {
  return [
    {
      id: "since",
      header: t("proposals.column.since"),
      width: 140,
      sortBy: (proposal) => Date.parse(proposal.proposedAt),
      cell: (proposal) => <At instant={proposal.proposedAt} />,
    },
    {
      id: "act",
      header: t("proposals.column.act"),
      width: 112,
      sortBy: (proposal) => proposal.act,
      cell: (proposal) => t(`act.${proposal.act}`),
    },
    {
      id: "name",
      header: t("proposals.column.name"),
      names: true,
      width: 260,
      sortBy: (proposal) => primaryName(proposal.content ?? proposal.current) ?? proposal.entryId,
      cell: (proposal) => (
        <Link to="/watchlists/proposal/$proposalId" params={{ proposalId: proposal.id }} data-opens>
          <strong>
            <bdi translate="no">{primaryName(proposal.content ?? proposal.current) ?? proposal.entryId}</bdi>
          </strong>
        </Link>
      ),
    },
    {
      id: "list",
      header: t("proposals.column.list"),
      width: 124,
      hidden: ofOneList,
      sortBy: (proposal) => proposal.listCode,
      cell: (proposal) => <Code dim>{proposal.listCode}</Code>,
    },
    {
      id: "by",
      header: t("proposals.column.by"),
      width: 180,
      sortBy: (proposal) => proposal.proposedBy.name,
      cell: (proposal) => (
        <span>
          <bdi>{proposal.proposedBy.name}</bdi>
          {proposal.proposedBy.id === me ? (
            <span className={styles["mine"]}>{t("proposals.mine")}</span>
          ) : null}
        </span>
      ),
    },
    {
      id: "reason",
      header: t("proposals.column.reason"),
      cell: (proposal) => <bdi title={proposal.reason}>{proposal.reason}</bdi>,
    },
    ...(state === "waiting"
      ? []
      : [
          {
            id: "decided",
            header: t("proposals.column.decided"),
            width: 220,
            sortBy: (proposal: Proposal) =>
              proposal.decidedAt === null ? null : Date.parse(proposal.decidedAt),
            cell: (proposal: Proposal) =>
              proposal.decidedAt === null ? (
                <NoneShown />
              ) : (
                <span>
                  <At instant={proposal.decidedAt} />{" "}
                  <bdi className={styles["dim"]}>{proposal.decidedBy?.name}</bdi>
                </span>
              ),
          },
        ]),
  ];
}
