// Where a request stands and who may do what with it. Pure: the same rules hold in the database.
import { refuse, type Actor, type Refusal } from "#platform";
import type { Approval } from "./contract.ts";
import type { WholeRow } from "./store.ts";

type May = Approval["may"][number];

/** Whether its grant can be used at this instant: from its first moment until just before its last. */
export function isGrantOpen(
  row: Pick<WholeRow, "from_at" | "until_at" | "used_at" | "closed_at" | "kind">,
  at: Date,
): boolean {
  const { from_at: from, until_at: until, used_at: used, closed_at: closed } = row;
  if (from === null || until === null || closed !== null) return false;
  if (row.kind !== "unmask" && used !== null) return false;
  return from <= at && at < until;
}

/** What the actor may do with it now, by role, organisation and part taken so far (roles.md sections 3 and 4, F07). */
export function mayWith(row: WholeRow, actor: Actor, at: Date): May[] {
  const isApprover = actor.tenant === "approver" && actor.roles.includes("approver");
  const isAsker = actor.id === row.asked_by;
  const may: May[] = [];
  const isOpen = row.state === "asked" || row.state === "waiting";
  if (row.state === "asked" && !isAsker && !isApprover && actor.roles.includes("supervisor"))
    may.push("endorse");
  if (row.state === "waiting" && isApprover) may.push("decide");
  if (row.state === "waiting" && (isApprover || isAsker || actor.id === row.endorsed_by)) may.push("write");
  if (isOpen && isAsker) may.push("withdraw");
  if (row.kind === "unmask" && row.person_id === actor.id && isGrantOpen(row, at)) may.push("see", "close");
  if (
    row.told_at !== null &&
    row.outcome === null &&
    (actor.tenant ?? "piu") === "piu" &&
    actor.roles.includes("data-protection-officer")
  )
    may.push("review");
  return may;
}

/** Why an act is not possible now; undefined when it is. */
export function hindrance(row: WholeRow | null, act: May, actor: Actor, at: Date): Refusal | undefined {
  if (row === null) return noSuchRequest;
  if (mayWith(row, actor, at).includes(act)) return undefined;
  switch (act) {
    case "endorse":
      return row.asked_by === actor.id
        ? refuse("not-permitted", "You asked for this yourself: another person has to endorse it.", 403, {
            policies: ["four-eyes"],
          })
        : stateChanged;
    case "decide":
      return actor.tenant === "approver"
        ? stateChanged
        : refuse(
            "approver-outside",
            "Only somebody of the approver's organisation decides this; the unit cannot approve what it asks for.",
            403,
          );
    case "see":
    case "close":
      return row.person_id !== null && row.person_id !== actor.id ? ofAnother : notGranted;
    case "write":
    case "withdraw":
    case "review":
      return stateChanged;
  }
}

export const noSuchRequest: Refusal = refuse(
  "no-such-approval",
  "There is no such request, or it is not yours to see. Reload the page.",
  404,
);
const stateChanged = refuse(
  "approval-state-changed",
  "This request does not stand where that step is taken, or you take no part in it. Reload the page.",
);
const ofAnother = refuse(
  "grant-of-another",
  "This grant was given to another person. Ask for one of your own.",
  403,
);
const notGranted = refuse(
  "grant-over",
  "There is no grant, or its time is over. Ask anew if it is still necessary.",
  403,
);
