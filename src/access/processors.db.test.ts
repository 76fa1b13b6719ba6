// Processors and the visits of their support through the front door; and that a vendor has no other way in, whoever asks the
// database (LED-22-23).
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId, systemActor, type Actor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { processorRoutes } from "./processor-routes.ts";
import type { Processors } from "./processor-contract.ts";
import { insertSession } from "./store.ts";

type Signed = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let legal: Signed;
let head: Signed;
let officer: Signed;
let admin: Signed;
let vendor = "";
const system = systemActor("test");
const minute = 60_000;

beforeAll(async () => {
  desk = await aDesk();
  processorRoutes(desk.server);
  legal = await desk.signIn(["legal-adviser"]);
  head = await desk.signIn(["head"]);
  officer = await desk.signIn(["data-protection-officer"]);
  admin = await desk.signIn(["administrator"]);
  vendor = await desk.database.transaction(system, async (tx) => {
    const id = newId(tx.at);
    await tx.query(
      `insert into access.person (person_id, sign_in_name, display_name, locale, created_at, tenant)
       values ($1, 'vendor', 'A technician', 'en', $2, 'vendor:acme')`,
      [id, tx.at],
    );
    await tx.query(
      "insert into access.role_grant (person_id, role, granted_at, granted_by) values ($1, 'administrator', $2, 'system:test')",
      [id, tx.at],
    );
    return id;
  });
});
afterAll(() => desk.close());

const ask = async (who: Signed, path: string, payload?: object) => {
  const answer = await desk.server.inject({
    method: payload === undefined ? "GET" : "POST",
    url: `/api${path}`,
    headers: who.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, ...answer.json<Processors & { code?: string }>() };
};
const actorOf = (who: Signed, role: string): Actor => ({ id: who.id, roles: [role], purpose: null });
const comesIn = (by: Actor = system, hours = 8) =>
  desk.database.transaction(by, async (tx) => {
    const id = newId(tx.at);
    const expiresAt = new Date(tx.at.getTime() + hours * 60 * minute);
    const tokenHash = Buffer.from(id.replaceAll("-", "").padEnd(64, "0"), "hex");
    await insertSession(tx, { id, tokenHash, personId: vendor, expiresAt, strength: "passkey", device: "x" });
    const [row] = await tx.query<{ expires_at: Date }>(
      "select expires_at from access.session where session_id = $1",
      [id],
    );
    return row?.expires_at.toISOString();
  });
const form = () => ({
  tenant: "vendor:acme",
  name: "Acme Systems",
  contract: "Contract 7/2026",
  instructions: "Mends the database on the unit's word; copies nothing and takes nothing away.",
  subProcessors: ["Acme Storage"],
  validFrom: desk.clock.now().toISOString(),
  validUntil: new Date(desk.clock.now().getTime() + 300 * 86_400_000).toISOString(),
});

test("a vendor has no standing access: no session without a visit, by the program or by SQL (LED-22-23)", async () => {
  for (const by of [system, systemActor("access"), actorOf(admin, "administrator"), actorOf(head, "head")])
    await expect(comesIn(by)).rejects.toThrow("LED-22-23");
  // Nor a role that sees travellers.
  for (const role of ["analyst", "supervisor", "data-protection-officer"])
    await expect(
      desk.database.transaction(system, (tx) =>
        tx.query(
          "insert into access.role_grant (person_id, role, granted_at, granted_by) values ($1, $2, $3, 'system:test')",
          [vendor, role, tx.at],
        ),
      ),
    ).rejects.toThrow("LED-22-23");
});

test("a processor works by contract and instructions, registered by one and admitted by another (LED-22-23)", async () => {
  for (const lacking of [{ contract: "" }, { instructions: "none" }])
    expect((await ask(legal, "/processors", { ...form(), ...lacking })).status).toBe(400);
  expect((await ask(head, "/processors", form())).status).toBe(403);
  const { processors } = await ask(legal, "/processors", form());
  const [made] = processors;
  expect(made).toMatchObject({
    state: "proposed",
    subProcessors: ["Acme Storage"],
    contract: "Contract 7/2026",
  });
  const visit = { personId: vendor, reason: "The index of lists is damaged", minutes: 10 };
  expect(await ask(admin, `/processors/${made?.id}/visits`, visit)).toMatchObject({
    code: "visit-not-theirs",
  });
  const admitted = { state: "in-force", reason: "Needed and bound" };
  expect((await ask(legal, `/processors/${made?.id}/decision`, admitted)).status).toBe(403);
  expect((await ask(head, `/processors/${made?.id}/decision`, admitted)).processors[0]).toMatchObject({
    state: "in-force",
  });
  // A contract in force lets nobody in either.
  await expect(comesIn()).rejects.toThrow("LED-22-23");
});

test("their support comes in by the officer's and the head's word, for the time they gave, and is out after it (LED-22-23)", async () => {
  const [processor] = (await ask(legal, "/processors")).processors;
  const visit = { personId: vendor, reason: "The index of lists is damaged", minutes: 10 };
  expect((await ask(admin, `/processors/${processor?.id}/visits`, { ...visit, minutes: 300 })).status).toBe(
    400,
  );
  const { visits } = await ask(admin, `/processors/${processor?.id}/visits`, visit);
  const id = visits[0]?.id ?? "";
  expect(visits[0]).toMatchObject({ state: "asked", expiresAt: null });
  expect((await ask(admin, `/support-visits/${id}/approval`, {})).status).toBe(403);
  expect((await ask(officer, `/support-visits/${id}/approval`, {})).visits[0]).toMatchObject({
    state: "asked",
  });
  expect(await ask(officer, `/support-visits/${id}/approval`, {})).toMatchObject({ code: "visit-not-open" });
  await expect(comesIn()).rejects.toThrow("LED-22-23");
  // One does not give both words by SQL, nor makes a visit longer.
  await expect(
    desk.database.transaction(actorOf(officer, "data-protection-officer"), (tx) =>
      tx.query(
        "update access.support_visit set head_by = $2, head_at = $3, expires_at = $3::timestamptz + interval '30 min' where visit_id = $1",
        [id, officer.id, tx.at],
      ),
    ),
  ).rejects.toThrow(/each in person|check constraint/);
  const begun = (await ask(head, `/support-visits/${id}/approval`, {})).visits[0];
  expect(begun).toMatchObject({ state: "in-force" });
  await expect(
    desk.database.transaction(actorOf(head, "head"), (tx) =>
      tx.query(
        "update access.support_visit set expires_at = expires_at + interval '1 min' where visit_id = $1",
        [id],
      ),
    ),
  ).rejects.toThrow("not made longer");
  // A session for eight hours ends with the visit.
  expect(await comesIn()).toBe(begun?.expiresAt);
  desk.clock.set(new Date(desk.clock.now().getTime() + 10 * minute));
  await expect(comesIn()).rejects.toThrow("LED-22-23");
  expect((await ask(legal, "/processors")).visits[0]).toMatchObject({ state: "over" });
});

test("ended early, its sessions end with it; each step is in the ledger", async () => {
  const [processor] = (await ask(legal, "/processors")).processors;
  const visit = { personId: vendor, reason: "The same index once more", minutes: 60 };
  const id = (await ask(admin, `/processors/${processor?.id}/visits`, visit)).visits[0]?.id ?? "";
  await ask(head, `/support-visits/${id}/approval`, {});
  await ask(officer, `/support-visits/${id}/approval`, {});
  await comesIn();
  expect((await ask(officer, `/support-visits/${id}/end`, {})).visits[0]).toMatchObject({ state: "ended" });
  const sessions = () =>
    desk.database.transaction(system, (tx) =>
      tx.query("select session_id from access.session where person_id = $1", [vendor]),
    );
  expect(await sessions()).toEqual([]);
  await expect(comesIn()).rejects.toThrow("LED-22-23");
  const acts = await desk.database.transaction(system, (tx) =>
    tx.query<{ action: string }>(
      "select action from ledger.entry where subject_kind in ('processor', 'support-visit') order by seq",
    ),
  );
  expect(acts.map(({ action }) => action)).toEqual([
    "processor.registered",
    "processor.admitted",
    "support.asked",
    "support.approved",
    "support.begun",
    "support.asked",
    "support.approved",
    "support.begun",
    "support.ended",
  ]);
});
