// What the ledger's screen asks the server. Reading the ledger is itself an entry: nothing is loaded again by itself.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { LedgerHeads, LedgerPage, LedgerVerification } from "../contract.ts";
import { get, request, withQuery } from "#design/ui";
import type { PersonActs } from "#rights/contract";
import type { Purpose } from "#vocabulary";
import type { SubjectQuestion } from "../subject-contract.ts";

export type LedgerFilter = {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly kind?: string | undefined;
  readonly purpose?: string | undefined;
  readonly ground?: string | undefined;
  readonly profile?: string | undefined;
  /** Days, YYYY-MM-DD: from the first to the last, both whole (UTC). */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** The names of the filter, in the order of the screen; each stands in the address. */
export const filterNames = [
  "actor",
  "action",
  "subject",
  "kind",
  "purpose",
  "ground",
  "profile",
  "from",
  "to",
] as const satisfies readonly (keyof LedgerFilter)[];

/** As the server asks for it: days become instants. */
function asked({ from, to, ...filter }: LedgerFilter) {
  const after = to === undefined ? undefined : new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000);
  return {
    ...filter,
    ...(from === undefined ? {} : { since: `${from}T00:00:00Z` }),
    ...(after === undefined ? {} : { until: after.toISOString() }),
  };
}

/** Where the signed file of these entries is; fetching it is an entry. */
export const exportAddress = (filter: LedgerFilter): string => withQuery("/api/ledger/export", asked(filter));

/** Entries newest first, a page of a hundred at a time. */
export function ledgerQuery(filter: LedgerFilter) {
  return infiniteQueryOptions({
    queryKey: ["ledger", filter],
    queryFn: ({ pageParam, signal }) =>
      get<LedgerPage>(withQuery("/api/ledger", { ...asked(filter), before: pageParam }), { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.before,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Recomputes the whole chain on the server. */
export function verifyLedger(): Promise<LedgerVerification> {
  return get<LedgerVerification>("/api/ledger/verification");
}

/** Everything that was done with one person's data; asking is an entry about them. */
export function compileHistory(question: SubjectQuestion, purpose: Purpose | null): Promise<PersonActs> {
  return request<PersonActs>("POST", "/api/ledger/subject", { body: question, purpose });
}

/** The same for whoever made a request about their own data, once it is sure who that is. */
export function compileFor(requestId: string, purpose: Purpose | null): Promise<PersonActs> {
  return get<PersonActs>(`/api/rights/requests/${requestId}/history`, { purpose });
}

/** What the unit publishes of its ledger, for everyone. */
export const headsQuery = queryOptions({
  queryKey: ["ledger-heads"],
  queryFn: ({ signal }) => get<LedgerHeads>("/api/public/ledger/heads", { signal }),
});
