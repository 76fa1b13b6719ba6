// What each rule is about: whether something came at all, in time, or as it should be written. Pure.
import type { ReadMessage } from "#messages";
import type { Finding } from "#vocabulary";
import type { EffectiveAgreement } from "#carriers";
import { lacksRequired } from "./agreed.ts";

export type RuleArea = "completeness" | "timeliness" | "correctness";

/** A datum that is required of a person or a booking is not there, or what stands for it is none. */
const ofPersons: ReadonlySet<string> = new Set([
  "PX07",
  "PX09",
  "PX10",
  "PX11",
  "PX13",
  "PX15",
  "PX18",
  "PN05",
  "PN06",
  "INFANT_UNNAMED",
  "MF13",
  "MF15",
  "MF23",
  "IN08",
]);

/** A datum, a part or persons are missing in the message as a whole. */
const ofMessages: ReadonlySet<string> = new Set([
  "EDI13",
  "CONTENT_EMPTY",
  "CR02",
  "CR05",
  "FLIGHT_MISSING",
  "GQ01",
  "IN04",
  "IN10",
  "IN18",
  "IN20",
  "MF01",
  "MF09",
  "MF25",
  "PN02",
  "PN04",
  "PX02",
  "PX06",
  "PX23",
  "SERIES_INCOMPLETE",
  "XML11",
]);

/** It came outside of the time agreed, or was old when it came. */
const ofTimeliness: ReadonlySet<string> = new Set(["PX24", "PN19", "DATE_OLD", "API_TOO_EARLY"]);

/** What a rule is about; one that is in no list here is about how data are written. */
export function ruleArea(code: string): RuleArea {
  if (ofPersons.has(code) || ofMessages.has(code)) return "completeness";
  return ofTimeliness.has(code) ? "timeliness" : "correctness";
}

/** The codes by which messages are counted of which it was not written down how many persons lack something. */
export const completenessCodes: readonly string[] = [...ofPersons, ...ofMessages];

/**
 * How many travellers of a list, or bookings of a push, lack something required: by what was found (as it counts under the
 * agreement) and by what the agreement requires. Each counts once, however much is lacking.
 */
export function lackingIn(
  { passengerList, bookings = [] }: ReadMessage,
  findings: readonly Finding[],
  agreement: Pick<EffectiveAgreement, "required" | "severities">,
): number {
  const persons: readonly { readonly segment: number }[] = passengerList?.travellers ?? bookings;
  const begins = persons.map(({ segment }) => segment);
  const lacking = new Set<number>();
  for (const { code, severity, segment } of findings) {
    if (segment === null || severity === "info" || !ofPersons.has(code)) continue;
    const whose = lastUpTo(begins, segment);
    if (whose >= 0) lacking.add(whose);
  }
  const isRequired = agreement.severities["IN08"] !== "off" && agreement.severities["IN08"] !== "info";
  if (passengerList !== undefined && isRequired) {
    // Of a long list not everyone who lacks something has a finding of their own.
    const lacks = lacksRequired(passengerList, agreement);
    for (const [index, traveller] of passengerList.travellers.entries())
      if (lacks(traveller)) lacking.add(index);
  }
  return lacking.size;
}

/** The place of the last that begins at a segment or before it; -1 where none does. */
export function lastUpTo(begins: readonly number[], segment: number): number {
  let [from, to] = [0, begins.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((begins[middle] ?? 0) <= segment) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
