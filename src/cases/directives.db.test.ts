// Boarding directives over HTTP: proposed by one, released by another, withdrawn; the database holds to it by itself.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readBytes } from "#messages";
import { migrateJobs, newId, systemActor } from "#platform";
import { applyPassengerList } from "#records";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { Directive, Directives, Escalations } from "./contract.ts";
import { directiveById } from "./directive-store.ts";
import { escalate } from "./directives.ts";
import { casesRoutes } from "./routes.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let analyst: Person;
let supervisor: Person;
let both: Person;
let lists: Person;
let personKey = "";
let flight = { date: "", id: "", designator: "", origin: "", destination: "" };
let flights = 0;
const sample = readFileSync(new URL("../../samples/paxlst/one-flight.edi", import.meta.url), "latin1");

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-03-01T10:00:00Z") });
  await migrateJobs(desk.url);
  casesRoutes(desk.server, {
    database: desk.database,
    profile: euStrict,
    carrierMessages: async () => new Map(),
  });
  [analyst, supervisor, both, lists] = await Promise.all([
    desk.signIn(["analyst"], "BORDER"),
    desk.signIn(["supervisor"], "BORDER"),
    desk.signIn(["analyst", "supervisor"], "BORDER"),
    desk.signIn(["watchlist-manager"], "TERR"),
  ]);
});
afterAll(() => desk.close());
beforeEach(async () => {
  flights += 1;
  const [message] = readBytes(
    Buffer.from(sample.replaceAll(/(?<=TDT\+20\+[A-Z0-9]{2})\d+/g, String(700 + flights))),
  );
  const list = message?.passengerList;
  if (list === undefined) throw new Error("no list");
  const change = await desk.database.transaction(systemActor("intake"), (tx) =>
    applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: null }),
  );
  flight = change?.flight ?? flight;
  personKey = `${flight.date}_${flight.id}_${change?.toScreen[0]?.personId}`;
});

async function ask<Answer>(who: Person, method: "GET" | "POST", url: string, body?: object) {
  const answer = await desk.server.inject({
    method,
    url,
    // The flight of the shift is the ground for border control.
    headers: { ...who.headers, "x-ground": `flight:${personKey.slice(0, 47)}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<Answer & { code?: string }>() };
}
const proposal = () => ({
  person: personKey,
  directive: "NOT_OK",
  ground: "entry-ban-confirmed",
  authority: "NOT_APPLICABLE",
  reference: "EB 2026/114",
  reason: "ban confirmed by the owner of the list",
});
const propose = (who: Person, over: object = {}) =>
  ask<Directive>(who, "POST", "/api/directives", { ...proposal(), ...over });
const act = (who: Person, id: string, path: string, body?: object) =>
  ask<Directive>(who, "POST", `/api/directives/${id}/${path}`, body);

describe("a directive", () => {
  test("is proposed, released by another, and withdrawn, each step in the ledger", async () => {
    const proposed = await propose(analyst);
    expect(proposed).toMatchObject({ status: 201, body: { state: "proposed", released: null, told: null } });
    expect(proposed.body.maskedName).toMatch(/\*\*\*/);
    expect(proposed.body.says).toEqual({ code: "1Z", text: "DO NOT BOARD" });
    const { id } = proposed.body;
    const waiting = await ask<Directives>(supervisor, "GET", "/api/directives?state=proposed");
    expect(waiting.body.directives.map((one) => one.id)).toContain(id);
    expect(await act(supervisor, id, "release")).toMatchObject({ status: 200, body: { state: "released" } });
    expect(await act(supervisor, id, "release")).toMatchObject({
      status: 409,
      body: { code: "directive-not-proposed" },
    });
    expect(await act(analyst, id, "retraction", { why: "mistaken" })).toMatchObject({ status: 409 });
    expect(await act(analyst, id, "withdrawal", { why: "lifted by court" })).toMatchObject({ status: 403 });
    expect(await act(supervisor, id, "withdrawal", { why: "lifted by court" })).toMatchObject({
      status: 200,
      body: { state: "withdrawn", ended: { why: "lifted by court" } },
    });
    const actions = await desk.database.transaction(systemActor("test"), (tx) =>
      tx.query<{ action: string }>("select action from ledger.entry where subject_id = $1 order by 1", [id]),
    );
    expect(actions.map(({ action }) => action)).toEqual([
      "directive.proposed",
      "directive.released",
      "directive.withdrawn",
    ]);
    const history = await ask<Directives>(analyst, "GET", `/api/directives?person=${personKey}`);
    expect(history.body.directives).toHaveLength(1);
  });

  test("is never released by who proposed it, and one is enough", async () => {
    const { body } = await propose(both);
    const refused = await act(both, body.id, "release");
    expect(refused).toMatchObject({ status: 403, body: { code: "not-permitted", policies: ["four-eyes"] } });
    expect(await propose(analyst)).toMatchObject({ status: 409, body: { code: "directive-exists" } });
    expect(await act(analyst, body.id, "retraction", { why: "the wrong person" })).toMatchObject({
      status: 200,
    });
    expect((await propose(analyst)).status).toBe(201);
  });

  test("to keep from boarding needs a confirmed fact; likeness is no ground at all (WL-3, PNRD-7.6) [cusres.md §3 row 1]", async () => {
    expect(await propose(analyst, { ground: "identity-check" })).toMatchObject({
      status: 422,
      body: { code: "ground-too-weak" },
    });
    expect((await propose(analyst, { ground: "name-match" })).status).toBe(400);
    expect((await propose(analyst, { directive: "SELECTEE", ground: "identity-check" })).status).toBe(201);
  });

  test.each(["supervisor", "lists"])("is not for %s to propose", async (who) => {
    expect((await propose(who === "lists" ? lists : supervisor)).status).toBe(403);
  });

  test("of a person who is not there is refused", async () => {
    const person = `${personKey.slice(0, 48)}${personKey.slice(11, 47)}`;
    expect(await propose(analyst, { person })).toMatchObject({
      status: 404,
      body: { code: "unknown-person" },
    });
  });
});

describe("the database by itself", () => {
  const as = (id: string, roles: string[]) => ({ id, roles, purpose: "BORDER" });
  const release = (id: string, by: { id: string; roles: string[]; purpose: string }, named: string) =>
    desk.database.transaction(by, (tx) =>
      tx.query(
        "update cases.directive set state = 'released', released_by = $2, released_at = now() where directive_id = $1",
        [id, named],
      ),
    );

  test("lets nobody release their own, in another's name, or as the system (PNRD-7.6, ANX9-9.27b)", async () => {
    const { body } = await propose(analyst);
    await expect(release(body.id, as(analyst.id, ["analyst", "supervisor"]), analyst.id)).rejects.toThrow(
      /check/,
    );
    await expect(release(body.id, as(analyst.id, ["analyst"]), supervisor.id)).rejects.toThrow(/in person/);
    await expect(release(body.id, as("system:intake", ["system"]), "system:intake")).rejects.toThrow(
      /in person/,
    );
    const row = await desk.database.transaction(systemActor("test"), (tx) => directiveById(tx, body.id));
    expect(row?.state).toBe("proposed");
  });

  test("lets no ground be changed and no step be left out", async () => {
    const { body } = await propose(analyst);
    const change = (set: string) =>
      desk.database.transaction(as(supervisor.id, ["supervisor"]), (tx) =>
        tx.query(`update cases.directive set ${set} where directive_id = $1`, [body.id]),
      );
    await expect(change("ground = 'no-visa'")).rejects.toThrow(/permission denied/);
    await expect(change("state = 'withdrawn'")).rejects.toThrow(/does not go/);
  });
});

test("of a flight: all its directives, as the carrier of the flight reads them", async () => {
  const code = flight.designator.slice(0, 2);
  await desk.database.transaction(systemActor("test"), async (tx) => {
    await tx.query(
      `insert into carriers.carrier (carrier_id, code, name, sender_ids, flies_as, created_at)
       values ($1, $2, 'A carrier', '{}', array[$2], $3) on conflict do nothing`,
      [newId(tx.at), code, tx.at],
    );
    await tx.query(
      `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at, decided_by,
         decided_at)
       select $1, carrier_id, $2, 'first', 'in-force', 'a', $3, 'b', $3 from carriers.carrier where code = $4`,
      [
        newId(tx.at),
        JSON.stringify({ directiveCodes: { NOT_OK: "9X" }, dutyTelephone: "+994 12 555" }),
        tx.at,
        code,
      ],
    );
  });
  const { body: proposed } = await propose(analyst);
  await act(supervisor, proposed.id, "release");
  const key = `${flight.date}_${flight.id}`;
  const { body } = await ask<Directives>(analyst, "GET", `/api/directives?flight=${key}`);
  expect(body.directives).toMatchObject([
    {
      id: proposed.id,
      state: "released",
      messages: [],
      says: { code: "9X", text: "DO NOT BOARD - CALL BORDER SERVICE 00994 12 555" },
    },
  ]);
  const another = key.replace(/_./, (start) => (start === "_0" ? "_1" : "_0"));
  expect(
    (await ask<Directives>(analyst, "GET", `/api/directives?flight=${another}`)).body.directives,
  ).toEqual([]);
  await desk.database.transaction(systemActor("intake"), (tx) =>
    escalate(tx, { kind: "unconfirmed", flight, directiveId: proposed.id, carrier: code }),
  );
  const { body: matters } = await ask<Escalations>(analyst, "GET", "/api/escalations");
  // Who is to be telephoned about, by whose decision: without another look.
  expect(matters.escalations.find((one) => one.flight.key === key)?.directive).toMatchObject({
    id: proposed.id,
    directive: "NOT_OK",
    state: "released",
    released: { by: { id: supervisor.id } },
  });
});

test("what the duty officer must do by hand stands there until somebody says what was done", async () => {
  const raise = () =>
    desk.database.transaction(systemActor("intake"), (tx) =>
      escalate(tx, { kind: "unconfirmed", flight, directiveId: null, carrier: "J2" }),
    );
  await raise();
  await raise();
  const { body } = await ask<Escalations>(analyst, "GET", "/api/escalations");
  const mine = body.escalations.filter((one) => one.flight.key === `${flight.date}_${flight.id}`);
  expect(mine).toMatchObject([{ kind: "unconfirmed", carrier: "J2", travellers: 1 }]);
  const handling = `/api/escalations/${mine[0]?.id}/handling`;
  expect((await ask(lists, "POST", handling, { note: "telephoned the station" })).status).toBe(403);
  const left = await ask<Escalations>(analyst, "POST", handling, { note: "telephoned the station" });
  expect(left.body.escalations.some((one) => one.id === mine[0]?.id)).toBe(false);
  expect(await ask(analyst, "POST", handling, { note: "again" })).toMatchObject({
    status: 409,
    body: { code: "escalation-handled" },
  });
});
