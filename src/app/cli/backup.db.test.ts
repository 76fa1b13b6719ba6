// openpiu backup, restore and prune on real databases with the programs of PostgreSQL.
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  manualClock,
  migrate,
  openDatabase,
  openDeletionJournal,
  openKeyring,
  retentionActor,
  type Config,
} from "#platform";
import { deleteExpired, erasePerson, noteErasures, reapplyDeletions } from "#retention";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../../test/harness/database.ts";
import { aMaskedPerson } from "../../../test/harness/masked-person.ts";
import { backupJobs } from "../backups.ts";
import { expiringKinds } from "../unit.ts";
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

test.skipIf(!programs)(
  "a restore deletes again what was deleted since, from the journal outside, and rows whose key was destroyed; so does the next start (PNRD-12.4)",
  async () => {
    const folder = join(root, "later");
    const clock = manualClock(new Date());
    const keys = { firstKeyFile: join(root, "installation.key"), folder: join(root, "keys") };
    const key = await openKeyring(keys);
    const deletions = openDeletionJournal(join(root, "keys", "deletions"));
    const db = openDatabase({ url: fresh.url, clock, connections: 2 });
    const gone = await aMaskedPerson({ database: db, keyring: key });
    const early = await aMaskedPerson({ database: db, keyring: key }, { masked: false, number: "81" });
    const asked = await aMaskedPerson({ database: db, keyring: key }, { masked: false, number: "82" });
    const made = await run(backup, ["--to", folder]);
    expect([made.code, made.err]).toEqual([0, ""]);
    // Somebody is erased on request: no clock would do it again.
    await db.transaction(retentionActor("rights"), (tx) => erasePerson(tx, expiringKinds, asked));
    expect(await noteErasures(db, deletions)).toBe(2);
    // The next day the grounds are over, of the other the unit had to let go early; the month's key is destroyed.
    await db.transaction(retentionActor("retention"), async (tx) => {
      for (const { date, flightId, personId } of [gone, early])
        await tx.query("select retention.keep_until($1, $2, $3, $4)", [date, flightId, personId, tx.at]);
      await tx.query(
        "update records.traveller set clock_start = clock_start - interval '7 months' where person_id = $1",
        [early.personId],
      );
      await tx.query(
        "update records.booking set clock_start = clock_start - interval '7 months' where booking_id = $1",
        [early.bookingId],
      );
    });
    await deleteExpired({ database: db, profile: euStrict, expiring: expiringKinds, deletions });
    const [month] = (await key.periods.list()).map(({ name }) => name);
    await key.periods.destroy(month ?? "", clock.now());
    await db.close();

    const third = `again_${process.pid}`;
    const elsewhere = fresh.adminUrl.replace(/@\/\w+\?/, `@/${third}?`);
    await ask(fresh.adminUrl, `create database ${third} template template0`);
    try {
      const file = made.line?.file ?? "";
      // Cut off when all rows are there and nothing is deleted again: nothing works on it until the same command has ended it.
      const unreadable = join(root, "keys", "deletions", "2020-01-01.00000000.deleted");
      await writeFile(unreadable, "cut\n");
      await expect(run(restore, [file], elsewhere)).rejects.toThrow("JSON");
      expect(await ask(elsewhere, "select count(*)::int as n from records.traveller")).toEqual([{ n: 3 }]);
      await expect(migrate(elsewhere)).rejects.toMatchObject({ problem: { code: "restore-unfinished" } });
      const other = join(root, "other.openpiu-backup");
      const bytes = await readFile(file);
      await writeFile(other, bytes.toString("latin1").replace(/"madeAt":"\d{4}/, '"madeAt":"2019'), "latin1");
      expect(await run(restore, [other], elsewhere)).toMatchObject({
        code: 1,
        err: expect.stringContaining("was cut off"),
      });
      await rm(unreadable);
      const back = await run(restore, [file], elsewhere);
      expect([back.code, back.err]).toEqual([0, ""]);
      expect(back.line).toMatchObject({ deletedAgain: { traveller: 3, booking: 3 } });
      expect(await migrate(elsewhere)).toEqual([]);
      for (const table of ["records.traveller", "records.booking", "retention.vault"])
        expect(await ask(elsewhere, `select count(*)::int as n from ${table}`)).toEqual([{ n: 0 }]);
      const again = openDatabase({ url: elsewhere, clock, connections: 1 });
      // Nothing is left to do for the start, nor would it be done twice.
      expect(await reapplyDeletions(again, expiringKinds, { deletions, key })).toBeNull();
      const tombstone = await again.transaction({ id: "someone", roles: ["analyst"], purpose: null }, (tx) =>
        tx.query("select kind from retention.tombstone($1)", [gone.travellerId]),
      );
      expect(tombstone).toEqual([{ kind: "traveller" }]);
      await again.close();
    } finally {
      await ask(fresh.adminUrl, `drop database ${third} with (force)`);
    }
  },
);

test.skipIf(!programs)(
  "each night's backup lives as long as the profile says, and no longer when it becomes stricter (PNRD-12.4)",
  async () => {
    const folder = join(root, "nightly");
    const clock = manualClock(new Date("2027-03-01T01:30:00Z"));
    const database = openDatabase({ url: fresh.url, clock, connections: 2 });
    const night = async (days: number) => {
      const [job] = backupJobs;
      await job?.run({}, {
        database,
        clock,
        url: fresh.adminUrl,
        config: {
          keyFile: join(root, "installation.key"),
          databaseUrl: fresh.adminUrl,
          backupFolder: folder,
        } as Config,
        profile: { retention: { ...euStrict.retention, backup: { days } } },
      } as never);
      return (await readdir(folder)).length;
    };
    expect(await night(14)).toBe(1);
    await writeFile(join(folder, "x.openpiu-backup.part"), "");
    await utimes(join(folder, "x.openpiu-backup.part"), 0, 0);
    clock.set(new Date("2027-03-15T01:29:00Z"));
    expect(await night(14)).toBe(2);
    clock.set(new Date("2027-03-15T01:30:00Z"));
    expect(await night(14)).toBe(2);
    clock.set(new Date("2027-03-18T01:30:00Z"));
    expect(await night(2)).toBe(1);
    const entries = await ask(
      fresh.adminUrl,
      "select count(*)::int as n from ledger.entry where body like '%backup.deleted%2027-03%'",
    );
    expect(entries).toEqual([{ n: 3 }]);
    await database.close();
  },
);

test("wrong words are told with the usage", async () => {
  expect((await run(backup, [])).code).toBe(2);
  expect((await run(restore, [])).code).toBe(2);
  await writeFile(join(root, "none"), "PGDMP");
  expect(await run(restore, [join(root, "none")])).toMatchObject({ code: 2 });
});
