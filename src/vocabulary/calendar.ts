// How the law counts time: periods by the calendar, days in UTC, a period that ends with its due date (obligations.md section 14).

/** A period of whole calendar days: what retention is counted in. */
export type CalendarPeriod = { readonly months: number } | { readonly days: number };

/** A calendar period: `months` or `days` or `hours`, one of them. */
export type Period = CalendarPeriod | { readonly hours: number };

/**
 * The instant `period` after `from`, at the same time of day: calendar months clip to the month's last day (31 August +
 * 6 months = 28/29 February). For what the law keeps until a day, use {@link expiredAt}.
 */
export function after(from: Date, period: Period): Date {
  return moved(from, period, 1);
}

/** The instant `period` before `until`, months clipped alike. */
export function before(until: Date, period: Period): Date {
  return moved(until, period, -1);
}

/** The due date of what was first received at `receivedAt`: its day (UTC) and the period, as YYYY-MM-DD. */
export function dueDay(receivedAt: Date, period: CalendarPeriod): string {
  return dayOf(moved(receivedAt, period, 1));
}

/**
 * The first instant at which what was first received at `receivedAt` may no longer be read: 00:00:00 UTC of its due
 * date, so that 23:59:59 of the day before is the last (obligations.md section 14). A period in hours is counted from the
 * instant itself.
 */
export function expiredAt(receivedAt: Date, period: Period): Date {
  if ("hours" in period) return moved(receivedAt, period, 1);
  return new Date(`${dueDay(receivedAt, period)}T00:00:00.000Z`);
}

/** The earliest day of first receipt (YYYY-MM-DD, UTC) whose data have not expired at `now`: the inverse of {@link dueDay}. */
export function keptFrom(now: Date, period: CalendarPeriod): string {
  const today = dayOf(now);
  // Months clip, so up to four days at a month's end fall due together: from the day counted back, on to the first kept.
  let day = moved(now, period, -1);
  while (dueDay(day, period) <= today) day = moved(day, { days: 1 }, 1);
  return dayOf(day);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function moved(from: Date, period: Period, by: 1 | -1): Date {
  if ("hours" in period) return new Date(from.getTime() + by * period.hours * 3_600_000);
  if ("days" in period) return new Date(from.getTime() + by * period.days * 86_400_000);
  const end = new Date(from);
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + by * period.months);
  const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, last));
  return end;
}

/** `period` as ISO 8601 writes it: P6M, P14D, PT72H. */
export function isoPeriod(period: Period): string {
  if ("months" in period) {
    const years = period.months / 12;
    return period.months > 0 && Number.isInteger(years) && years > 1 ? `P${years}Y` : `P${period.months}M`;
  }
  return "days" in period ? `P${period.days}D` : `PT${period.hours}H`;
}

/** Reads what {@link isoPeriod} writes, and whole years: P6M, P1Y, P14D, PT72H. Undefined for anything else. */
export function periodOf(text: string): Period | undefined {
  const [, years, months, days, hours] =
    /^P(?:(\d{1,3})Y|(\d{1,4})M|(\d{1,5})D|T(\d{1,6})H)$/.exec(text) ?? [];
  if (years !== undefined) return { months: 12 * Number(years) };
  if (months !== undefined) return { months: Number(months) };
  if (days !== undefined) return { days: Number(days) };
  return hours === undefined ? undefined : { hours: Number(hours) };
}

/**
 * Whether `one` never ends later than `other`, whatever day it begins on. Months against days are compared by the longest
 * the one and the shortest the other can be: of P1M and P30D neither is never longer than the other.
 */
export function neverLonger(one: Period, other: Period): boolean {
  if ("months" in one && "months" in other) return one.months <= other.months;
  return longestHours(one) <= shortestHours(other);
}

// The fewest and the most days that so many months in a row can have: years around a leap year, and around one that is left out.
const spans = new Map<number, { readonly least: number; readonly most: number }>();
const sampledYears = [1996, 2096].flatMap((first) => Array.from({ length: 10 }, (_, year) => first + year));

function daysOf(months: number): { readonly least: number; readonly most: number } {
  const known = spans.get(months);
  if (known !== undefined) return known;
  let [least, most] = [Infinity, 0];
  for (const year of sampledYears) {
    for (let day = 0; day < 366; day += 1) {
      const from = new Date(Date.UTC(year, 0, 1 + day));
      const days = (moved(from, { months }, 1).getTime() - from.getTime()) / 86_400_000;
      [least, most] = [Math.min(least, days), Math.max(most, days)];
    }
  }
  const span = { least, most };
  spans.set(months, span);
  return span;
}

function longestHours(period: Period): number {
  if ("hours" in period) return period.hours;
  return 24 * ("days" in period ? period.days : daysOf(period.months).most);
}

function shortestHours(period: Period): number {
  if ("hours" in period) return period.hours;
  return 24 * ("days" in period ? period.days : daysOf(period.months).least);
}
