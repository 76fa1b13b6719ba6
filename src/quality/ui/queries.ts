// What the screens of quality ask the server, and what they tell it.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, request, withQuery, type LiveTopics } from "#design/ui";
import type { Purpose } from "#vocabulary";
import type {
  CostlyEntries,
  ModelDecision,
  Models,
  Quality,
  Sample,
  SecondDecision,
  SecondLook,
  SecondLooks,
} from "../contract.ts";

export function qualityQuery(days: number) {
  return queryOptions({
    queryKey: ["quality", days],
    queryFn: ({ signal }) => get<Quality>(withQuery("/api/quality", { days: String(days) }), { signal }),
    placeholderData: keepPreviousData,
    meta: { live: [{ topic: "quality" }] satisfies LiveTopics },
  });
}

export function entriesQuery(days: number) {
  return queryOptions({
    queryKey: ["quality-entries", days],
    queryFn: ({ signal }) =>
      get<CostlyEntries>(withQuery("/api/quality/entries", { days: String(days) }), { signal }),
    placeholderData: keepPreviousData,
  });
}

export function drawSample(days: number): Promise<Sample> {
  return request("POST", "/api/quality/samples", { body: { days } });
}

/** What waits for whoever asks. */
export function secondLooksQuery(purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["second-looks"],
    queryFn: ({ signal }) => get<SecondLooks>("/api/second-looks", { purpose, signal }),
    enabled: purpose !== null,
  });
}

/** One alert without its decision; each load is an entry of the ledger. */
export function secondLookQuery(id: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["second-look", id],
    queryFn: ({ signal }) => get<SecondLook>(`/api/second-looks/${id}`, { purpose, signal }),
    enabled: purpose !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function decideSecondLook(
  id: string,
  body: SecondDecision,
  purpose: Purpose | null,
): Promise<SecondLooks> {
  return request("POST", `/api/second-looks/${id}/decision`, { body, purpose });
}

export const modelsQuery = queryOptions({
  queryKey: ["calibration"],
  queryFn: ({ signal }) => get<Models>("/api/quality/models", { signal }),
  meta: { live: [{ topic: "model" }] satisfies LiveTopics },
});

export function proposeModel(reason: string): Promise<Models> {
  return request("POST", "/api/quality/models", { body: { reason } });
}

export function decideModel(version: number, body: ModelDecision): Promise<Models> {
  return request("POST", `/api/quality/models/${version}/decision`, { body });
}

export function takeModelBack(version: number, reason: string): Promise<Models> {
  return request("POST", `/api/quality/models/${version}/withdrawal`, { body: { reason } });
}
