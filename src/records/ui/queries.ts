// What the screens of this slice ask the server, and which live topics load it again.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { FlightBoard } from "#records/contract";
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
    meta: { live: [{ topic: "flight" }, { topic: "alert" }] satisfies LiveTopics },
  });
}
