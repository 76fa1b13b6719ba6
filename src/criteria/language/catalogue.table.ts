// Everything a rule may ask about: each field with its type, where it comes from, and what the law admits it by.

/** yes-no: true or false. place: an airport or port as the records write it. country: ISO 3166-1 alpha-3. */
export type FieldType = "text" | "number" | "yes-no" | "date" | "instant" | "place" | "country";

/**
 * What a field tells. scope: of which flight it is. person: who somebody is; never the only ground of a rule. circumstance:
 * what was done, and the only kind a rule may rest on.
 */
export type FieldKind = "scope" | "person" | "circumstance";

export type Source = "flight" | "api" | "pnr" | "both" | "history";

export type Field = {
  readonly name: string;
  readonly type: FieldType;
  readonly kind: FieldKind;
  readonly source: Source;
  /** The element of Annex I of Directive (EU) 2016/681, or the article, by which it may be processed. */
  readonly ground: string;
  /** What it means, and what its absence means. */
  readonly meaning: string;
};

export type Collection = {
  readonly name: string;
  readonly source: Source;
  readonly ground: string;
  readonly meaning: string;
  /** Whether to count them is to look at what was done; of the others at least one such field must be asked. */
  readonly kind: FieldKind;
  /** The item field that tells how many days before the flight it was: makes `within` and windows possible. */
  readonly days: string | null;
  readonly fields: readonly Field[];
};

type Row = readonly [
  name: string,
  type: FieldType,
  kind: FieldKind,
  source: Source,
  element: number | string,
  meaning: string,
];

const annex = (element: number | string): string =>
  typeof element === "number" ? `Directive (EU) 2016/681 Annex I (${element})` : element;

const field = ([name, type, kind, source, element, meaning]: Row): Field => ({
  name,
  type,
  kind,
  source,
  ground: annex(element),
  meaning,
});

const scalars: readonly Row[] = [
  ["flight.carrier", "text", "scope", "flight", 18, "designator of the carrier"],
  ["flight.number", "text", "scope", "flight", 18, "number of the flight, without leading zeros"],
  ["flight.designator", "text", "scope", "flight", 18, "carrier, number and suffix together: J28068"],
  ["flight.origin", "place", "scope", "flight", 18, "where the leg across the border begins"],
  ["flight.destination", "place", "scope", "flight", 18, "where the leg across the border ends"],
  ["flight.route", "text", "scope", "flight", 18, "origin and destination: IST-GYD"],
  [
    "flight.origin-country",
    "country",
    "scope",
    "flight",
    18,
    "State of the origin; absent where the place is not known",
  ],
  ["flight.destination-country", "country", "scope", "flight", 18, "State of the destination"],
  ["flight.direction", "text", "scope", "flight", 18, "inbound, outbound, transit or domestic"],
  ["flight.date", "date", "scope", "flight", 3, "local day of departure"],
  ["flight.weekday", "number", "scope", "flight", 3, "1 Monday to 7 Sunday"],
  ["flight.departure-hour", "number", "scope", "flight", 3, "local hour of departure, 0 to 23"],
  ["flight.departs-at", "instant", "scope", "flight", 3, "departure"],
  ["flight.arrives-at", "instant", "scope", "flight", 3, "arrival"],

  [
    "traveller.role",
    "text",
    "person",
    "both",
    18,
    "passenger or in-transit-passenger; of crew no rule is asked",
  ],
  ["traveller.type", "text", "person", "pnr", 18, "adult, child or infant, as booked"],
  [
    "traveller.age",
    "number",
    "person",
    "both",
    18,
    "whole years on the day of the flight; of a partly known birth date the fewest",
  ],
  ["traveller.sex", "text", "person", "both", 18, "M, F or X as in the document"],
  ["traveller.nationality", "country", "person", "both", 18, "as in the document"],
  ["traveller.residence", "country", "person", "api", 18, "State of residence"],
  ["traveller.state", "text", "circumstance", "both", 10, "expected, boarded or not-boarded"],
  ["traveller.embark", "place", "circumstance", "api", 18, "where the traveller began this journey"],
  ["traveller.debark", "place", "circumstance", "api", 18, "where the traveller's journey ends"],
  ["traveller.clearance", "place", "circumstance", "api", 18, "where border formalities are gone through"],
  ["traveller.seated", "yes-no", "circumstance", "both", 14, "whether a seat is told"],
  ["traveller.seat-row", "number", "circumstance", "both", 14, "row of the seat"],
  ["traveller.verified", "yes-no", "circumstance", "api", 18, "whether the carrier has seen the document"],
  ["traveller.loyalty-cards", "number", "circumstance", "pnr", 8, "frequent flyer cards in the booking"],

  ["record.listed", "yes-no", "circumstance", "api", 18, "whether a passenger list names the traveller"],
  ["record.booked", "yes-no", "circumstance", "pnr", 1, "whether a booking names the traveller"],
  [
    "record.changes",
    "number",
    "circumstance",
    "both",
    19,
    "how often the carrier changed what it said of the traveller",
  ],
  ["record.document-changes", "number", "circumstance", "both", 19, "how often documents were changed"],
  [
    "record.birth-date-differs",
    "yes-no",
    "circumstance",
    "both",
    18,
    "list and booking state different birth dates",
  ],
  [
    "record.nationality-differs",
    "yes-no",
    "circumstance",
    "both",
    18,
    "list and booking state different nationalities",
  ],
  ["record.sex-differs", "yes-no", "circumstance", "both", 18, "list and booking state different sexes"],
  [
    "record.documents-differ",
    "yes-no",
    "circumstance",
    "both",
    18,
    "list and booking have no document in common",
  ],

  [
    "booking.state",
    "text",
    "circumstance",
    "pnr",
    10,
    "active, cancelled or not-in-push; absent without a booking",
  ],
  ["booking.host", "text", "circumstance", "pnr", 1, "carrier in whose system it was made"],
  ["booking.created-at", "instant", "circumstance", "pnr", 2, "when it was made"],
  ["booking.lead-hours", "number", "circumstance", "pnr", 2, "hours from booking to departure"],
  ["booking.party-size", "number", "circumstance", "pnr", 17, "travellers in the booking"],
  ["booking.divided", "yes-no", "circumstance", "pnr", 11, "split from another booking or into others"],
  ["booking.phones", "number", "circumstance", "pnr", 5, "telephone numbers"],
  ["booking.emails", "number", "circumstance", "pnr", 5, "e-mail addresses"],
  ["booking.addresses", "number", "circumstance", "pnr", 5, "postal addresses"],
  [
    "booking.shared-contact",
    "number",
    "circumstance",
    "pnr",
    5,
    "other bookings of the flight with a phone or e-mail of this one",
  ],
  [
    "booking.shared-card",
    "number",
    "circumstance",
    "pnr",
    6,
    "other bookings of the flight paid with the same masked card",
  ],

  ["agency.iata", "text", "circumstance", "pnr", 9, "IATA number of the booking office"],
  ["agency.city", "text", "circumstance", "pnr", 9, "city of the booking office"],
  ["agency.country", "country", "circumstance", "pnr", 9, "State of the booking office"],

  ["itinerary.start", "place", "circumstance", "pnr", 7, "where the first segment begins"],
  ["itinerary.end", "place", "circumstance", "pnr", 7, "where the last segment ends"],
  ["itinerary.start-country", "country", "circumstance", "pnr", 7, "State in which it begins"],
  ["itinerary.end-country", "country", "circumstance", "pnr", 7, "State in which it ends"],
  ["itinerary.returns", "yes-no", "circumstance", "pnr", 7, "whether it ends in the State it began in"],
  [
    "itinerary.stay-days",
    "number",
    "circumstance",
    "pnr",
    7,
    "days from this flight to the next segment from its destination",
  ],

  ["baggage.pieces", "number", "circumstance", "both", 16, "pieces checked in"],
  ["baggage.weight-kg", "number", "circumstance", "both", 16, "their weight"],
];

const collection = (
  [name, kind, source, element, days, meaning]: readonly [
    name: string,
    kind: FieldKind,
    source: Source,
    element: number | string,
    days: string | null,
    meaning: string,
  ],
  items: readonly (readonly [name: string, type: FieldType, kind: FieldKind, meaning: string])[],
): Collection => ({
  name,
  kind,
  source,
  ground: annex(element),
  meaning,
  days: days === null ? null : `${name}.${days}`,
  fields: items.map(([item, type, of, says]) => field([`${name}.${item}`, type, of, source, element, says])),
});

/** Articles by which earlier flights of the same traveller may be looked at, and for how long. */
const lookBack = "Directive (EU) 2016/681 Art. 6(2)(c) and 12(1), CJEU C-817/19, 257-262: at most six months";

export const collectionTable: readonly Collection[] = [
  collection(
    ["document", "person", "both", 18, null, "travel documents"],
    [
      ["type", "text", "circumstance", "kind of document as sent: P, V, I ..."],
      ["issuer", "country", "person", "State that issued it"],
      ["expires", "date", "circumstance", "last day of validity"],
      ["issued", "date", "circumstance", "day of issue, of visas"],
    ],
  ),
  collection(
    ["segment", "circumstance", "pnr", 7, null, "segments of the itinerary"],
    [
      ["carrier", "text", "circumstance", "marketing carrier"],
      ["number", "text", "circumstance", "number of the flight"],
      ["operating", "text", "circumstance", "operating carrier where it is another"],
      ["from", "place", "circumstance", "where it begins"],
      ["to", "place", "circumstance", "where it ends"],
      ["from-country", "country", "circumstance", "State in which it begins"],
      ["to-country", "country", "circumstance", "State in which it ends"],
      ["status", "text", "circumstance", "status code: HK, UN ..."],
      ["class", "text", "circumstance", "booking class"],
      ["departs", "date", "circumstance", "day of departure"],
      ["days-after", "number", "circumstance", "days from this flight to its departure, negative before"],
    ],
  ),
  collection(
    ["payment", "circumstance", "pnr", 6, null, "forms of payment"],
    [
      ["form", "text", "circumstance", "CA cash, CC card ..."],
      ["amount", "number", "circumstance", "amount in its currency"],
      ["currency", "text", "circumstance", "ISO 4217"],
      ["card-vendor", "text", "circumstance", "issuer of the card: VI, CA ..."],
      ["billing-country", "text", "circumstance", "State of the billing address as sent"],
      [
        "third-party",
        "yes-no",
        "circumstance",
        "the card's holder shares no name with anybody in the booking",
      ],
    ],
  ),
  collection(
    ["ticket", "circumstance", "pnr", 13, null, "tickets of the traveller"],
    [
      ["airline", "text", "circumstance", "first three digits of the number: the issuing airline"],
      ["amount", "number", "circumstance", "fare in its currency"],
      ["currency", "text", "circumstance", "ISO 4217"],
    ],
  ),
  collection(
    ["bag", "circumstance", "pnr", 16, null, "bags checked in, as booked travellers' messages tell them"],
    [
      ["carrier", "text", "circumstance", "carrier of the tag"],
      ["to", "place", "circumstance", "where the bag goes"],
      ["pieces", "number", "circumstance", "pieces"],
      ["weight-kg", "number", "circumstance", "weight of all bags checked in together"],
    ],
  ),
  collection(
    [
      "service",
      "circumstance",
      "pnr",
      "Directive (EU) 2016/681 Annex I (5), (8), (10), (12)-(18)",
      null,
      "special services of the kinds the law admits",
    ],
    [
      ["code", "text", "circumstance", "four letters: XBAG, SEAT, AVIH ..."],
      ["status", "text", "circumstance", "status code"],
    ],
  ),
  collection(
    ["event", "circumstance", "pnr", 19, "days-before", "what was done to the booking"],
    [
      ["action", "text", "circumstance", "code of the action as sent"],
      ["days-before", "number", "circumstance", "days before departure"],
    ],
  ),
  collection(
    ["companion", "person", "pnr", 17, null, "the others in the same booking"],
    [
      ["age", "number", "person", "whole years on the day of the flight"],
      ["type", "text", "person", "adult, child or infant, as booked"],
      ["sex", "text", "person", "M, F or X"],
      ["nationality", "country", "person", "as in the document"],
      ["state", "text", "circumstance", "expected, boarded or not-boarded"],
      [
        "same-surname",
        "yes-no",
        "circumstance",
        "bears the traveller's surname; says nothing of which it is",
      ],
      ["seat-row", "number", "circumstance", "row of the seat"],
    ],
  ),
  collection(
    ["trip", "circumstance", "history", lookBack, "days-before", "earlier flights on the same document"],
    [
      ["days-before", "number", "circumstance", "days before this flight"],
      ["carrier", "text", "scope", "designator of the carrier"],
      ["origin", "place", "circumstance", "where it began"],
      ["destination", "place", "circumstance", "where it ended"],
      ["origin-country", "country", "circumstance", "State in which it began"],
      ["destination-country", "country", "circumstance", "State in which it ended"],
      ["direction", "text", "circumstance", "inbound, outbound, transit or domestic"],
      ["state", "text", "circumstance", "expected, boarded or not-boarded"],
    ],
  ),
];

export const fieldTable: readonly Field[] = scalars.map(field);
