// How long an entry of an own list may stand without being looked at (WL-1, WL-2), and an emergency entry unconfirmed. Pure.

/** An entry stands this long at most, and is looked at this often; strict European rules (obligations WL-1, WL-2). */
const EXPIRY_MONTHS = 12;
const REVIEW_MONTHS = 6;
const EMERGENCY_HOURS = 24;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The same day so many months later; the last of the month where it has no such day. */
function monthsAfter(at: Date, months: number): string {
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate();
  const day = Math.min(at.getUTCDate(), last);
  return dayOf(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, day)));
}

/** The day on which an entry made now expires where nothing shorter is asked for. */
export const longestExpiry = (now: Date): string => monthsAfter(now, EXPIRY_MONTHS);

/** The day by which grounds looked at now are to be looked at again. */
export const reviewDue = (reviewedAt: Date): string => monthsAfter(reviewedAt, REVIEW_MONTHS);

/** Grounds looked at before this instant are to be looked at again. */
export const reviewedBefore = (now: Date): string => monthsAfter(now, -REVIEW_MONTHS);

/** What is wrong with a day of expiry asked for now; null: nothing. */
export function expiryFault(expires: string, now: Date): string | null {
  const read = new Date(`${expires}T00:00:00Z`);
  if (Number.isNaN(read.getTime()) || dayOf(read) !== expires) return "write a day of the calendar";
  if (expires <= dayOf(now)) return "choose a day that is still to come";
  return expires > longestExpiry(now)
    ? "choose a day within twelve months: then the grounds are looked at anew"
    : null;
}

/** When an emergency entry lapses. */
export const emergencyEnd = (now: Date): Date => new Date(now.getTime() + EMERGENCY_HOURS * 3_600_000);
