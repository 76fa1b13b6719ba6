// The database is lost in the midst of taking a message, at whichever statement: receipt, travellers and ledger are there together
// or not at all, and the same bytes sent again are taken once.
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { manualClock, openDatabase, type Database, type Transaction } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { intakeServices, registeredCarrier, sendText } from "../../test/harness/intake.ts";
import { passengerList } from "./fixtures.ts";
import type { Sender } from "./judge.ts";

const clock = manualClock(new Date("2026-11-21T08:00:00Z"));
let fresh: FreshDatabase;
let database: Database;
let admin: Client;
let sender: Sender;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock, connections: 3 });
  admin = new Client({ connectionString: fresh.adminUrl });
  await admin.connect();
  sender = await registeredCarrier({ database, clock });
});
afterAll(async () => {
  await admin.end();
  await database.close();
  await fresh.drop();
});
beforeEach(() => clock.set(new Date("2026-11-21T08:00:00Z")));

/** How much of a message there is. */
async function kept(): Promise<Record<string, number>> {
  const { rows } = await admin.query<Record<string, number>>(
    `select (select count(*) from intake.delivery)::int as deliveries, (select count(*) from intake.receipt)::int as receipts,
       (select count(*) from records.traveller)::int as travellers, (select count(*) from ledger.entry)::int as entries,
       (select count(*) from intake.redacted_source)::int as sources`,
  );
  return rows[0] ?? {};
}

/** The same database, cut off when the `at`th statement of a transaction has been answered; `whole`: none was. */
function losing(at: number): { readonly database: Database; wasWhole(): boolean } {
  let whole = true;
  const transaction: Database["transaction"] = (actor, work) =>
    database.transaction(actor, async (tx) => {
      let asked = 0;
      const query: Transaction["query"] = async (statement, values) => {
        const rows = await tx.query<never>(statement, values);
        asked += 1;
        if (asked === at) {
          whole = false;
          const [own] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
          await admin.query("select pg_terminate_backend($1, 5000)", [own?.pid]);
        }
        return rows;
      };
      return work({ ...tx, query });
    });
  return { database: { ...database, transaction }, wasWhole: () => whole };
}

test("whichever statement is its last, a message is taken whole or not at all, and by the next delivery (PNRD-13.6, LED-29.2)", async () => {
  const before = await kept();
  /** What became of the message when its `at`th statement was the last, and whether there was one so late. */
  const sent = async (at: number) => {
    const faulty = losing(at);
    const message = passengerList({ number: 901, reference: "R901" });
    const outcome = await sendText(intakeServices(faulty.database), sender, message).then(
      () => "taken",
      () => "lost",
    );
    return { outcome, whole: faulty.wasWhole(), kept: await kept() };
  };
  const outcomes = [await sent(1)];
  while (outcomes.at(-1)?.whole === false) outcomes.push(await sent(outcomes.length + 1));
  expect(outcomes.length).toBeGreaterThan(3);
  expect(outcomes.at(-1)?.outcome).toBe("taken");
  expect(outcomes.slice(0, -1)).toEqual(
    outcomes.slice(0, -1).map(() => ({ outcome: "lost", whole: false, kept: before })),
  );
  const after = await kept();
  expect(after).toMatchObject({ deliveries: 1, receipts: 1, sources: 1 });
  expect(after["travellers"]).toBeGreaterThan(0);
  expect(after["entries"]).toBeGreaterThan(before["entries"] ?? 0);
});

test("a clock that is a year ahead or behind changes nothing of that: each message leaves its receipt and its entry", async () => {
  for (const [number, at] of [
    [902, "2027-11-21T08:00:00Z"],
    [903, "2025-11-21T08:00:00Z"],
  ] as const) {
    clock.set(new Date(at));
    const before = await kept();
    await sendText(intakeServices(database), sender, passengerList({ number, reference: `R${number}` }));
    const after = await kept();
    expect(after["receipts"]).toBe((before["receipts"] ?? 0) + 1);
    expect(after["entries"]).toBeGreaterThan(before["entries"] ?? 0);
  }
});
