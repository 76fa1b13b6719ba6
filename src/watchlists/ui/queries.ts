// What the screens of this slice ask the server, what they tell it, and which live topics load them again.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Static } from "typebox";
import type {
  CsvMapping,
  CsvPreview,
  EmergencyEntry,
  EntryDetail,
  EntryPage,
  FetchOutcome,
  ForecastAnswer,
  ListRegister,
  ListVersion,
  NewList,
  NewProposal,
  NewThresholds,
  Proposal,
  ProposalDecision,
  Proposals,
  Thresholds,
  ThresholdTable,
  VersionDifference,
  PersonsChange,
  PersonsWords,
  Watchlist,
  WatchlistDetail,
  Watchlists,
} from "../contract.ts";
import { get, request, withQuery, type LiveTopics } from "#design/ui";

const anyList = [{ topic: "watchlist" }] satisfies LiveTopics;
const ofList = (listId: string): LiveTopics => [{ topic: "watchlist", subject: listId }];

/** All lists. */
export const listsQuery = queryOptions({
  queryKey: ["watchlists"],
  queryFn: ({ signal }) => get<Static<typeof Watchlists>>("/api/watchlists", { signal }),
  meta: { live: anyList },
});

/** One list with its versions, newest first. */
export function listQuery(listId: string) {
  return queryOptions({
    queryKey: ["watchlist", listId],
    queryFn: ({ signal }) => get<WatchlistDetail>(`/api/watchlists/${listId}`, { signal }),
    meta: { live: ofList(listId) },
  });
}

/**
 * Entries of the version in force, fifty a page; `version` only keeps the answers of two versions apart. Each page read
 * is an entry of the ledger: nothing is loaded again by itself.
 */
export function entriesQuery(listId: string, version: number | null, find: string) {
  return infiniteQueryOptions({
    queryKey: ["watchlist-entries", listId, version, find],
    queryFn: ({ pageParam, signal }) =>
      get<EntryPage>(withQuery(`/api/watchlists/${listId}/entries`, { find, after: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.after,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** One entry of the version in force. */
export function entryQuery(listId: string, entryId: string) {
  return queryOptions({
    queryKey: ["watchlist-entry", listId, entryId],
    queryFn: ({ signal }) =>
      get<EntryDetail>(`/api/watchlists/${listId}/entries/${encodeURIComponent(entryId)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: ofList(listId) },
  });
}

/** What a version changes against the one it was compared with; that never changes. */
export function differenceQuery(listId: string, version: number) {
  return queryOptions({
    queryKey: ["watchlist-difference", listId, version],
    queryFn: ({ signal }) =>
      get<VersionDifference>(`/api/watchlists/${listId}/versions/${version}/difference`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const proposalStates = ["waiting", "approved", "refused", "withdrawn"] as const;
export type ProposalState = (typeof proposalStates)[number];

/** Proposals of one state: those that wait the longest first, of the others the newest. */
export function proposalsQuery(state: ProposalState) {
  return queryOptions({
    queryKey: ["proposals", state],
    queryFn: ({ signal }) =>
      get<Static<typeof Proposals>>(withQuery("/api/proposals", { state }), { signal }),
    placeholderData: keepPreviousData,
    meta: { live: anyList },
  });
}

/** One proposal with both sides. */
export function proposalQuery(proposalId: string) {
  return queryOptions({
    queryKey: ["proposal", proposalId],
    queryFn: ({ signal }) => get<Proposal>(`/api/proposals/${proposalId}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: anyList },
  });
}

/** Prepares a version from a file. */
export function importFile(listId: string, file: File, removalsAccepted: boolean): Promise<ListVersion> {
  const query = removalsAccepted ? { removals: "accepted" } : {};
  return request("POST", withQuery(`/api/watchlists/${listId}/import`, query), { body: file });
}

/** Writes what is known of a list's source. */
/** The words by which a list says who its persons are. */
export const personsWordsQuery = (listId: string) =>
  queryOptions({
    queryKey: ["watchlist", listId, "persons"],
    queryFn: ({ signal }) => get<PersonsWords>(`/api/watchlists/${listId}/persons`, { signal }),
  });

/** Says who the persons of a list are; what weighs more against anybody waits for another person. */
export function changePersons(listId: string, change: PersonsChange): Promise<Watchlist> {
  return request("POST", `/api/watchlists/${listId}/persons`, { body: change });
}

/** Decides such a change as another person. */
export function decidePersons(
  listId: string,
  decision: { readonly approve: boolean; readonly reason: string },
): Promise<Watchlist> {
  return request("POST", `/api/watchlists/${listId}/persons/decision`, { body: decision });
}

export function writeRegister(listId: string, register: ListRegister): Promise<Watchlist> {
  return request("PUT", `/api/watchlists/${listId}/register`, { body: register });
}

/** How a file in CSV would be read: by this mapping, or by one guessed from its columns. */
export function previewCsv(file: File, mapping: CsvMapping | null): Promise<CsvPreview> {
  const query = mapping === null ? {} : { mapping: JSON.stringify(mapping) };
  return request("POST", withQuery("/api/watchlists/csv-preview", query), { body: file });
}

/** Fetches the list from its address now. */
export function fetchNow(listId: string): Promise<FetchOutcome> {
  return request("POST", `/api/watchlists/${listId}/fetch`);
}

/** Puts a version in force, as a second person. */
export function activate(listId: string, version: number): Promise<ListVersion> {
  return request("POST", `/api/watchlists/${listId}/versions/${version}/activation`);
}

/** Takes the version in force back. */
/** Asks both offices (anew) to agree to the address that a list is fetched from. */
export function askForConnection(listId: string, reason: string): Promise<Watchlist> {
  return request("POST", `/api/watchlists/${listId}/connection`, { body: { reason } });
}

export function rollBack(listId: string, reason: string): Promise<ListVersion> {
  return request("POST", `/api/watchlists/${listId}/rollback`, { body: { reason } });
}

/** Registers a list. */
export function registerList(list: Static<typeof NewList>): Promise<Watchlist> {
  return request("POST", "/api/watchlists", { body: list });
}

/** Proposes a change of an own list; a removal is done at once. */
export function propose(listId: string, proposal: Static<typeof NewProposal>): Promise<Proposal> {
  return request("POST", `/api/watchlists/${listId}/proposals`, { body: proposal });
}

/** Puts a new entry in force at once; it lapses unless another person confirms it. */
export function addInEmergency(listId: string, entry: Static<typeof EmergencyEntry>): Promise<Proposal> {
  return request("POST", `/api/watchlists/${listId}/emergency-entries`, { body: entry });
}

/** Keeps that the grounds of an entry were looked at and still hold. */
export function reviewEntry(listId: string, entryId: string, reason: string): Promise<EntryDetail> {
  return request("POST", `/api/watchlists/${listId}/entries/${encodeURIComponent(entryId)}/review`, {
    body: { reason },
  });
}

/** Approves or refuses a proposal, as a second person. */
export function decideProposal(
  proposalId: string,
  decision: Static<typeof ProposalDecision>,
): Promise<Proposal> {
  return request("POST", `/api/proposals/${proposalId}/decision`, { body: decision });
}

/** Takes one's own proposal back. */
export function withdrawProposal(proposalId: string, reason: string): Promise<Proposal> {
  return request("POST", `/api/proposals/${proposalId}/withdrawal`, { body: { reason } });
}

/** Decides whether an entry of another list is the same person. */
export function decideOnLink(
  listId: string,
  entryId: string,
  linkId: string,
  decision: { readonly same: boolean; readonly reason: string },
): Promise<EntryDetail> {
  return request("POST", `/api/watchlists/${listId}/entries/${encodeURIComponent(entryId)}/links/${linkId}`, {
    body: decision,
  });
}

/** What is asked about: a version of a list, or a proposal. */
export type Forecasted =
  | { readonly listId: string; readonly version: number }
  | { readonly listId: string; readonly proposalId: string };

const forecastPath = (of: Forecasted): string =>
  "version" in of
    ? `/api/watchlists/${of.listId}/versions/${of.version}/forecast`
    : `/api/proposals/${of.proposalId}/forecast`;

/** The alerts that it would raise. */
export function forecastQuery(of: Forecasted) {
  return queryOptions({
    queryKey: ["watchlist-forecast", forecastPath(of)],
    queryFn: ({ signal }) => get<ForecastAnswer>(forecastPath(of), { signal }),
    meta: { live: ofList(of.listId) },
  });
}

/** Has them worked out again. */
export function forecastAgain(of: Forecasted): Promise<ForecastAnswer> {
  return request("POST", forecastPath(of));
}

/** Thresholds in force, waiting, and before. */
export const thresholdsQuery = queryOptions({
  queryKey: ["thresholds"],
  queryFn: ({ signal }) => get<ThresholdTable>("/api/thresholds", { signal }),
  meta: { live: anyList },
});

/** Proposes thresholds; they are tried on recent traffic. */
export function proposeThresholds(wanted: NewThresholds): Promise<Thresholds> {
  return request("POST", "/api/thresholds", { body: wanted });
}

/** Approves or refuses thresholds, as a second person. */
export function decideThresholds(
  version: number,
  decision: Static<typeof ProposalDecision>,
): Promise<Thresholds> {
  return request("POST", `/api/thresholds/${version}/decision`, { body: decision });
}

/** Takes one's own thresholds back. */
export function withdrawThresholds(version: number, reason: string): Promise<Thresholds> {
  return request("POST", `/api/thresholds/${version}/withdrawal`, { body: { reason } });
}
