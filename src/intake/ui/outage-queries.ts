// What the screens of outages ask the server, and which live topics load it again.
import { queryOptions } from "@tanstack/react-query";
import type { NewOutageSetting, OutageFlights, OutagePolicy, Outages } from "../outage-contract.ts";
import { get, request, withQuery, type LiveTopics } from "#design/ui";
import type { QualityPeriod } from "./quality-queries.ts";

const live = { live: [{ topic: "outage" }] satisfies LiveTopics };

export const outagePolicyQuery = queryOptions({
  queryKey: ["outage-policy"],
  queryFn: ({ signal }) => get<OutagePolicy>("/api/outage-policy", { signal }),
  meta: live,
});

export function outagesQuery(period: QualityPeriod) {
  return queryOptions({
    queryKey: ["outages", period],
    queryFn: ({ signal }) => get<Outages>(withQuery("/api/outages", period), { signal }),
    meta: live,
  });
}

export function outageFlightsQuery(id: string) {
  return queryOptions({
    queryKey: ["outages", id, "flights"],
    queryFn: ({ signal }) => get<OutageFlights>(`/api/outages/${id}/flights`, { signal }),
    meta: live,
  });
}

export const askOutagePolicy = (body: NewOutageSetting): Promise<OutagePolicy> =>
  request<OutagePolicy>("POST", "/api/outage-policy", { body });
