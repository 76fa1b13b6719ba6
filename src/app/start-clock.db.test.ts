// Clocks that are set back, ahead or behind: one decides, it never goes back, and a start far before what was written is refused.
import { afterAll, beforeAll, expect, test } from "vitest";
import { forwardClock, manualClock, openDatabase, systemActor, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aUnit } from "../../test/harness/unit.ts";
import { signIn } from "./demonstration-people.ts";
import { startClock } from "./start-clock.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const hour = 3_600_000;
let fresh: FreshDatabase;
let database: Database;
const machine = manualClock(noon);
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock: machine, connections: 1 });
});
afterAll(async () => {
  await database?.close();
  await fresh?.drop();
});

test("set back, time goes on by what really passes, until the machine's clock is ahead again; it is told once", () => {
  const told: number[] = [];
  let passed = 0;
  const wall = manualClock(noon);
  const clock = forwardClock(wall, { passedMs: () => passed, onSetBack: (by) => void told.push(by) });
  const minutes = () => (clock.now().getTime() - noon.getTime()) / 60_000;
  expect(minutes()).toBe(0);
  wall.advance(-hour);
  expect(minutes()).toBe(0);
  [passed] = [10 * 60_000];
  wall.advance(10 * 60_000);
  expect([minutes(), minutes()]).toEqual([10, 10]);
  wall.set(new Date(noon.getTime() + hour));
  expect(minutes()).toBe(60);
  wall.advance(hour);
  expect(minutes()).toBe(120);
  expect(told).toEqual([hour]);
  // At the start nothing is earlier than what was written before.
  expect(
    forwardClock(wall, { notBefore: new Date(noon.getTime() + 3 * hour) })
      .now()
      .getTime(),
  ).toBeGreaterThanOrEqual(noon.getTime() + 3 * hour);
});

const started = (at: Date, setBack?: string, compared = false, lines: string[] = []) =>
  startClock(manualClock(at), { url: fresh.url, setBack, compared, notice: (line) => void lines.push(line) });
const acted = () =>
  database.transaction(systemActor("test"), async (tx) =>
    tx.record({ action: "test.done", subjectKind: "thing", subjectId: "1" }),
  );

test("a start far before the ledger's newest entry is refused, unless it is said for that very day that the clock is right; then what was begun ahead ends (LED-25.1)", async () => {
  await started(new Date("2020-01-01T00:00:00Z"));
  await acted();
  // Some minutes between servers are no fault: time begins where the ledger is.
  const late = await started(new Date(noon.getTime() - 4 * 60_000));
  expect(late.now().getTime()).toBeGreaterThanOrEqual(noon.getTime());
  const dayBefore = new Date(noon.getTime() - 24 * hour);
  await expect(started(dayBefore)).rejects.toMatchObject({ problem: { code: "clock-set-back" } });
  await expect(started(dayBefore, "2026-11-20")).rejects.toMatchObject({
    problem: { code: "clock-set-back" },
  });
  await database.transaction(systemActor("test"), async (tx) => {
    await tx.query(
      "insert into access.person (person_id, sign_in_name, display_name, created_at) values ('00000000-0000-7000-8000-000000000009', 'ahead', 'Ahead', $1)",
      [tx.at],
    );
    await tx.query(
      `insert into access.session (token_hash, person_id, created_at, last_seen_at, expires_at, authenticated_at)
       values (sha256('a'), '00000000-0000-7000-8000-000000000009', $1, $1, $1::timestamptz + interval '12 hours', $1)`,
      [tx.at],
    );
  });
  const right = await started(dayBefore, "2026-11-19");
  expect(right.now()).toEqual(dayBefore);
  const look = <Row extends object>(sql: string) =>
    database.transaction(systemActor("test"), (tx) => tx.query<Row & Record<string, unknown>>(sql));
  expect(await look("select from access.session")).toEqual([]);
  expect(
    await look("select body::jsonb -> 'detail' as detail from ledger.entry where action = 'clock.set-back'"),
  ).toEqual([{ detail: { newest: noon.toISOString(), sessions: 1, emergencies: 0 } }]);
  // The ledger goes on in its order: the next start needs no leave.
  await started(dayBefore);
});

test("a clock a day from the database's is told at the start; this server's decides", async () => {
  const lines: string[] = [];
  await started(new Date(Date.now() + 24 * hour), undefined, true, lines);
  expect(lines).toEqual([
    expect.stringMatching(/^this machine's clock is 86[34]\d\d s ahead of the database's/),
  ]);
});

test("what has expired on a unit that runs stays so when its clock is set back: a session, and the next one begins where time was (LED-23)", async () => {
  const clock = manualClock(new Date());
  const unit = await aUnit({ clock });
  try {
    const person = await signIn(unit.address, "supervisor");
    expect((await person("GET", "/api/session")).status).toBe(200);
    clock.advance(25 * hour);
    const over = await person("GET", "/api/outages");
    expect(over.status).toBe(401);
    clock.advance(-25 * hour);
    expect((await person("GET", "/api/outages")).status).toBe(401);
    expect(unit.log.some((line) => line.includes("was set back"))).toBe(true);
    const again = await signIn(unit.address, "supervisor");
    expect((await again("GET", "/api/session")).status).toBe(200);
  } finally {
    await unit.close();
  }
});
