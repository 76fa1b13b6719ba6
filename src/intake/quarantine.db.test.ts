// The quarantine's limits: a flood of what cannot be read is refused, and neither the disk nor anyone else suffers.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isRefusal, manualClock, openDatabase, systemActor, type Database, type Refusal } from "#platform";
import { openScreening, type Screening } from "#screening";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { subjects } from "../../test/harness/intake.ts";
import { passengerList } from "./fixtures.ts";
import type { Sender } from "./judge.ts";
import type { IntakeServices, Received } from "./delivery.ts";
import { receive } from "./receive.ts";
import { deleteExpired } from "#retention";
import { intakeExpiring } from "./expiring.ts";

const limits = { carrier: { messages: 3, bytes: 10_000 }, stranger: { messages: 2, bytes: 10_000 } };
const clock = manualClock(new Date("2026-11-21T08:00:00Z"));
let fresh: FreshDatabase;
let database: Database;
let screening: Screening;
let services: IntakeServices;
let carriers = 0;
let sender: Sender;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock, connections: 6 });
  screening = openScreening({
    database,
    live: null,
    onProblem: (problem) => {
      throw problem;
    },
  });
  services = {
    database,
    screening,
    profile: euStrict,
    key: Buffer.alloc(32, 7),
    subjects,
    quarantine: limits,
  };
});
afterAll(async () => {
  await screening.close();
  await database.close();
  await fresh.drop();
});
beforeEach(() => {
  sender = aCarrier();
});

function aCarrier(): Sender {
  carriers += 1;
  const id = `00000000-0000-7000-8000-${String(carriers).padStart(12, "0")}`;
  return { id, code: "J2", senderIds: ["J2"], fliesAs: ["J2"] };
}

let sent = 0;
/** Unreadable, and never twice the same. */
const junk = (length = 40): string => `junk ${(sent += 1)} `.padEnd(length, "x");

function send(text: string, from: Sender | null = sender): Promise<Received | Refusal> {
  const bytes = Buffer.from(text, "latin1");
  return receive(services, { bytes, channel: "http", sender: from, idempotencyKey: null });
}

async function states(text: string, from: Sender | null = sender): Promise<readonly string[]> {
  const received = await send(text, from);
  return isRefusal(received)
    ? [received.refused.code]
    : received.receipts.map((receipt) => receipt.state as string);
}

async function fill(from: Sender | null, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) expect(await states(junk(), from)).toEqual(["quarantined"]);
}

const rows = (text: string, values: unknown[] = []) =>
  database.transaction(systemActor("test"), (tx) => tx.query<Record<string, unknown>>(text, values));
const deliveries = async (of: Sender): Promise<unknown> =>
  (await rows("select count(*) as count from intake.delivery where carrier_id = $1", [of.id]))[0]?.["count"];

test("beyond the limit unreadable input is refused with what is wrong with it, and nothing of it is kept", async () => {
  await fill(sender, 3);
  const answer = await send(junk());
  if (!isRefusal(answer)) throw new Error("it was taken");
  const { refused } = answer;
  expect(refused).toMatchObject({ code: "quarantine-full", status: 429, retryAfterSeconds: 72 * 3_600 });
  expect(refused.detail).toContain("3 messages");
  expect(refused.fields?.[0]?.text).toMatch(/^CONTENT_UNKNOWN: /);
  expect(await deliveries(sender)).toBe(3);
});

test("who floods goes on being heard with what can be read, and another carrier notices nothing", async () => {
  await fill(sender, 3);
  expect(await states(junk())).toEqual(["quarantine-full"]);
  expect(await states(passengerList({ number: 401, reference: "Q401" }))).toEqual(["processed"]);
  const other = aCarrier();
  expect(await states(junk(), other)).toEqual(["quarantined"]);
  expect(await states(passengerList({ number: 402, reference: "Q402" }), other)).toEqual(["processed"]);
});

test("of a delivery with something readable in it that is taken, and the rest refused by name", async () => {
  await fill(sender, 2);
  const bad = (reference: string) => passengerList({ number: 403, reference, sender: "ZZ" });
  const mixed = `${bad("Q403")}${passengerList({ number: 404, reference: "Q404" })}${bad("Q405")}`;
  const received = await send(mixed);
  if (isRefusal(received)) throw new Error(received.refused.detail);
  expect(received.receipts.map(({ state }) => state)).toEqual(["quarantined", "processed", "refused"]);
  const [, , last] = received.receipts;
  expect(last?.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["IN01", "IN07"]));
  expect(last?.errors).toBe(last?.findings.filter(({ severity }) => severity === "error").length);
  const entries = await rows("select action from ledger.entry where subject_id = $1", [last?.receiptId]);
  expect(entries).toEqual([{ action: "message.refused" }]);
});

test("bytes count as well as numbers, also of one message alone", async () => {
  expect(await states(junk(20_000))).toEqual(["quarantine-full"]);
  expect(await states(junk(6_000))).toEqual(["quarantined"]);
  expect(await states(junk(6_000))).toEqual(["quarantine-full"]);
  expect(await states(junk())).toEqual(["quarantined"]);
});

test("what comes without a carrier has a limit of its own", async () => {
  await fill(null, 2);
  expect(await states(junk(), null)).toEqual(["quarantine-full"]);
  expect(await states(junk())).toEqual(["quarantined"]);
});

test("many at once do not slip past the limit", async () => {
  const all = await Promise.all(Array.from({ length: 12 }, () => states(junk())));
  expect(all.flat().filter((state) => state === "quarantined")).toHaveLength(3);
  expect(await deliveries(sender)).toBe(3);
});

test("the ledger tells of refusals once a window, with how many the window before had", async () => {
  const entries = () =>
    rows(
      "select body::jsonb -> 'detail' as detail from ledger.entry where action = 'quarantine.full' and subject_id = $1 order by seq",
      [sender.id],
    );
  await fill(sender, 3);
  for (let index = 0; index < 5; index += 1) await send(junk());
  expect(await entries()).toMatchObject([{ detail: { messages: 3, refusedInWindowBefore: 0 } }]);
  clock.advance(3_600_000);
  for (let index = 0; index < 5; index += 1) await send(junk());
  expect(await entries()).toMatchObject([
    { detail: { refusedInWindowBefore: 0 } },
    { detail: { refusedInWindowBefore: 5 } },
  ]);
});

test("what has expired makes room, swept away or not", async () => {
  await fill(sender, 3);
  const again = junk();
  expect(await states(again)).toEqual(["quarantine-full"]);
  clock.advance(72 * 3_600_000);
  // The same bytes: a refused transmission was never received, hence no repetition.
  expect(await states(again)).toEqual(["quarantined"]);
  await deleteExpired({ database, profile: euStrict, expiring: intakeExpiring });
  const held = await rows("select 1 from intake.quarantine where account = $1", [sender.id]);
  expect(held).toHaveLength(1);
});
