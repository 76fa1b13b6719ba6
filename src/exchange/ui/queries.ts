// What the screens of the exchange ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, type LiveTopics } from "#design/ui";
import type { Authorities } from "#disclosures/contract";
import type { Purpose } from "#vocabulary";
import type {
  AskInterpol,
  Enquiries,
  EnquiryAnswer,
  Exchange,
  Opened,
  Partners,
  ReceivedDetail,
} from "../contract.ts";

const live = { live: [{ topic: "exchange" }] satisfies LiveTopics };

export const exchangeQuery = queryOptions({
  queryKey: ["exchange"],
  queryFn: ({ signal }) => get<Exchange>("/api/exchange", { signal }),
  meta: live,
});

export const partnersQuery = queryOptions({
  queryKey: ["exchange", "partners"],
  queryFn: ({ signal }) => get<Partners>("/api/exchange/partners", { signal }),
  meta: live,
});

/** The register, for whom something may be passed on to and who may become a partner. */
export const registerQuery = queryOptions({
  queryKey: ["authorities"],
  queryFn: ({ signal }) => get<Authorities>("/api/authorities", { signal }),
});

export function receivedQuery(id: string) {
  return queryOptions({
    queryKey: ["exchange", "received", id],
    queryFn: ({ signal }) => get<ReceivedDetail>(`/api/exchange/${id}`, { signal }),
    meta: { live: [{ topic: "exchange", subject: id }] satisfies LiveTopics },
  });
}

/** Checks with INTERPOL, of one alert or with null of all. */
export function enquiriesQuery(alertId: string | null) {
  return queryOptions({
    queryKey: ["exchange", "enquiries", alertId],
    queryFn: ({ signal }) =>
      get<Enquiries>(`/api/exchange/enquiries${alertId === null ? "" : `?alert=${alertId}`}`, { signal }),
    meta: live,
  });
}

export const askInterpol = (said: AskInterpol, purpose: Purpose | null): Promise<Enquiries> =>
  request("POST", "/api/exchange/enquiries", { body: said, purpose });

/** What INTERPOL said; kept in no cache. */
export const openEnquiry = (id: string, purpose: Purpose | null): Promise<EnquiryAnswer> =>
  request("POST", `/api/exchange/enquiries/${id}/opening`, { purpose });

/** The words; kept in no cache, and asked for only when somebody asks. */
export const openReceived = (id: string, purpose: Purpose | null): Promise<Opened> =>
  request("POST", `/api/exchange/${id}/opening`, { body: {}, purpose });

export const act = <Answer>(path: string, body: object): Promise<Answer> =>
  request("POST", `/api/exchange/${path}`, { body });
