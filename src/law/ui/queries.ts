// What the screens of the law ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, type LiveTopics } from "#design/ui";
import type {
  DraftCheck,
  FlightSelectionDraft,
  FlightSelections,
  FlightSelectionStep,
  LawInForce,
  OffenceDraft,
  Offences,
  ProfileDecision,
  ProfileDraft,
} from "../contract.ts";

export const lawQuery = queryOptions({
  queryKey: ["law"],
  queryFn: ({ signal }) => get<LawInForce>("/api/law", { signal }),
  meta: { live: [{ topic: "profile" }] satisfies LiveTopics },
});

export const offencesQuery = queryOptions({
  queryKey: ["offences"],
  queryFn: ({ signal }) => get<Offences>("/api/law/offences", { signal }),
  meta: { live: [{ topic: "offence" }] satisfies LiveTopics },
});

export const flightSelectionsQuery = queryOptions({
  queryKey: ["flight-selections"],
  queryFn: ({ signal }) => get<FlightSelections>("/api/law/flight-selections", { signal }),
  meta: { live: [{ topic: "flight-selection" }, { topic: "profile" }] satisfies LiveTopics },
});

export function proposeFlightSelection(body: FlightSelectionDraft): Promise<FlightSelections> {
  return request("POST", "/api/law/flight-selections", { body });
}

const pathOf = {
  approved: "decision",
  refused: "decision",
  reviewed: "decision",
  upheld: "judgement",
  annulled: "judgement",
  ended: "end",
} as const;

export function stepFlightSelection(id: string, body: FlightSelectionStep): Promise<FlightSelections> {
  return request("POST", `/api/law/flight-selections/${id}/${pathOf[body.step]}`, { body });
}

export function checkDraft(body: ProfileDraft): Promise<DraftCheck> {
  return request("POST", "/api/law/profiles/check", { body });
}

export function draftProfile(body: ProfileDraft): Promise<LawInForce> {
  return request("POST", "/api/law/profiles", { body });
}

export function stepProfile(number: number, body: ProfileDecision): Promise<LawInForce> {
  const path = body.step === "withdrawn" ? "withdrawal" : "decision";
  return request("POST", `/api/law/profiles/${number}/${path}`, { body });
}

export function proposeOffence(body: OffenceDraft): Promise<Offences> {
  return request("POST", "/api/law/offences", { body });
}

export function decideOffence(id: string, body: { approve: boolean; reason: string }): Promise<Offences> {
  return request("POST", `/api/law/offences/${id}/decision`, { body });
}
