// What the screens of this slice ask the server, and which live topics load it again.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ReceiptDetail, ReceiptList } from "../contract.ts";
import type { Purpose } from "#vocabulary";
import { get, withQuery, type LiveTopics } from "#design/ui";

export const receiptStates = ["processed", "refused", "quarantined", "duplicate", "part"] as const;
export type ReceiptState = (typeof receiptStates)[number];

export type ReceiptFilter = {
  readonly state?: ReceiptState | undefined;
  readonly kind?: string | undefined;
  readonly carrier?: string | undefined;
  readonly findings?: true | undefined;
};

/** Messages received, newest first, a page of a hundred at a time. */
export function receiptsQuery(filter: ReceiptFilter) {
  return infiniteQueryOptions({
    queryKey: ["receipts", filter],
    queryFn: ({ pageParam, signal }) =>
      get<ReceiptList>(
        withQuery("/api/receipts", {
          state: filter.state,
          kind: filter.kind,
          carrier: filter.carrier,
          withFindings: filter.findings,
          before: pageParam,
        }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.before,
    placeholderData: keepPreviousData,
    meta: { live: [{ topic: "receipt" }] satisfies LiveTopics },
  });
}

/**
 * One message. Without a purpose it comes without its content; with one, the content comes too and that is an entry of
 * the ledger: loaded once, and not again by itself. A message never changes.
 */
export function receiptQuery(id: string, purpose: Purpose | null, mayOpenQuarantine: boolean) {
  return queryOptions({
    queryKey: ["receipt", id, purpose],
    queryFn: async ({ signal }) => {
      const detail = await get<ReceiptDetail>(`/api/receipts/${id}`, { purpose, signal });
      if (detail.sourceAbsent !== "quarantine" || !mayOpenQuarantine) return detail;
      // What could not be read stands at an address of its own, which asks for a new proof of who looks.
      return get<ReceiptDetail>(`/api/receipts/${id}/quarantine`, { purpose, signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
