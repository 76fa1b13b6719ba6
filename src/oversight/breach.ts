// What a breach still needs, and what a notice of it has to say (Directive (EU) 2016/680 Art. 30, 31). Pure.
import { refuse, type Refusal } from "#platform";
import type { BreachNotice, BreachRow } from "./breach-contract.ts";

/** Within which the authority is told of a breach, from awareness (LED-30); no profile gives more. */
export const noticeHours = 72;

/** When the authority is to be told at the latest. */
export function authorityDue(awareAt: Date): Date {
  return new Date(awareAt.getTime() + noticeHours * 3_600_000);
}

type Standing = Pick<BreachRow, "state" | "risk"> & {
  readonly authorityTold: unknown;
  readonly subjectsTold: unknown;
};

/** What is left to do, the most urgent first. */
export function wantedOf({ state, risk, authorityTold, subjectsTold }: Standing): BreachRow["wanted"] {
  if (state === "dismissed" || state === "closed") return [];
  if (state === "reported") return ["assessment"];
  return [
    ...(risk !== "none" && authorityTold === null ? (["authority"] as const) : []),
    ...(risk === "high" && subjectsTold === null ? (["subjects"] as const) : []),
    "closing",
  ];
}

/** Whether the authority should have been told by `at`: also while nobody has assessed it yet. */
export function isOverdue(breach: Standing & { readonly due: Date }, at: Date): boolean {
  const open = breach.state === "reported" || (breach.state === "declared" && breach.risk !== "none");
  return open && breach.authorityTold === null && at > breach.due;
}

export const noBreach = refuse("no-such-breach", "There is no such breach.", 404);
export const breachChanged = refuse(
  "breach-changed",
  "Somebody has worked on this breach since you loaded it. Load it again.",
);

/** Why a notice cannot go out like this; undefined when it can. `counted`: whether it was counted whom the breach concerns. */
export function noticeFault(notice: BreachNotice, counted: boolean): Refusal | undefined {
  if (notice.recipient === "authority" && !counted)
    return refuse(
      "reach-wanted",
      "Count first whom the breach concerns: the notification says about how many persons and records (Art. 30 (3) (a)).",
    );
  const fields =
    notice.recipient === "authority" && notice.categories.trim() === ""
      ? [{ field: "categories", text: "names the kinds of persons and records (Art. 30 (3) (a))" }]
      : [];
  return fields.length === 0
    ? undefined
    : refuse("notice-incomplete", "The notification lacks what the article wants of it.", 400, { fields });
}
