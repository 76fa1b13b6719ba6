// What the screens of approvals ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, withQuery, type LiveTopics } from "#design/ui";
import type { Purpose } from "#vocabulary";
import type { JointDecisions, JointStep } from "../joint-contract.ts";
import type { Approval, ApprovalDecision, Approvals, Review, Unmasked, UnmaskAsked } from "../contract.ts";

const live = { live: [{ topic: "approval" }] satisfies LiveTopics };

export const approvalsQuery = queryOptions({
  queryKey: ["approvals"],
  queryFn: ({ signal }) => get<Approvals>("/api/approvals", { signal }),
  meta: live,
});

/** What was asked about one person, and whether anything of the person is masked. */
export function personApprovalsQuery(personKey: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["approvals", "of", personKey],
    queryFn: ({ signal }) =>
      get<Approvals>(withQuery("/api/approvals", { of: personKey }), { purpose, signal }),
    enabled: purpose !== null,
    meta: live,
  });
}

export function approvalQuery(id: string) {
  return queryOptions({
    queryKey: ["approvals", id],
    queryFn: ({ signal }) => get<Approval>(`/api/approvals/${id}`, { signal }),
    meta: { live: [{ topic: "approval", subject: id }] satisfies LiveTopics },
  });
}

export function askUnmasking(body: UnmaskAsked, purpose: Purpose | null): Promise<Approval> {
  return request("POST", "/api/approvals/unmask", { body, purpose });
}

/** The values in clear; kept in no cache, and asked for only when somebody asks. */
export function seeUnmasked(id: string, purpose: Purpose | null): Promise<Unmasked> {
  return request("POST", `/api/approvals/${id}/view`, { body: {}, purpose });
}

/** What several offices decide together; `item`: about one thing alone. */
export const jointQuery = (item: string | null = null) =>
  queryOptions({
    queryKey: ["joint-decisions", item],
    queryFn: ({ signal }) =>
      get<JointDecisions>(withQuery("/api/joint-decisions", item === null ? {} : { of: item }), { signal }),
    meta: { live: [{ topic: "joint-decision" }] satisfies LiveTopics },
  });

/** The word of one's own office. */
export function stepJointly(id: string, body: JointStep): Promise<JointDecisions> {
  return request("POST", `/api/joint-decisions/${id}/step`, { body });
}

/** Takes back what one asked for oneself. */
export function withdrawJointly(id: string): Promise<JointDecisions> {
  return request("POST", `/api/joint-decisions/${id}/withdrawal`, { body: {} });
}

export type Step =
  | { readonly step: "endorsement"; readonly body: { endorse: boolean; reason: string } }
  | { readonly step: "messages"; readonly body: { text: string } }
  | { readonly step: "decision"; readonly body: ApprovalDecision }
  | { readonly step: "withdrawal"; readonly body: { reason: string } }
  | { readonly step: "closing"; readonly body: Record<string, never> }
  | { readonly step: "review"; readonly body: Review };

export function takeStep(id: string, { step, body }: Step): Promise<Approval> {
  return request("POST", `/api/approvals/${id}/${step}`, { body });
}
