// What the screens of alerts and cases ask the server, and what they tell it.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, request, withQuery, type LiveTopics } from "#design/ui";
import type { Purpose } from "#vocabulary";
import type {
  AlertDetail,
  AlertQueue,
  CaseDetail,
  CaseList,
  ClearingEnd,
  ClearingLine,
  Clearings,
  ClearingSearch,
  CriterionAlertDetail,
  CriterionAlertQueue,
  CriterionDecision,
  CriterionDecisionOutcome,
  DecisionCommand,
  DecisionOutcome,
  Directive,
  DirectiveProposal,
  NewProtectionService,
  ProtectionReferral,
  ProtectionServices,
  Directives,
  Escalations,
  FoundClearings,
} from "../contract.ts";
import type { Static } from "typebox";

export type AlertStateName = "open" | "no-match" | "confirmed" | "cannot-tell" | "withdrawn";

/** The queue: open alerts by due time, or those of another state; of one person where a key is given. */
export function queueQuery(state: AlertStateName, person?: string) {
  return queryOptions({
    queryKey: ["alerts", state, person ?? ""],
    queryFn: ({ signal }) => get<AlertQueue>(withQuery("/api/alerts", { state, person }), { signal }),
    placeholderData: keepPreviousData,
    meta: { live: [{ topic: "alert" }] satisfies LiveTopics },
  });
}

/** One alert in clear; each load is an entry of the ledger. */
export function alertQuery(id: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["alert", id],
    queryFn: ({ signal }) => get<AlertDetail>(`/api/alerts/${id}`, { purpose, signal }),
    enabled: purpose !== null,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: [{ topic: "alert", subject: id }] satisfies LiveTopics },
  });
}

/** Records a decision; 409 when the alert has changed or was closed meanwhile. */
export function decide(
  id: string,
  command: Static<typeof DecisionCommand>,
  purpose: Purpose | null,
): Promise<Static<typeof DecisionOutcome>> {
  return request("POST", `/api/alerts/${id}/decision`, { body: command, purpose });
}

/** Takes an alert, or gives it back. */
export function assign(id: string, mine: boolean): Promise<unknown> {
  return request("PUT", `/api/alerts/${id}/assignment`, { body: { mine } });
}

/** The queue of alerts that rest on a rule; of one person where a key is given. */
export function ruleQueueQuery(state: AlertStateName, person?: string) {
  return queryOptions({
    queryKey: ["criterion-alerts", state, person ?? ""],
    queryFn: ({ signal }) =>
      get<CriterionAlertQueue>(withQuery("/api/criterion-alerts", { state, person }), { signal }),
    placeholderData: keepPreviousData,
    meta: { live: [{ topic: "criterion-alert" }] satisfies LiveTopics },
  });
}

/** One alert that rests on a rule, in clear; each load is an entry of the ledger. */
export function ruleAlertQuery(id: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["criterion-alert", id],
    queryFn: ({ signal }) => get<CriterionAlertDetail>(`/api/criterion-alerts/${id}`, { purpose, signal }),
    enabled: purpose !== null,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: [{ topic: "criterion-alert", subject: id }] satisfies LiveTopics },
  });
}

/** Records a decision on an alert that rests on a rule; 403 to an author of the rule, 409 when it was closed meanwhile. */
export function decideRuleAlert(
  id: string,
  command: CriterionDecision,
  purpose: Purpose | null,
): Promise<Static<typeof CriterionDecisionOutcome>> {
  return request("POST", `/api/criterion-alerts/${id}/decision`, { body: command, purpose });
}

/** Takes an alert that rests on a rule, or gives it back. */
export function assignRuleAlert(id: string, mine: boolean): Promise<unknown> {
  return request("PUT", `/api/criterion-alerts/${id}/assignment`, { body: { mine } });
}

export const casesQuery = queryOptions({
  queryKey: ["cases"],
  queryFn: ({ signal }) => get<CaseList>("/api/cases", { signal }),
  meta: { live: [{ topic: "case" }] satisfies LiveTopics },
});

export function caseQuery(id: string) {
  return queryOptions({
    queryKey: ["case", id],
    queryFn: ({ signal }) => get<CaseDetail>(`/api/cases/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: [{ topic: "case", subject: id }] satisfies LiveTopics },
  });
}

export function addNote(id: string, text: string): Promise<CaseDetail> {
  return request<CaseDetail>("POST", `/api/cases/${id}/notes`, { body: { text } });
}

export function closeCase(id: string, text: string): Promise<CaseDetail> {
  return request<CaseDetail>("POST", `/api/cases/${id}/closing`, { body: { text } });
}

export type DirectivesOf =
  | { readonly person: string }
  | { readonly flight: string }
  | { readonly alert: string }
  | { readonly case: string }
  | { readonly state: "proposed" };

/** Boarding directives of a flight, a person, an alert's person or a case, or those that wait for a second person. */
export function directivesQuery(of: DirectivesOf) {
  return queryOptions({
    queryKey: ["directives", of],
    queryFn: ({ signal }) => get<Directives>(withQuery("/api/directives", of), { signal }),
    meta: { live: [{ topic: "directive" }, { topic: "outgoing" }] satisfies LiveTopics },
  });
}

export function proposeDirective(proposal: DirectiveProposal, purpose: Purpose | null): Promise<Directive> {
  return request<Directive>("POST", "/api/directives", { body: proposal, purpose });
}

export function releaseDirective(id: string): Promise<Directive> {
  return request<Directive>("POST", `/api/directives/${id}/release`, {});
}

export function endDirective(id: string, how: "retraction" | "withdrawal", why: string): Promise<Directive> {
  return request<Directive>("POST", `/api/directives/${id}/${how}`, { body: { why } });
}

/** What the duty officer must do by hand. */
export const escalationsQuery = queryOptions({
  queryKey: ["escalations"],
  queryFn: ({ signal }) => get<Escalations>("/api/escalations", { signal }),
  meta: {
    live: [{ topic: "escalation" }, { topic: "directive" }, { topic: "outgoing" }] satisfies LiveTopics,
  },
});

export function handleEscalation(id: string, note: string): Promise<Escalations> {
  return request<Escalations>("POST", `/api/escalations/${id}/handling`, { body: { note } });
}

export type ClearingState = ClearingLine["state"];

/** The register of cleared namesakes, those of one state. */
export function clearingsQuery(state: ClearingState) {
  return queryOptions({
    queryKey: ["clearings", state],
    queryFn: ({ signal }) => get<Clearings>(withQuery("/api/clearings", { state }), { signal }),
    placeholderData: keepPreviousData,
    meta: { live: [{ topic: "clearing" }] satisfies LiveTopics },
  });
}

/** What is cleared for one identity; each search is an entry of the ledger. */
export function searchClearings(search: ClearingSearch, purpose: Purpose | null): Promise<FoundClearings> {
  return request<FoundClearings>("POST", "/api/clearings/search", { body: search, purpose });
}

export function approveClearing(id: string): Promise<ClearingLine> {
  return request<ClearingLine>("POST", `/api/clearings/${id}/approval`, {});
}

export function endClearing(id: string, end: ClearingEnd): Promise<ClearingLine> {
  return request<ClearingLine>("POST", `/api/clearings/${id}/revocation`, { body: end });
}

/** Services to which persons in need of protection are referred. */
export const servicesQuery = queryOptions({
  queryKey: ["protection-services"],
  queryFn: ({ signal }) => get<ProtectionServices>("/api/protection-services", { signal }),
});

export function enterService(service: NewProtectionService): Promise<ProtectionServices> {
  return request<ProtectionServices>("POST", "/api/protection-services", { body: service });
}

export function endService(id: string): Promise<ProtectionServices> {
  return request<ProtectionServices>("POST", `/api/protection-services/${id}/end`, {});
}

export function referCase(id: string, referral: ProtectionReferral): Promise<CaseDetail> {
  return request<CaseDetail>("POST", `/api/cases/${id}/protection-referral`, { body: referral });
}

/** Says who a person of a case is; what weighs more against them waits for another officer. */
export function changeCategory(
  caseId: string,
  alertId: string,
  change: { readonly category: CaseDetail["persons"][number]["category"]; readonly reason: string },
): Promise<CaseDetail> {
  return request<CaseDetail>("POST", `/api/cases/${caseId}/persons/${alertId}/category`, { body: change });
}

/** Decides such a change as another officer. */
export function decideCategory(
  caseId: string,
  alertId: string,
  decision: { readonly approve: boolean; readonly reason: string },
): Promise<CaseDetail> {
  return request<CaseDetail>("POST", `/api/cases/${caseId}/persons/${alertId}/category/answer`, {
    body: decision,
  });
}
