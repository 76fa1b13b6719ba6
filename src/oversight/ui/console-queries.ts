// What the console and the register of breaches ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, type LiveTopics } from "#design/ui";
import type { Purpose } from "#vocabulary";
import type {
  BreachAffected,
  BreachAssessment,
  BreachClosing,
  Breaches,
  BreachFile,
  BreachNotice,
  BreachReach,
  BreachReachQuestion,
  BreachReport,
  BreachReported,
} from "../breach-contract.ts";
import type { NewReferral, Oversight, ReferralRow, Referrals } from "../console-contract.ts";

export const oversightQuery = queryOptions({
  queryKey: ["oversight"],
  queryFn: ({ signal }) => get<Oversight>("/api/oversight", { signal }),
  // Looking is an entry of the ledger: not again by itself.
  staleTime: Number.POSITIVE_INFINITY,
});
export const referralsQuery = queryOptions({
  queryKey: ["referrals"],
  queryFn: ({ signal }) => get<Referrals>("/api/oversight/referrals", { signal }),
  meta: { live: [{ topic: "referral" }] satisfies LiveTopics },
});
export const breachesQuery = queryOptions({
  queryKey: ["breaches"],
  queryFn: ({ signal }) => get<Breaches>("/api/breaches", { signal }),
  meta: { live: [{ topic: "breach" }] satisfies LiveTopics },
});
export function breachQuery(id: string) {
  return queryOptions({
    queryKey: ["breach", id],
    queryFn: ({ signal }) => get<BreachFile>(`/api/breaches/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function sendReferral(body: NewReferral): Promise<ReferralRow> {
  return request("POST", "/api/oversight/referrals", { body });
}
export function confirmReferral(id: string): Promise<void> {
  return request("POST", `/api/oversight/referrals/${id}/receipt`, { body: {} });
}
export function sendReport(body: BreachReport): Promise<BreachReported> {
  return request("POST", "/api/breaches", { body });
}
export function sendAssessment(id: string, body: BreachAssessment): Promise<void> {
  return request("POST", `/api/breaches/${id}/assessment`, { body });
}
export function sendReach(
  id: string,
  body: BreachReachQuestion,
  purpose: Purpose | null,
): Promise<BreachReach> {
  return request("POST", `/api/breaches/${id}/reach`, { body, purpose });
}
/** Each look is an entry about those who are shown. */
export function affectedBy(
  id: string,
  after: string | null,
  purpose: Purpose | null,
): Promise<BreachAffected> {
  return get(`/api/breaches/${id}/affected${after === null ? "" : `?after=${after}`}`, { purpose });
}
export function sendNotice(id: string, body: BreachNotice): Promise<void> {
  return request("POST", `/api/breaches/${id}/notices`, { body });
}
export function sendClosing(id: string, body: BreachClosing): Promise<void> {
  return request("POST", `/api/breaches/${id}/closing`, { body });
}
