// What the screens of this slice ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, type LiveTopics } from "#design/ui";
import type { Purpose } from "#vocabulary";
import type {
  Answering,
  Beside,
  ExecutionDecision,
  ExecutionDetails,
  Executions,
  Granting,
  IdentityStep,
  NewComplaint,
  NewRequest,
  OwnRecords,
  PublicNotice,
  RequestFile,
  RequestReceipt,
  Requests,
  RequestStatus,
} from "../contract.ts";

export const noticeQuery = queryOptions({
  queryKey: ["processing"],
  queryFn: ({ signal }) => get<PublicNotice>("/api/public/processing", { signal }),
});

export function sendRequest(body: NewRequest): Promise<RequestReceipt> {
  return request("POST", "/api/public/requests", { body });
}

export function sendComplaint(body: NewComplaint): Promise<RequestReceipt> {
  return request("POST", "/api/public/complaints", { body });
}

/** Number and code travel in the body: an address would keep them. */
export function askStatus(body: {
  readonly reference: string;
  readonly code: string;
}): Promise<RequestStatus> {
  return request("POST", "/api/public/requests/status", { body });
}

export const requestsQuery = queryOptions({
  queryKey: ["rights-requests"],
  queryFn: ({ signal }) => get<Requests>("/api/rights/requests", { signal }),
  meta: { live: [{ topic: "rights-request" }] satisfies LiveTopics },
});

/** One request in clear; each load is an entry of the ledger. */
export function fileQuery(id: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["rights-request", id],
    queryFn: ({ signal }) => get<RequestFile>(`/api/rights/requests/${id}`, { purpose, signal }),
    enabled: purpose !== null,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: [{ topic: "rights-request", subject: id }] satisfies LiveTopics },
  });
}

export function recordsOf(id: string, purpose: Purpose | null): Promise<OwnRecords> {
  return get(`/api/rights/requests/${id}/records`, { purpose });
}

export function sendIdentity(id: string, body: IdentityStep): Promise<void> {
  return request("POST", `/api/rights/requests/${id}/identity`, { body });
}

export function reviewLimitation(
  id: string,
  body: { readonly outcome: "upheld" | "lifted"; readonly review: string },
): Promise<void> {
  return request("POST", `/api/rights/limitations/${id}/review`, { body });
}
export function sendAnswer(id: string, body: Answering, purpose: Purpose | null): Promise<void> {
  return request("POST", `/api/rights/requests/${id}/answer`, { body, purpose });
}

export const executionsQuery = queryOptions({
  queryKey: ["rights-executions"],
  queryFn: ({ signal }) => get<Executions>("/api/rights/executions", { signal }),
  meta: { live: [{ topic: "rights-request" }] satisfies LiveTopics },
});

/** What was granted on one request, in clear; each load is an entry of the ledger. */
export function detailsQuery(id: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["rights-execution", id],
    queryFn: ({ signal }) =>
      get<ExecutionDetails>(`/api/rights/requests/${id}/executions`, { purpose, signal }),
    enabled: purpose !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function besideQuery(personKey: string, purpose: Purpose | null) {
  return queryOptions({
    queryKey: ["rights-beside", personKey],
    queryFn: ({ signal }) => get<Beside>(`/api/rights/beside/${personKey}`, { purpose, signal }),
    enabled: purpose !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function sendGrant(id: string, body: Granting, purpose: Purpose | null): Promise<void> {
  return request("POST", `/api/rights/requests/${id}/executions`, { body, purpose });
}

export function sendDecision(id: string, execution: string, body: ExecutionDecision): Promise<void> {
  return request("POST", `/api/rights/requests/${id}/executions/${execution}/decision`, { body });
}
