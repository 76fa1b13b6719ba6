// What the screens of planned stops ask the server: the unit's with a session, the carriers' page with a token.
import { queryOptions } from "@tanstack/react-query";
import type { CarrierStops, NewPlannedStop, PlannedStops } from "../../planned-stop-contract.ts";
import { get, request, type LiveTopics } from "#design/ui";

export const plannedStopsQuery = queryOptions({
  queryKey: ["planned-stops"],
  queryFn: ({ signal }) => get<PlannedStops>("/api/planned-stops", { signal }),
  meta: { live: [{ topic: "outage" }] satisfies LiveTopics },
});

/** The token is no part of the key: what is kept of a query may be shown in tools. */
export function carrierStopsQuery(token: string) {
  return queryOptions({
    queryKey: ["own-deliveries", "stops"],
    queryFn: ({ signal }) => request<CarrierStops>("GET", "/v1/planned-stops", { token, signal }),
    refetchInterval: 60_000,
  });
}

export const announceStop = (body: NewPlannedStop): Promise<PlannedStops> =>
  request<PlannedStops>("POST", "/api/planned-stops", { body });

export const withdrawStop = (id: string): Promise<PlannedStops> =>
  request<PlannedStops>("POST", `/api/planned-stops/${id}/withdrawal`);
