// What the ledger's screen asks the server. Reading the ledger is itself an entry: nothing is loaded again by itself.
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { LedgerPage, LedgerVerification } from "../contract.ts";
import { get, withQuery } from "#design/ui";

export type LedgerFilter = {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
};

/** Entries newest first, a page of a hundred at a time. */
export function ledgerQuery(filter: LedgerFilter) {
  return infiniteQueryOptions({
    queryKey: ["ledger", filter],
    queryFn: ({ pageParam, signal }) =>
      get<LedgerPage>(withQuery("/api/ledger", { ...filter, before: pageParam }), { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.before,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Recomputes the whole chain on the server. */
export function verifyLedger(): Promise<LedgerVerification> {
  return get<LedgerVerification>("/api/ledger/verification");
}
