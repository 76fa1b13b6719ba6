// How long each step may take (roles.md 5.4; obligations.md section 14, unmask.* and request.urgentReview).
import { after, euStrict, type LegalProfile, type Period } from "#vocabulary";
import type { ApprovalKind } from "./contract.ts";

export type ApprovalClocks = {
  /** The approver's time from endorsement; nothing is ever approved by its end. */
  readonly approver: Period;
  readonly approverUrgent: Period;
  /** After an urgent disclosure that went out first (CJEU C-817/19, 227). */
  readonly urgentReview: Period;
  /** How long one unmasked record may be seen at most. */
  readonly view: Period;
  /** Until when the data protection officer reviews an unmasking. */
  readonly officerReview: Period;
};

/** The clocks under a legal profile; those of the approver are the project's own (roles.md 5.4). */
export function clocksOf({ request, unmask }: Pick<LegalProfile, "request" | "unmask">): ApprovalClocks {
  return {
    approver: { hours: 24 },
    approverUrgent: { hours: 2 },
    urgentReview: request.urgentReview,
    view: unmask.view,
    officerReview: unmask.dpoReview,
  };
}

export const usualClocks: ApprovalClocks = clocksOf(euStrict);

/** When the approver's time is over for what is endorsed at `from`. */
export function approverDue(
  clocks: ApprovalClocks,
  asked: { readonly kind: ApprovalKind; readonly urgent: boolean },
  from: Date,
): Date {
  if (asked.kind === "urgent-disclosure") return after(from, clocks.urgentReview);
  return after(from, asked.urgent ? clocks.approverUrgent : clocks.approver);
}

/** Until when an approval given at `at` lasts: the hours approved, never longer than the law has it. */
export function grantUntil(clocks: ApprovalClocks, at: Date, hours: number): Date {
  const wanted = after(at, { hours });
  const longest = after(at, clocks.view);
  return wanted < longest ? wanted : longest;
}
