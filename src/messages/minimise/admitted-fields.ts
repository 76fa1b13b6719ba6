// The closed list of what may be kept of a message: every field of the typed model, the element of the law that admits it,
// and the shape its values have. A field that is not in the table does not compile, and is never stored.
import type { Booking } from "../booking.ts";
import type { PassengerList } from "../passenger-list.ts";
import * as shape from "./shapes.ts";
import type { Shape } from "./shapes.ts";

/**
 * What admits a field: an element of Annex I of Directive (EU) 2016/681 (1-19), the closed list of API data of Regulation (EU)
 * 2025/13 Art. 4(2) (persons) or 4(3) (the flight), or `message`: it tells of the message itself and of nobody.
 * `beyond`: no list has it; it may be read and checked, and is never kept.
 */
export type Basis = number | "api-person" | "api-flight" | "message" | "beyond" | ExtraBasis;

/**
 * Of an element that no list above has and that the law of the State names: the article that names it, and where it stands in
 * PAXLST (`element`) or by which maintenance request of the WCO it was added (ICAO Annex 9, 9.9). None is shipped.
 */
export type ExtraBasis = { readonly law: string; readonly element?: string; readonly dmrReference?: string };

export type Leaf = { readonly basis: Basis; readonly shape: Shape };

/** The fields of a type, each with its leaf, its own fields, or `[fields]` for a list of them. */
export type FieldsOf<T> = {
  readonly [Key in keyof Required<T>]: FieldOf<NonNullable<Required<T>[Key]>>;
};
type FieldOf<T> = T extends string | number | boolean
  ? Leaf
  : T extends readonly (infer Item)[]
    ? readonly [FieldOf<NonNullable<Item>>]
    : FieldsOf<T>;

const field = (basis: Basis, of: Shape): Leaf => ({ basis, shape: of });

const address = (
  basis: Basis,
): FieldsOf<NonNullable<Booking["travellers"][number]["addresses"][number]>> => ({
  line: field(basis, shape.text),
  city: field(basis, shape.text),
  region: field(basis, shape.text),
  postcode: field(basis, shape.text),
  country: field(basis, shape.place),
});

const document = (
  basis: Basis,
): FieldsOf<NonNullable<PassengerList["travellers"][number]["documents"][number]>> => ({
  type: field(basis, shape.code),
  number: field(basis, shape.reference),
  issuer: field(basis, shape.state),
  expires: field(basis, shape.moment),
  issued: field("beyond", shape.moment),
  issuePlace: field("beyond", shape.text),
});

/** Of a PNRGOV: one booking. */
export const bookingFields: FieldsOf<Booking> = {
  locator: field(1, shape.reference),
  carrier: field(1, shape.code),
  createdAt: field(2, shape.moment),
  sentAt: field(19, shape.moment),
  cancelled: field(10, shape.flag),
  flight: {
    carrier: field(3, shape.anything),
    number: field(3, shape.anything),
    from: field(3, shape.place),
    to: field(3, shape.place),
    departs: field(3, shape.moment),
    arrives: field(3, shape.moment),
  },
  agency: {
    name: field(9, shape.text),
    iata: field(9, shape.reference),
    city: field(9, shape.place),
    country: field(9, shape.place),
  },
  travellers: [
    {
      ref: field(17, shape.reference),
      uniqueReference: field(17, shape.reference),
      infantOf: field(17, shape.reference),
      documentName: { surname: field(18, shape.name), given: field(18, shape.name) },
      type: field(17, shape.code),
      surname: field(4, shape.name),
      given: field(4, shape.name),
      title: field(4, shape.code),
      sex: field(18, shape.code),
      birthDate: field(18, shape.moment),
      nationality: field(18, shape.state),
      documents: [document(18)],
      addresses: [address(5)],
      seats: [{ seat: field(14, shape.seat), from: field(14, shape.place), to: field(14, shape.place) }],
      tickets: [
        {
          number: field(13, shape.reference),
          amount: field(13, shape.amount),
          currency: field(13, shape.code),
        },
      ],
      frequentFlyer: [{ carrier: field(8, shape.code), number: field(8, shape.reference) }],
      checkIns: [
        {
          from: field(10, shape.place),
          to: field(10, shape.place),
          number: field(10, shape.reference),
          at: field(10, shape.moment),
          seat: field(14, shape.seat),
          cabin: field(14, shape.code),
        },
      ],
      bags: [
        {
          tag: field(16, shape.reference),
          carrier: field(16, shape.code),
          to: field(16, shape.place),
          pieces: field(16, shape.count),
          weightKg: field(16, shape.count),
        },
      ],
    },
  ],
  segments: [
    {
      carrier: field(7, shape.code),
      number: field(7, shape.reference),
      from: field(7, shape.place),
      to: field(7, shape.place),
      departs: field(7, shape.moment),
      arrives: field(7, shape.moment),
      status: field(10, shape.code),
      operating: field(15, shape.code),
      operatingNumber: field(15, shape.reference),
      class: field(13, shape.code),
      equipment: field(7, shape.code),
    },
  ],
  contacts: {
    phones: [field(5, shape.contact)],
    emails: [field(5, shape.contact)],
    addresses: [address(5)],
  },
  payments: [
    {
      form: field(6, shape.code),
      amount: field(6, shape.amount),
      currency: field(6, shape.code),
      card: {
        vendor: field(6, shape.code),
        masked: field(6, shape.card),
        expires: field(6, shape.reference),
        holder: field(6, shape.name),
      },
      billing: address(6),
    },
  ],
  history: [{ at: field(19, shape.moment), action: field(19, shape.text) }],
  // What is known of an unaccompanied minor, and go-show and no-show: nothing else comes this far (CJEU C-817/19, 129-140).
  remarks: [field(12, shape.text)],
  split: { from: field(11, shape.reference), to: [field(11, shape.reference)] },
  services: [
    {
      code: field(12, shape.code),
      status: field(10, shape.code),
      from: field(7, shape.place),
      to: field(7, shape.place),
      travellers: [field(17, shape.reference)],
      concerns: field(17, shape.count),
    },
  ],
  segment: field("message", shape.count),
};

/** Of a PAXLST or a manifest: the list with the persons in it. */
export const listFields: FieldsOf<PassengerList> = {
  function: field("message", shape.anything),
  status: field("message", shape.code),
  reportedAt: field("message", shape.moment),
  reporter: {
    name: field("api-flight", shape.text),
    phones: [field("api-flight", shape.contact)],
    emails: [field("api-flight", shape.contact)],
    faxes: [field("api-flight", shape.contact)],
  },
  transaction: { reference: field("message", shape.anything), revision: field("message", shape.anything) },
  flights: [
    {
      designator: field("api-flight", shape.anything),
      carrier: field("api-flight", shape.anything),
      number: field("api-flight", shape.anything),
      suffix: field("api-flight", shape.code),
      overflight: field("api-flight", shape.flag),
      mode: field("api-flight", shape.code),
      vehicle: field("api-flight", shape.text),
      legs: [
        {
          from: field("api-flight", shape.anything),
          to: field("api-flight", shape.anything),
          departs: field("api-flight", shape.moment),
          arrives: field("api-flight", shape.moment),
          border: field("api-flight", shape.flag),
          qualifiers: [field("message", shape.code)],
        },
      ],
    },
  ],
  stated: { passengers: field("message", shape.count), crew: field("message", shape.count) },
  travellers: [
    {
      role: field("api-person", shape.anything),
      surname: field("api-person", shape.name),
      given: field("api-person", shape.name),
      sex: field("api-person", shape.code),
      birthDate: field("api-person", shape.moment),
      birthYearAmbiguous: field("api-person", shape.flag),
      nationality: field("api-person", shape.state),
      otherNationalities: [field("api-person", shape.state)],
      residence: field("beyond", shape.state),
      embark: field("api-flight", shape.place),
      debark: field("api-flight", shape.place),
      clearance: field("api-flight", shape.place),
      locator: field("api-person", shape.reference),
      travellerRef: field("api-person", shape.reference),
      seat: field("api-person", shape.seat),
      bags: {
        count: field("api-person", shape.count),
        tags: [field("api-person", shape.reference)],
        weightKg: field("api-person", shape.count),
      },
      documents: [document("api-person")],
      address: address(5),
      placeOfBirth: field("beyond", shape.text),
      verified: field("api-person", shape.flag),
      crewFunction: field("api-person", shape.code),
      references: [
        { qualifier: field("api-person", shape.code), value: field("api-person", shape.reference) },
      ],
      segment: field("message", shape.count),
    },
  ],
  carriage: {
    mode: field("api-flight", shape.code),
    vehicle: field("api-flight", shape.text),
    borderPoint: field("api-flight", shape.text),
  },
};
