// Flights and travellers on the wire.
import { Type, type Static } from "typebox";
import {
  closed,
  Day,
  FlightKey,
  Instant,
  LocalTime,
  Nullable,
  PersonKey,
  pushKinds,
  Uuid,
} from "#vocabulary";
import { pushStates } from "./expected.ts";

export const Place = closed({
  code: Type.String(),
  name: Nullable(Type.String()),
  country: Nullable(Type.String()),
  zone: Nullable(Type.String()),
});

export const FlightRow = closed({
  key: FlightKey,
  carrier: Type.String(),
  number: Type.String(),
  suffix: Type.String(),
  origin: Place,
  destination: Place,
  direction: Type.Enum(["inbound", "outbound", "transit", "domestic", "unknown"]),
  departsLocal: Nullable(LocalTime),
  arrivesLocal: Nullable(LocalTime),
  departsAt: Nullable(Instant),
  arrivesAt: Nullable(Instant),
  /** The instant the unit works towards: landing for inbound, departure for outbound. */
  dueAt: Nullable(Instant),
  state: Type.Enum(["open", "closed", "cancelled"]),
  statedPassengers: Nullable(Type.Integer()),
  travellers: Type.Integer(),
  bookings: Type.Integer(),
  apiMessages: Type.Integer(),
  pnrMessages: Type.Integer(),
  /** Open alerts: of listed persons by band, and of rules. */
  alerts: closed({
    strong: Type.Integer(),
    possible: Type.Integer(),
    weak: Type.Integer(),
    rules: Type.Integer(),
  }),
  /** Null: the flight is known from the schedule, and nothing has come of it. */
  lastReceivedAt: Nullable(Instant),
  /** Whether the schedule holds it; null where it holds nothing of the carrier. */
  scheduled: Nullable(Type.Boolean()),
  /** Pushes owed of it and what became of them; null where nothing is expected. */
  pushes: Nullable(
    closed({
      owed: Type.Integer(),
      received: Type.Integer(),
      late: Type.Integer(),
      missing: Type.Integer(),
      incomplete: Type.Integer(),
    }),
  ),
});
export type FlightRow = Static<typeof FlightRow>;

/** GET /api/flights?from=&to=&direction=&find=: flights whose due instant lies in the window, soonest first, at most 500. */
export const FlightBoardQuery = closed({
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  direction: Type.Optional(Type.Union([Type.Literal("inbound"), Type.Literal("outbound")])),
  /** Flight designator or airport code, as typed. */
  find: Type.Optional(Type.String({ maxLength: 20 })),
});
export const FlightBoard = closed({ asOf: Instant, flights: Type.Array(FlightRow), more: Type.Boolean() });
export type FlightBoard = Static<typeof FlightBoard>;

const SourceName = Type.Union([Type.Literal("api"), Type.Literal("pnr")]);

/** One person on the flight: the API row and the PNR row that belong together are one line. */
export const PersonRow = closed({
  key: PersonKey,
  surname: Type.String(),
  given: Nullable(Type.String()),
  sex: Nullable(Type.String()),
  birthDate: Nullable(Type.String()),
  age: Nullable(Type.Integer()),
  nationality: Nullable(Type.String()),
  document: Nullable(Type.String()),
  role: Type.String(),
  state: Type.Enum(["expected", "boarded", "not-boarded", "withdrawn"]),
  locator: Nullable(Type.String()),
  seat: Nullable(Type.String()),
  sources: Type.Array(SourceName),
  /** Fields on which API and PNR differ. */
  differences: Type.Array(Type.String()),
  /** Open alerts of listed persons. */
  alerts: Type.Array(closed({ id: Uuid, band: Type.String(), strength: Type.Number() })),
  /** Open alerts that rest on a rule, the rule by its title. */
  ruleAlerts: Type.Array(closed({ id: Uuid, rule: Type.String() })),
});
export type PersonRow = Static<typeof PersonRow>;

export const Leg = closed({
  origin: Place,
  destination: Place,
  departsLocal: Nullable(LocalTime),
  arrivesLocal: Nullable(LocalTime),
  departsAt: Nullable(Instant),
  arrivesAt: Nullable(Instant),
  border: Type.Boolean(),
});

export const Change = closed({
  at: Instant,
  /** received, changed, withdrawn, boarded, not-boarded, cancelled, closed, linked, seat ... */
  what: Type.String(),
  subjectKind: Type.String(),
  receiptId: Uuid,
  fields: Type.Array(
    closed({ field: Type.String(), before: Nullable(Type.String()), after: Nullable(Type.String()) }),
  ),
});
export type Change = Static<typeof Change>;

/** A push owed of a flight: when it may come, is due, and came. */
export const Push = closed({
  kind: Type.Enum([...pushKinds]),
  state: Type.Enum([...pushStates]),
  opensAt: Instant,
  dueAt: Instant,
  lateAt: Instant,
  missingAt: Instant,
  receivedAt: Nullable(Instant),
});
export type Push = Static<typeof Push>;

/** Of a list by manifest: the means of transport, the vehicle and where the border is crossed. */
export const CarriageSaid = closed({
  mode: Nullable(Type.Enum(["AIR", "SEA", "RAIL", "BUS", "CAR"])),
  vehicle: Nullable(Type.String()),
  borderPoint: Nullable(Type.String()),
});
export type CarriageSaid = Static<typeof CarriageSaid>;

/** GET /api/flights/:flightKey (x-purpose needed: it lists persons). */
export const FlightDetail = closed({
  carriage: Type.Optional(CarriageSaid),
  flight: FlightRow,
  legs: Type.Array(Leg),
  persons: Type.Array(PersonRow),
  changes: Type.Array(Change),
  pushes: Type.Array(Push),
  messages: Type.Array(
    closed({
      receiptId: Uuid,
      kind: Type.String(),
      receivedAt: Instant,
      state: Type.String(),
      errors: Type.Integer(),
      warnings: Type.Integer(),
      /** Which part of a series it is, and whether that lacks others. */
      part: Nullable(
        closed({ number: Type.Integer(), series: Type.Enum(["open", "complete", "incomplete"]) }),
      ),
    }),
  ),
});
export type FlightDetail = Static<typeof FlightDetail>;

const LabelledFact = closed({ label: Type.String(), value: Type.String() });

/** What one source says of the person, with the message that said so. */
export const SourceRecord = closed({
  source: SourceName,
  surname: Type.String(),
  given: Nullable(Type.String()),
  sex: Nullable(Type.String()),
  birthDate: Nullable(Type.String()),
  nationality: Nullable(Type.String()),
  residence: Nullable(Type.String()),
  role: Type.String(),
  state: Type.String(),
  locator: Nullable(Type.String()),
  travellerRef: Nullable(Type.String()),
  seat: Nullable(Type.String()),
  documents: Type.Array(
    closed({
      type: Type.String(),
      number: Type.String(),
      issuer: Nullable(Type.String()),
      expires: Nullable(Type.String()),
    }),
  ),
  bags: Type.Array(Type.String()),
  embark: Nullable(Type.String()),
  debark: Nullable(Type.String()),
  /** Further facts (place of birth, address, ticket, frequent flyer ...), label = text key of the catalogue. */
  facts: Type.Array(LabelledFact),
  receiptId: Uuid,
  segment: Type.Integer(),
  firstReceivedAt: Instant,
  lastReceivedAt: Instant,
});
export type SourceRecord = Static<typeof SourceRecord>;

/** GET /api/persons/:personKey (x-purpose needed). */
export const PersonPage = closed({
  key: PersonKey,
  flight: FlightRow,
  sources: Type.Array(SourceRecord),
  link: Nullable(closed({ rule: Type.String(), equal: Type.Array(Type.String()) })),
  differences: Type.Array(Type.String()),
  booking: Nullable(
    closed({
      locator: Type.String(),
      host: Type.String(),
      state: Type.String(),
      createdAt: Nullable(Type.String()),
      agency: Type.Array(LabelledFact),
      itinerary: Type.Array(
        closed({
          carrier: Nullable(Type.String()),
          number: Nullable(Type.String()),
          from: Nullable(Type.String()),
          to: Nullable(Type.String()),
          departs: Nullable(Type.String()),
          arrives: Nullable(Type.String()),
          status: Nullable(Type.String()),
          class: Nullable(Type.String()),
        }),
      ),
      contacts: Type.Array(LabelledFact),
      payments: Type.Array(LabelledFact),
      remarks: Type.Array(Type.String()),
      companions: Type.Array(
        closed({
          key: PersonKey,
          surname: Type.String(),
          given: Nullable(Type.String()),
          seat: Nullable(Type.String()),
        }),
      ),
    }),
  ),
  changes: Type.Array(Change),
  /** When the law takes the record away (legal profile), and what it does then. */
  retention: closed({ due: Day, effect: Type.String(), rule: Type.String() }),
});
export type PersonPage = Static<typeof PersonPage>;

/** What can be corrected of a traveller on the person's own request. */
export const correctableFields = ["surname", "given", "birthDate", "sex", "nationality", "document"] as const;
