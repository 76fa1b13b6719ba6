// Transactions on the real database: what travels together, what a failure undoes, what a connection is afterwards.
import { afterAll, beforeAll, expect, test } from "vitest";
import { Client } from "pg";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { openDatabase, systemActor, systemClock, type Database } from "./api.ts";

const actor = systemActor("test");
let fresh: FreshDatabase;
let database: Database;
let admin: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  admin = new Client({ connectionString: fresh.url });
  await admin.connect();
  await admin.query(
    "create table public.word (id int primary key, text text, at timestamptz, bytes bytea[])",
  );
  await admin.query("grant all on public.word to openpiu_app");
  database = openDatabase({ url: fresh.url, clock: systemClock, connections: 1 });
});

afterAll(async () => {
  await database.close();
  await admin.end();
  await fresh.drop();
});

async function words() {
  const { rows } = await admin.query<{ id: number; text: string | null }>(
    "select id, text from public.word order by id",
  );
  return rows;
}
const insert = { name: "insert-word", text: "insert into public.word (id, text) values ($1, $2)" };

test("what is written without waiting is seen by the next statement and kept by the commit", async () => {
  const seen = await database.transaction(actor, async (tx) => {
    tx.write(insert, [1, "one"]);
    tx.write(insert, [2, null]);
    const rows = await tx.query<{ id: number }>("select id from public.word order by id");
    tx.write("update public.word set text = $2 where id = $1", [2, "two"]);
    return rows.map(({ id }) => id);
  });
  expect(seen).toEqual([1, 2]);
  expect(await words()).toEqual([
    { id: 1, text: "one" },
    { id: 2, text: "two" },
  ]);
});

test("statements asked together are answered in their order, each with its own rows", async () => {
  const answers = await database.transaction(actor, (tx) =>
    Promise.all([
      tx.query("select 1 as one"),
      tx.query({ name: "pair", text: "select $1::int as a, $2::text as b" }, [7, "x"]),
      tx.query("select 1 where false"),
      tx.query({ name: "pair", text: "select $1::int as a, $2::text as b" }, [8, null]),
      tx.query("select n from generate_series(1, 3) as n"),
    ]),
  );
  expect(answers).toEqual([
    [{ one: 1 }],
    [{ a: 7, b: "x" }],
    [],
    [{ a: 8, b: null }],
    [{ n: 1 }, { n: 2 }, { n: 3 }],
  ]);
});

test("values arrive as they are: dates, bytes, lists with nulls, quotes and backslashes", async () => {
  const at = new Date("2026-03-01T10:11:12.345Z");
  const [row] = await database.transaction(actor, (tx) =>
    tx.query("select $1::timestamptz as at, $2::bytea[] as bytes, $3::text[] as texts, $4::jsonb as json", [
      at,
      [Buffer.from([0, 255]), null],
      ['a"b', "c\\d", null, ""],
      { a: [1, "ə"] },
    ]),
  );
  expect(row).toEqual({
    at,
    bytes: [Buffer.from([0, 255]), null],
    texts: ['a"b', "c\\d", null, ""],
    json: { a: [1, "ə"] },
  });
});

test("a failing write fails the transaction, undoes all of it, and the connection serves the next", async () => {
  const before = await words();
  const failing = database.transaction(actor, (tx) => {
    tx.write(insert, [3, "three"]);
    tx.write(insert, [1, "again"]);
    tx.write({ name: "never-reached", text: "insert into public.word (id) values ($1)" }, [4]);
    return Promise.resolve();
  });
  await expect(failing).rejects.toMatchObject({ code: "23505" });
  expect(await words()).toEqual(before);
  // The statement that the failure kept from being prepared is prepared when it is needed.
  await database.transaction(actor, async (tx) => {
    tx.write({ name: "never-reached", text: "insert into public.word (id) values ($1)" }, [4]);
    expect(await tx.query("select id from public.word where id = 4")).toEqual([{ id: 4 }]);
  });
});

test("a failing question fails the questions asked with it; a failure in the work undoes what was written", async () => {
  const before = await words();
  const together = database.transaction(actor, (tx) =>
    Promise.allSettled([
      tx.query("select 1 as one"),
      tx.query("select 1 / 0"),
      tx.query("select 2 as two"),
    ]).then((settled) => {
      expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
      throw new Error("as found");
    }),
  );
  await expect(together).rejects.toThrow("as found");
  const unsent = database.transaction(actor, (tx) => {
    tx.write(insert, [5, "five"]);
    throw new Error("thought better of it");
  });
  await expect(unsent).rejects.toThrow("thought better of it");
  const unanswered = database.transaction(actor, async (tx) => {
    tx.write(insert, [6, "six"]);
    await tx.query("select 1");
    void tx.query("select pg_sleep(0.05)").catch(() => undefined);
    throw new Error("left");
  });
  await expect(unanswered).rejects.toThrow("left");
  expect(await words()).toEqual(before);
  const [state] = await database.transaction(actor, (tx) =>
    tx.query("select count(*)::int from public.word"),
  );
  expect(state).toEqual({ count: before.length });
});

test("a value that cannot be sent fails the transaction before anything goes out", async () => {
  const endless: Record<string, unknown> = {};
  endless["self"] = endless;
  await expect(database.transaction(actor, (tx) => tx.query("select $1::jsonb", [endless]))).rejects.toThrow(
    "circular",
  );
  expect(await database.transaction(actor, (tx) => tx.query("select 1 as one"))).toEqual([{ one: 1 }]);
});

test("many at once on one connection: each transaction is whole", async () => {
  const settled = await Promise.allSettled(
    Array.from({ length: 20 }, (_, at) =>
      database.transaction(actor, async (tx) => {
        tx.write(insert, [100 + at, "first"]);
        await tx.query("select 1");
        tx.write("update public.word set text = $2 where id = $1", [100 + at, `kept ${at}`]);
        if (at % 5 === 0) throw new Error("undone");
      }),
    ),
  );
  expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(4);
  const kept = (await words()).filter(({ id }) => id >= 100);
  expect(kept).toHaveLength(16);
  expect(kept.every(({ id, text }) => text === `kept ${id - 100}` && id % 5 !== 0)).toBe(true);
});

test("a look reads as who looks, writes nothing, and leaves no transaction open behind it", async () => {
  const looking = { id: "someone", roles: ["analyst"], purpose: "TERR", ground: "offence:TERR" };
  const seen = await database.look(looking, (tx) =>
    tx.query("select current_setting('openpiu.actor') as actor, platform.has_purpose() as purposed"),
  );
  expect(seen).toEqual([{ actor: "someone", purposed: true }]);
  // Nothing follows: the look is committed by itself.
  const state = async () => {
    const { rows } = await admin.query<{ state: string }>(
      "select state from pg_stat_activity where application_name = 'openpiu' and datname = current_database()",
    );
    return rows.map((row) => row.state);
  };
  await expect.poll(state).toEqual(["idle"]);
  const writing = database.look(actor, (tx) => tx.query("delete from public.word"));
  await expect(writing).rejects.toThrow(/read-only transaction/);
  // What follows at once is a transaction of its own, which may write and does not see who looked before.
  await database.look(looking, (tx) => tx.query("select 1"));
  const after = await database.transaction(actor, async (tx) => {
    tx.write("insert into public.word (id, text) values (901, 'after a look')", []);
    return tx.query(
      "select current_setting('openpiu.actor') as actor, current_setting('openpiu.ground') as ground",
    );
  });
  expect(after).toEqual([{ actor: "system:test", ground: "" }]);
  expect((await words()).map(({ id }) => id)).toContain(901);
  expect(database.load()).toEqual({ total: 1, idle: 1, waiting: 0, outOfSpace: false });
});

test("a prepared statement's rows are read alike the first time and later, whether it has some, none, or no columns", async () => {
  const rows = {
    name: "some-rows",
    text: "select n, 'x' || n as text from generate_series(1, $1::int) as n",
  };
  const none = { name: "no-columns", text: "update public.word set text = text where id = $1" };
  const bad = { name: "divided", text: "select 1 / $1::int as whole" };
  for (const count of [2, 0, 1]) {
    const answers = await database.transaction(actor, (tx) =>
      Promise.all([tx.query(rows, [count]), tx.query(none, [1]), tx.query(bad, [1]), tx.query(rows, [1])]),
    );
    expect(answers).toEqual([
      Array.from({ length: count }, (_, n) => ({ n: n + 1, text: `x${n + 1}` })),
      [],
      [{ whole: 1 }],
      [{ n: 1, text: "x1" }],
    ]);
    await expect(database.transaction(actor, (tx) => tx.query(bad, [0]))).rejects.toThrow(/division by zero/);
  }
});

test("a connection lost in the middle fails its transaction; the next gets another", async () => {
  const lost = database.transaction(actor, async (tx) => {
    const [own] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
    await admin.query("select pg_terminate_backend($1)", [own?.pid]);
    await tx.query("select 1");
  });
  // How the loss is told depends on what was noticed first: the end of the connection or the failed write.
  await expect(lost).rejects.toBeInstanceOf(Error);
  expect(await database.transaction(actor, (tx) => tx.query("select 1 as one"))).toEqual([{ one: 1 }]);
});
