// What the retention console asks the server, and what it tells it.
import { queryOptions } from "@tanstack/react-query";
import { get, request } from "#design/ui";
import type { LinkDecision, Retention } from "../contract.ts";

export const retentionQuery = queryOptions({
  queryKey: ["retention"],
  queryFn: ({ signal }) => get<Retention>("/api/retention", { signal }),
});

export function decideLink(id: string, decision: LinkDecision): Promise<unknown> {
  return request("POST", `/api/retention/links/${id}/decision`, { body: decision });
}

export function countersign(month: string): Promise<unknown> {
  return request("POST", "/api/retention/countersignatures", { body: { month } });
}
