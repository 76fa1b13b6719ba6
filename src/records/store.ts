// All SQL that writes the records: flights, legs, travellers, bookings, changes.
import type { Carriage } from "#messages";
import type { Transaction } from "#platform";
import type { PushKind } from "#vocabulary";
import type { Corrected } from "./corrected.ts";
import { arrivalUpdate } from "./expected-store.ts";
import type { FlightFacts } from "./flight.ts";
import { monthStatement } from "./month-statement.ts";
import type { LinkReason } from "./link.ts";
import type { Source, StatedTraveller, TravellerState } from "./traveller.ts";

export type KeptFlight = {
  flight_date: string;
  flight_id: string;
  origin: string;
  destination: string;
  direction: FlightFacts["direction"];
  departs_local: string | null;
  arrives_local: string | null;
  departs_at: Date | null;
  arrives_at: Date | null;
  state: "open" | "closed" | "cancelled";
  scheduled: boolean | null;
  /** When the first full push of its bookings came. */
  full_push_at: Date | null;
  legs: { origin: string; destination: string }[];
};

/**
 * The kept flights of a designator and day. They stay as they are until this transaction ends: two messages of a flight
 * at once can never make two flights or lose a change.
 */
export function holdFlights(tx: Transaction, facts: FlightFacts): Promise<KeptFlight[]> {
  // Two statements: the second sees what was committed while the first waited.
  tx.write(
    {
      name: "records-hold-designator",
      text: "select pg_advisory_xact_lock(hashtextextended($1, 0))",
    },
    [`${facts.date} ${facts.carrier}${facts.number}`],
  );
  return tx.query<KeptFlight>(
    monthStatement(
      tx,
      "records-flights-of",
      facts.date,
      (
        within,
      ) => `select flight_date, flight_id, origin, destination, direction, departs_local, arrives_local,
               departs_at, arrives_at, state, scheduled, full_push_at,
               coalesce((select jsonb_agg(jsonb_build_object('origin', l.origin, 'destination', l.destination))
                         from records.leg l where l.flight_date = $1 and l.flight_id = f.flight_id
                           and ${within("l.flight_date")}), '[]') as legs
             from records.flight f
             where flight_date = $1 and carrier = $2 and number = $3 and suffix = $4 and ${within("flight_date")}`,
    ),
    [facts.date, facts.carrier, facts.number, facts.suffix],
  );
}

/** The columns carrier, number, suffix, origin, destination and direction. */
export function routeValues(facts: FlightFacts): readonly string[] {
  const { carrier, number, suffix, origin, destination, direction } = facts;
  return [carrier, number, suffix, origin, destination, direction];
}

export function insertFlight(
  tx: Transaction,
  id: string,
  facts: FlightFacts,
  by: { readonly scheduled: boolean | null; readonly received: boolean },
): void {
  tx.write(
    {
      name: "records-insert-flight",
      text: `insert into records.flight (flight_date, flight_id, carrier, number, suffix, origin, destination, direction,
               departs_local, arrives_local, departs_at, arrives_at, first_received_at, last_received_at, scheduled)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14)`,
    },
    [
      facts.date,
      id,
      ...routeValues(facts),
      facts.departsLocal,
      facts.arrivesLocal,
      facts.departsAt,
      facts.arrivesAt,
      by.received ? tx.at : null,
      by.scheduled,
    ],
  );
  insertLegs(tx, { date: facts.date, id }, facts.legs);
}

/** By what the flight travels, as the last manifest said it. */
export function keepCarriage(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  carriage: Carriage,
): void {
  tx.write(
    {
      name: "records-keep-carriage",
      text: `update records.flight set carriage = $3
             where flight_date = $1 and flight_id = $2 and carriage is distinct from $3`,
    },
    [flight.date, flight.id, JSON.stringify(carriage)],
  );
}

export function insertLegs(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  legs: FlightFacts["legs"],
): void {
  tx.write(
    {
      name: "records-insert-legs",
      text: `insert into records.leg (flight_date, flight_id, ordinal, designator, origin, destination,
               departs_local, arrives_local, departs_at, arrives_at, border)
             select $1, $2, l.ordinal, l.designator, l.origin, l.destination, l."departsLocal", l."arrivesLocal",
                    l."departsAt", l."arrivesAt", l.border
             from jsonb_to_recordset($3::jsonb) as l (ordinal smallint, designator text, origin text, destination text,
                    "departsLocal" timestamp, "arrivesLocal" timestamp, "departsAt" timestamptz, "arrivesAt" timestamptz,
                    border boolean)
             on conflict do nothing`,
    },
    [flight.date, flight.id, JSON.stringify(legs.map((leg, ordinal) => ({ ordinal, ...leg })))],
  );
}

/** What a later message corrects of a flight: null leaves a column as it is. */
export function updateFlight(
  tx: Transaction,
  flight: { date: string; id: string },
  set: {
    departsLocal: string | null;
    arrivesLocal: string | null;
    departsAt: Date | null;
    arrivesAt: Date | null;
    state: KeptFlight["state"] | null;
    statedPassengers: number | null;
    statedCrew: number | null;
    source: Source;
    /** How many persons travel, and bookings are active, more than before this message. */
    moreTravellers: number;
    moreBookings: number;
    /** The push that this message is by itself, whole; null for others, and for parts of a series. */
    arrival: PushKind | null;
    /** It is a full push of bookings, or a part of one. */
    fullPush: boolean;
  },
): void {
  tx.write(
    monthStatement(
      tx,
      "records-update-flight",
      flight.date,
      (within) => `update records.flight set
               departs_local = coalesce($3, departs_local), arrives_local = coalesce($4, arrives_local),
               departs_at = coalesce($5, departs_at), arrives_at = coalesce($6, arrives_at),
               state = coalesce($7, state), stated_passengers = coalesce($8, stated_passengers),
               stated_crew = coalesce($9, stated_crew), version = version + 1, last_received_at = $10,
               first_received_at = coalesce(first_received_at, $10), ${arrivalUpdate("$14::text", "$10")},
               api_messages = api_messages + case when $11 = 'api' then 1 else 0 end,
               pnr_messages = pnr_messages + case when $11 = 'pnr' then 1 else 0 end,
               travellers = travellers + $12, bookings = bookings + $13,
               full_push_at = case when $15 then coalesce(full_push_at, $10) else full_push_at end
             where flight_date = $1 and ${within("flight_date")} and flight_id = $2`,
    ),
    [
      flight.date,
      flight.id,
      set.departsLocal,
      set.arrivesLocal,
      set.departsAt,
      set.arrivesAt,
      set.state,
      set.statedPassengers,
      set.statedCrew,
      tx.at,
      set.source,
      set.moreTravellers,
      set.moreBookings,
      set.arrival,
      set.fullPush,
    ],
  );
}

/** Changes how many persons travel and bookings are active, by what no message of its own says. */
export function addCounts(
  tx: Transaction,
  flight: { date: string; id: string },
  more: { readonly travellers: number; readonly bookings: number },
): void {
  tx.write(
    {
      name: "records-add-counts",
      text: `update records.flight set travellers = travellers + $3, bookings = bookings + $4
             where flight_date = $1 and flight_id = $2`,
    },
    [flight.date, flight.id, more.travellers, more.bookings],
  );
}

export type KeptTraveller = {
  traveller_id: string;
  person_id: string;
  source: Source;
  booking_id: string | null;
  state: TravellerState;
  surname: string;
  given: string | null;
  name_key: string;
  sex: string | null;
  birth_date: string | null;
  nationality: string | null;
  locator: string | null;
  traveller_ref: string | null;
  seat: string | null;
  role: string;
  document_numbers: string[];
  content_hash: Buffer;
  version: number;
  last_received_at: Date;
  /** What was corrected of it on a person's request, by field. */
  corrected: Corrected | null;
  /** Since when it may be used for nothing, as its accuracy is contested (LED-16.3). */
  restricted_at: Date | null;
};

const travellerColumns = `traveller_id, person_id, source, booking_id, state, surname, given, name_key, sex, birth_date,
  nationality, locator, traveller_ref, seat, role, document_numbers, content_hash, version, last_received_at,
  corrected, restricted_at`;

/** Every traveller row of a flight, without details. */
export function travellersOf(
  tx: Transaction,
  flight: { date: string; id: string },
): Promise<KeptTraveller[]> {
  return tx.query<KeptTraveller>(
    monthStatement(
      tx,
      "records-travellers-of",
      flight.date,
      (within) =>
        `select ${travellerColumns} from records.traveller where flight_date = $1 and ${within("flight_date")} and flight_id = $2`,
    ),
    [flight.date, flight.id],
  );
}

/**
 * The rows of every person one of whose rows shares a key with what is stated, or stands in one of `bookingIds`: all
 * that a message about a few travellers can bear on, so that its cost does not grow with the flight.
 */
export function travellersLike(
  tx: Transaction,
  flight: { date: string; id: string },
  stated: readonly StatedTraveller[],
  bookingIds: readonly string[] = [],
): Promise<KeptTraveller[]> {
  const present = (values: readonly (string | null)[]) => values.filter((value) => value !== null);
  // array(...): the persons are looked for once. As a join the planner, who expects one row of a new flight, looks for
  // them again for every row of it.
  return tx.query<KeptTraveller>(
    monthStatement(
      tx,
      "records-travellers-like",
      flight.date,
      (within) => `select ${travellerColumns} from records.traveller
             where flight_date = $1 and ${within("flight_date")} and flight_id = $2 and person_id = any (array(
               select person_id from records.traveller
               where flight_date = $1 and ${within("flight_date")} and flight_id = $2
                 and (traveller_ref = any ($3) or locator = any ($4) or name_key = any ($5) or seat = any ($6)
                      or document_numbers && $7::text[] or booking_id = any ($8::uuid[]))))`,
    ),
    [
      flight.date,
      flight.id,
      present(stated.map((each) => each.travellerRef)),
      present(stated.map((each) => each.locator)),
      stated.map((each) => each.nameKey),
      present(stated.map((each) => each.seat)),
      stated.flatMap((each) => each.documentNumbers),
      bookingIds,
    ],
  );
}

/** Details of a few rows, for telling what changed. */
export function detailsOf(
  tx: Transaction,
  flight: { date: string; id: string },
  ids: readonly string[],
): Promise<{ traveller_id: string; detail: Record<string, unknown> }[]> {
  return tx.query(
    monthStatement(
      tx,
      "records-details-of",
      flight.date,
      (within) => `select traveller_id, detail from records.traveller
             where flight_date = $1 and ${within("flight_date")} and flight_id = $2 and traveller_id = any ($3::uuid[])`,
    ),
    [flight.date, flight.id, ids],
  );
}

export type NewTraveller = {
  readonly travellerId: string;
  readonly personId: string;
  readonly linkReason: LinkReason | null;
  readonly bookingId: string | null;
  readonly state: TravellerState;
  readonly stated: StatedTraveller;
};

const statedRecord = `as t ("travellerId" uuid, "personId" uuid, "linkReason" jsonb, "bookingId" uuid, state text,
  source text, role text, surname text, given text, "nameKey" text, sex text, "birthDate" text, nationality text,
  locator text, "travellerRef" text, seat text, "documentNumbers" text[], detail jsonb, "contentHash" text, segment integer)`;

function statedRows(rows: readonly NewTraveller[]): string {
  return JSON.stringify(
    rows.map(({ stated, ...row }) => ({
      ...row,
      ...stated,
      contentHash: stated.contentHash.toString("hex"),
    })),
  );
}

export function insertTravellers(
  tx: Transaction,
  flight: { date: string; id: string },
  receiptId: string,
  rows: readonly NewTraveller[],
): void {
  if (rows.length === 0) return;
  tx.write(
    monthStatement(
      tx,
      "records-insert-travellers",
      flight.date,
      // A copy of a passenger who is known from another message follows the earlier date.
      (
        within,
      ) => `insert into records.traveller (flight_date, flight_id, traveller_id, person_id, link_reason, source, role,
               booking_id, state, surname, given, name_key, sex, birth_date, nationality, locator, traveller_ref, seat,
               document_numbers, detail, content_hash, receipt_id, segment, first_received_at, last_received_at, clock_start)
             select $1, $2, t."travellerId", t."personId", t."linkReason", t.source, t.role, t."bookingId", t.state,
                    t.surname, t.given, t."nameKey", t.sex, t."birthDate", t.nationality, t.locator, t."travellerRef",
                    t.seat, t."documentNumbers", t.detail, decode(t."contentHash", 'hex'), $4, t.segment, $5, $5,
                    least($5, case when t."personId" <> t."travellerId" then
                      (select min(k.clock_start) from records.traveller k where k.flight_date = $1
                         and ${within("k.flight_date")} and k.flight_id = $2 and k.person_id = t."personId") end)
             from jsonb_to_recordset($3::jsonb) ${statedRecord}`,
    ),
    [flight.date, flight.id, statedRows(rows), receiptId, tx.at],
  );
}

/** Rows whose message said something else than before: all of what is stated now. */
export function replaceTravellers(
  tx: Transaction,
  flight: { date: string; id: string },
  receiptId: string,
  rows: readonly NewTraveller[],
): void {
  if (rows.length === 0) return;
  tx.write(
    monthStatement(
      tx,
      "records-replace-travellers",
      flight.date,
      (within) => `update records.traveller r set role = t.role, booking_id = t."bookingId", state = t.state,
               surname = t.surname, given = t.given, name_key = t."nameKey", sex = t.sex, birth_date = t."birthDate",
               nationality = t.nationality, locator = t.locator, traveller_ref = t."travellerRef", seat = t.seat,
               document_numbers = t."documentNumbers", detail = t.detail, content_hash = decode(t."contentHash", 'hex'),
               receipt_id = $4, segment = t.segment, version = r.version + 1, last_received_at = $5
             from jsonb_to_recordset($3::jsonb) ${statedRecord}
             where r.flight_date = $1 and ${within("r.flight_date")} and r.flight_id = $2 and r.traveller_id = t."travellerId"`,
    ),
    [flight.date, flight.id, statedRows(rows), receiptId, tx.at],
  );
}

/** What holds of a row since it was corrected; what the message said of it stays known by its hash. */
export function writeCorrected(
  tx: Transaction,
  flight: { date: string; id: string },
  row: {
    readonly travellerId: string;
    readonly stated: Pick<
      StatedTraveller,
      "surname" | "given" | "nameKey" | "sex" | "birthDate" | "nationality" | "documentNumbers" | "detail"
    >;
    readonly corrected: Corrected;
  },
): void {
  const { stated } = row;
  tx.write(
    `update records.traveller set surname = $4, given = $5, name_key = $6, sex = $7, birth_date = $8, nationality = $9,
       document_numbers = $10, detail = $11, corrected = $12, version = version + 1
     where flight_date = $1 and flight_id = $2 and traveller_id = $3`,
    [
      flight.date,
      flight.id,
      row.travellerId,
      stated.surname,
      stated.given,
      stated.nameKey,
      stated.sex,
      stated.birthDate,
      stated.nationality,
      stated.documentNumbers,
      JSON.stringify(stated.detail),
      JSON.stringify(row.corrected),
    ],
  );
}

export function setStates(
  tx: Transaction,
  flight: { date: string; id: string },
  states: readonly { travellerId: string; state: TravellerState }[],
): void {
  if (states.length === 0) return;
  tx.write(
    monthStatement(
      tx,
      "records-set-states",
      flight.date,
      (
        within,
      ) => `update records.traveller r set state = s.state, version = r.version + 1, last_received_at = $5
             from unnest($3::uuid[], $4::text[]) as s (id, state)
             where r.flight_date = $1 and ${within("r.flight_date")} and r.flight_id = $2 and r.traveller_id = s.id`,
    ),
    [flight.date, flight.id, states.map((each) => each.travellerId), states.map((each) => each.state), tx.at],
  );
}

/** Joins kept rows to another person (a row that came first and is recognised only now). */
export function joinPersons(
  tx: Transaction,
  flight: { date: string; id: string },
  links: readonly { travellerId: string; personId: string; reason: LinkReason }[],
): void {
  if (links.length === 0) return;
  tx.write(
    monthStatement(
      tx,
      "records-join-persons",
      flight.date,
      (
        within,
      ) => `update records.traveller r set person_id = l."personId", link_reason = l.reason, version = r.version + 1
             from jsonb_to_recordset($3::jsonb) as l ("travellerId" uuid, "personId" uuid, reason jsonb)
             where r.flight_date = $1 and ${within("r.flight_date")} and r.flight_id = $2 and r.traveller_id = l."travellerId"`,
    ),
    [flight.date, flight.id, JSON.stringify(links)],
  );
  // One clock for one passenger: all copies follow the earliest.
  tx.write(
    monthStatement(
      tx,
      "records-join-clocks",
      flight.date,
      (within) => `update records.traveller r set clock_start = p.start
             from (select person_id, min(clock_start) as start from records.traveller
                   where flight_date = $1 and ${within("flight_date")} and flight_id = $2 and person_id = any ($3::uuid[])
                   group by person_id) as p
             where r.flight_date = $1 and ${within("r.flight_date")} and r.flight_id = $2 and r.person_id = p.person_id
               and r.clock_start > p.start`,
    ),
    [flight.date, flight.id, links.map((each) => each.personId)],
  );
}

export type NewChange = {
  readonly changeId: string;
  readonly subjectKind: "flight" | "booking" | "traveller";
  readonly subjectId: string;
  readonly version: number;
  readonly what: string;
  readonly fields: readonly { field: string; before: string | null; after: string | null }[];
};

export function insertChanges(
  tx: Transaction,
  flight: { date: string; id: string },
  receiptId: string,
  changes: readonly NewChange[],
): void {
  if (changes.length === 0) return;
  tx.write(
    monthStatement(
      tx,
      "records-insert-changes",
      flight.date,
      // What is told of a change goes with what was changed.
      (
        within,
      ) => `insert into records.change (flight_date, flight_id, change_id, subject_kind, subject_id, version, at, what,
               receipt_id, fields, clock_start)
             select $1, $2, c."changeId", c."subjectKind", c."subjectId", c.version, $5, c.what, $4, c.fields,
                    least($5, case c."subjectKind"
                      when 'traveller' then (select t.clock_start from records.traveller t where t.flight_date = $1
                        and ${within("t.flight_date")} and t.flight_id = $2 and t.traveller_id = c."subjectId")
                      when 'booking' then (select b.clock_start from records.booking b where b.flight_date = $1
                        and ${within("b.flight_date")} and b.flight_id = $2 and b.booking_id = c."subjectId") end)
             from jsonb_to_recordset($3::jsonb) as c ("changeId" uuid, "subjectKind" text, "subjectId" uuid,
                  version integer, what text, fields jsonb)`,
    ),
    [flight.date, flight.id, JSON.stringify(changes), receiptId, tx.at],
  );
}
