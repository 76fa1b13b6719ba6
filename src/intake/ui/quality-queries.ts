// What the screens of a carrier's quality ask the server.
import { queryOptions } from "@tanstack/react-query";
import type { Evidence, Scorecard, Scorecards } from "../quality-contract.ts";
import type { Static } from "typebox";
import { get, withQuery } from "#design/ui";

export type QualityPeriod = { readonly from: string; readonly to: string };

export function scorecardQuery(carrierId: string, period: QualityPeriod) {
  return queryOptions({
    queryKey: ["scorecard", carrierId, period],
    queryFn: ({ signal }) =>
      get<Scorecard>(withQuery(`/api/carriers/${carrierId}/scorecard`, period), { signal }),
    staleTime: 60_000,
  });
}

/** Every carrier's figures of the last 30 days. */
export const scorecardsQuery = queryOptions({
  queryKey: ["scorecards"],
  queryFn: ({ signal }) => get<Static<typeof Scorecards>>("/api/scorecards", { signal }),
  staleTime: 60_000,
});

/** Asked for by a person, never by itself: each look is an entry in the ledger. */
export function evidenceQuery(carrierId: string, period: QualityPeriod) {
  return queryOptions({
    queryKey: ["evidence", carrierId, period],
    queryFn: ({ signal }) =>
      get<Static<typeof Evidence>>(withQuery(`/api/carriers/${carrierId}/evidence`, period), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
