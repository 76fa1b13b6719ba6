// The clocks of requests, packages and recalls (roles.md 5.4): when what is due, and what the breach leads to. Pure.
import type { Span } from "./request-types.ts";
import { requestType } from "./request-types.ts";
import type { RequestState } from "./states.ts";

const minute = 60_000;
const hour = 60 * minute;

/** The project's defaults where no law sets the time. Milliseconds. */
export const clockTimes = {
  triage: hour,
  triageUrgent: 10 * minute,
  acknowledgement: 2 * hour,
  acknowledgementSoon: 15 * minute,
  outcome: 24 * hour,
  outcomeToSupervisor: 7 * 24 * hour,
  recall: 72 * hour,
  urgentReview: 48 * hour,
  /** What may be added later to an urgent request. */
  later: 24 * hour,
} as const;

/** The instant a span after `from` ends; working days run Monday to Friday, UTC. */
export function endOf(from: Date, span: Span): Date {
  if ("minutes" in span) return new Date(from.getTime() + span.minutes * minute);
  if ("hours" in span) return new Date(from.getTime() + span.hours * hour);
  if ("days" in span) return new Date(from.getTime() + span.days * 24 * hour);
  const end = new Date(from);
  for (let left = span.workingDays; left > 0;) {
    end.setUTCDate(end.getUTCDate() + 1);
    if (end.getUTCDay() !== 0 && end.getUTCDay() !== 6) left -= 1;
  }
  return end;
}

export type ClockKind = "triage" | "answer" | "acknowledgement" | "outcome" | "ex-post-approval";
export type Clock = { readonly kind: ClockKind; readonly dueAt: Date };

/** When the whole answer is due, from its submission. */
export function answerDue(type: string, urgent: boolean, submittedAt: Date): Date {
  const found = requestType(type);
  if (found === undefined) return submittedAt;
  return endOf(submittedAt, urgent && found.urgent !== null ? found.urgent : found.answer);
}

/** The clock that runs in a state; null where nobody is waited for. */
export function clockIn(
  state: RequestState,
  at: {
    readonly now: Date;
    readonly urgent: boolean;
    readonly answerDue: Date | null;
    readonly urgentUntil: Date | null;
  },
): Clock | null {
  const after = (ms: number) => new Date(at.now.getTime() + ms);
  switch (state) {
    case "submitted":
      return { kind: "triage", dueAt: after(at.urgent ? clockTimes.triageUrgent : clockTimes.triage) };
    case "triage":
    case "legal-check":
    case "approval-pending":
    case "approved":
    case "searching":
    case "review":
    case "release-check":
      return at.answerDue === null ? null : { kind: "answer", dueAt: at.answerDue };
    case "urgent-released":
      return at.urgentUntil === null ? null : { kind: "ex-post-approval", dueAt: at.urgentUntil };
    case "released":
      return { kind: "acknowledgement", dueAt: after(clockTimes.acknowledgement) };
    case "acknowledged":
      return { kind: "outcome", dueAt: after(30 * 24 * hour) };
    case "draft":
    case "incomplete":
    case "refused":
    case "outcome":
    case "closed":
    case "withdrawn":
    case "recalled":
      return null;
  }
}

/** When a package is to be acknowledged: sooner when the person lands soon. */
export function acknowledgementDue(now: Date, lands: Date | null): Date {
  const soon =
    lands !== null && lands.getTime() > now.getTime() && lands.getTime() - now.getTime() < 2 * hour;
  return new Date(now.getTime() + (soon ? clockTimes.acknowledgementSoon : clockTimes.acknowledgement));
}

/** When the outcome is due: a day after the person arrives, or after the package where they have arrived. */
export function outcomeDue(now: Date, lands: Date | null): Date {
  return new Date(Math.max(now.getTime(), lands?.getTime() ?? 0) + clockTimes.outcome);
}

/** Whether urgency that two persons called stands in for the body outside: for its 48 hours, and not a second longer (F12). */
export function urgencyStands(
  request: { readonly urgency_confirmed_by: string | null; readonly urgency_until: Date | null },
  at: Date,
): boolean {
  return (
    request.urgency_confirmed_by !== null && request.urgency_until !== null && at < request.urgency_until
  );
}
