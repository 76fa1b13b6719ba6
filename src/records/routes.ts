// The watch floor's reads: flight board, flight, person.
import { guarded } from "#access";
import { refuse, type Clock, type Database, type HttpServer, type Transaction } from "#platform";
import { closed, FlightKey, inClear, PersonKey, type Full, type LegalProfile } from "#vocabulary";
import { FlightBoard, FlightBoardQuery, FlightDetail, PersonPage } from "./contract.ts";
import { flightKey, partsOfKey } from "./flight.ts";
import { pushesOfBoard, pushesOfFlight } from "./expecting.ts";
import {
  changeRow,
  flightRow,
  legRow,
  personRows,
  pushRows,
  type AlertCounts,
  type AlertsOfPerson,
} from "./present.ts";
import { personPage } from "./present-person.ts";
import {
  boardFlights,
  bookingById,
  changesOf,
  flightById,
  legsOfFlight,
  travellerRows,
} from "./read-store.ts";

/** What slices further down know of a flight; app/ hands it in, since the records know neither alerts nor receipts. */
export type AboutFlights = {
  /** Open alerts by flight id. */
  alertCounts(tx: Transaction, flightIds: readonly string[]): Promise<ReadonlyMap<string, AlertCounts>>;
  /** Open alerts by person id of one flight. */
  alertsByPerson(
    tx: Transaction,
    flight: { date: string; id: string },
  ): Promise<ReadonlyMap<string, AlertsOfPerson>>;
  messages(tx: Transaction, flight: { date: string; id: string }): Promise<FlightDetail["messages"]>;
};

export type RecordsServices = {
  readonly database: Database;
  readonly clock: Clock;
  readonly profile: LegalProfile;
  readonly about: AboutFlights;
};

const hour = 3_600_000;
const boardLimit = 500;

export function recordsRoutes(server: HttpServer, services: RecordsServices): void {
  boardRoute(server, services);
  flightRoute(server, services);
  personRoute(server, services);
}

function boardRoute(server: HttpServer, { database, clock, about }: RecordsServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/flights",
      action: "view-board",
      summary: "The flight board",
      schema: { querystring: FlightBoardQuery, response: { 200: FlightBoard } },
    },
    (request, actor) => {
      const now = clock.now().getTime();
      const from = instant(request.query.from) ?? new Date(now - hour);
      const to = instant(request.query.to) ?? new Date(now + 24 * hour);
      const { direction, find } = request.query;
      return database.transaction(actor, async (tx) => {
        const flights = await boardFlights(tx, {
          from,
          to,
          direction: direction ?? null,
          find: find === undefined || find.trim() === "" ? null : find.toUpperCase().replaceAll(" ", ""),
          limit: boardLimit + 1,
        });
        const alerts = await about.alertCounts(
          tx,
          flights.map((flight) => flight.flight_id),
        );
        const shown = flights.slice(0, boardLimit);
        const pushes = await pushesOfBoard(tx, shown);
        return {
          asOf: tx.at.toISOString(),
          flights: shown.map((flight) =>
            flightRow(flight, alerts.get(flight.flight_id), pushes.get(flight.flight_id)),
          ),
          more: flights.length > boardLimit,
        };
      });
    },
  );
}

/** A moment given in the address; undefined where it is none of our calendar's four-digit years. */
function instant(text: string | undefined): Date | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return time >= Date.UTC(1900) && time < Date.UTC(9999) ? new Date(time) : undefined;
}

const unknownFlight = refuse(
  "unknown-flight",
  "There is no such flight, or the law has taken its record away.",
  404,
);
const unknownPerson = refuse(
  "unknown-person",
  "There is no such person on this flight, or the law has taken the record away.",
  404,
);

function flightRoute(server: HttpServer, { database, about }: RecordsServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/flights/:key",
      action: "view-flight",
      purpose: "needed",
      shows: { kind: "flight", param: "key" },
      summary: "A flight with its travellers",
      schema: { params: closed({ key: FlightKey }), response: { 200: FlightDetail } },
    },
    (request, actor) =>
      database.transaction(actor, async (tx) => {
        const key = partsOfKey(request.params.key);
        const flight = await flightById(tx, key);
        if (flight === null) return unknownFlight;
        const wireKey = flightKey(key);
        const rows = await travellerRows(tx, key, null);
        tx.record({
          action: "flight.viewed",
          subjectKind: "flight",
          subjectId: wireKey,
          about: rows.map((row) => row.person_id),
          detail: { travellers: flight.travellers },
        });
        const alerts = await about.alertCounts(tx, [key.id]);
        const pushes = await pushesOfFlight(tx, key, flight);
        return inClear({
          ...(flight.carriage !== null && { carriage: flight.carriage }),
          flight: flightRow(flight, alerts.get(key.id), pushes),
          pushes: pushRows(flight, pushes),
          legs: (await legsOfFlight(tx, key)).map(legRow),
          persons: personRows(rows, { key: wireKey, day: key.date }, await about.alertsByPerson(tx, key)),
          changes: (await changesOf(tx, key, null)).map(changeRow),
          messages: await about.messages(tx, key),
        });
      }),
  );
}

function personRoute(server: HttpServer, services: RecordsServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/persons/:key",
      action: "view-person",
      purpose: "needed",
      shows: { kind: "person", param: "key" },
      summary: "One person on one flight",
      schema: { params: closed({ key: PersonKey }), response: { 200: PersonPage } },
    },
    (request, actor) =>
      services.database.transaction(actor, async (tx) => {
        const page = await loadPerson(tx, services, request.params.key);
        if (page === null) return unknownPerson;
        tx.record({
          action: "person.viewed",
          subjectKind: "person",
          subjectId: request.params.key,
          about: [partsOfKey(request.params.key).person],
          detail: { sources: page.sources.length },
        });
        return page;
      }),
  );
}

async function loadPerson(
  tx: Transaction,
  services: RecordsServices,
  wireKey: string,
): Promise<Full<PersonPage> | null> {
  const key = partsOfKey(wireKey);
  const flight = await flightById(tx, key);
  const rows = flight === null ? [] : await travellerRows(tx, key, key.person);
  if (flight === null || rows.length === 0) return null;
  const bookingId = rows.find((row) => row.booking_id !== null)?.booking_id ?? null;
  const all = bookingId === null ? [] : await travellerRows(tx, key, null);
  const partyPersons = new Set(all.filter((row) => row.booking_id === bookingId).map((row) => row.person_id));
  const alerts = await services.about.alertCounts(tx, [key.id]);
  const subjects = [...rows.map((row) => row.traveller_id), ...(bookingId === null ? [] : [bookingId])];
  return inClear(
    personPage({
      key: wireKey,
      flight,
      alerts: alerts.get(key.id),
      rows,
      booking: bookingId === null ? null : await bookingById(tx, key, bookingId),
      party: all.filter((row) => partyPersons.has(row.person_id)),
      changes: await changesOf(tx, key, subjects),
      profile: services.profile,
    }),
  );
}
