// What masking takes out of a record, by the elements the law names, and what stands in its place. Pure.
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

/** A record parted in two: what stays, and what goes into the vault under the names of its elements. */
export type Parted<Values> = { readonly kept: Values; readonly clear: ClearElements };

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

/** A traveller's row: names, documents and whatever the carrier's check-in system said leave it. */
export function maskTraveller(row: TravellerValues): Parted<TravellerValues> {
  const isApi = row.source === "api";
  const { kept, taken } = part(row.detail, (key) => (isApi ? "api" : travellerDetail[key]));
  const api = isApi ? { locator: row.locator, traveller_ref: row.traveller_ref, seat: row.seat } : {};
  const { sex, birth_date, nationality, document_numbers } = row;
  return {
    kept: {
      ...row,
      surname: maskedToken,
      given: null,
      name_key: "",
      sex: null,
      birth_date: null,
      nationality: null,
      document_numbers: [],
      detail: kept,
      ...(isApi ? { locator: null, traveller_ref: null, seat: null } : {}),
    },
    clear: {
      ...taken,
      names: {
        ...(taken["names"] as object | undefined),
        surname: row.surname,
        given: row.given,
        name_key: row.name_key,
      },
      api: {
        ...(taken["api"] as object | undefined),
        sex,
        birth_date,
        nationality,
        document_numbers,
        ...api,
      },
    },
  };
}

/** A booking's details without contacts, payments, remarks and history. */
export function maskBooking(
  detail: Readonly<Record<string, unknown>>,
): Parted<Readonly<Record<string, unknown>>> {
  const { kept, taken } = part(detail, (key) => bookingDetail[key]);
  return { kept, clear: taken };
}

function part(
  detail: Readonly<Record<string, unknown>>,
  elementOf: (key: string) => MaskedElement | undefined,
): { kept: Record<string, unknown>; taken: ClearElements } {
  const kept: Record<string, unknown> = {};
  const taken: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(detail)) {
    const element = elementOf(key);
    if (element === undefined) kept[key] = value;
    else (taken[element] ??= {})[key] = value;
  }
  return { kept, taken };
}
