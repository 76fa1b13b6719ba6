// The data elements of Annex I as requests name them, and which of them a measure or an offence usually needs. Pure data.
import type { Measure } from "./code-lists.ts";

/** Annex I of Directive (EU) 2016/681, in its order: 1 to 18 without those that hold no data of their own here. */
export const elements = [
  "locator",
  "reservation-date",
  "travel-dates",
  "names",
  "contact",
  "payment",
  "itinerary",
  "frequent-flyer",
  "agency",
  "travel-status",
  "remarks",
  "ticketing",
  "seat",
  "baggage",
  "companions",
  "api",
] as const;
export type Element = (typeof elements)[number];

/** Number in Annex I, and whether the element comes from a booking alone. */
export const elementFacts: Readonly<Record<Element, { readonly annex: number; readonly booking: boolean }>> =
  {
    locator: { annex: 1, booking: true },
    "reservation-date": { annex: 2, booking: true },
    "travel-dates": { annex: 3, booking: false },
    names: { annex: 4, booking: false },
    contact: { annex: 5, booking: true },
    payment: { annex: 6, booking: true },
    itinerary: { annex: 7, booking: true },
    "frequent-flyer": { annex: 8, booking: true },
    agency: { annex: 9, booking: true },
    "travel-status": { annex: 10, booking: false },
    remarks: { annex: 12, booking: true },
    ticketing: { annex: 13, booking: true },
    seat: { annex: 14, booking: false },
    baggage: { annex: 16, booking: false },
    companions: { annex: 17, booking: true },
    api: { annex: 18, booking: false },
  };

const byMeasure: Readonly<Record<Measure, readonly Element[]>> = {
  "INFORM-ONLY": ["names", "travel-dates"],
  "DISCREET-CHECK": ["names", "travel-dates", "seat", "api"],
  "SECOND-LINE": ["names", "travel-dates", "seat", "api", "itinerary"],
  "DOC-CHECK": ["names", "travel-dates", "api"],
  "CUSTOMS-CHECK": ["names", "travel-dates", "seat", "baggage", "itinerary"],
  "CONTACT-AUTHORITY": ["names", "travel-dates"],
  "PROTECTION-REFERRAL": ["names", "travel-dates", "api", "companions"],
  "ARREST-WARRANT-EXISTS": ["names", "travel-dates", "seat", "api"],
};
const byOffence: Readonly<Record<string, readonly Element[]>> = {
  terrorism: ["itinerary", "contact", "payment", "companions"],
  "drug-trafficking": ["baggage", "itinerary", "payment"],
  "trafficking-in-human-beings": ["companions", "payment", "contact", "agency"],
  "sexual-exploitation-of-children": ["companions", "contact"],
  "unauthorised-entry-facilitation": ["companions", "payment", "agency"],
  "money-laundering": ["payment", "itinerary"],
  fraud: ["payment"],
  "kidnapping-hostage-taking": ["companions", "contact"],
};

/** What this measure and offence usually need: anything beyond it wants a reason (PNRD-6.2b, LED-4). */
export function usualElements(measure: Measure, offence: string | null): readonly Element[] {
  const wanted = new Set([...byMeasure[measure], ...(byOffence[offence ?? ""] ?? [])]);
  return elements.filter((element) => wanted.has(element));
}

/** What is chosen at first: of what is usual that which was asked for and may be had. */
export function proposedElements(
  measure: Measure,
  offence: string | null,
  limits: { readonly asked: readonly Element[] | null; readonly bookings: boolean },
): readonly Element[] {
  return usualElements(measure, offence).filter(
    (element) =>
      (limits.asked === null || limits.asked.includes(element)) &&
      (limits.bookings || !elementFacts[element].booking),
  );
}
