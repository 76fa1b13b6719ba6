// One object decides every period, gate and scope: the legal profile of this installation.

/** A calendar period: `months` or `days` or `hours`, one of them. */
export type Period = { readonly months: number } | { readonly days: number } | { readonly hours: number };

/** Periods and scopes the law sets (obligations.md section 14). Instants are UTC, period arithmetic is calendar-based. */
export type LegalProfile = {
  readonly name: string;
  readonly version: string;
  /** ISO 3166-1 alpha-2 of the State whose unit this is: decides which flights cross its border. */
  readonly state: string;
  /** From first receipt: what happens to a record nobody linked to a case, and when. */
  readonly initial: { readonly period: Period; readonly effect: "delete" | "mask"; readonly rule: string };
  /** How long the redacted source of a message is kept, and what could not be read. */
  readonly redactedSource: Period;
  readonly quarantine: Period;
  /** How long a cleared pair suppresses the same alert. */
  readonly clearedPair: Period;
  /** What an interactive request is answered while no person has decided (cusres.md section 3). */
  readonly provisionalDirective: "OK";
};

/** The default: the EU Directive as read in CJEU C-817/19. */
export const euStrict: LegalProfile = {
  name: "eu-strict",
  version: "2026.1",
  state: "AZ",
  initial: {
    period: { months: 6 },
    effect: "delete",
    rule: "retention.initial (CJEU C-817/19, 251 and 257)",
  },
  redactedSource: { days: 14 },
  quarantine: { hours: 72 },
  clearedPair: { months: 12 },
  provisionalDirective: "OK",
};

/** The instant `period` after `from`: calendar months clip to the month's last day (31 August + 6 months = 28/29 February). */
export function after(from: Date, period: Period): Date {
  if ("hours" in period) return new Date(from.getTime() + period.hours * 3_600_000);
  if ("days" in period) return new Date(from.getTime() + period.days * 86_400_000);
  const end = new Date(from);
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + period.months);
  const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, last));
  return end;
}
