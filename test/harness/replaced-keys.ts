// One of two units replaces its keys while messages are on their way: nothing is lost, and the old key signs nothing any more.
import { expect } from "vitest";
import { ownKeys, wrapFor, writtenTo } from "../../src/exchange/envelope.ts";
import {
  answer,
  ask,
  asked,
  codeOf,
  day,
  due,
  exchangeOf,
  fly,
  rows,
  run,
  send,
  well,
  type Side,
} from "./two-units.ts";
import type { Authorities } from "#disclosures/contract";
import type { Partners } from "#exchange/contract";
import { systemActor } from "#platform";

const entryOf = async (side: Side) => {
  const { partners } = await well<Partners>(side, "supervisor", "GET", "/api/exchange/partners");
  const entry = partners.find(({ id, state }) => id === side.partner && state === "in-force");
  if (entry === undefined) throw new Error("no partner in force");
  return entry;
};
const noticesOf = async (side: Side, kind: string) =>
  (await rows(side, "select from disclosures.notice where kind = $1", [kind])).length;

/** The key of before told of the new one: it waits for persons at Here, nothing is believed by it, and There sees who has not accepted it. */
async function announcedHere(here: Side, there: Side, print: string): Promise<void> {
  const { announcedKey, print: present } = await entryOf(here);
  expect(announcedKey).toMatchObject({ print, acceptedAt: null });
  expect(present).not.toBe(print);
  expect(await noticesOf(here, "partner-key")).toBeGreaterThan(0);
  const { ownKey } = await entryOf(there);
  expect(ownKey).toMatchObject({ delivered: true, acceptedAt: null });
  const ends = Date.parse(ownKey?.oldUntil ?? "") - Date.now();
  expect(Math.round(ends / day)).toBe(30);
  await reminded(there, 8, 0);
  await reminded(there, 6, 1);
  // Neither SQL nor the announcement itself puts it in force.
  const forge = "update exchange.announced_key set accepted_at = now() where print = $1";
  const { database } = here.unit.running.services;
  await expect(
    database.transaction(systemActor("exchange"), (tx) => tx.query(forge, [print])),
  ).rejects.toThrow(/by the register/);
  await expect(
    rows(here, "update exchange.announced_key set signing_key = '{}' where print = $1", [print]),
  ).rejects.toThrow(/is not changed/);
}

/** So many days before the old key ends, whoever has not accepted is told of, once a day. */
async function reminded(there: Side, days: number, times: number): Promise<void> {
  await rows(there, "update exchange.told_key set old_until = now() + make_interval(days => $1)", [days]);
  for (const _ of [1, 2]) await run(there);
  const told = await rows(there, "select from ledger.entry where action = 'exchange.key-unaccepted'");
  expect([told.length, await noticesOf(there, "own-key-unaccepted")]).toEqual([times, times]);
}

/** A legal adviser proposes the announced key, a supervisor decides in the register, and There learns of it. */
async function acceptedHere(here: Side, there: Side, print: string): Promise<void> {
  const propose = (role: "legal-adviser" | "supervisor", said: string) =>
    ask(here, role, "POST", `/api/exchange/partners/${here.partner}/announced-key`, {
      print: said,
      reason: "Thumbprint compared by telephone",
    });
  expect((await propose("supervisor", print)).status).toBe(403);
  expect(codeOf(await propose("legal-adviser", "A".repeat(43)))).toBe("no-such-key");
  expect((await propose("legal-adviser", print)).status).toBe(200);
  expect(codeOf(await propose("legal-adviser", print))).toBe("authority-waiting");
  expect((await entryOf(here)).print).not.toBe(print);
  const { authorities } = await well<Authorities>(here, "supervisor", "GET", "/api/authorities");
  const proposed = authorities.find(({ id, state }) => id === here.partner && state === "proposed");
  const decide = (role: "legal-adviser" | "supervisor") =>
    ask(here, role, "POST", `/api/authorities/${here.partner}/decision`, {
      version: proposed?.version,
      inForce: true,
      reason: "as announced and compared",
    });
  expect((await decide("legal-adviser")).status).toBe(403);
  expect((await decide("supervisor")).status).toBe(200);
  expect((await entryOf(here)).print).toBe(print);
}

/** There replaces its keys; what it had signed arrives at Here all the same, once two persons there entered the new ones. */
export async function keysReplacedOnTheWay(here: Side, there: Side): Promise<void> {
  const ledger = async (side: Side, action: string) =>
    (await rows(side, "select from ledger.entry where action = $1", [action])).length;
  const waiting = async (side: Side) =>
    (await exchangeOf(side)).outgoing.filter(({ state }) => state === "waiting").length;
  // A package is signed, and does not get away before the key is replaced: Here is no partner for the while.
  await asked(here, await fly(there));
  await run(here);
  const assessed = async (until: string): Promise<void> => {
    await rows(there, "alter table exchange.partner disable trigger guard");
    await rows(there, `update exchange.partner set assessed_until = ${until} where state = 'in-force'`);
    await rows(there, "alter table exchange.partner enable trigger guard");
  };
  await assessed("current_date - 1");
  await answer(there);
  const arrived = async () => (await exchangeOf(here)).received.length;
  const before = await arrived();
  const { key } = there.unit.running.services;
  const old = ownKeys(key);
  expect(await key.addUnitSecret(new Date())).toBe(2);
  await assessed("current_date + 100");
  const own = ownKeys(key);
  expect(own.print).not.toBe(old.print);
  const { keys } = (await (await fetch(`${there.unit.address}/api/disclosure-keys`)).json()) as {
    keys: { kid: string; exp?: number }[];
  };
  expect(keys.map(({ kid, exp }) => [kid, exp === undefined])).toEqual([
    ["packages-1", false],
    ["packages-2", true],
  ]);
  // Nobody entered the new key here yet: what There says waits, all but what the old key says of the new.
  await due(there);
  await run(there);
  expect([await arrived(), (await waiting(there)) > 0]).toEqual([before, true]);
  await announcedHere(here, there, own.print);
  // What Here says to the keys of before is opened and taken; its receipt is believed when the new key is entered, and done once.
  const request = await asked(here, await fly(there));
  const heard = await ledger(there, "exchange.heard");
  await run(here);
  expect(await ledger(there, "exchange.heard")).toBe(heard + 1);
  expect(await waiting(here)).toBe(1);
  await acceptedHere(here, there, own.print);
  await due(here);
  await run(here);
  // The request was heard before; what is new is that its key was accepted.
  expect([await waiting(here), await ledger(there, "exchange.heard")]).toEqual([0, heard + 2]);
  const { ownKey } = await entryOf(there);
  expect(ownKey).toMatchObject({ delivered: true, acceptedAt: expect.any(String) as string });
  expect(await ledger(there, "exchange.key-accepted")).toBe(1);
  await reminded(there, 3, 1);
  expect(await rows(here, "select from exchange.outgoing where subject_id = $1", [request])).toHaveLength(1);
  await due(there);
  await run(there);
  expect([await waiting(there), await arrived()]).toEqual([0, before + 1]);
  // The key of before signs nothing that is believed; after its time nothing that is written to it is opened.
  const here_ = ownKeys(here.unit.running.services.key);
  const late = await wrapFor(
    { format: "openpiu-exchange/1", from: old.print, to: here_.print },
    old,
    here_.published.encryption,
  );
  expect((await send(here, late.envelope)).code).toBe("exchange-key-unknown");
  const after = (days: number) => writtenTo(own, new Date(Date.now() + days * day)).map(({ print }) => print);
  expect([after(29), after(31)]).toEqual([[own.print, old.print], [own.print]]);
  // A start finds the same keys.
  await there.unit.restart();
  there.people.clear();
  expect(ownKeys(there.unit.running.services.key).print).toBe(own.print);
}
