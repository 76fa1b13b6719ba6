// Until when an alert must have its first review.

const minute = 60_000;

/**
 * The instant by which the first review is due (roles.md 5.4): 30 minutes after the alert was raised, or 2 hours before
 * the flight's due time, whichever is first; at once when those 2 hours have begun. Milliseconds.
 */
export function firstReviewDue(raisedAt: string, flightDueAt: string | null): number {
  const raised = Date.parse(raisedAt);
  const bySpan = raised + 30 * minute;
  if (flightDueAt === null) return bySpan;
  return Math.max(raised, Math.min(bySpan, Date.parse(flightDueAt) - 120 * minute));
}
