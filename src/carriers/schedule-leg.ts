// A leg as somebody typed it, in a form or a line of a file, checked: a whole leg, or what is wrong with each field.
import { airport } from "#vocabulary";
import { flightsOf, landingAfter, midnightOf, minutesOf, type ScheduledLeg } from "./schedule.ts";

/** Texts as entered; what is optional may be empty. */
export type LegEntered = {
  readonly carrier: string;
  /** Flight number, an operational suffix after it. */
  readonly number: string;
  readonly from: string;
  readonly to: string;
  /** `HH:MM`, local at each airport. */
  readonly departs: string;
  readonly arrives: string;
  /** Days between departure and arrival by the local calendars: `0`, `1`, `-1`; empty: told from the times. */
  readonly arrivesDay: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** ISO weekdays, `1` is Monday: `1357`. */
  readonly days: string;
  /** `1` (or empty) every week, `2` every second one. */
  readonly everyWeeks: string;
  /** Designators with blanks between: `LH4567 UA9012`. */
  readonly codeShares: string;
};

export type LegField = keyof LegEntered;

/** What can be wrong with a leg; the screens say each in the reader's language. */
export const legFaults = {
  carrier: "{value} is no carrier designator: two characters of IATA or three letters of ICAO.",
  number: "{value} is no flight number: one to four digits, with one letter after them at most.",
  airport: "{value} is no airport that is known here: an IATA code of three letters is expected.",
  "same-airport": "The flight begins and ends at {value}.",
  time: "{value} is no time of day: HH:MM is expected.",
  "arrival-day": "{value} is no number of days between departure and arrival: -1, 0, 1 or 2.",
  day: "{value} is no day: YYYY-MM-DD is expected.",
  period: "The last day, {value}, is before the first or more than two years after it.",
  weekdays: "{value} names no weekdays: digits 1 (Monday) to 7, each once.",
  weeks: "{value} is no frequency: 1 for every week, 2 for every second one.",
  "code-share": "{value} is no flight of a partner: a designator and a number, as LH4567.",
  "flight-time": "It would land {value} minutes after departure. Mend the times or the day of arrival.",
  "no-flight": "No day of the period {value} is one of the weekdays.",
} as const;
export type LegFaultCode = keyof typeof legFaults;

export type LegFault = { readonly field: LegField; readonly code: LegFaultCode; readonly value: string };

/** Longest flights take some 19 hours. */
const flightMinutesMax = 24 * 60;
const periodDaysMax = 731;

/** The leg, or every fault of what was entered. */
export function legEntered(entered: LegEntered): ScheduledLeg | { readonly faults: readonly LegFault[] } {
  const faults: LegFault[] = [];
  const text = (field: LegField) => entered[field].trim().toUpperCase();
  const check = (
    holds: boolean,
    field: LegField,
    code: LegFaultCode,
    value = entered[field].trim(),
  ): void => {
    if (!holds) faults.push({ field, code, value: value.slice(0, 60) });
  };
  const carrier = text("carrier");
  check(/^([A-Z][A-Z0-9]|[0-9][A-Z]|[A-Z]{3})$/.test(carrier), "carrier", "carrier");
  const [, number = "", suffix = ""] = /^0*(\d{1,4})([A-Z])?$/.exec(text("number")) ?? [];
  check(number !== "", "number", "number");
  for (const field of ["from", "to"] as const) {
    check(text(field).length === 3 && airport(text(field)) !== undefined, field, "airport");
  }
  check(text("from") !== text("to") || text("to") === "", "to", "same-airport");
  for (const field of ["departs", "arrives"] as const)
    check(!Number.isNaN(minutesOf(text(field))), field, "time");
  check(/^(-1|[012])?$/.test(text("arrivesDay")), "arrivesDay", "arrival-day");
  for (const field of ["firstDay", "lastDay"] as const)
    check(!Number.isNaN(midnightOf(text(field))), field, "day");
  const span = (midnightOf(text("lastDay")) - midnightOf(text("firstDay"))) / 86_400_000;
  check(Number.isNaN(span) || (span >= 0 && span <= periodDaysMax), "lastDay", "period");
  const days = [...new Set(text("days"))].toSorted().join("");
  check(/^[1-7]{1,7}$/.test(text("days")) && days.length === text("days").length, "days", "weekdays");
  check(/^[12]?$/.test(text("everyWeeks")), "everyWeeks", "weeks");
  const codeShares = text("codeShares")
    .split(/[\s/]+/)
    .filter((each) => each !== "");
  for (const each of codeShares)
    check(/^([A-Z][A-Z0-9]|[0-9][A-Z])\d{1,4}[A-Z]?$/.test(each), "codeShares", "code-share", each);
  if (faults.length > 0) return { faults };
  const leg: ScheduledLeg = {
    carrier,
    number,
    suffix,
    variation: "",
    origin: text("from"),
    destination: text("to"),
    mode: "local",
    departs: minutesOf(text("departs")),
    arrives: minutesOf(text("arrives")) + Number(text("arrivesDay")) * 1440,
    first: text("firstDay"),
    last: text("lastDay"),
    days,
    everyWeeks: text("everyWeeks") === "2" ? 2 : 1,
    codeShares,
  };
  return soundLeg(text("arrivesDay") === "" ? { ...leg, arrives: landingAfter(leg) } : leg);
}

/** The leg, if it flies at all and takes a time that a flight takes. */
export function soundLeg(leg: ScheduledLeg): ScheduledLeg | { readonly faults: readonly LegFault[] } {
  const start = midnightOf(leg.first);
  const [flight] = flightsOf(leg, new Date(start - 2 * 86_400_000), new Date(start + 16 * 86_400_000));
  if (flight === undefined) {
    const value = `${leg.first} – ${leg.last}, ${leg.days}`;
    return { faults: [{ field: "days", code: "no-flight", value }] };
  }
  const minutes = (flight.arrivesAt.getTime() - flight.departsAt.getTime()) / 60_000;
  if (minutes > 0 && minutes <= flightMinutesMax) return leg;
  return { faults: [{ field: "arrives", code: "flight-time", value: String(minutes) }] };
}

/** The sentence of a fault with its value filled in. */
export function legFaultText({ code, value }: Pick<LegFault, "code" | "value">): string {
  return legFaults[code].replace("{value}", value === "" ? "–" : value);
}
