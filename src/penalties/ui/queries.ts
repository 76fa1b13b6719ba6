// What the screens of this slice ask the server, and what they tell it.
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { get, request, say, useTexts, withQuery, type LiveTopics } from "#design/ui";
import type {
  Candidates,
  LetterDispute,
  NewPenalty,
  Penalties,
  PenaltyCase,
  ProposalDecision,
  Proposals,
} from "../contract.ts";
import { penaltiesTexts } from "./penalties-texts.ts";

const live = [{ topic: "penalty" }] satisfies LiveTopics;

export const penaltiesQuery = queryOptions({
  queryKey: ["penalties"],
  queryFn: ({ signal }) => get<Penalties>("/api/penalties", { signal }),
  meta: { live },
});
export const penaltyQuery = (id: string) =>
  queryOptions({
    queryKey: ["penalty", id],
    queryFn: ({ signal }) => get<PenaltyCase>(`/api/penalties/${id}`, { signal }),
    meta: { live: [{ topic: "penalty", subject: id }, { topic: "joint-decision" }] satisfies LiveTopics },
  });
export const proposalsQuery = queryOptions({
  queryKey: ["penalty-proposals"],
  queryFn: ({ signal }) => get<Proposals>("/api/penalty-proposals", { signal }),
  meta: { live },
});
export const candidatesQuery = (of: {
  readonly carrierId: string;
  readonly from: string;
  readonly to: string;
}) =>
  queryOptions({
    queryKey: ["penalty-candidates", of.carrierId, of.from, of.to],
    queryFn: ({ signal }) => get<Candidates>(withQuery("/api/penalties/candidates", of), { signal }),
    enabled: of.carrierId !== "",
  });

export const draft = (body: NewPenalty): Promise<PenaltyCase> => request("POST", "/api/penalties", { body });
/** One step of a case, by the end of its address. */
export const step = (id: string, path: string, body: object = {}): Promise<PenaltyCase> =>
  request("POST", `/api/penalties/${id}/${path}`, { body });
export const openDispute = (id: string, body: LetterDispute): Promise<PenaltyCase> =>
  step(id, "disputes", body);
export const decideDispute = (
  id: string,
  body: { readonly uphold: boolean; readonly reason: string },
): Promise<PenaltyCase> => request("POST", `/api/penalties/disputes/${id}/decision`, { body });
export const decideProposal = (id: string, body: ProposalDecision): Promise<void> =>
  request("POST", `/api/penalty-proposals/${id}/decision`, { body });
export const fileAddress = (id: string, as: "json" | "page"): string =>
  `/api/penalty-proposals/${id}/file?as=${as}`;

/** After an act: what the screens of this slice show is loaded again, and it is said that it is done. */
export function useDone(): () => Promise<void> {
  const t = useTexts(penaltiesTexts);
  const queries = useQueryClient();
  return async () => {
    for (const key of ["penalty", "penalties", "penalty-proposals"])
      await queries.invalidateQueries({ queryKey: [key] });
    say(t("done"));
  };
}
