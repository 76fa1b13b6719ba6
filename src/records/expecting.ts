// Scheduled flights of the next days stand in the records with the pushes their carriers owe; what is late or missing is told.
import type { ScheduledFlight } from "#carriers";
import { systemActor, type Database, type Job, type Services, type Transaction } from "#platform";
import type { LegalProfile, PushKind } from "#vocabulary";
import { findOrMakeFlight } from "./apply-flight.ts";
import { judgePushes, nextStep, type JudgedPush } from "./expected.ts";
import {
  arrivalsFrom,
  endExcuses,
  excuseDuring,
  excusePushes,
  forgetExpected,
  forgetPushes,
  insertPushes,
  knownFlights,
  notePushes,
  openPushes,
  outcomesOf,
  pushesOf,
  seenAtWork,
  setScheduled,
  type KnownFlight,
  type OpenPush,
  type PushNote,
} from "./expected-store.ts";
import { directionOf, flightKey, flightOfSchedule, sameFlight } from "./flight.ts";
import { flightsOverBorder, owedPushes, owedWhenDue, type OwedOf, type PlannedPush } from "./owed.ts";

export type ExpectingServices = Services & { readonly profile: LegalProfile };

const HOUR = 3_600_000;
/** Flights that have not long landed, to some days ahead, before whose first push nothing is due. */
const backMs = 24 * HOUR;
const landedMs = HOUR;
const aheadMs = 96 * HOUR;
const actor = systemActor("expecting");

/**
 * Brings the records up to the schedule: flights that cross the State's border and depart in the next days stand there with
 * what is owed of them; those the schedule lost and nothing came of go. Returns how many began to be expected.
 */
export async function expectFlights({ database, clock, profile }: ExpectingServices): Promise<number> {
  const now = clock.now().getTime();
  const [from, to] = [new Date(now - backMs), new Date(now + aheadMs)];
  const { scheduled, known, owed } = await database.transaction(actor, async (tx) => ({
    scheduled: await flightsOverBorder(tx, profile, from, to),
    known: await knownFlights(tx, dayOf(from.getTime() - 24 * HOUR), dayOf(to.getTime() + 24 * HOUR)),
    owed: await owedPushes(tx, profile),
  }));
  const byName = Map.groupBy(known, nameOf);
  const standing = new Set<KnownFlight>();
  const begun: Begun[] = [];
  const changed: (FlightKey & { flight: ScheduledFlight })[] = [];
  let count = 0;
  for (const flight of scheduled) {
    const facts = flightOfSchedule(flight, profile.state);
    const there = byName
      .get(nameOf({ ...facts, flight_date: facts.date }))
      ?.find((each) => sameFlight(each, facts));
    if (there === undefined && flight.arrivesAt.getTime() < now - landedMs) continue;
    if (there === undefined) {
      await expectNew(database, flight, profile, owed(flight.leg, flight.departsAt));
      count += 1;
      continue;
    }
    standing.add(there);
    if (flight.arrivesAt.getTime() < now - landedMs) continue;
    const key = { date: there.flight_date, id: there.flight_id };
    if (there.expected && there.scheduled === true) changed.push({ ...key, flight });
    else begun.push({ ...key, pushes: owed(flight.leg, flight.departsAt) });
  }
  // Within the hours back a flight may have left under a schedule that has been withdrawn since.
  const gone = known.filter(
    (each) =>
      each.scheduled === true &&
      !standing.has(each) &&
      each.departs_at !== null &&
      each.departs_at.getTime() > now &&
      each.departs_at < to,
  );
  await database.transaction(actor, async (tx) => {
    setScheduled(tx, begun, true);
    insertPushes(tx, begun, profile);
    const keys = gone.map((each) => ({ date: each.flight_date, id: each.flight_id }));
    setScheduled(tx, keys, false);
    forgetExpected(tx, keys);
    const agreed = await asAgreedNow(tx, changed, { owed, profile });
    for (const each of [...begun, ...keys, ...agreed]) tx.announce("flight", flightKey(each));
  });
  return count + begun.length;
}

type FlightKey = { readonly date: string; readonly id: string };
type Begun = FlightKey & { readonly pushes: readonly PlannedPush[] };

/**
 * Of flights that are expected already, what is due from now on goes by what is agreed now: lists that are not wanted any more
 * are taken back, those wanted again are expected. Returns the flights that changed.
 */
async function asAgreedNow(
  tx: Transaction,
  flights: readonly (FlightKey & { readonly flight: ScheduledFlight })[],
  { owed, profile }: { readonly owed: OwedOf; readonly profile: LegalProfile },
): Promise<FlightKey[]> {
  const leaving = flights.filter(
    ({ flight: { leg } }) => directionOf(leg.origin, leg.destination, profile.state) === "outbound",
  );
  const expected = await pushesOf(tx, leaving);
  const gone: (FlightKey & { ordinal: number })[] = [];
  const begun: Begun[] = [];
  for (const { flight, ...key } of leaving) {
    const isAhead = ({ due }: { readonly due: number }) =>
      flight.departsAt.getTime() + due * MINUTE > tx.at.getTime();
    const lists = (expected.get(key.id) ?? []).filter(({ kind }) => kind !== "pnr");
    const wanted = owed(flight.leg, flight.departsAt).filter(({ kind }) => kind !== "pnr");
    if (wanted.length === 0) gone.push(...lists.filter(isAhead).map(({ ordinal }) => ({ ...key, ordinal })));
    else if (lists.length === 0) begun.push({ ...key, pushes: wanted.filter(isAhead) });
  }
  forgetPushes(tx, gone);
  insertPushes(tx, begun, profile);
  return [...new Map([...gone, ...begun].map(({ date, id }) => [id, { date, id }])).values()];
}

const MINUTE = 60_000;

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const nameOf = (flight: { flight_date: string; carrier: string; number: string; suffix: string }) =>
  `${flight.flight_date} ${flight.carrier}${flight.number}${flight.suffix}`;

/** One flight in a transaction of its own: it holds the flight's name, for which a message may be waiting. */
async function expectNew(
  database: Database,
  flight: ScheduledFlight,
  profile: LegalProfile,
  pushes: readonly PlannedPush[],
): Promise<void> {
  await database.transaction(actor, async (tx) => {
    const made = await findOrMakeFlight(tx, flightOfSchedule(flight, profile.state), "schedule");
    setScheduled(tx, [made], true);
    insertPushes(tx, [{ ...made, pushes }], profile);
    tx.announce("flight", flightKey(made));
  });
}

/** Pushes looked at in one go; what is left is looked at a minute later. */
const pushesMax = 5_000;

/**
 * Tells once of each push that has become late, incomplete or missing, and writes down how those that ended did. Returns
 * how many were told of.
 */
export async function watchPushes({
  database,
  profile,
}: Pick<ExpectingServices, "database" | "profile">): Promise<number> {
  return database.transaction(actor, async (tx) => {
    await excuseAbsence(tx);
    const open = await openPushes(tx, pushesMax);
    const whole = await pushesOf(
      tx,
      open.map((row) => ({ date: row.flight_date, id: row.flight_id })),
    );
    const isOwed = await owedWhenDue(tx, profile);
    const notes: PushNote[] = [];
    let told = 0;
    for (const row of open) {
      const note = isOwed(row, row, row.departs_at)
        ? noteFor(tx, row, whole.get(row.flight_id) ?? [])
        : notDue(row);
      if (note === null) continue;
      notes.push(note);
      if (note.told === null) continue;
      told += 1;
      tellOf(tx, row, note.told);
    }
    notePushes(tx, notes);
    return told;
  });
}

const notDue = ({ flight_date: date, flight_id: id, ordinal }: OpenPush): PushNote => ({
  date,
  id,
  ordinal,
  told: null,
  cameAt: null,
  outcome: "not-due",
  counted: false,
});

function noteFor(tx: Transaction, row: OpenPush, pushes: Parameters<typeof judgePushes>[0]): PushNote | null {
  const base = { date: row.flight_date, id: row.flight_id, ordinal: row.ordinal };
  if (row.flight_state === "cancelled") return notDue(row);
  const judged = judgePushes(pushes, { departsAt: row.departs_at, arrivals: arrivalsFrom(row) }, tx.at).find(
    ({ push }) => push.ordinal === row.ordinal,
  );
  if (judged === undefined) return null;
  const { tell, outcome } = nextStep(judged, row.told, tx.at);
  if (tell === null && outcome === null) return null;
  return { ...base, told: tell, outcome, cameAt: judged.receivedAt, counted: judged.counted };
}

function tellOf(tx: Transaction, row: OpenPush, what: "late" | "incomplete" | "missing"): void {
  const key = flightKey({ date: row.flight_date, id: row.flight_id });
  const actions = { late: "push.late", incomplete: "push.incomplete", missing: "push.missing" } as const;
  tx.record({
    action: actions[what],
    subjectKind: "flight",
    subjectId: key,
    detail: { flight: `${row.carrier}${row.number}${row.suffix}`, push: row.kind, due: row.due },
  });
  tx.announce("flight", key);
}

/** The unit looks each minute; after a longer pause it was away, and nobody could send to it. */
const awayMs = 5 * 60_000;
const excusedMs = HOUR;

/** Notes that the unit is at work. What became late while it was not is excused for an hour. */
async function excuseAbsence(tx: Transaction): Promise<void> {
  const before = await seenAtWork(tx);
  if (before === null || tx.at.getTime() - before.getTime() < awayMs) return;
  const excused = await excusePushes(tx, before, new Date(tx.at.getTime() + excusedMs));
  if (excused === 0) return;
  tx.record({
    action: "push.excused",
    subjectKind: "store",
    subjectId: "expected-pushes",
    detail: { pushes: excused, awaySince: before.toISOString() },
  });
}

/** Before the first message after a start: what became late while no server ran is excused. */
export async function excusePause({ database }: Pick<Services, "database">): Promise<void> {
  await database.transaction(actor, excuseAbsence);
}

/** When the unit will take nothing, and of which carriers (the designators they fly as). */
type Stop = { readonly from: Date; readonly until: Date };

const excusedAfter = (until: Date): Date => new Date(until.getTime() + excusedMs);

/** What would become late during a planned stop is excused for an hour after it, as after a stop that nobody planned. */
export async function excuseStop(
  tx: Transaction,
  stop: Stop & { readonly carriers: readonly string[] },
): Promise<void> {
  excuseDuring(tx, stop, excusedAfter(stop.until));
}

/** A planned stop was called off, or ended before its time: what is not late yet is late when it would have been. */
export async function unexcuseStop(tx: Transaction, stop: Stop): Promise<void> {
  endExcuses(tx, stop, { was: excusedAfter(stop.until), excused: excusedAfter(tx.at) });
}

/** The pushes expected of one flight as they stand now, in order. */
export async function pushesOfFlight(
  tx: Transaction,
  flight: { date: string; id: string },
  row: Parameters<typeof arrivalsFrom>[0] & { departs_at: Date | null },
): Promise<JudgedPush[]> {
  const pushes = (await pushesOf(tx, [flight])).get(flight.id) ?? [];
  if (row.departs_at === null) return [];
  return judgePushes(pushes, { departsAt: row.departs_at, arrivals: arrivalsFrom(row) }, tx.at);
}

/** The pushes expected of each flight of a board as they stand now, by flight id. */
export async function pushesOfBoard(
  tx: Transaction,
  flights: readonly (Parameters<typeof arrivalsFrom>[0] & {
    flight_date: string;
    flight_id: string;
    departs_at: Date | null;
  })[],
): Promise<ReadonlyMap<string, JudgedPush[]>> {
  const pushes = await pushesOf(
    tx,
    flights.map((row) => ({ date: row.flight_date, id: row.flight_id })),
  );
  const judged = new Map<string, JudgedPush[]>();
  for (const row of flights) {
    const own = pushes.get(row.flight_id);
    if (own === undefined || row.departs_at === null) continue;
    const flight = { departsAt: row.departs_at, arrivals: arrivalsFrom(row) };
    judged.set(row.flight_id, judgePushes(own, flight, tx.at));
  }
  return judged;
}

export type Timeliness = {
  readonly kind: PushKind;
  readonly expected: number;
  readonly inTime: number;
  readonly late: number;
  readonly incomplete: number;
  readonly missing: number;
};

/**
 * How the pushes of a carrier ended whose flights departed on these days (`YYYY-MM-DD`, both included), by kind. Only what
 * has ended is counted, and only what was expected before it was due. `carriers`: the designators it flies as.
 */
export async function timelinessOf(
  tx: Transaction,
  carriers: readonly string[],
  days: { readonly first: string; readonly last: string },
): Promise<Timeliness[]> {
  const rows = await outcomesOf(tx, carriers, days);
  return [...Map.groupBy(rows, (row) => row.kind)].map(([kind, own]) => {
    const of = (outcome: string) => own.find((row) => row.outcome === outcome)?.count ?? 0;
    const [inTime, late, incomplete, missing] = [of("in-time"), of("late"), of("incomplete"), of("missing")];
    return { kind, expected: inTime + late + incomplete + missing, inTime, late, incomplete, missing };
  });
}

export const expectingJobs: readonly Job<ExpectingServices>[] = [
  {
    name: "expect-flights",
    cron: "*/5 * * * *",
    run: async (_payload, services) => {
      await expectFlights(services);
    },
  },
  {
    name: "watch-pushes",
    cron: "* * * * *",
    run: async (_payload, services) => {
      await watchPushes(services);
    },
  },
];
