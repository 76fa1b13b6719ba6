// What of the disclosures has its time: packages with their recipient's day, requests after their end, with all that was made for them.
import type { ExpiringKind } from "#platform";

const own = { clock: "expires_at", after: { by: "instant" }, grounds: false, perStep: 1000 } as const;

export const disclosuresExpiring: readonly ExpiringKind[] = [
  { kind: "package", table: "disclosures.package", id: "package_id", ...own },
  { kind: "recall", table: "disclosures.recall", id: "recall_id", ...own },
  {
    kind: "request",
    table: "disclosures.request",
    id: "request_id",
    ...own,
    also: "not exists (select from disclosures.package p where p.request_id = x.request_id)",
    takesAlong: [
      "disclosures.request_step",
      "disclosures.search",
      "disclosures.search_hit",
      "exchange.dialogue",
    ],
  },
  {
    // Of an alert; that of a request goes with it.
    kind: "review",
    table: "disclosures.review",
    id: "review_id",
    ...own,
    also: "x.request_id is null and not exists (select from disclosures.package p where p.review_id = x.review_id)",
  },
];
