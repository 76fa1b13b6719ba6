// What the screens of criteria ask the server, what they tell it, and which live topics load them again.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Static } from "typebox";
import type {
  BackTest,
  BackTestRequest,
  Catalogue,
  CriterionDetail,
  CriterionList,
  Draft,
  DraftSave,
  NewCriterion,
  Reading,
} from "../contract.ts";
import { get, request, withQuery, type LiveTopics } from "#design/ui";

const any = [{ topic: "criterion" }] satisfies LiveTopics;
const of = (id: string): LiveTopics => [{ topic: "criterion", subject: id }];

/** All rules. */
export const criteriaQuery = queryOptions({
  queryKey: ["criteria"],
  queryFn: ({ signal }) => get<CriterionList>("/api/criteria", { signal }),
  meta: { live: any },
});

/** What a rule may ask; changes only with the software. */
export const catalogueQuery = queryOptions({
  queryKey: ["criteria-catalogue"],
  queryFn: ({ signal }) => get<Catalogue>("/api/criteria/catalogue", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** One rule with one of its versions: the newest without a number. */
export function criterionQuery(id: string, version: number | null = null) {
  return queryOptions({
    queryKey: ["criterion", id, version],
    queryFn: ({ signal }) => get<CriterionDetail>(withQuery(`/api/criteria/${id}`, { version }), { signal }),
    placeholderData: keepPreviousData,
    meta: { live: of(id) },
  });
}

/** Reads a rule, as text or tree: what it is, and what is wrong with it. Nothing is kept. */
export function readingQuery(draft: Draft) {
  return queryOptions({
    queryKey: ["criteria-reading", draft],
    queryFn: ({ signal }) => request<Reading>("POST", "/api/criteria/readings", { body: draft, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

export function propose(criterion: Static<typeof NewCriterion>): Promise<CriterionDetail> {
  return request("POST", "/api/criteria", { body: criterion });
}

export function saveDraft(id: string, draft: DraftSave): Promise<CriterionDetail> {
  return request("PUT", `/api/criteria/${id}/draft`, { body: draft });
}

/** The next version, from the text and dossier of the newest. */
export function nextVersion(id: string, revision: number): Promise<CriterionDetail> {
  return request("POST", `/api/criteria/${id}/versions`, { body: { revision } });
}

/** Takes a step; `path` and the body as the contract has them. */
export function takeStep(id: string, version: number, path: string, body: object): Promise<CriterionDetail> {
  return request("POST", `/api/criteria/${id}/versions/${version}/${path}`, { body });
}

/** Starts a test on past traffic. To make rules is a purpose of its own (PNRD-6.2c). */
export function startBackTest(
  id: string,
  version: number,
  asked: Static<typeof BackTestRequest>,
): Promise<BackTest> {
  return request("POST", `/api/criteria/${id}/versions/${version}/back-tests`, {
    body: asked,
    purpose: "CRITERIA",
  });
}

/** One test; asked again until it has ended, should its end not be heard of. */
export function backTestQuery(id: string, test: string) {
  return queryOptions({
    queryKey: ["criterion-test", id, test],
    queryFn: ({ signal }) => get<BackTest>(`/api/criteria/${id}/back-tests/${test}`, { signal }),
    refetchInterval: (query) => (query.state.data?.state === "running" ? 2_000 : false),
    meta: { live: of(id) },
  });
}
