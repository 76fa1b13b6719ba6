// What masking takes out of a record, by the elements the law names. Pure; what stays is written by masking-store.ts.
import type { ClearElements } from "./vault.ts";

/**
 * What is masked six months after first receipt (Directive (EU) 2016/681 Art. 12(2), with the letter of the article). A request
 * for unmasking asks for some of these, never for a record as such.
 */
export const maskedElements = [
  "names", // (a) also those of co-travellers
  "contact", // (b)
  "payment", // (c)
  "frequent-flyer", // (d)
  "remarks", // (e)
  "api", // (f) all of it
] as const;
export type MaskedElement = (typeof maskedElements)[number];

/** Stands where a value was that a record cannot be without. */
export const maskedToken = "[masked]";

/** The columns of records.traveller that can identify; what is not here stays (flight, role, state, booking, seat of a PNR). */
export type TravellerValues = {
  readonly source: "api" | "pnr";
  readonly surname: string;
  readonly given: string | null;
  readonly name_key: string;
  readonly sex: string | null;
  readonly birth_date: string | null;
  readonly nationality: string | null;
  readonly locator: string | null;
  readonly traveller_ref: string | null;
  readonly seat: string | null;
  readonly document_numbers: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Keys of a traveller's details, and the element that each belongs to. Of API everything goes (letter f). */
const travellerDetail: Readonly<Record<string, MaskedElement>> = {
  title: "names",
  documentName: "names",
  addresses: "contact",
  address: "contact",
  residence: "contact",
  frequentFlyer: "frequent-flyer",
  documents: "api",
  placeOfBirth: "api",
  birthYearAmbiguous: "api",
  uniqueReference: "api",
};

const bookingDetail: Readonly<Record<string, MaskedElement>> = {
  contacts: "contact",
  payments: "payment",
  remarks: "remarks",
  history: "remarks",
};

/** The keys of details that masking takes away: of a PNR's traveller, and of a booking. */
export const takenKeys = { traveller: Object.keys(travellerDetail), booking: Object.keys(bookingDetail) };

/** Of a traveller's row: names, documents and whatever the carrier's check-in system said, under the names of the elements. */
export function clearOfTraveller(row: TravellerValues): ClearElements {
  const isApi = row.source === "api";
  const taken = takenFrom(row.detail, (key) => (isApi ? "api" : travellerDetail[key]));
  const { surname, given, name_key, sex, birth_date, nationality, document_numbers } = row;
  const api = isApi ? { locator: row.locator, traveller_ref: row.traveller_ref, seat: row.seat } : {};
  return {
    ...taken,
    names: { ...taken["names"], surname, given, name_key },
    api: { ...taken["api"], sex, birth_date, nationality, document_numbers, ...api },
  };
}

/** Of a booking's details: contacts, payments, remarks and history. */
export function clearOfBooking(detail: Readonly<Record<string, unknown>>): ClearElements {
  return takenFrom(detail, (key) => bookingDetail[key]);
}

function takenFrom(
  detail: Readonly<Record<string, unknown>>,
  elementOf: (key: string) => MaskedElement | undefined,
): Record<string, Record<string, unknown>> {
  const taken: Record<string, Record<string, unknown>> = {};
  for (const key in detail) {
    const element = elementOf(key);
    if (element !== undefined) (taken[element] ??= {})[key] = detail[key];
  }
  return taken;
}
