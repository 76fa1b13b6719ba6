// What the retention console asks the server, and what it tells it.
import { queryOptions } from "@tanstack/react-query";
import { get, request } from "#design/ui";
import type { Purpose } from "#vocabulary";
import type {
  CaseKeeping,
  HoldDecision,
  Keeping,
  LinkDecision,
  NewHold,
  NewLink,
  Retention,
} from "../contract.ts";

export const retentionQuery = queryOptions({
  queryKey: ["retention"],
  queryFn: ({ signal }) => get<Retention>("/api/retention", { signal }),
});

export function personKeepingQuery(personKey: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["retention", "person", personKey],
    queryFn: ({ signal }) => get<Keeping>(`/api/persons/${personKey}/retention`, { purpose, signal }),
    enabled: purpose !== null,
    retry: false,
  });
}

export function caseKeepingQuery(caseId: string) {
  return queryOptions({
    queryKey: ["retention", "case", caseId],
    queryFn: ({ signal }) => get<CaseKeeping>(`/api/cases/${caseId}/retention`, { signal }),
    retry: false,
  });
}

export function proposeLink(link: NewLink): Promise<unknown> {
  return request("POST", "/api/retention/links", { body: link });
}

export function proposeHold(hold: NewHold): Promise<unknown> {
  return request("POST", "/api/retention/holds", { body: hold });
}

export function decideHold(id: string, decision: HoldDecision): Promise<unknown> {
  return request("POST", `/api/retention/holds/${id}/decision`, { body: decision });
}

export function reviewHold(id: string, reviewOn: string): Promise<unknown> {
  return request("POST", `/api/retention/holds/${id}/review`, { body: { reviewOn } });
}

export function decideLink(id: string, decision: LinkDecision): Promise<unknown> {
  return request("POST", `/api/retention/links/${id}/decision`, { body: decision });
}

export function countersign(month: string): Promise<unknown> {
  return request("POST", "/api/retention/countersignatures", { body: { month } });
}
