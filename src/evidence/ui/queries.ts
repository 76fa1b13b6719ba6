// What the screens of this slice ask the server, and what they tell it.
import { queryOptions } from "@tanstack/react-query";
import { get, request, requestFile, withQuery, type LiveTopics } from "#design/ui";
import type { Purpose } from "#vocabulary";
import type {
  AssessmentDecision,
  Assessments,
  Document,
  Documents,
  NewAssessment,
  NewDocument,
} from "../document-contract.ts";
import type { Modules, RiskyModuleName } from "../going-live-contract.ts";
import type { PublicStatistics, Recount, Statistics } from "../contract.ts";

export type Period = { readonly from: string; readonly until: string };

export const statisticsQuery = (period: Period) =>
  queryOptions({
    queryKey: ["statistics", period],
    queryFn: ({ signal }) => get<Statistics>(withQuery("/api/statistics", period), { signal }),
    staleTime: 60_000,
  });

export function countAgain(period: Period): Promise<Recount> {
  return request("POST", "/api/statistics/recount", { body: period });
}

export const publicStatisticsQuery = queryOptions({
  queryKey: ["public-statistics"],
  queryFn: ({ signal }) => get<PublicStatistics>("/api/public/statistics", { signal }),
});

export const documentsQuery = queryOptions({
  queryKey: ["evidence-documents"],
  queryFn: ({ signal }) => get<Documents>("/api/evidence/documents", { signal }),
});

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ["evidence-document", id],
    queryFn: ({ signal }) => get<Document>(`/api/evidence/documents/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function makeDocument(body: NewDocument): Promise<{ id: string }> {
  return request("POST", "/api/evidence/documents", { body });
}

/** The document with its proof: for programs, or as a page. */
export function takeDocument(id: string, as: "json" | "page"): Promise<Blob> {
  return requestFile("GET", `/api/evidence/documents/${id}/file?as=${as}`);
}

/** The dossier of one alert; making it is an entry about its person. */
export function takeDossier(
  { kind, alertId }: { readonly kind: "listed" | "rule"; readonly alertId: string },
  purpose: Purpose | null,
): Promise<Blob> {
  const path = kind === "rule" ? "rule-dossiers" : "dossiers";
  return requestFile("POST", `/api/evidence/${path}/${alertId}`, { body: {}, purpose });
}

export const assessmentsQuery = queryOptions({
  queryKey: ["assessments"],
  queryFn: ({ signal }) => get<Assessments>("/api/evidence/assessments", { signal }),
});

export const modulesQuery = queryOptions({
  queryKey: ["risky-modules"],
  queryFn: ({ signal }) => get<Modules>("/api/evidence/modules", { signal }),
  meta: { live: [{ topic: "module" }] satisfies LiveTopics },
});
export function adviseModule(module: RiskyModuleName, advice: string): Promise<Modules> {
  return request("POST", `/api/evidence/modules/${module}/advice`, { body: { advice } });
}
export function decideModule(
  module: RiskyModuleName,
  body: { readonly live: boolean; readonly reason: string },
): Promise<Modules> {
  return request("POST", `/api/evidence/modules/${module}/decision`, { body });
}
export function stopModule(module: RiskyModuleName, reason: string): Promise<Modules> {
  return request("POST", `/api/evidence/modules/${module}/stop`, { body: { reason } });
}

export function prepareAssessment(body: NewAssessment): Promise<{ number: number }> {
  return request("POST", "/api/evidence/assessments", { body });
}
export function consult(number: number): Promise<void> {
  return request("POST", `/api/evidence/assessments/${number}/consultation`);
}
export function answerConsultation(number: number, answer: string): Promise<void> {
  return request("POST", `/api/evidence/assessments/${number}/answer`, { body: { answer } });
}
export function decideAssessment(number: number, body: AssessmentDecision): Promise<void> {
  return request("POST", `/api/evidence/assessments/${number}/decision`, { body });
}
