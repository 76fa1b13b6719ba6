// A rotation over a unit that has received: afterwards nothing is left under the old key, and everything reads as before.
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor, unseal } from "#platform";
import { aUnit, type Unit } from "../../test/harness/unit.ts";
import { keyUse, resealAll, rotateKeys, sealedColumns } from "./resealing.ts";

let unit: Unit;
beforeAll(async () => {
  unit = await aUnit();
  const line = await unit.carrier("J2");
  for (const surname of ["IMAGINARY", "INVENTED"]) {
    const pushed = await line.push({ body: listOf(surname) });
    if (pushed.status !== 202) throw new Error(`not taken: ${pushed.status}`);
  }
});
afterAll(() => unit.close());

/** A passenger list of one invented person. */
function listOf(surname: string): string {
  return [
    "UNB+UNOA:4+J2+AZ+260301:1000+1'UNH+1+PAXLST:D:02B:UN:IATA'BGM+745'TDT+20+J2078'LOC+125+IST'DTM+189:2603011000:201'",
    `LOC+87+GYD'DTM+232:2603011500:201'NAD+FL+++${surname}:SOMEBODY'ATT+2++M'DTM+329:800101'DOC+P:110:111+D${surname}'`,
    "CNT+42:1'UNT+12+1'UNZ+1+1'",
  ].join("");
}

/** What the redacted sources say now, by receipt. */
function sources(): Promise<readonly string[]> {
  const { database, key } = unit.running.services;
  return database.transaction(systemActor("test"), async (tx) => {
    const rows = await tx.query<{ receipt_id: string; sealed: Buffer }>(
      "select receipt_id, sealed from intake.redacted_source order by 1",
    );
    return rows.map((row) => unseal(key, row.receipt_id, row.sealed)?.toString("latin1") ?? "unreadable");
  });
}

test("a rotation seals everything anew in small steps, twice is as good as once (LED-29.2)", async () => {
  const { services } = unit.running;
  const before = await sources();
  expect(before).toHaveLength(2);
  expect(before.join()).toContain("INVENTED");
  const kept = (await keyUse(services)).get(1) ?? 0;
  expect(kept).toBeGreaterThan(2);
  const id = await rotateKeys(services);
  const done = await resealAll(services);
  expect(done.unopened).toBe(0);
  // The server's own job may have been quicker with some of it.
  expect([...(await keyUse(services))]).toEqual([[id, kept]]);
  expect(await resealAll(services)).toEqual({ sealed: 0, unopened: 0, periodKeys: 0 });
  expect(await sources()).toEqual(before);
});

test("every column with sealed bytes takes part", async () => {
  const columns = await unit.running.services.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ name: string }>(
      `select n.nspname || '.' || c.relname || '.' || a.attname as name
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where a.attname ~ '^(sealed|opened$)' and a.atttypid = 'bytea'::regtype and c.relkind in ('r', 'p') and not c.relispartition
       order by 1`,
    ),
  );
  // The vault is sealed by the keys of its periods, which a rotation wraps anew.
  const resealed = [
    ...sealedColumns.map(({ table, column }) => `${table}.${column}`),
    "retention.vault.sealed",
  ];
  expect(columns.map(({ name }) => name)).toEqual(resealed.toSorted());
});
