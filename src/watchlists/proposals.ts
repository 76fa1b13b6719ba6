// Own lists change by proposals: one person proposes, another decides (F03); a removal takes effect at once (F04).
import { createHash } from "node:crypto";
import type { Static } from "typebox";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import type { EmergencyEntry, EntryContent, NewProposal } from "./contract.ts";
import { fromWireContent } from "./entry-content.ts";
import { keyOf, keyWriting } from "./entry-keys.ts";
import { activeEntriesById, storeOneChange } from "./entry-store.ts";
import type { EntryKey, ListEntry } from "./entry.ts";
import { askForForecast } from "./forecast-store.ts";
import {
  closeProposal,
  insertProposal,
  nextEntryNumber,
  proposalById,
  waitingOnEntry,
  type ProposalRow,
} from "./proposal-store.ts";
import { insertVersion, listById, nextVersion, versionOf, type ListRow } from "./store.ts";
import { namesSmuggled } from "./person-category.ts";
import { emergencyEnd, expiryFault, longestExpiry } from "./terms.ts";
import { makeActive, noSuchList } from "./versions.ts";

/** Proposes a change of an own list. A removal is carried out in the same step. Returns the proposal as it then stands. */
export async function propose(
  tx: Transaction,
  listId: string,
  wanted: Static<typeof NewProposal>,
): Promise<ProposalRow | Refusal> {
  const list = await listById(tx, listId, true);
  if (list === null) return noSuchList;
  if (list.kind !== "own") return listIsImported;
  const proposed = await whatIsProposed(tx, list, wanted);
  if ("refused" in proposed) return proposed;
  const { entryId, entry } = proposed;
  const waiting = await waitingOnEntry(tx, entryId);
  if (waiting !== null && wanted.act !== "remove") {
    return refuse(
      "proposal-waits",
      "A proposal on this entry already waits for its decision. Have it decided first.",
    );
  }
  if (waiting !== null) {
    await closeProposal(tx, waiting, { state: "withdrawn", reason: "the entry was removed", version: null });
  }
  const id = newId(tx.at);
  await insertProposal(tx, { id, listId, act: wanted.act, entryId, content: entry, reason: wanted.reason });
  const detail = { list: list.code, act: wanted.act, entry: entryId };
  tx.record({ action: "entry.proposed", subjectKind: "proposal", subjectId: id, detail });
  tx.announce("watchlist", listId);
  if (wanted.act === "remove") {
    const version = await carryOut(tx, list, {
      id,
      entryId,
      entry: null,
      act: "remove",
      proposedBy: tx.actor.id,
    });
    await closeProposal(tx, id, { state: "approved", reason: wanted.reason, version });
  } else {
    await askForForecast(tx, { listId, proposalId: id });
  }
  return load(tx, id);
}

const listIsImported = refuse(
  "list-is-imported",
  "This list is kept by its owner: entries change by importing its next version. Write to the owner about errors.",
);

type Proposed = { readonly entryId: string; readonly entry: ListEntry | null };

async function whatIsProposed(
  tx: Transaction,
  list: ListRow,
  wanted: Static<typeof NewProposal>,
): Promise<Proposed | Refusal> {
  if (wanted.act === "add") {
    if (wanted.content === undefined) return missing("content", "say who is to be listed");
    if (wanted.entryId !== undefined)
      return missing("entryId", "leave it out: a new entry gets its identifier here");
    const number = await nextEntryNumber(tx, list.list_id);
    const entryId = `${list.code}-${String(number).padStart(6, "0")}`;
    return proposedEntry(list.code, entryId, wanted.content, tx.at);
  }
  if (wanted.entryId === undefined) return missing("entryId", "say which entry is meant");
  const current = await currentEntry(tx, list, wanted.entryId);
  if (current === null) return noSuchEntry;
  if (wanted.act === "remove") return { entryId: wanted.entryId, entry: null };
  if (wanted.content === undefined) return missing("content", "say what the entry should be");
  return proposedEntry(list.code, wanted.entryId, wanted.content, tx.at);
}

/** The entry in the form it is kept in, or what of it says nobody or cannot be compared. */
function proposedEntry(list: string, entryId: string, content: EntryContent, now: Date): Proposed | Refusal {
  const { keys = [], ...rest } = content;
  if (content.names.length + content.documents.length + keys.length === 0)
    return missing("content", "give a name, a document or something else of a booking to look for");
  if (content.personCategory === undefined)
    return missing("content.personCategory", "say who the person is: suspect, wanted, missing, witness …");
  if (namesSmuggled(content)) return smuggledNotListed;
  const { expires = longestExpiry(now) } = content;
  const fault = expiryFault(expires, now);
  if (fault !== null) return missing("content.expires", fault);
  const kept: EntryKey[] = [];
  for (const [at, { kind, value }] of keys.entries()) {
    const read = keyOf(kind, value);
    if (read === null) return missing(`content.keys.${at}`, keyWriting[kind]);
    kept.push({ kind, value: read });
  }
  const entry = fromWireContent(list, entryId, {
    ...rest,
    expires,
    ...(kept.length === 0 ? {} : { keys: kept }),
  });
  return { entryId, entry };
}

const smuggledNotListed = refuse(
  "smuggled-not-listed",
  "Nobody is listed for having been smuggled or for an irregular entry: those who smuggle are. List a victim in need of help as a victim, without that role.",
  422,
  { fields: [{ field: "content.role", text: "facilitator, organiser, courier" }] },
);

const missing = (field: string, text: string) =>
  refuse("proposal-incomplete", `The proposal is not complete: ${text}.`, 422, { fields: [{ field, text }] });

export const noSuchEntry = refuse(
  "no-such-entry",
  "The list in force has no such entry. Reload the list.",
  404,
);

async function currentEntry(tx: Transaction, list: ListRow, entryId: string): Promise<ListEntry | null> {
  const found = await activeEntriesById(tx, [entryId]);
  return found.find((stored) => stored.listId === list.list_id)?.entry ?? null;
}

/**
 * Puts a new entry in force by one person, where there is no time for two. It lapses after 24 hours unless another
 * person confirms it by approving the proposal that is left waiting; refused, it is taken off at once.
 */
export async function addInEmergency(
  tx: Transaction,
  listId: string,
  wanted: Static<typeof EmergencyEntry>,
): Promise<ProposalRow | Refusal> {
  const list = await listById(tx, listId, true);
  if (list === null) return noSuchList;
  if (list.kind !== "own") return listIsImported;
  const proposed = await whatIsProposed(tx, list, { act: "add", ...wanted });
  if ("refused" in proposed) return proposed;
  const { entryId, entry } = proposed;
  const [id, until] = [newId(tx.at), emergencyEnd(tx.at)];
  await insertProposal(tx, {
    id,
    listId,
    act: "add",
    entryId,
    content: entry,
    reason: wanted.reason,
    emergencyUntil: until,
  });
  tx.record({
    action: "entry.added-in-emergency",
    subjectKind: "proposal",
    subjectId: id,
    detail: { list: list.code, entry: entryId, until: until.toISOString() },
  });
  await carryOut(tx, list, { id, entryId, entry, act: "add", proposedBy: tx.actor.id });
  return load(tx, id);
}

/**
 * Decides a waiting proposal. Refused for its proposer (F03; the database refuses it as well), and when what it is
 * about has gone meanwhile. An approval makes a version of the list and puts it in force.
 */
export async function decideProposal(
  tx: Transaction,
  proposalId: string,
  decision: { readonly approve: boolean; readonly reason: string },
): Promise<ProposalRow | Refusal> {
  const seen = await proposalById(tx, proposalId);
  const list = seen === null ? null : await listById(tx, seen.list_id, true);
  // Read again under the list's lock: another may have decided meanwhile.
  const proposal = list === null ? null : await proposalById(tx, proposalId);
  if (list === null || proposal === null) return noSuchProposal;
  const refusal = refuseDecision(proposal, tx.actor.id);
  if (refusal !== null) return refusal;
  let version: number | null = null;
  const emergency = proposal.emergency_until !== null;
  // In force already: an approval leaves it so, a refusal takes it off.
  if (emergency && !decision.approve) {
    version = await takeOff(tx, list, proposal);
  } else if (decision.approve && !emergency) {
    const current = await currentEntry(tx, list, proposal.entry_id);
    if (proposal.act === "change" && current === null) {
      return refuse(
        "entry-gone",
        "The entry was removed meanwhile. Refuse the proposal, or have it proposed as new.",
      );
    }
    version = await carryOut(tx, list, {
      id: proposal.proposal_id,
      entryId: proposal.entry_id,
      entry: proposal.content,
      act: proposal.act,
      proposedBy: proposal.proposed_by,
    });
  }
  const state = decision.approve ? "approved" : "refused";
  await closeProposal(tx, proposalId, { state, reason: decision.reason, version });
  tx.record({
    action: decision.approve ? "entry.approved" : "entry.refused",
    subjectKind: "proposal",
    subjectId: proposalId,
    detail: {
      list: list.code,
      act: proposal.act,
      entry: proposal.entry_id,
      proposedBy: proposal.proposed_by,
      version,
    },
  });
  tx.announce("watchlist", list.list_id);
  return load(tx, proposalId);
}

/** Whether this person may decide this proposal; null: yes. */
function refuseDecision(proposal: Pick<ProposalRow, "state" | "proposed_by">, by: string): Refusal | null {
  if (proposal.state !== "waiting") {
    return refuse("proposal-decided", `This proposal is already ${proposal.state}. Reload the proposals.`);
  }
  if (proposal.proposed_by === by) {
    return refuse("four-eyes", "You proposed this yourself: another person decides it.", 403);
  }
  return null;
}

/** The proposer takes a waiting proposal back. */
export async function withdrawProposal(
  tx: Transaction,
  proposalId: string,
  reason: string,
): Promise<ProposalRow | Refusal> {
  const proposal = await proposalById(tx, proposalId);
  if (proposal === null) return noSuchProposal;
  if (proposal.state !== "waiting") {
    return refuse("proposal-decided", `This proposal is already ${proposal.state}. Reload the proposals.`);
  }
  if (proposal.proposed_by !== tx.actor.id) {
    return refuse("not-your-proposal", "Only who proposed it takes it back; anyone else decides it.", 403);
  }
  const list = await listById(tx, proposal.list_id, true);
  if (list !== null && proposal.emergency_until !== null) await takeOff(tx, list, proposal);
  await closeProposal(tx, proposalId, { state: "withdrawn", reason, version: null });
  const detail = { list: proposal.code, act: proposal.act, entry: proposal.entry_id };
  tx.record({ action: "entry.proposal-withdrawn", subjectKind: "proposal", subjectId: proposalId, detail });
  tx.announce("watchlist", proposal.list_id);
  return load(tx, proposalId);
}

export const noSuchProposal = refuse(
  "no-such-proposal",
  "There is no such proposal. Reload the proposals.",
  404,
);

/** Takes an emergency entry off its list; it may have been removed meanwhile. */
async function takeOff(tx: Transaction, list: ListRow, proposal: ProposalRow): Promise<number | null> {
  const { proposal_id: id, entry_id: entryId } = proposal;
  if ((await currentEntry(tx, list, entryId)) === null) return null;
  return carryOut(tx, list, { id, entryId, entry: null, act: "remove", proposedBy: tx.actor.id });
}

/** Makes the next version of an own list with one entry added, changed or removed, and puts it in force. */
async function carryOut(
  tx: Transaction,
  list: ListRow,
  change: {
    readonly id: string;
    readonly entryId: string;
    readonly entry: ListEntry | null;
    readonly act: "add" | "change" | "remove";
    readonly proposedBy: string;
  },
): Promise<number> {
  const version = await nextVersion(tx, list.list_id);
  const base = list.active_version === null ? null : await versionOf(tx, list.list_id, list.active_version);
  await storeOneChange(tx, { id: list.list_id, base: list.active_version, version }, change);
  const added = change.act === "add" ? 1 : 0;
  const removed = change.act === "remove" ? 1 : 0;
  // No file stands behind it: the hash goes over the version before and what was changed.
  const sha256 = createHash("sha256")
    .update(base?.sha256 ?? "")
    .update(JSON.stringify([change.act, change.entryId, change.entry]))
    .digest();
  await insertVersion(tx, {
    listId: list.list_id,
    version,
    state: "draft",
    base: list.active_version,
    publishedAt: tx.at,
    sha256,
    entries: (base?.entries ?? 0) + added - removed,
    added,
    changed: change.act === "change" ? 1 : 0,
    removed,
    notUnderstood: [],
    preparedBy: change.proposedBy,
    refusal: null,
    because: null,
    proposalId: change.id,
  });
  await makeActive(tx, list, {
    version,
    by: tx.actor.id,
    action: "list.activated",
    detail: { preparedBy: change.proposedBy, proposal: change.id },
  });
  return version;
}

async function load(tx: Transaction, proposalId: string): Promise<ProposalRow> {
  const proposal = await proposalById(tx, proposalId);
  if (proposal === null) throw new Error("a proposal was stored and is not there");
  return proposal;
}
