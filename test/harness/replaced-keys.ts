// One of two units replaces its keys while messages are on their way: nothing is lost, and the old key signs nothing any more.
import { expect } from "vitest";
import { ownKeys, wrapFor, writtenTo } from "../../src/exchange/envelope.ts";
import { admit, answer, asked, day, due, exchangeOf, fly, rows, run, send, type Side } from "./two-units.ts";

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
  // Nobody entered the new key here yet: what There says waits.
  await due(there);
  await run(there);
  expect([await arrived(), (await waiting(there)) > 0]).toEqual([before, true]);
  // What Here says to the keys of before is opened and taken; its receipt is believed when the new key is entered, and done once.
  const request = await asked(here, await fly(there));
  const heard = await ledger(there, "exchange.heard");
  await run(here);
  expect(await ledger(there, "exchange.heard")).toBe(heard + 1);
  expect(await waiting(here)).toBe(1);
  await admit(here, there);
  await due(here);
  await run(here);
  expect([await waiting(here), await ledger(there, "exchange.heard")]).toEqual([0, heard + 1]);
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
