// A ledger from before the tree: brought into it, with its old hashes still checkable.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson, migrate, migrations } from "#platform";
import { checkLedger, openLedger, type Anchor } from "#oversight";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { asTransaction } from "./fixtures.ts";
import { ledgerIn } from "./store.ts";

let fresh: FreshDatabase;
let owner: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  owner = new Client({ connectionString: fresh.adminUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await fresh.drop();
});

test("a ledger of before the tree is carried over, and its old hashes stay checkable", async () => {
  const older = `older_${process.pid}`;
  await owner.query(`create database ${older}`);
  const url = fresh.adminUrl.replace(/\/test_\w+\?/, `/${older}?`);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const all = migrations();
    const tree = all.findIndex(({ name }) => name.includes("ledger-tree"));
    await client.query(
      "create table public.openpiu_migration (number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())",
    );
    for (const { number, name, sql, sha256 } of all.slice(0, tree)) {
      await client.query(sql);
      await client.query("insert into public.openpiu_migration values ($1, $2, $3)", [number, name, sha256]);
    }
    const bodies = Array.from({ length: 5 }, (_, n) =>
      canonicalJson({
        action: "test.done",
        actor: "system:test",
        at: "2026-03-01T12:00:00.000Z",
        detail: { n },
        profile: "none",
        purpose: null,
        subjectId: `${n}`,
        subjectKind: "thing",
      }),
    );
    await client.query("select ledger.append($1)", [bodies]);
    const {
      rows: [old],
    } = await client.query<{ hash: Buffer }>("select hash from ledger.head");
    const noted = { size: 5, root: old?.hash ?? Buffer.alloc(0) };
    await migrate(url);

    const read = async (anchors: readonly Anchor[] = [noted]) => {
      const source = await openLedger(url);
      try {
        return await checkLedger(source, anchors);
      } finally {
        await source.close();
      }
    };
    expect(await read()).toMatchObject({ intact: true, entries: 6 });
    const {
      rows: [statement],
    } = await client.query<{ body: string }>("select body from ledger.entry where seq = 6");
    expect(JSON.parse(statement?.body ?? "")).toMatchObject({
      action: "ledger.carried-over",
      detail: { entries: 5, hash: noted.root.toString("hex") },
    });
    for (const [tampering, problem] of [
      ["update ledger.entry set chain = sha256('x') where seq = 3", "chain before the tree is another"],
      ["update ledger.entry set chain = null where seq = 5", "statement that ends the chain"],
    ] as const) {
      await client.query(`begin; ${tampering}`);
      expect((await checkLedger(ledgerIn(asTransaction(client)))).firstBad?.problem).toContain(problem);
      await client.query("rollback");
    }
  } finally {
    await client.end();
    await owner.query(`drop database ${older}`);
  }
});
