// openpiu replay: the line of a repeated screening, its exit codes, and what it says when there is nothing to repeat.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manualClock, migrateJobs, openDatabase, systemActor, type Database } from "#platform";
import { openScreening } from "#screening";
import { freshDatabase, type FreshDatabase } from "../../../test/harness/database.ts";
import { anArrival } from "../../cases/fixtures.ts";
import { aList, anEntry } from "../../watchlists/fixtures.ts";
import { replay } from "./replay.ts";

const system = systemActor("test");
let fresh: FreshDatabase;
let database: Database;
let alertId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock: manualClock(new Date("2026-11-21T10:00:00Z")) });
  await database.transaction(system, (tx) => aList(tx, [anEntry({ id: "TEST-1" })]));
  const screening = openScreening({
    database,
    live: null,
    onProblem: (problem) => {
      throw problem;
    },
  });
  const traveller = { surname: "ALIYEV", given: "RASHAD", birthDate: "1984-03-11" };
  await anArrival({ database, screening }, "990", [traveller]);
  await screening.close();
  const [row] = await database.transaction(system, (tx) =>
    tx.query<{ alert_id: string }>("select alert_id from cases.alert"),
  );
  alertId = row?.alert_id ?? "";
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const surroundings = {
    environment: {},
    root: "/",
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
  };
  const code = await replay([...args, "--url", fresh.url], surroundings);
  return { code, out, err: err.join("\n") };
}

test("the same evidence: a line without names, told in the ledger; with --evidence the match too", async () => {
  const { code, out, err } = await run(alertId);
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining("byte for byte") });
  expect(JSON.parse(out[0] ?? "")).toMatchObject({ entry: "TEST-1", profile: "standard 1", outcome: "same" });
  expect(out.join("")).not.toContain("ALIYEV");
  const shown = await run(alertId, "--evidence");
  expect(JSON.parse(shown.out[0] ?? "")).toMatchObject({
    evidence: { entryId: "TEST-1", decision: "alert" },
  });
  const ledger = await database.transaction(system, (tx) =>
    tx.query("select action from ledger.entry where action = 'alert.replayed' and subject_id = $1", [
      alertId,
    ]),
  );
  expect(ledger).toHaveLength(2);
});

/** What a replay needs of an installation, as one text; and that text brought into another database. */
const tables = ["watchlists.list", "watchlists.version", "watchlists.entry", "cases.alert"];
async function taken(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const rows: Record<string, unknown> = {};
  for (const table of tables) {
    const found = await client.query<{ rows: unknown }>(
      `select jsonb_agg(to_jsonb(t)) as rows from ${table} t`,
    );
    rows[table] = found.rows[0]?.rows ?? [];
  }
  await client.end();
  return JSON.stringify(rows);
}
async function brought(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const rows = JSON.parse(text) as Record<string, unknown>;
  // As a copy of a database is restored: in whatever order, without what follows a row that is new.
  await client.query("set session_replication_role = replica");
  for (const table of tables) {
    await client.query(
      `insert into ${table} overriding system value select * from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows[table])],
    );
  }
  await client.end();
}

test("another machine, with nothing but the alert and the lists of this one: the same bytes (CJEU817-210)", async () => {
  const here = await run(alertId, "--evidence");
  const there = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "openpiu-replay-"));
  try {
    await brought(there.adminUrl, await taken(fresh.adminUrl));
    // A process of its own, in another folder, another time zone and another language.
    const command = [
      fileURLToPath(new URL("../../../bin/openpiu", import.meta.url)),
      "replay",
      alertId,
      "--evidence",
    ];
    const environment = {
      PATH: process.env["PATH"],
      DATA_FOLDER: folder,
      TZ: "Pacific/Kiritimati",
      LANG: "tr_TR.UTF-8",
    };
    const again = spawnSync("sh", [...command, "--url", there.url], {
      cwd: folder,
      env: environment,
      encoding: "utf8",
    });
    expect({ status: again.status, err: again.stderr }).toMatchObject({
      status: 0,
      err: expect.stringContaining("byte for byte"),
    });
    expect(again.stdout).toBe(`${here.out.join("\n")}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await there.drop();
  }
});

test("what cannot be repeated is said, and ends otherwise", async () => {
  expect(await run("00000000-0000-7000-8000-000000000000")).toMatchObject({
    code: 2,
    err: expect.stringContaining("There is no alert"),
  });
  expect((await run("17")).code).toBe(2);
  await database.transaction(system, (tx) =>
    tx.query("update cases.alert set screened_by = jsonb_set(screened_by, '{engineVersion}', '\"0.9\"')"),
  );
  expect(await run(alertId)).toMatchObject({ code: 1, err: expect.stringContaining("engine 0.9") });
});
