// Which flights within an area of common law are taken: all of them under a threat, or chosen routes and airports, always for
// a time (PNRD-2.3; CJEU C-817/19, 163 to 174 and 263 to 291; Regulation (EU) 2025/13, Art. 13). Pure.
import { airport, expiredAt, placeOf, type CalendarPeriod } from "#vocabulary";
import type { FlightSelectionDraft } from "./contract.ts";

/** A part of a flight between two airports, each by any code it is known by. */
export type Hop = { readonly from: string; readonly to: string };
/** An airport (`to` null: all flights of the area from and to it), or a route in both directions. IATA codes. */
export type ChosenPlace = { readonly from: string; readonly to: string | null };

export type FlightStep = {
  readonly step: "approved" | "refused" | "reviewed" | "upheld" | "annulled" | "ended";
  readonly at: Date;
};

export type FlightDecision = {
  readonly kind: "threat" | "selection";
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly places: readonly ChosenPlace[];
  /** The oldest first. */
  readonly steps: readonly FlightStep[];
};

export type FlightDecisionState =
  | "waiting"
  | "refused"
  | "ended"
  | "annulled"
  | "to-come"
  | "in-force"
  | "over"
  | "review-overdue";

/** `lapses`: from when nothing rests on it any more, unless it is reviewed before; null before it is approved. */
export type Standing = { readonly state: FlightDecisionState; readonly lapses: Date | null };

/**
 * What a decision is good for at an instant. It lapses with its own end, or when it was not reviewed within `review` of
 * its approval or last review, whichever comes first: nobody has to do anything for that (Art. 13(7)).
 */
export function standingOf(decision: FlightDecision, at: Date, review: CalendarPeriod): Standing {
  const last = (...steps: readonly FlightStep["step"][]) =>
    decision.steps.findLast(({ step }) => steps.includes(step));
  const over = last("refused", "annulled", "ended");
  if (over !== undefined) return { state: over.step as "refused" | "annulled" | "ended", lapses: null };
  const looked = last("approved", "reviewed");
  if (looked === undefined) return { state: "waiting", lapses: null };
  const due = expiredAt(looked.at, review);
  const lapses = due < decision.validUntil ? due : decision.validUntil;
  if (at >= decision.validUntil) return { state: "over", lapses };
  if (at >= due) return { state: "review-overdue", lapses };
  return { state: at < decision.validFrom ? "to-come" : "in-force", lapses };
}

/**
 * Whether a flight stays within the area: it crosses a border between two of its States, and no place of it lies outside.
 * Of a place that is not known it is not said, and of a flight within one State neither. `area`, `state`: alpha-2.
 */
export function staysWithin(hops: readonly Hop[], area: readonly string[], state: string): boolean {
  if (area.length === 0 || hops.length === 0) return false;
  const countries = hops.flatMap(({ from, to }) => [from, to]).map((place) => placeOf(place)?.country ?? "");
  const inside = countries.every((country) => country === state || area.includes(country));
  return inside && new Set(countries).size > 1;
}

/** Whether any decision in force at the instant takes a flight that stays within the area. */
export function isSelected(
  hops: readonly Hop[],
  decisions: readonly FlightDecision[],
  at: Date,
  review: CalendarPeriod,
): boolean {
  return decisions.some(
    (decision) =>
      standingOf(decision, at, review).state === "in-force" &&
      (decision.kind === "threat" ||
        hops.some((hop) => decision.places.some((place) => isAlong(hop, place)))),
  );
}

function isAlong({ from, to }: Hop, place: ChosenPlace): boolean {
  const [origin, destination] = [iataOf(from), iataOf(to)];
  if (place.to === null) return origin === place.from || destination === place.from;
  return (
    (origin === place.from && destination === place.to) || (origin === place.to && destination === place.from)
  );
}

const iataOf = (place: string): string => airport(place)?.iata ?? place;

/** How a route or an airport is written in indications: "GYD-TBS", "TBS". */
export const placeName = ({ from, to }: ChosenPlace): string => (to === null ? from : `${from}-${to}`);

/** The first thing that keeps a draft from being proposed; null: nothing does. */
export function draftFault(
  draft: FlightSelectionDraft,
): { readonly field: string; readonly text: string } | null {
  const until = new Date(draft.validUntil);
  const from = new Date(draft.validFrom);
  const yearOn = new Date(from);
  yearOn.setUTCFullYear(yearOn.getUTCFullYear() + 1);
  // The day after 28 February of a year without a 29th.
  if (yearOn.getUTCMonth() !== from.getUTCMonth()) yearOn.setUTCDate(0);
  if (until <= from) return { field: "validUntil", text: "It must end after it begins." };
  if (until > yearOn)
    return { field: "validUntil", text: "It must end within twelve months of its beginning." };
  if (draft.kind === "threat") {
    if (draft.threat === null || draft.standing === null || draft.assessment === null)
      return {
        field: "threat",
        text: "A decision on all flights names the threat, whether it is present or foreseeable, and the assessment it rests on.",
      };
    return draft.places.length === 0
      ? null
      : { field: "places", text: "A decision on all flights names no routes." };
  }
  if (draft.places.length === 0) return { field: "places", text: "Name at least one route or airport." };
  const unknown = draft.places
    .flatMap(({ from: one, to }) => [one, ...(to === null ? [] : [to])])
    .find((code) => airport(code)?.iata !== code);
  if (unknown !== undefined) return { field: "places", text: `No airport has the code ${unknown}.` };
  const shown = new Set(draft.indications.flatMap(({ concerns }) => concerns));
  const bare = draft.places.find((place) => !shown.has(placeName(place)));
  if (bare !== undefined)
    return {
      field: "indications",
      text: `Nothing indicates ${placeName(bare)}: only routes and airports with indications may be chosen.`,
    };
  return null;
}
