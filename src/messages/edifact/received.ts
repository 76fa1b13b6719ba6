// What can be said of an envelope only by whoever received it: whether it is addressed to us, and whether its date fits.
import type { Finding } from "#vocabulary";
import { FindingCollector } from "../findings.ts";
import type { ReadMessage } from "../message.ts";

const HOUR = 3_600_000;
/** Clocks of senders are wrong, and some give local time: so much is taken for that. */
const HOURS_AHEAD = 24;

export type Reception = {
  /** When it came in, milliseconds since 1970. */
  readonly at: number;
  /** S002 identifications of the unit; none: whoever it is addressed to is right. */
  readonly own?: readonly string[];
  /** How old an interchange may be; absent: any age. */
  readonly daysMax?: number;
};

/** The rules of edifact.md §2.3 that need a clock and an address book: EDI7, DATE_FUTURE, DATE_OLD (CONTRL 7 and 24). */
export function envelopeFindings(message: ReadMessage, reception: Reception): readonly Finding[] {
  const findings = new FindingCollector();
  const place = { segment: 0, tag: "UNB", offset: null };
  const { control, preparedAt } = message;
  const { at, own = [], daysMax } = reception;
  const said = control.recipient?.trim().toUpperCase();
  if (own.length > 0 && said !== undefined && !own.some((address) => address.toUpperCase() === said)) {
    findings.add("EDI7", place, { recipient: control.recipient ?? "", own: own.join(", ") });
  }
  // A day without a time is over only at its end.
  const prepared =
    preparedAt === null
      ? Number.NaN
      : Date.parse(`${preparedAt}${preparedAt.includes("T") ? "Z" : "T00:00Z"}`);
  if (preparedAt === null || Number.isNaN(prepared)) return findings.list();
  const hours = Math.round((prepared - at) / HOUR);
  if (prepared - at > HOURS_AHEAD * HOUR) {
    findings.add("DATE_FUTURE", place, { date: preparedAt, hours });
  } else if (daysMax !== undefined && at - prepared > (daysMax + 1) * 24 * HOUR) {
    findings.add("DATE_OLD", place, { date: preparedAt, days: daysMax });
  }
  return findings.list();
}
