// The ledger against someone who owns the database: whatever is done to the table shows, and where.
import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manualClock, openDatabase, systemActor, type Database } from "#platform";
import { checkLedger, openLedger, parseAnchor, type Anchor, type LedgerReport } from "#oversight";
import { emptyRoot, leafHash, noPeaks, rootOf, withLeaf } from "./merkle.ts";
import { asTransaction } from "./fixtures.ts";
import { ledgerIn } from "./store.ts";
import type { CheckedEntry } from "./check-entry.ts";
import type { LedgerSource } from "./verification.ts";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";

let fresh: FreshDatabase;
let database: Database;
let owner: Client;

// More than one batch of the walk, so that its seams are walked over too.
const entries = 1203;

beforeAll(async () => {
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
        ...(n % 10 === 0 ? { about: [randomId(n), randomId(1)], recipient: "authority:police" } : {}),
      });
    }
  });
  owner = new Client({ connectionString: fresh.adminUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await fresh.drop();
});

async function verify(anchors: readonly Anchor[] = []): Promise<LedgerReport> {
  const source = await openLedger(fresh.url);
  try {
    return await checkLedger(source, anchors);
  } finally {
    await source.close();
  }
}

/** The rows as their owner reads them. */
async function rows<Row extends object>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await owner.query<Row>(statement, [...values])).rows;
}

/** Writes the hashes, nodes and head of all entries anew, as somebody could who owns the database and knows the program. */
async function rebuild(): Promise<void> {
  let peaks = noPeaks;
  for (const { seq, body } of await rows<{ seq: string; body: string }>(
    "select seq, body from ledger.entry order by seq",
  )) {
    const hash = leafHash(Buffer.from(body));
    peaks = withLeaf(peaks, hash);
    const node = peaks.size % 2 === 0 ? peaks.hashes.at(-1) : null;
    await owner.query("update ledger.entry set hash = $2, node = $3 where seq = $1", [seq, hash, node]);
  }
  await owner.query("update ledger.head set size = $1, peaks = $2", [
    peaks.size,
    Buffer.concat(peaks.hashes),
  ]);
}

test("an untouched ledger is whole, from its first entry to its head, whose peaks are those of RFC 9162", async () => {
  const report = await verify();
  expect(report).toMatchObject({ intact: true, entries, firstBad: undefined });
  let peaks = noPeaks;
  for (const { body } of await rows<{ body: string }>("select body from ledger.entry order by seq")) {
    peaks = withLeaf(peaks, leafHash(Buffer.from(body)));
  }
  expect(report.root).toEqual(rootOf(peaks));
  const [head] = await rows<{ size: string; peaks: Buffer }>("select size, peaks from ledger.head");
  expect([Number(head?.size), head?.peaks]).toEqual([entries, Buffer.concat(peaks.hashes)]);
});

test("an empty ledger is whole", async () => {
  const other = await freshDatabase();
  const source = await openLedger(other.url);
  expect(await checkLedger(source)).toMatchObject({ intact: true, entries: 0, root: emptyRoot });
  await source.close();
  await other.drop();
});

const at700 = "update ledger.entry set";
const otherText = `body = replace(body, '"n":700', '"n":701'), hash = sha256('\\x00' || convert_to(replace(body, '"n":700', '"n":701'), 'UTF8'))`;
test.each([
  [
    "a changed text",
    `${at700} body = replace(body, '"n":700', '"n":701') where seq = 700`,
    700,
    "changed: its text",
  ],
  ["a changed last text", `${at700} body = body || ' ' where seq = ${entries}`, entries, "changed: its text"],
  ["a text that is none", `${at700} body = '{', hash = sha256('\\x007b') where seq = 700`, 700, "no entry"],
  [
    "a changed actor beside the text",
    `${at700} actor = 'somebody else' where seq = 700`,
    700,
    "changed: actor",
  ],
  [
    "a changed time beside the text",
    `${at700} at = at + interval '1 us' where seq = 700`,
    700,
    "changed: at",
  ],
  ["a recipient beside the text", `${at700} recipient = 'x' where seq = 700`, 700, "changed: recipient"],
  [
    "persons beside the text",
    `${at700} about = array[gen_random_uuid()] where seq = 700`,
    700,
    "changed: about",
  ],
  ["a hash of the chain that never was", `${at700} chain = hash where seq = 700`, 700, "hash of the chain"],
  ["a changed hash", `${at700} hash = sha256('x') where seq = 700`, 700, "changed: its text and its hash"],
  ["a changed text with its hash", `${at700} ${otherText} where seq = 700`, 699, "it or the next"],
  [
    "a changed odd text with its hash",
    `${at700} ${otherText.replaceAll("700", "699")} where seq = 699`,
    699,
    "it or the next",
  ],
  ["a changed node", `${at700} node = sha256('x') where seq = 700`, 699, "what the tree says of them"],
  ["a removed node", `${at700} node = null where seq = 700`, 700, "out of place"],
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
  ["a removed head", "delete from ledger.head", entries, "the head of the ledger is missing"],
  ["a head set back", "update ledger.head set size = size - 1", entries, "not covered"],
  ["a head of other peaks", "update ledger.head set peaks = sha256('x')", entries, "does not cover"],
  [
    "a changed last text with its hash",
    `${at700} body = replace(body, '"n":${entries}', '"n":7'),
       hash = sha256('\\x00' || convert_to(replace(body, '"n":${entries}', '"n":7'), 'UTF8')) where seq = ${entries}`,
    entries,
    "does not cover",
  ],
  [
    "a removed entry with the others moved up",
    `create temp table later on commit drop as select * from ledger.entry where seq > 700;
     delete from ledger.entry where seq >= 700;
     update later set seq = seq - 1;
     insert into ledger.entry select * from later;
     update ledger.head set size = size - 1`,
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
    "two texts in each other's place",
    `update ledger.entry e set body = o.body, hash = o.hash, subject_id = o.subject_id from ledger.entry o
     where e.seq in (701, 702) and o.seq in (701, 702) and e.seq <> o.seq`,
    701,
    "it or the next",
  ],
  [
    "an inserted entry with the others moved down",
    `update ledger.entry set seq = -seq - 1 where seq >= 700; update ledger.entry set seq = -seq where seq < 0;
     insert into ledger.entry select 700, at, actor, action, subject_kind, subject_id, purpose, recipient, about, body, hash, hash
       from ledger.entry where seq = 699;
     update ledger.head set size = size + 1`,
    699,
    "out of place",
  ],
  [
    "an entry written past the head",
    `insert into ledger.entry select seq + 1, at, actor, action, subject_kind, subject_id, purpose, recipient, about, body, hash
       from ledger.entry where seq = ${entries}`,
    entries + 1,
    "out of place",
  ],
])("%s shows (PNRD-13.6)", async (_what, tampering, seq, problem) => {
  await owner.query("begin");
  await owner.query(`alter table ledger.entry drop constraint entry_seq_check; ${tampering}`);
  const report = await checkLedger(ledgerIn(asTransaction(owner)));
  await owner.query("rollback");
  expect(report.intact).toBe(false);
  expect(report.firstBad?.seq).toBe(seq);
  expect(report.firstBad?.problem).toContain(problem);
});

test("a ledger cut off or rewritten whole shows against an anchor noted down before (CJEU817-207)", async () => {
  const { root } = await verify();
  const anchor = parseAnchor(`${entries}:${root.toString("hex")}`);
  if (anchor === undefined) throw new Error("the anchor was not understood");
  const check = (anchors: readonly Anchor[] = []) => checkLedger(ledgerIn(asTransaction(owner)), anchors);
  await owner.query("begin");
  const [last] = await rows<{ body: string }>("select body from ledger.entry where seq = $1", [entries]);
  await owner.query("select ledger.append($1)", [[last?.body]]);
  expect(await check([anchor])).toMatchObject({ intact: true, entries: entries + 1 });

  // Rewritten at 700, as the owner of the database can: without the anchor nothing can be seen.
  await owner.query(`${at700} body = replace(body, '"n":700', '"n":7') where seq = 700`);
  await rebuild();
  expect(await check()).toMatchObject({ intact: true });
  const problem = `rewritten, it or one up to ${entries}: the root of ${entries} entries is not the one that was noted down earlier`;
  expect((await check([anchor])).firstBad).toEqual({ seq: 1, kind: "rewritten", problem });

  // Cut off.
  await owner.query("delete from ledger.entry where seq > 800");
  await rebuild();
  expect(await check()).toMatchObject({ intact: true, entries: 800 });
  expect((await check([anchor])).firstBad).toMatchObject({ seq: 801, kind: "missing" });
  await owner.query("rollback");
});

test("from outside, all columns are read as inside", async () => {
  const source = await openLedger(fresh.url);
  const read = async (entriesOf: LedgerSource): Promise<readonly CheckedEntry[]> => {
    const found: CheckedEntry[] = [];
    for await (const batch of entriesOf.entries(1)) found.push(...batch);
    return found;
  };
  const outside = await read(source);
  await source.close();
  expect(outside.length).toBe(entries);
  expect(outside).toEqual(await read(ledgerIn(asTransaction(owner))));
});

test("from outside, the first bad entry ends the reading, and a broken question is told", async () => {
  await owner.query(`${at700} actor = 'x' where seq = 3`);
  expect(await verify()).toMatchObject({ intact: false, entries: 2, firstBad: { seq: 3 } });
  await owner.query(`${at700} actor = 'system:test' where seq = 3`);
  const source = await openLedger(fresh.url);
  await expect(source.entries(Number.NaN)[Symbol.asyncIterator]().next()).rejects.toThrow('column "nan"');
  await source.close();
});

test("any byte of any column, any row taken out, put in or exchanged, any head: it shows (PNRD-13.6)", async () => {
  const columns = [
    "seq",
    "at",
    "actor",
    "action",
    "subject_kind",
    "subject_id",
    "purpose",
    "recipient",
    "about",
    "body",
    "hash",
    "node",
    "chain",
  ];
  const change = fc.oneof(
    fc.record({
      column: fc.constantFrom(...columns),
      seq: fc.integer({ min: 1, max: entries }),
      at: fc.nat(),
      bit: fc.nat({ max: 7 }),
    }),
    fc.record({ remove: fc.integer({ min: 1, max: entries }) }),
    fc.record({ copy: fc.integer({ min: 1, max: entries }), to: fc.integer({ min: -3, max: entries + 4 }) }),
    fc.record({
      exchange: fc.tuple(fc.integer({ min: 1, max: entries }), fc.integer({ min: 1, max: entries })),
    }),
    fc.record({ back: fc.integer({ min: 1, max: entries }) }),
  );
  const unseen: unknown[] = [];
  await fc.assert(
    fc.asyncProperty(change, async (tampering) => {
      await owner.query("begin; alter table ledger.entry drop constraint entry_seq_check");
      const done = await tamper(tampering);
      // Within the same transaction of the owner: what is tried is undone, and the next begins with a whole ledger.
      const report = done ? await checkLedger(ledgerIn(asTransaction(owner))) : undefined;
      await owner.query("rollback");
      if (report?.intact === true) unseen.push(tampering);
      expect(unseen).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

type Tampering =
  | { column: string; seq: number; at: number; bit: number }
  | { remove: number }
  | { copy: number; to: number }
  | { exchange: [number, number] }
  | { back: number };

/** Carries it out; false when it changes nothing (a row exchanged with itself, a value that PostgreSQL cannot hold). */
async function tamper(what: Tampering): Promise<boolean> {
  if ("remove" in what) await owner.query("delete from ledger.entry where seq = $1", [what.remove]);
  else if ("back" in what) await owner.query("update ledger.head set size = size - $1", [what.back]);
  else if ("exchange" in what) {
    const [one, other] = what.exchange;
    if (one === other) return false;
    await owner.query("update ledger.entry set seq = -1 where seq = $1", [one]);
    await owner.query("update ledger.entry set seq = $1 where seq = $2", [one, other]);
    await owner.query("update ledger.entry set seq = $1 where seq = -1", [other]);
  } else if ("copy" in what) {
    const { rowCount } = await owner.query(
      `insert into ledger.entry select $2, at, actor, action, subject_kind, subject_id, purpose, recipient, about, body, hash, node
       from ledger.entry where seq = $1 on conflict do nothing`,
      [what.copy, what.to],
    );
    return rowCount === 1;
  } else return changeByte(what);
  return true;
}

async function changeByte({
  column,
  seq,
  at,
  bit,
}: Extract<Tampering, { column: string }>): Promise<boolean> {
  const [row] = await rows<Record<string, unknown>>("select * from ledger.entry where seq = $1", [seq]);
  const value = row?.[column];
  const flip = (bytes: Buffer): Buffer => {
    const place = at % bytes.length;
    bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
    return bytes;
  };
  const put = (changed: unknown) =>
    owner.query(`update ledger.entry set ${column} = $2 where seq = $1`, [seq, changed]);
  if (column === "seq") await put(entries + 10 + at);
  else if (column === "at")
    await owner.query(`update ledger.entry set at = at + make_interval(secs => $2) where seq = $1`, [
      seq,
      2 ** (at % 40) * 1e-6,
    ]);
  else if (column === "about") await put(value === null ? [randomId(at)] : null);
  else if (Buffer.isBuffer(value)) await put(flip(value));
  else if (value === null) await put(column === "node" || column === "chain" ? Buffer.from([at & 255]) : "x");
  else {
    const text = flip(Buffer.from(value as string));
    if (text.includes(0) || !isUtf8(text)) return false;
    await put(text.toString());
  }
  return true;
}
const randomId = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

test("the application's own role can neither change nor remove an entry", async () => {
  const system = systemActor("test");
  const attempt = (statement: string) => database.transaction(system, (tx) => tx.query(statement));
  await expect(attempt("update ledger.entry set actor = 'x'")).rejects.toThrow("permission denied");
  await expect(attempt("delete from ledger.entry")).rejects.toThrow("permission denied");
  await expect(attempt("update ledger.head set size = 1")).rejects.toThrow("permission denied");
  await expect(
    attempt("insert into ledger.entry values (9999, now(), 'x', 'x', 'x', 'x', null, null, null, '{}', '')"),
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

test.each(["", "12", "x:00", `1:${"0".repeat(63)}`])("%j is no anchor", (text) => {
  expect(parseAnchor(text)).toBeUndefined();
});

test("entries appended while the ledger is walked are no fault", async () => {
  const walk = database.transaction(systemActor("test"), async (tx) => {
    const source = ledgerIn(tx);
    let appended = false;
    return checkLedger({
      ...source,
      async *entries(from) {
        for await (const batch of source.entries(from)) {
          if (!appended) {
            appended = true;
            await database.transaction(systemActor("other"), async (other) => {
              for (let n = 0; n < 3; n += 1) {
                other.record({ action: "test.more", subjectKind: "thing", subjectId: "x" });
              }
            });
          }
          yield batch;
        }
      },
    });
  });
  expect(await walk).toMatchObject({ intact: true, entries: entries + 3 });
});
