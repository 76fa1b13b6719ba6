// The disk is full, or the process is killed, at each single writing statement in turn: what several tables hold together is there whole or
// not at all, nothing is done twice, and the next attempt goes well.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openKeyring, systemActor, type Keyring } from "#platform";
import { maskExpired } from "#retention";
import { euStrict } from "#vocabulary";
import { checkLedger, openLedger } from "#oversight";
import { keyUse, resealAll, rotateKeys } from "../../src/app/resealing.ts";
import { aBreakingDatabase, type Break, type BreakingDatabase } from "../harness/breaking-database.ts";
import { aDisclosureDesk, aForm, type DisclosureDesk } from "../harness/disclosure-desk.ts";
import { aMaskedPerson } from "../harness/masked-person.ts";

let desk: DisclosureDesk;
let broken: BreakingDatabase;
let keyring: Keyring;
let folder: string;
beforeAll(async () => {
  desk = await aDisclosureDesk();
  folder = await mkdtemp(join(tmpdir(), "openpiu-full-"));
  keyring = desk.services.key;
  broken = await aBreakingDatabase(desk.adminUrl);
});
afterAll(async () => {
  await broken?.close();
  await desk?.close();
  await rm(folder, { recursive: true });
});

const ways: readonly Break[] = ["full", "killed"];
const intact = async (): Promise<boolean> => {
  const source = await openLedger(desk.url);
  try {
    return (await checkLedger(source, [])).intact;
  } finally {
    await source.close();
  }
};

test.each(ways)(
  "a package leaves whole, with its entry, or not at all: %s (PNRD-13.6, LED-29.2)",
  async (how) => {
    const number = how === "full" ? "F0000001" : "F0000002";
    await desk.fly([{ documents: [{ type: "P", number, issuer: "AZE", expires: "2031-01-01" }] }]);
    const form = aForm({ subjects: [{ document: number }] });
    const id = await desk.submit(desk.people.police, desk.register.police, form);
    const { packages } = await desk.toCheck(id);
    const reference = packages[0]?.reference ?? "";
    const left = async () => ({
      state: await broken.rows(
        "select state, released_at, sealed is null as unsealed, file is null as unmade from disclosures.package where reference = $1",
        [reference],
      ),
      request: await broken.rows("select state from disclosures.request where request_id = $1", [id]),
      entries: await broken.rows("select count(*)::int as n from ledger.entry where action like 'package.%'"),
    });
    const before = await left();
    const statements = await broken.atEveryWrite(
      how,
      async () => {
        const { status } = await desk.release(id);
        if (status !== 200) throw new Error(String(status));
      },
      async () => expect(await left()).toEqual(before),
    );
    expect(statements).toBeGreaterThan(3);
    const released = await broken.rows(
      "select count(*)::int as n from ledger.entry where action = 'package.released' and subject_id = (select package_id::text from disclosures.package where reference = $1)",
      [reference],
    );
    expect(released).toEqual([{ n: 1 }]);
    expect(await intact()).toBe(true);
  },
);

test.each(ways)(
  "sealing anew stops anywhere and is ended by the next run, nothing is unreadable meanwhile: %s (LED-29.2)",
  async (how) => {
    const services = { database: desk.database, key: keyring };
    await rotateKeys(services);
    const count = async () => [...(await keyUse(services)).values()].reduce((sum, one) => sum + one, 0);
    const before = await count();
    expect(before).toBeGreaterThan(0);
    await broken.atEveryWrite(
      how,
      () => resealAll(services),
      async () => {
        expect(await count()).toBe(before);
        expect([...(await keyUse(services)).keys()].every((id) => keyring.numbered(id) !== undefined)).toBe(
          true,
        );
      },
    );
    expect(await resealAll(services)).toEqual({ sealed: 0, unopened: 0, periodKeys: 0 });
    expect([...(await keyUse(services)).keys()]).toEqual([keyring.newest().id]);
    expect(await intact()).toBe(true);
  },
);

test.each(ways)(
  "nobody is half masked, nor comes back when the clock jumps back: what is gone from the record is in the vault: %s (PNRD-12.2)",
  async (how) => {
    const keys = await openKeyring({ firstKeyFile: join(folder, `${how}.key`), folder: join(folder, how) });
    const retention = { ...systemActor("retention"), roles: ["system", "system:retention"] };
    const made = await aMaskedPerson(
      { database: desk.database, keyring: keys },
      { masked: false, number: how === "full" ? "701" : "702" },
    );
    await desk.database.transaction(retention, (tx) =>
      tx.query("select retention.keep_until($1, $2, $3, $4)", [
        made.date,
        made.flightId,
        made.personId,
        new Date(tx.at.getTime() + 3 * 365 * 86_400_000),
      ]),
    );
    const at = desk.clock.now();
    desk.clock.set(new Date(at.getTime() + 190 * 86_400_000));
    const state = async () => {
      const [row] = await broken.rows<{ clear: boolean; kept: number }>(
        `select t.surname = 'VISIBLE' as clear,
           (select count(*)::int from retention.vault v where v.subject_kind = 'traveller' and v.subject_id = t.traveller_id) as kept
         from records.traveller t where t.traveller_id = $1`,
        [made.travellerId],
      );
      return row;
    };
    expect(await state()).toEqual({ clear: true, kept: 0 });
    const statements = await broken.atEveryWrite(
      how,
      () => maskExpired({ database: desk.database, profile: euStrict, key: keys }),
      async () => {
        const now = await state();
        expect(now?.kept).toBe(now?.clear === true ? 0 : 1);
      },
    );
    expect(statements).toBeGreaterThan(1);
    expect(await state()).toEqual({ clear: false, kept: 1 });
    await maskExpired({ database: desk.database, profile: euStrict, key: keys });
    expect(await state()).toEqual({ clear: false, kept: 1 });
    expect(await intact()).toBe(true);
    // The clock jumps back to before: nobody comes back into the clear, and the ledger goes on in its order.
    desk.clock.set(at);
    const said = () =>
      broken.rows<{ seq: string; at: Date }>("select seq, at from ledger.entry order by seq desc limit 1");
    const [last] = await said();
    await maskExpired({ database: desk.database, profile: euStrict, key: keys });
    await desk.database.transaction(systemActor("test"), async (tx) =>
      tx.record({ action: "test.done", subjectKind: "thing", subjectId: how }),
    );
    const [next] = await said();
    expect(Number(next?.seq)).toBeGreaterThan(Number(last?.seq));
    expect((next?.at ?? last?.at ?? at) < (last?.at ?? at)).toBe(true);
    expect(await state()).toEqual({ clear: false, kept: 1 });
    expect(await intact()).toBe(true);
  },
);
