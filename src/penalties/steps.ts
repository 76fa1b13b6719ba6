// What may be done with a penalty case now, by whom, and what is told where it may not. Pure.
import { refuse, type Actor, type Refusal } from "#platform";
import type { CaseState, CaseStep, Hindrance } from "./contract.ts";

/** As far as the steps depend on it. */
export type Standing = {
  readonly state: CaseState;
  readonly hindrance: Hindrance | null;
  /** The legal adviser's word on the case as it stands now; null: not asked, or of another state of it. */
  readonly agreement: "asked" | "approved" | "refused" | "withdrawn" | "lapsed" | null;
};

const goesOn: readonly CaseState[] = ["hearing", "returned"];
const byDesk: Readonly<Record<Exclude<CaseStep, "decide-dispute">, (of: Standing) => boolean>> = {
  edit: ({ state }) => state === "draft",
  notify: ({ state, hindrance }) => state === "draft" && (hindrance === null || hindrance === "hearing"),
  "set-aside": ({ state }) => state === "draft" || goesOn.includes(state),
  "write-statement": ({ state }) => goesOn.includes(state),
  dispute: ({ state }) => goesOn.includes(state) || state === "sent",
  ask: ({ state, hindrance, agreement }) =>
    goesOn.includes(state) && hindrance === null && agreement !== "asked" && agreement !== "approved",
  withdraw: ({ state, agreement }) => goesOn.includes(state) && agreement === "asked",
  send: ({ state, hindrance, agreement }) =>
    goesOn.includes(state) && hindrance === null && agreement === "approved",
  drop: ({ state }) => state === "draft" || goesOn.includes(state),
};

/** The steps of the desk that are open to this person; a dispute is for another office. */
export function stepsFor(of: Standing, actor: Actor): CaseStep[] {
  if (!actor.roles.includes("carrier-desk")) return [];
  return (Object.keys(byDesk) as (keyof typeof byDesk)[]).filter((step) => byDesk[step](of));
}

/** Whether this person decides a dispute: a supervisor who neither drafted the case nor opened it (F18, ANX9-9.38). */
export function mayDecideDispute(
  dispute: { readonly state: string; readonly opened_by: string },
  draftedBy: string,
  actor: Actor,
): boolean {
  return (
    dispute.state === "open" &&
    actor.roles.includes("supervisor") &&
    actor.id !== draftedBy &&
    actor.id !== dispute.opened_by
  );
}

/** What is told of what keeps a case from going on (Annex 9, 9.11, 9.33 c and 9.38). */
export function hindered(hindrance: Hindrance): Refusal {
  return told[hindrance];
}
const told: Readonly<Record<Hindrance, Refusal>> = {
  dispute: refuse(
    "penalty-disputed",
    "The carrier disputes it: until a supervisor has decided the dispute, nothing is proposed and nothing goes on.",
  ),
  outage: refuse(
    "penalty-excused",
    "An outage stood when one of these failures happened. Set that failure aside: no carrier answers for it.",
  ),
  nothing: refuse("penalty-empty", "No failure stands in this case. Drop it."),
  hearing: refuse(
    "penalty-not-heard",
    "The carrier has not spoken yet and its time is not over. Wait for its statement or for the end of the hearing.",
  ),
};

export const noSuchCase = refuse("penalty-unknown", "There is no such case. Reload the page.", 404);
export const movedOn = refuse(
  "penalty-moved-on",
  "This is not the turn for it: the case has moved on. Reload the page.",
);
export const notAgreed = refuse(
  "penalty-not-agreed",
  "The legal adviser has not agreed to the case as it stands now. Ask for the agreement; what changed since has to be agreed to anew.",
  403,
  { policies: ["four-eyes"] },
);
