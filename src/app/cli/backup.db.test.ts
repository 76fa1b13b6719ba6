// openpiu backup, restore and prune on real databases with the programs of PostgreSQL.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/harness/database.ts";
import { backup, restore } from "./backup.ts";
import type { Surroundings } from "./reach-database.ts";

let fresh: FreshDatabase;
let root = "";
let target = "";
beforeAll(async () => {
  fresh = await freshDatabase();
  root = await mkdtemp(join(tmpdir(), "openpiu-backup-"));
  target = `restored_${process.pid}`;
  await ask(fresh.adminUrl, `create database ${target} template template0`);
});
afterAll(async () => {
  await ask(fresh.adminUrl, `drop database if exists ${target} with (force)`);
  await fresh.drop();
  await rm(root, { recursive: true });
});

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function run(
  command: (args: readonly string[], surroundings: Surroundings) => Promise<number>,
  args: readonly string[],
  url = fresh.adminUrl,
) {
  const out: string[] = [];
  const err: string[] = [];
  const environment = { DATABASE_URL: url, DATA_FOLDER: root };
  const code = await command(args, {
    environment,
    root,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return {
    code,
    line: out[0] === undefined ? undefined : (JSON.parse(out[0]) as { file: string }),
    err: err.join(),
  };
}

const programs = spawnSync("pg_dump", ["--version"]).status === 0;
test.skipIf(!programs)(
  "a backup is sealed, comes back whole into an empty database, and never past its time (PNRD-12.4, PNRD-13.4)",
  async () => {
    const folder = join(root, "backups");
    await ask(
      fresh.adminUrl,
      "insert into platform.event (topic, subject, at) values ('flight', 'QXMARKQX', now())",
    );
    const made = await run(backup, ["--to", folder]);
    expect([made.code, made.err]).toEqual([0, ""]);
    const file = made.line?.file ?? "";
    const bytes = await readFile(file);
    expect([bytes.includes("QXMARKQX"), bytes.includes("PGDMP")]).toEqual([false, false]);

    const elsewhere = fresh.adminUrl.replace(/@\/\w+\?/, `@/${target}?`);
    expect(await run(restore, [file])).toMatchObject({ code: 1, err: expect.stringContaining("not empty") });
    const altered = join(root, "altered.openpiu-backup");
    const changed = Buffer.from(bytes);
    changed[bytes.length - 5]! ^= 1;
    await writeFile(altered, changed);
    expect(await run(restore, [altered], elsewhere)).toMatchObject({ code: 1 });
    expect(await ask(elsewhere, "select to_regclass('public.openpiu_migration') as there")).toEqual([
      { there: null },
    ]);

    const head = JSON.parse(bytes.subarray(0, bytes.indexOf(0x0a)).toString()) as { expiresAt: string };
    const old = join(folder, "old.openpiu-backup");
    const past = JSON.stringify({ ...head, expiresAt: "2020-01-15T00:00:00.000Z" });
    await writeFile(old, Buffer.concat([Buffer.from(past), bytes.subarray(bytes.indexOf(0x0a))]));
    expect(await run(restore, [old], elsewhere)).toMatchObject({
      code: 1,
      err: expect.stringContaining("may not be restored"),
    });

    const back = await run(restore, [file], elsewhere);
    expect([back.code, back.err]).toEqual([0, ""]);
    expect(
      await ask(elsewhere, "select subject from platform.event where subject = 'QXMARKQX'"),
    ).toHaveLength(1);

    expect(await run(backup, ["prune", "--to", folder])).toMatchObject({
      code: 0,
      line: { deleted: 1, left: 1 },
    });
    expect(await readdir(folder)).toEqual([file.split("/").at(-1)]);
    expect(
      await ask(
        fresh.adminUrl,
        "select count(*)::int as n from ledger.entry where body like '%backup.deleted%'",
      ),
    ).toEqual([{ n: 1 }]);
  },
);

test("wrong words are told with the usage", async () => {
  expect((await run(backup, [])).code).toBe(2);
  expect((await run(restore, [])).code).toBe(2);
  await writeFile(join(root, "none"), "PGDMP");
  expect(await run(restore, [join(root, "none")])).toMatchObject({ code: 2 });
});
