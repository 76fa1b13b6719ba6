// What the screens of this slice ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, type LiveTopics } from "#design/ui";
import type { NewRelease, Releases, ReleaseStanding } from "../contract.ts";

const meta = { live: [{ topic: "release" }, { topic: "joint-decision" }] satisfies LiveTopics };

export const releasesQuery = queryOptions({
  queryKey: ["releases"],
  queryFn: ({ signal }) => get<Releases>("/api/releases", { signal }),
  meta,
});

export const standingQuery = queryOptions({
  queryKey: ["release-standing"],
  queryFn: ({ signal }) => get<ReleaseStanding>("/api/releases/standing", { signal }),
  meta,
});

export const askForRelease = (body: NewRelease): Promise<void> =>
  request("POST", "/api/releases/requests", { body });
