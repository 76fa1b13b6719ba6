// Lists, versions and proposals as they go over the wire.
import type { Transaction } from "#platform";
import { displayNames } from "#access";
import type { Entry, EntryLink, ListVersion, Proposal, VersionDifference, Watchlist } from "./contract.ts";
import { changedFields, shownName, toWireContent } from "./entry-content.ts";
import type { differingEntries } from "./entry-store.ts";
import type { ListEntry } from "./entry.ts";
import type { LinkRow } from "./link-store.ts";
import { waitingProposals, type ProposalRow } from "./proposal-store.ts";
import { activeVersionRows, drafts, type ListRow, type VersionRow } from "./store.ts";

const instant = (at: Date | null) => at?.toISOString() ?? null;

/** Rows of a file that were not understood, as many as a screen can show. */
const rowsShownMax = 500;

/** Versions with the names of who prepared and activated them. */
export async function wireVersions(tx: Transaction, rows: readonly VersionRow[]): Promise<ListVersion[]> {
  const names = await displayNames(
    tx,
    rows.flatMap((row) => [row.prepared_by, ...(row.activated_by === null ? [] : [row.activated_by])]),
  );
  return rows.map((row) => ({
    version: row.version,
    state: row.state,
    publishedAt: instant(row.published_at),
    receivedAt: row.received_at.toISOString(),
    entries: row.entries,
    added: row.added,
    changed: row.changed,
    removed: row.removed,
    notUnderstood: row.not_understood.slice(0, rowsShownMax),
    preparedBy: names.get(row.prepared_by) ?? row.prepared_by,
    preparedById: row.prepared_by,
    activatedAt: instant(row.activated_at),
    activatedBy: row.activated_by === null ? null : (names.get(row.activated_by) ?? row.activated_by),
    refusal: row.refusal,
    because: row.refusal_because,
    parserVersion: row.parser_version,
    fileKept: row.file_kept,
  }));
}

export async function wireVersion(tx: Transaction, row: VersionRow): Promise<ListVersion> {
  const [version] = await wireVersions(tx, [row]);
  if (version === undefined) throw new Error("one row makes one version");
  return version;
}

const wordsOf = (byWord: ListRow["persons_by"]) =>
  Object.entries(byWord)
    .map(([word, category]) => ({ word, category }))
    .toSorted((a, b) => (a.word < b.word ? -1 : 1));

/** Lists with their version in force, draft and number of waiting proposals. */
export async function wireLists(tx: Transaction, lists: readonly ListRow[]): Promise<Watchlist[]> {
  const active = await activeVersionRows(tx);
  const waiting = await waitingProposals(tx);
  const draftOf = await drafts(tx);
  const versions = await wireVersions(tx, [...active.values()]);
  const names = await displayNames(
    tx,
    lists.flatMap(({ persons_wanted: wanted }) => (wanted === null ? [] : [wanted.by])),
  );
  const versionOf = new Map([...active.keys()].map((listId, at) => [listId, versions[at]]));
  return lists.map((list) => ({
    id: list.list_id,
    code: list.code,
    title: list.title,
    authority: list.authority,
    legalBasis: list.legal_basis,
    alertBasis: list.alert_basis,
    owner: list.owner,
    purposes: list.purposes,
    grade: list.grade,
    classification: list.classification,
    retentionDays: list.retention_days,
    expiresOn: list.expires_on,
    reviewOn: list.review_on,
    persons: list.persons,
    byWord: wordsOf(list.persons_by),
    personsWanted:
      list.persons_wanted === null
        ? null
        : {
            persons: list.persons_wanted.persons,
            byWord: wordsOf(list.persons_wanted.byWord),
            by: {
              id: list.persons_wanted.by,
              name: names.get(list.persons_wanted.by) ?? list.persons_wanted.by,
            },
            at: list.persons_wanted.at,
            reason: list.persons_wanted.reason,
          },
    kind: list.kind,
    format: list.format,
    mapping: list.mapping,
    address: list.address,
    fetchEveryHours: list.fetch_every_hours,
    lastFetch:
      list.last_fetch_at === null
        ? null
        : {
            at: list.last_fetch_at.toISOString(),
            outcome: list.last_fetch_outcome ?? "",
            because: list.last_fetch_because,
          },
    active: versionOf.get(list.list_id) ?? null,
    waitingProposals: waiting.get(list.list_id) ?? 0,
    draft: draftOf.get(list.list_id) ?? null,
  }));
}

/** An entry as screens show it. */
export function wireEntry({ entry, since }: { entry: ListEntry; since: number }): Entry {
  return {
    id: entry.id,
    reference: entry.ref,
    content: toWireContent(entry),
    sinceVersion: since,
  };
}

/** Pairs with entries of other lists, as the page of this one shows them. */
export async function wireLinks(
  tx: Transaction,
  entryId: string,
  rows: readonly LinkRow[],
): Promise<EntryLink[]> {
  const names = await displayNames(
    tx,
    rows.flatMap(({ decided_by: by }) => (by === null ? [] : [by])),
  );
  return rows.map((row) => {
    const isFirst = row.first_entry === entryId;
    const content = isFirst ? row.second_content : row.first_content;
    return {
      id: row.link_id,
      state: row.state,
      other: {
        listId: isFirst ? row.second_list : row.first_list,
        title: isFirst ? row.second_title : row.first_title,
        entryId: isFirst ? row.second_entry : row.first_entry,
        name: content === null ? null : shownName(content),
      },
      strength: row.strength,
      evidence: row.evidence.map(({ feature, relation, left, right, bits }) => ({
        feature,
        relation,
        here: isFirst ? left : right,
        there: isFirst ? right : left,
        bits,
      })),
      decided:
        row.decided_by === null || row.decided_at === null
          ? null
          : {
              by: names.get(row.decided_by) ?? row.decided_by,
              at: row.decided_at.toISOString(),
              reason: row.reason ?? "",
            },
    };
  });
}

/** What differs between two versions, cut at `shown` entries in all. */
export function wireDifference(
  against: number | null,
  differing: Awaited<ReturnType<typeof differingEntries>>,
  shown: number,
): VersionDifference {
  const difference: VersionDifference = {
    against,
    added: [],
    changed: [],
    removed: [],
    more: differing.length > shown,
  };
  for (const { entryId: id, before, after } of differing.slice(0, shown)) {
    if (after === null) difference.removed.push({ id, name: before === null ? id : shownName(before) });
    else if (before === null) difference.added.push({ id, name: shownName(after) });
    else difference.changed.push({ id, name: shownName(after), fields: changedFields(before, after) });
  }
  return difference;
}

export async function wireProposals(tx: Transaction, rows: readonly ProposalRow[]): Promise<Proposal[]> {
  const names = await displayNames(
    tx,
    rows.flatMap((row) => [row.proposed_by, ...(row.decided_by === null ? [] : [row.decided_by])]),
  );
  const person = (id: string) => ({ id, name: names.get(id) ?? id });
  return rows.map((row) => ({
    id: row.proposal_id,
    listId: row.list_id,
    listCode: row.code,
    act: row.act,
    entryId: row.entry_id,
    content: row.content === null ? null : toWireContent(row.content),
    current: row.current === null ? null : toWireContent(row.current),
    reason: row.reason,
    state: row.state,
    proposedBy: person(row.proposed_by),
    proposedAt: row.proposed_at.toISOString(),
    decidedBy: row.decided_by === null ? null : person(row.decided_by),
    decidedAt: instant(row.decided_at),
    decisionReason: row.decision_reason,
    emergencyUntil: instant(row.emergency_until),
  }));
}

export async function wireProposal(tx: Transaction, row: ProposalRow): Promise<Proposal> {
  const [proposal] = await wireProposals(tx, [row]);
  if (proposal === undefined) throw new Error("one row makes one proposal");
  return proposal;
}
