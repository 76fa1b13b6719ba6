// What the screens of people ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import type { AccountRequestForm, AccountRequests, NewPassword, RequestMade } from "../../contract.ts";
import type { Emergencies, EmergencyForm } from "../../emergency-contract.ts";
import type { People, Shifts } from "../../standing-contract.ts";
import { get, request, type LiveTopics } from "#design/ui";

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => get<People>("/api/people", { signal }),
  meta: { live: [{ topic: "person" }] satisfies LiveTopics },
});

export const accountRequestsQuery = queryOptions({
  queryKey: ["people", "requests"],
  queryFn: ({ signal }) => get<AccountRequests>("/api/people/requests", { signal }),
  meta: { live: [{ topic: "person" }] satisfies LiveTopics },
});

export const shiftsQuery = queryOptions({
  queryKey: ["people", "shifts"],
  queryFn: ({ signal }) => get<Shifts>("/api/shifts", { signal }),
  meta: { live: [{ topic: "person" }] satisfies LiveTopics },
});

/** Records something about a person: a vetting, a certificate, a secondment, a review, or its end. */
export function recordOf(personId: string, what: string, body: object): Promise<void> {
  return request("POST", `/api/people/${personId}/${what}`, { body });
}

export function closeAccount(personId: string): Promise<void> {
  return request("PUT", `/api/people/${personId}/state`, { body: { closed: true } });
}

export function askForAccount(body: AccountRequestForm): Promise<RequestMade> {
  return request("POST", "/api/people/requests", { body });
}

/** An administrator carries out or refuses; what the command line asked is confirmed or rejected by somebody of the unit. */
export type Dealing = "execution" | "refusal" | "confirmation" | "rejection";

export function dealWithRequest(id: string, path: Dealing): Promise<void> {
  return request("POST", `/api/people/requests/${id}/${path}`);
}

export function takeSecret(id: string): Promise<NewPassword> {
  return request("POST", `/api/people/requests/${id}/secret`);
}

export function planShift(body: object): Promise<Shifts> {
  return request("POST", "/api/shifts", { body });
}

export function stepShift(
  id: string,
  path: "start" | "handover" | "cancellation",
  body?: object,
): Promise<Shifts> {
  return request("POST", `/api/shifts/${id}/${path}`, body === undefined ? {} : { body });
}

export const emergenciesQuery = queryOptions({
  queryKey: ["people", "emergencies"],
  queryFn: ({ signal }) => get<Emergencies>("/api/emergencies", { signal }),
  meta: { live: [{ topic: "emergency" }] satisfies LiveTopics },
});

export function askForEmergency(body: EmergencyForm): Promise<Emergencies> {
  return request("POST", "/api/emergencies", { body });
}

export function stepEmergency(
  id: string,
  path: "confirmation" | "ending" | "review",
  body?: object,
): Promise<Emergencies> {
  return request("POST", `/api/emergencies/${id}/${path}`, body === undefined ? {} : { body });
}
