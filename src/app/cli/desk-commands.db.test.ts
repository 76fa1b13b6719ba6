// openpiu migrate, person, carrier and ledger on a real database, as the command line runs them.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/harness/database.ts";
import { carrier } from "./carrier.ts";
import { ledger } from "./ledger.ts";
import { migrate } from "./migrate.ts";
import { person } from "./person.ts";
import { receive } from "./receive.ts";
import type { Surroundings } from "./reach-database.ts";

let fresh: FreshDatabase;
let root = "";
beforeAll(async () => {
  fresh = await freshDatabase();
  root = await mkdtemp(join(tmpdir(), "openpiu-commands-"));
});
afterAll(async () => {
  await fresh.drop();
  await rm(root, { recursive: true });
});

type Command = (args: readonly string[], surroundings: Surroundings) => Promise<number>;

async function run(
  command: Command,
  line: string,
  environment: Record<string, string> = { DATABASE_URL: fresh.url },
) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await command(line.split(" ").filter(Boolean), {
    environment,
    root,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  const lines = out.map((text) => JSON.parse(text) as Record<string, unknown>);
  return { code, line: lines[0], lines, err: err.join("\n") };
}

async function asOwner(statement: string): Promise<void> {
  const client = new Client({ connectionString: fresh.adminUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}

test("migrate says what it applied; twice is as good as once", async () => {
  expect(await run(migrate, "")).toMatchObject({ code: 0, lines: [], err: "The database is up to date." });
  expect(await run(migrate, "now")).toMatchObject({ code: 2 });
  const newer = await freshDatabase();
  const client = new Client({ connectionString: newer.adminUrl });
  await client.connect();
  await client.query(
    "insert into public.openpiu_migration (number, name, sha256) values (9999, '9999-later.sql', '')",
  );
  await client.end();
  expect(await run(migrate, "", { DATABASE_URL: newer.url })).toMatchObject({
    code: 3,
    err: "this database was brought up to date by a newer OpenPIU (9999-later.sql). Start that version or a later one.",
  });
  await newer.drop();
});

test("the first administrator is added here and gets a password for once; roles are kept apart here too", async () => {
  const added = await run(person, "add --name Anna --display Anna --role administrator");
  expect(added).toMatchObject({
    code: 0,
    line: { person: "Anna", roles: ["administrator"], password: expect.stringMatching(/^(\w{4}-){4}\w{4}$/) },
  });
  expect(await run(person, "add --name anna --role analyst")).toMatchObject({
    code: 1,
    lines: [],
    err: "Somebody signs in with this name already. Choose another.",
  });
  expect(await run(person, "add --name b --role analyst --role administrator")).toMatchObject({
    code: 1,
    err: expect.stringContaining("separation of duties"),
  });
  expect(await run(person, "roles --name ANNA --role carrier-desk")).toMatchObject({ code: 0 });
  expect(await run(person, "password --name anna")).toMatchObject({ code: 0, line: { person: "anna" } });
  expect(await run(person, "close --name anna")).toMatchObject({ code: 0, line: { closed: true } });
  expect(await run(person, "open --name nobody")).toMatchObject({
    code: 1,
    err: "Nobody signs in as nobody.",
  });
  for (const wrong of [
    "",
    "remove --name anna",
    "add",
    "add --name a --role king",
    "roles --name anna",
    "add --nam a",
  ]) {
    const { code, err } = await run(person, wrong);
    expect([code, err]).toEqual([2, expect.stringContaining("Usage: openpiu person")]);
  }
});

test("a carrier is registered with its token in one go", async () => {
  const added = await run(
    carrier,
    "add --code q1 --name Q1 --country AZ --sender Q1API --folder q1 --days 30",
  );
  expect(added).toMatchObject({
    code: 0,
    line: { carrier: "Q1", senderIds: ["Q1API"], folder: "q1", token: expect.stringMatching(/^[\w-]{43}$/) },
    err: expect.stringContaining("shown this once"),
  });
  const further = await run(carrier, "token --code Q1 --label second");
  expect(further.code).toBe(0);
  expect(await run(carrier, `revoke --credential ${String(further.line?.["credentialId"])}`)).toMatchObject({
    code: 0,
  });
  expect(await run(carrier, "suspend --code Q1")).toMatchObject({ code: 0, line: { suspended: true } });
  expect(await run(carrier, "resume --code Q9")).toMatchObject({ code: 1 });
  for (const wrong of [
    "",
    "add --code Q2",
    "token",
    "revoke --credential x",
    "token --code Q1 --days soon",
  ]) {
    expect((await run(carrier, wrong)).code).toBe(2);
  }
});

test("the ledger knows every one of these acts, holds no secret, and verifies from outside", async () => {
  const good = await run(ledger, "verify");
  expect(good).toMatchObject({ code: 0, line: { intact: true, firstBad: null } });
  expect(good.line?.["entries"]).toBeGreaterThan(8);
  const anchor = String(good.line?.["anchor"]);
  expect(await run(ledger, `verify --url ${fresh.url} --anchor ${anchor}`, {})).toMatchObject({ code: 0 });

  // Proofs need the database to be made, and nothing to be checked.
  const file = join(root, "proof.json");
  for (const made of ["prove 3", "prove 2 --size 5", "consistency 3 7"]) {
    const proof = await run(ledger, made);
    expect(proof.code).toBe(0);
    await writeFile(file, JSON.stringify(proof.line));
    expect(await run(ledger, `check-proof ${file}`, {})).toMatchObject({ code: 0, line: { holds: true } });
    await writeFile(file, JSON.stringify(proof.line).replace(/"path":\["./, '"path":["x'));
    expect(await run(ledger, `check-proof ${file}`, {})).toMatchObject({ code: 1, line: { holds: false } });
  }
  for (const wrong of ["prove", "prove 0", "prove 9999", "consistency 3", "check-proof /nowhere"]) {
    expect((await run(ledger, wrong)).code).toBe(2);
  }

  await asOwner(
    "update ledger.entry set body = replace(body, 'person.added', 'person.adored') where seq = 1",
  );
  expect(await run(ledger, "verify")).toMatchObject({
    code: 1,
    line: { intact: false, entries: 0, firstBad: { seq: 1, problem: expect.stringContaining("changed") } },
    err: expect.stringContaining("NOT intact"),
  });
  await asOwner("delete from ledger.entry where seq > 3");
  await asOwner(
    "update ledger.entry set body = replace(body, 'person.adored', 'person.added') where seq = 1",
  );
  await asOwner(`update ledger.head set size = 3, peaks =
    (select node from ledger.entry where seq = 2) || (select hash from ledger.entry where seq = 3)`);
  expect((await run(ledger, "verify")).code).toBe(0);
  expect(await run(ledger, `verify --anchor ${anchor}`)).toMatchObject({
    code: 1,
    line: { firstBad: { seq: 4 } },
  });
});

test("wrong words, folders without a database, servers that are not there", async () => {
  expect((await run(ledger, "")).code).toBe(2);
  expect((await run(ledger, "check")).code).toBe(2);
  expect((await run(ledger, "verify --anchor 1:2")).code).toBe(2);
  expect((await run(ledger, "verify --url x --dir y")).code).toBe(2);
  expect(await run(ledger, `verify --dir ${root}/none`)).toMatchObject({
    code: 2,
    err: expect.stringContaining("there is no database in"),
  });
  const away = await run(ledger, "verify --url postgres://u:hush@127.0.0.1:1/x");
  expect([away.code, away.err]).toEqual([
    3,
    expect.stringContaining("no PostgreSQL answers at 127.0.0.1:1/x as u"),
  ]);
  expect(away.err).not.toContain("hush");
  const foreign = fresh.url.replace(/@\/\w+\?/, "@/openpiu?");
  expect(await run(ledger, `verify --url ${foreign}`)).toMatchObject({
    code: 3,
    err: expect.stringContaining("holds no ledger"),
  });
});

test("receive takes files in as a push would, once, and says what was refused", async () => {
  const samples = fileURLToPath(new URL("../../../samples", import.meta.url));
  const first = await run(receive, `${samples}/paxlst/one-flight.edi`);
  expect(first).toMatchObject({
    code: 0,
    line: { messages: [{ kind: "PAXLST", state: "processed", travellers: 2 }] },
  });
  const again = await run(receive, `${samples}/paxlst/one-flight.edi`);
  expect(again).toMatchObject({ code: 0, line: { duplicateOf: first.line?.["deliveryId"], messages: [] } });
  const refused = await run(receive, `${samples}/pnrgov/not-a-push.edi`);
  expect(refused).toMatchObject({ code: 1, line: { messages: [{ state: "quarantined" }] } });
});

test("receive refuses what it cannot work with in one line", async () => {
  expect(await run(receive, "no-such-file.edi")).toMatchObject({
    code: 2,
    err: expect.stringContaining("cannot be read"),
  });
  expect(await run(receive, "--carrier QQ package.json")).toMatchObject({
    code: 2,
    err: expect.stringContaining("No carrier QQ"),
  });
  expect(await run(receive, "")).toMatchObject({ code: 2, err: expect.stringContaining("Usage") });
});
