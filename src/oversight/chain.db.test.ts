// The ledger against someone who owns the database: whatever is done to the table shows, and where.
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chainHash, manualClock, openDatabase, systemActor, type Database } from "#platform";
import { checkChain, openChain, parseAnchor, type ChainReport, type Head } from "#oversight";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";

let fresh: FreshDatabase;
let database: Database;
let owner: Client;

// More than one batch of the walk, so that its seams are walked over too.
const entries = 1203;

beforeEach(async () => {
  fresh = await freshDatabase();
  const clock = manualClock(new Date("2026-03-01T12:00:00Z"));
  database = openDatabase({ url: fresh.url, clock, connections: 4 });
  await database.transaction(systemActor("test"), async (tx) => {
    for (let n = 1; n <= entries; n += 1) {
      tx.record({
        action: "test.done",
        subjectKind: "thing",
        subjectId: `${n}`,
        detail: { n, text: "ə → ü" },
      });
    }
  });
  owner = new Client({ connectionString: fresh.adminUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await database.close();
  await fresh.drop();
});

async function verify(anchors: readonly Head[] = []): Promise<ChainReport> {
  const chain = await openChain(fresh.url);
  try {
    return await checkChain(chain, anchors);
  } finally {
    await chain.close();
  }
}

async function hashOf(seq: number): Promise<Buffer> {
  const { rows } = await owner.query<{ hash: Buffer }>("select hash from ledger.entry where seq = $1", [seq]);
  return rows[0]?.hash ?? Buffer.alloc(0);
}

test("an untouched ledger is whole, from its first entry to its head", async () => {
  const report = await verify();
  expect(report).toMatchObject({ intact: true, entries, firstBad: undefined });
  expect(report.head).toEqual(await hashOf(entries));
});

test("an empty ledger is whole", async () => {
  const other = await freshDatabase();
  const chain = await openChain(other.url);
  expect(await checkChain(chain)).toMatchObject({ intact: true, entries: 0 });
  await chain.close();
  await other.drop();
});

const at700 = "update ledger.entry set";
test.each([
  [
    "a changed text",
    `${at700} body = replace(body, '"n":700', '"n":701') where seq = 700`,
    700,
    "changed: its text",
  ],
  ["a changed last text", `${at700} body = body || ' ' where seq = ${entries}`, entries, "changed: its text"],
  [
    "a changed actor beside the text",
    `${at700} actor = 'somebody else' where seq = 700`,
    700,
    "changed: actor",
  ],
  [
    "a changed time beside the text",
    `${at700} at = at + interval '1 hour' where seq = 700`,
    700,
    "changed: at",
  ],
  ["a changed hash", `${at700} hash = sha256('x') where seq = 700`, 700, "out of place"],
  ["a removed entry", "delete from ledger.entry where seq = 700", 700, "missing"],
  [
    "a removed run",
    "delete from ledger.entry where seq between 700 and 801",
    700,
    "missing, with all up to 801",
  ],
  ["a removed beginning", "delete from ledger.entry where seq <= 5", 1, "missing, with all up to 5"],
  ["a removed end", `delete from ledger.entry where seq > ${entries - 3}`, entries - 2, `up to ${entries}`],
  ["everything removed", "delete from ledger.entry", 1, `missing, with all up to ${entries}`],
  ["a removed head", "delete from ledger.head", entries, "the head of the chain is missing"],
  ["a head set back", "update ledger.head set seq = seq - 1", entries, "not covered"],
  ["a head of another hash", "update ledger.head set hash = sha256('x')", entries, "another hash"],
  [
    "a removed entry with the others moved up",
    `create temp table later as select * from ledger.entry where seq > 700;
     delete from ledger.entry where seq >= 700;
     insert into ledger.entry select seq - 1, at, actor, action, subject_kind, subject_id, purpose, body, hash from later;
     update ledger.head set seq = seq - 1`,
    700,
    "out of place",
  ],
  [
    "two entries in each other's place",
    `update ledger.entry set seq = -700 where seq = 700; update ledger.entry set seq = 700 where seq = 701;
     update ledger.entry set seq = 701 where seq = -700`,
    700,
    "out of place",
  ],
  [
    "an inserted entry with the others moved down",
    `update ledger.entry set seq = -seq - 1 where seq >= 700; update ledger.entry set seq = -seq where seq < 0;
     insert into ledger.entry select 700, at, actor, action, subject_kind, subject_id, purpose, body, sha256('made up')
       from ledger.entry where seq = 699;
     update ledger.head set seq = seq + 1`,
    700,
    "out of place",
  ],
  [
    "an entry written past the head",
    `insert into ledger.entry select seq + 1, at, actor, action, subject_kind, subject_id, purpose, body, hash
       from ledger.entry where seq = ${entries}`,
    entries + 1,
    "changed: its text",
  ],
])("%s shows", async (_what, tampering, seq, problem) => {
  await owner.query(tampering);
  const report = await verify();
  expect(report.intact).toBe(false);
  expect(report.firstBad?.seq).toBe(seq);
  expect(report.firstBad?.problem).toContain(problem);
});

test("a chain cut off or rewritten together with its head shows against an anchor noted down before", async () => {
  const anchor = parseAnchor(`${entries}:${(await hashOf(entries)).toString("hex")}`);
  if (anchor === undefined) throw new Error("the anchor was not understood");
  const before = { seq: 700, hash: await hashOf(700) };
  expect(await verify([before, anchor])).toMatchObject({ intact: true });

  // Cut off: without the anchor nothing can be seen.
  await owner.query("delete from ledger.entry where seq > 800");
  await owner.query("update ledger.head set seq = 800, hash = $1", [await hashOf(800)]);
  expect(await verify()).toMatchObject({ intact: true, entries: 800 });
  expect((await verify([anchor])).firstBad).toEqual({
    seq: 801,
    kind: "missing",
    problem: `missing, with all up to ${entries}`,
  });

  // Rewritten from 700 on, as the owner of the database can.
  let previous = await hashOf(699);
  const { rows } = await owner.query<{ seq: number; body: string }>(
    "select seq, body from ledger.entry where seq >= 700 order by seq",
  );
  for (const { seq, body } of rows) {
    const text = Number(seq) === 700 ? body.replace('"n":700', '"n":7') : body;
    previous = chainHash(previous, seq, text);
    await owner.query("update ledger.entry set body = $2, hash = $3 where seq = $1", [seq, text, previous]);
  }
  await owner.query("update ledger.head set hash = $1", [previous]);
  expect(await verify()).toMatchObject({ intact: true });
  expect((await verify([before])).firstBad).toEqual({
    seq: 700,
    kind: "rewritten",
    problem: "rewritten: its hash is not the one that was noted down earlier",
  });
});

test("the application's own role can neither change nor remove an entry", async () => {
  const system = systemActor("test");
  const attempt = (statement: string) => database.transaction(system, (tx) => tx.query(statement));
  await expect(attempt("update ledger.entry set actor = 'x'")).rejects.toThrow("permission denied");
  await expect(attempt("delete from ledger.entry")).rejects.toThrow("permission denied");
  await expect(attempt("update ledger.head set seq = 1")).rejects.toThrow("permission denied");
  await expect(
    attempt("insert into ledger.entry values (9999, now(), 'x', 'x', 'x', 'x', null, '{}', '')"),
  ).rejects.toThrow("permission denied");
});

test("an auditor's own role needs to read the two tables and nothing else", async () => {
  await owner.query("create role auditor_of_the_test");
  await owner.query("grant usage on schema ledger to auditor_of_the_test");
  await owner.query("grant select on ledger.entry, ledger.head to auditor_of_the_test");
  await owner.query("set openpiu.roles = 'system'; set role auditor_of_the_test");
  const { rows } = await owner.query<{ count: string }>("select count(*) from ledger.entry");
  await owner.query("reset role; drop owned by auditor_of_the_test; drop role auditor_of_the_test");
  expect(Number(rows[0]?.count)).toBe(entries);
});

test("entries appended while the chain is walked are no fault", async () => {
  const walk = database.transaction(systemActor("test"), async (tx) => {
    const { chainIn } = await import("./store.ts");
    const source = chainIn(tx);
    let appended = false;
    return checkChain({
      ...source,
      entries: async (from, limit) => {
        if (from > 600 && !appended) {
          appended = true;
          await database.transaction(systemActor("other"), async (other) => {
            for (let n = 0; n < 3; n += 1) {
              other.record({ action: "test.more", subjectKind: "thing", subjectId: "x" });
            }
          });
        }
        return source.entries(from, limit);
      },
    });
  });
  expect(await walk).toMatchObject({ intact: true, entries: entries + 3 });
});

test.each(["", "12", "x:00", `1:${"0".repeat(63)}`])("%j is no anchor", (text) => {
  expect(parseAnchor(text)).toBeUndefined();
});
