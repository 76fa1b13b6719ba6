// Simulated carriers push whole days of traffic at a real server: nobody is lost, who is planted is found, and all of it
// sent a second time changes nothing. OPENPIU_FLIGHTS=200 makes it a long day.
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AlertDetail, AlertQueue } from "#cases/contract";
import type { DeliveryReceipt } from "#intake/contract";
import type { LedgerVerification } from "#oversight/contract";
import { manualClock } from "#platform";
import type { FlightBoard, FlightDetail, FlightRow } from "#records/contract";
import {
  simulate,
  syntheticWatchlist,
  type PlantedLabel,
  type SimulatedFlight,
  type SimulatedMessage,
} from "#simulation";
import { json, signIn, type Person } from "../../src/app/demonstration-people.ts";
import { aUnit, type CarrierLine, type Unit } from "../harness/unit.ts";

const seed = 11;
const flights = [
  ...simulate({ seed, flights: Number(process.env["OPENPIU_FLIGHTS"] ?? "20"), plantedPerFlight: 3 }),
];
const messages = flights.flatMap((flight) => flight.messages);
const planted = flights.flatMap((flight) =>
  flight.labels.flatMap((label) => (label.kind === "defect" ? [] : [{ ...label, of: flight }])),
);

/** Stands at the time of the message that is being sent, as far as it has not passed. */
const clock = manualClock(new Date(Math.min(...messages.map(({ at }) => at))));
let unit: Unit;
let lines: ReadonlyMap<string, CarrierLine>;
/** The answer to each message by its id. */
let receipts: ReadonlyMap<string, DeliveryReceipt>;

beforeAll(async () => {
  unit = await aUnit({ clock });
  await unit.lists(syntheticWatchlist(seed));
  lines = new Map(
    await Promise.all(
      [...new Set(flights.map((flight) => flight.carrier))].map(
        async (code) => [code, await unit.carrier(code)] as const,
      ),
    ),
  );
  receipts = await sendAll();
}, 1_200_000);
afterAll(() => unit.close());

/** Everything in the order of its time; within a minute all carriers at once, each its own messages in their order. */
async function sendAll(): Promise<ReadonlyMap<string, DeliveryReceipt>> {
  const answers = new Map<string, DeliveryReceipt>();
  const send = async (own: readonly SimulatedMessage[]): Promise<void> => {
    for (const message of own) answers.set(message.id, await sendOne(message.carrier, message.bytes));
  };
  const started = performance.now();
  const minutes = Map.groupBy(messages.toSorted(inTime), ({ at }) => Math.floor(at / 60_000));
  for (const [minute, ofMinute] of minutes) {
    clock.set(new Date(Math.max(minute * 60_000, clock.now().getTime())));
    await Promise.all([...Map.groupBy(ofMinute, ({ carrier }) => carrier).values()].map(send));
  }
  const seconds = (performance.now() - started) / 1000;
  const travellers = messages.reduce((sum, message) => sum + message.expected.travellers, 0);
  console.log(
    `${flights.length} flights, ${messages.length} messages naming ${travellers} travellers in ${seconds.toFixed(1)} s`,
  );
  return answers;
}

const inTime = (a: SimulatedMessage, b: SimulatedMessage): number => a.at - b.at;

async function sendOne(carrier: string, body: Uint8Array): Promise<DeliveryReceipt> {
  const answer = await lines.get(carrier)?.push({ body });
  if (answer?.status !== 202) throw new Error(`answered ${answer?.status}: ${await answer?.text()}`);
  return (await answer.json()) as DeliveryReceipt;
}

describe("every message has its receipt", () => {
  test("a sound message is taken whole: the travellers and bookings that were sent, nothing to complain of", () => {
    const off = messages
      .filter((message) => message.defect === null)
      .map((message) => ({ sent: wanted(message), got: gotten(message.id) }))
      .filter(({ sent, got }) => JSON.stringify(sent) !== JSON.stringify(got));
    expect(off).toEqual([]);
  });

  test("a defective one is taken as far as it can be read, and told of", () => {
    const defective = messages.filter(
      ({ defect }) => defect !== null && defect.severity !== "none" && defect.severity !== "info",
    );
    expect(defective.length).toBeGreaterThan(10);
    const silent = defective.filter(
      ({ id }) => receipts.get(id)?.messages.some((message) => message.findings.length > 0) !== true,
    );
    expect(silent.map(({ id, defect }) => `${id} ${defect?.defect}`)).toEqual([]);
  });

  /** Some carriers push at more hours than the profile asks for, of which they are told once a push. */
  function isBetweenTimes({ kind, id, part }: SimulatedMessage): boolean {
    return kind === "PNRGOV" && part === 1 && !/\/pnr-(?:48|24|departure)(?:#|$)/.test(id);
  }

  const isAtDeparture = (id: string): boolean => id.includes("/pnr-departure");

  function wanted(message: SimulatedMessage) {
    const { travellers, bookings } = message.expected;
    return {
      id: message.id,
      states: ["processed"],
      travellers,
      bookings,
      findings: isBetweenTimes(message) ? ["PN19"] : [],
    };
  }

  function gotten(id: string) {
    const own = receipts.get(id)?.messages ?? [];
    return {
      id,
      states: own.map((message) => message.state),
      travellers: own.reduce((sum, message) => sum + message.travellers, 0),
      bookings: own.reduce((sum, message) => sum + message.bookings, 0),
      findings: own
        .flatMap((message) => message.findings)
        .filter((finding) => finding.severity !== "info")
        // Some passports are exchanged at the gate: the booking has the one it was made with.
        .filter((finding) => finding.values?.["differing"] !== "document number" || !isAtDeparture(id))
        .map((finding) => finding.code),
    };
  }
});

describe("nobody is lost", () => {
  test("every flight is there once, with exactly the passengers and the crew who were on board", async () => {
    const officer = await signIn(unit.address, "watch-officer");
    const board = await boardOf(officer);
    const found: unknown[] = [];
    for (const flight of flights) {
      const { persons } = await flightOf(officer, board, flight);
      const travelling = persons.filter(
        (person) => person.sources.includes("api") && ["expected", "boarded"].includes(person.state),
      );
      const crew = travelling.filter((person) => person.role.includes("crew")).length;
      found.push({ flight: flight.key, passengers: travelling.length - crew, crew });
    }
    expect(found).toEqual(
      flights.map((flight) => ({
        flight: flight.key,
        passengers: flight.passengers,
        crew: flight.calledOff ? 0 : flight.crew,
      })),
    );
  });

  test("the numbers kept with each flight are those of its travellers and bookings", async () => {
    const off = await ask(
      `select f.flight_id, f.travellers, t.travellers as counted, f.bookings, b.bookings as counted_bookings
       from records.flight f
       cross join lateral (select count(distinct person_id)::int as travellers from records.traveller
         where flight_date = f.flight_date and flight_id = f.flight_id and state in ('expected', 'boarded')) t
       cross join lateral (select count(*)::int as bookings from records.booking
         where flight_date = f.flight_date and flight_id = f.flight_id and state = 'active') b
       where f.travellers <> t.travellers or f.bookings <> b.bookings`,
    );
    expect(off).toEqual([]);
    expect(
      await ask("select 1 from records.flight where travellers > 50 and bookings > 20 limit 1"),
    ).toHaveLength(1);
  });
});

describe("who is planted is found", () => {
  const raised = new Map<string, readonly AlertDetail[]>();

  beforeAll(async () => {
    const officer = await signIn(unit.address, "watch-officer");
    const board = await boardOf(officer);
    for (const of of new Set(planted.map((label) => label.of)))
      raised.set(of.key, await alertsOf(officer, rowOf(board, of).key));
    console.log(`${raised.size} flights with planted travellers:`, summary());
  });

  test("every listed person under the listed name is in the queue", () => {
    const exact = planted.filter((label) => label.kind === "listed-exact" && identified(label));
    expect(exact.length).toBeGreaterThan(3);
    expect(exact.filter((label) => alertsOn(label).length === 0).map(shown)).toEqual([]);
  });

  test("no namesake of another birth date is a strong alert", () => {
    const namesakes = planted.filter((label) => label.kind === "namesake-other-birth-date");
    expect(namesakes.length).toBeGreaterThan(3);
    const strong = namesakes.filter((label) => alertsOn(label).some((alert) => alert.band === "strong"));
    expect(strong.map(shown)).toEqual([]);
  });

  test("so is nearly every one under another spelling, order, alias, or with the listed document alone", () => {
    const listed = planted.filter((label) => label.expectation.startsWith("alert") && identified(label));
    const missed = listed.filter((label) => alertsOn(label).length === 0).map(shown);
    expect(missed.slice(Math.floor(listed.length / 20))).toEqual([]);
  });

  /** Whoever booked and never checked in is a bare name: no birth date and no document were ever sent. */
  function identified({ of, document }: (typeof planted)[number]): boolean {
    return of.messages.some(({ bytes }) =>
      Buffer.from(bytes)
        .toString()
        .replace(/[\r\n]/g, "")
        .includes(document),
    );
  }

  function shown({ flight, surname, given, birthDate, entry, variation }: PlantedLabel) {
    return { flight, surname, given, birthDate, entry, variation };
  }

  /** Alerts on the planted traveller and the entry it was made from, whatever became of them. */
  function alertsOn(label: PlantedLabel): readonly AlertDetail[] {
    return (raised.get(label.flight) ?? []).filter(
      ({ entry, traveller }) =>
        entry.id === label.entry &&
        (traveller.documents.some((document) => document.number === label.document) ||
          (traveller.surname === label.surname && traveller.birthDate === label.birthDate)),
    );
  }

  function summary() {
    return Object.fromEntries(
      [...Map.groupBy(planted, (label) => label.kind)].map(([kind, labels]) => {
        const bands = labels.map((label) => alertsOn(label)[0]?.band ?? "none");
        return [
          kind,
          Object.fromEntries(
            [...Map.groupBy(bands, (band) => band)].map(([band, all]) => [band, all.length]),
          ),
        ];
      }),
    );
  }
});

test("the ledger is whole", async () => {
  const officer = await signIn(unit.address, "data-protection-officer");
  const verified = await json<LedgerVerification>(
    await officer("GET", "/api/ledger/verification"),
    "verifying",
  );
  expect(verified).toMatchObject({ intact: true, firstBad: null });
  expect(verified.entries).toBeGreaterThan(messages.length);
});

describe("all of it a second time", () => {
  test("is answered as the first time, changes nothing and raises nothing", async () => {
    const before = await stateOfRecords();
    const again = await sendAll();
    const notRecognised = messages.filter(({ id }) => again.get(id)?.duplicateOf == null);
    expect(notRecognised.map(({ id }) => id)).toEqual([]);
    const answersOf = (of: ReadonlyMap<string, DeliveryReceipt>) =>
      messages.map(({ id }) => of.get(id)?.messages);
    expect(answersOf(again)).toEqual(answersOf(receipts));
    expect(await stateOfRecords()).toEqual(before);
  }, 600_000);

  test("in one file instead of many, each message is recognised on its own", async () => {
    const before = await stateOfRecords();
    const [flight] = flights;
    const sound = flight?.messages.filter(({ kind, defect }) => kind === "PAXLST" && defect === null) ?? [];
    const body = Buffer.concat(sound.map(({ bytes }) => Buffer.from(bytes)));
    const receipt = await sendOne(flight?.carrier ?? "", body);
    expect(receipt.messages).toHaveLength(sound.length);
    expect(receipt.messages.filter(({ state }) => state !== "duplicate")).toEqual([]);
    expect(await stateOfRecords()).toEqual(before);
  });
});

function boardOf(officer: Person): Promise<FlightBoard> {
  const window = "from=2026-06-13T00:00:00Z&to=2026-06-30T00:00:00Z";
  return officer("GET", `/api/flights?${window}`).then((answer) => json<FlightBoard>(answer, "the board"));
}

function rowOf(board: FlightBoard, flight: SimulatedFlight): FlightRow {
  const rows = board.flights.filter(
    (row) =>
      row.carrier === flight.carrier &&
      row.number === flight.number &&
      row.departsLocal?.slice(0, 10) === flight.departs.slice(0, 10),
  );
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${flight.key} is there ${rows.length} times`);
  return row;
}

async function flightOf(officer: Person, board: FlightBoard, flight: SimulatedFlight): Promise<FlightDetail> {
  const { key } = rowOf(board, flight);
  return json<FlightDetail>(await officer("GET", `/api/flights/${key}`, undefined, "TEST"), "a flight");
}

async function alertsOf(officer: Person, flight: string): Promise<AlertDetail[]> {
  const details: AlertDetail[] = [];
  for (const state of ["open", "withdrawn"]) {
    const path = `/api/alerts?state=${state}&flight=${flight}`;
    const { alerts } = await json<AlertQueue>(await officer("GET", path), "the queue");
    for (const { id } of alerts) {
      details.push(await json(await officer("GET", `/api/alerts/${id}`, undefined, "TEST"), "an alert"));
    }
  }
  return details;
}

async function ask(statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: unit.adminUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Everything the unit knows of flights, travellers and alerts, in one fingerprint a table. */
async function stateOfRecords(): Promise<unknown> {
  const tables = [
    "records.flight",
    "records.leg",
    "records.booking",
    "records.traveller",
    "records.change",
    "cases.alert",
  ];
  const states: unknown[] = [];
  for (const table of tables) {
    states.push(
      ...(await ask(
        `select '${table}' as table, count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as content from ${table} t`,
      )),
    );
  }
  return states;
}
