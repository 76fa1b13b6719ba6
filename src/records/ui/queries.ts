// What the screens of this slice ask the server, and which live topics load it again.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { FlightBoard, FlightDetail, PersonPage } from "../contract.ts";
import { flightIdOf, type Purpose } from "#vocabulary";
import { get, serverNow, withQuery, type LiveTopics } from "#design/ui";

const hour = 3_600_000;

export type BoardFilter = {
  readonly direction?: "inbound" | "outbound" | undefined;
  readonly hours: number;
  readonly find?: string | undefined;
};

/** The flights from one hour ago to some hours ahead, soonest first. */
export function boardQuery(filter: BoardFilter) {
  return queryOptions({
    queryKey: ["flights", filter],
    queryFn: ({ signal }) => {
      const now = serverNow();
      return get<FlightBoard>(
        withQuery("/api/flights", {
          from: new Date(now - hour).toISOString(),
          to: new Date(now + filter.hours * hour).toISOString(),
          direction: filter.direction,
          find: filter.find,
        }),
        { signal },
      );
    },
    placeholderData: keepPreviousData,
    // Time passes without an event: flights enter and leave the window.
    refetchInterval: 60_000,
    meta: {
      live: [{ topic: "flight" }, { topic: "alert" }, { topic: "criterion-alert" }] satisfies LiveTopics,
    },
  });
}

/** One flight with its travellers. Waits until a purpose is stated. */
export function flightQuery(flightKey: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["flight", flightKey],
    queryFn: ({ signal }) => get<FlightDetail>(`/api/flights/${flightKey}`, { purpose, signal }),
    enabled: purpose !== null,
    // Each view of persons is an entry of the ledger: loaded again when something of this flight changed, not before.
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: [{ topic: "flight", subject: flightIdOf(flightKey) }] satisfies LiveTopics },
  });
}

/** One person on one flight. Waits until a purpose is stated. */
export function personQuery(personKey: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["person", personKey],
    queryFn: ({ signal }) => get<PersonPage>(`/api/persons/${personKey}`, { purpose, signal }),
    enabled: purpose !== null,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: [{ topic: "flight", subject: flightIdOf(personKey) }] satisfies LiveTopics },
  });
}
