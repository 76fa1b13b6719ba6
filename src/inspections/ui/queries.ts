// What the screens of this slice ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, type LiveTopics } from "#design/ui";
import type { Documents } from "#evidence/contract";
import type {
  InspectionFile,
  Inspections,
  MatterAnswer,
  MatterDecision,
  NewInspection,
  NewMatter,
  NewReferral,
} from "../contract.ts";

export const inspectionsQuery = queryOptions({
  queryKey: ["inspections"],
  queryFn: ({ signal }) => get<Inspections>("/api/inspections", { signal }),
  meta: { live: [{ topic: "inspection" }] satisfies LiveTopics },
});

export const inspectionQuery = (id: string) =>
  queryOptions({
    queryKey: ["inspection", id],
    queryFn: ({ signal }) => get<InspectionFile>(`/api/inspections/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: [{ topic: "inspection", subject: id }] satisfies LiveTopics },
  });

/** What the unit has made of itself, to go with an answer. */
export const unitDocumentsQuery = queryOptions({
  queryKey: ["evidence-documents"],
  queryFn: ({ signal }) => get<Documents>("/api/evidence/documents", { signal }),
});

type Opened = { readonly id: string };
export const openInspection = (body: NewInspection): Promise<Opened> =>
  request("POST", "/api/inspections", { body });
export const refer = (body: NewReferral): Promise<Opened> =>
  request("POST", "/api/inspections/referrals", { body });
export const takeUp = (id: string): Promise<void> => request("POST", `/api/inspections/${id}/taking`);
export const raise = (id: string, body: NewMatter): Promise<Opened> =>
  request("POST", `/api/inspections/${id}/matters`, { body });
export const closeInspection = (id: string, conclusion: string): Promise<void> =>
  request("POST", `/api/inspections/${id}/closing`, { body: { conclusion } });
export const receive = (id: string): Promise<void> =>
  request("POST", `/api/inspections/matters/${id}/receipt`);
export const answer = (id: string, body: MatterAnswer): Promise<void> =>
  request("POST", `/api/inspections/matters/${id}/answer`, { body });
export const decide = (id: string, body: MatterDecision): Promise<void> =>
  request("POST", `/api/inspections/matters/${id}/decision`, { body });
