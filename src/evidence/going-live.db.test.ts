// Going live of modules of high risk through the front door, what does not happen before it, and what the database refuses
// whoever asks (LED-27).
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId, systemActor } from "#platform";
import { openScreening, type Screening } from "#screening";
import { activeVersions } from "#watchlists";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { anArrival } from "../cases/fixtures.ts";
import { aList, anEntry } from "../watchlists/fixtures.ts";
import { assessmentInForce } from "./document-store.ts";
import { goingLiveRoutes } from "./going-live-routes.ts";
import { modulesOff } from "./going-live.ts";
import type { Modules } from "./going-live-contract.ts";

type Signed = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let screening: Screening;
let officer: Signed;
let head: Signed;
let legal: Signed;
const system = systemActor("test");
const advice = "Necessary and proportionate on the assessment as it stands; review the namesakes each month.";

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T10:00:00Z"), working: true });
  goingLiveRoutes(desk.server, desk);
  officer = await desk.signIn(["data-protection-officer"]);
  head = await desk.signIn(["head"]);
  legal = await desk.signIn(["legal-adviser"]);
  screening = openScreening({
    database: desk.database,
    live: null,
    onProblem: (problem) => {
      throw problem;
    },
  });
});
afterAll(async () => {
  await screening.close();
  await desk.close();
});

const ask = async (who: Signed, path = "", payload?: object) => {
  const answer = await desk.server.inject({
    method: payload === undefined ? "GET" : "POST",
    url: `/api/evidence/modules${path}`,
    headers: who.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return {
    status: answer.statusCode,
    code: answer.json<{ code?: string }>().code,
    ...answer.json<Modules>(),
  };
};
const stateOf = async (module: string) =>
  (await ask(officer)).modules.find((one) => one.module === module)?.state;
const alerts = () =>
  desk.database.transaction(system, (tx) =>
    tx.query("select alert_id from cases.alert where state = 'open'"),
  );
const asActor = (who: Signed, role: string) => ({ id: who.id, roles: [role], purpose: null });

/** An assessment signed by the officer, to be looked at again on a day. */
async function signed(reviewOn: string): Promise<number> {
  const number = await desk.database.transaction(asActor(legal, "legal-adviser"), async (tx) => {
    const [row] = await tx.query<{ number: number }>(
      `insert into evidence.assessment (number, state, necessity, risks, facts, prepared_by, prepared_at)
       select coalesce(max(number), 0) + 1, 'prepared', repeat('necessary and proportionate ', 3), '[]', '{}', $1, $2
       from evidence.assessment returning number`,
      [legal.id, tx.at],
    );
    return row?.number ?? 0;
  });
  await desk.database.transaction(asActor(officer, "data-protection-officer"), (tx) =>
    tx.query(
      `update evidence.assessment set state = 'signed', opinion = 'well founded', decided_by = $2, decided_at = $3, review_on = $4
       where number = $1`,
      [number, officer.id, tx.at, reviewOn],
    ),
  );
  return number;
}

const traveller = [{ surname: "ALIYEV", given: "RASHAD", birthDate: "1984-03-11" }];

test("before it nobody is screened, no rule is asked and no partner is heard: the unit starts and says so (LED-27)", async () => {
  await desk.database.transaction(system, (tx) =>
    aList(
      tx,
      [
        anEntry({
          id: "A-1",
          list: "A",
          names: [{ full: "Rashad Aliyev", type: "primary" }],
          dobs: [{ date: "1984-03-11" }],
        }),
      ],
      "A",
    ),
  );
  expect(await desk.database.transaction(system, modulesOff)).toEqual(["lists", "rules", "exchange"]);
  expect(await desk.database.transaction(system, activeVersions)).toEqual([]);
  await screening.upToDate();
  await anArrival({ database: desk.database, screening }, "801", traveller);
  expect(await alerts()).toEqual([]);
});

test.each([
  ["lists", "insert into cases.alert default values"],
  ["rules", "insert into cases.criterion_alert default values"],
  ["exchange", "insert into exchange.outgoing default values"],
  ["exchange", "insert into exchange.received default values"],
])("nor past the program: %s, %s (LED-27)", async (module, statement) => {
  await expect(
    desk.database.transaction(systemActor("screening"), (tx) => tx.query(statement)),
  ).rejects.toThrow(`the module ${module} is not in operation`);
});

test("without an assessment in force nothing goes live, by nobody, and nobody calls a working unit a rehearsal (LED-27)", async () => {
  expect(await ask(officer, "/lists/advice", { advice })).toMatchObject({
    status: 409,
    code: "assessment-missing",
  });
  await signed("2026-11-21");
  expect(await ask(officer, "/lists/advice", { advice })).toMatchObject({
    status: 409,
    code: "assessment-missing",
  });
  const asOfficer = asActor(officer, "data-protection-officer");
  await expect(
    desk.database.transaction(asOfficer, (tx) =>
      tx.query(
        `insert into evidence.going_live (going_live_id, module, assessment, holds_until, state, advice, advised_by, advised_at)
         values ($1, 'lists', 1, '2030-01-01', 'advised', $2, $3, $4)`,
        [newId(tx.at), advice, officer.id, tx.at],
      ),
    ),
  ).rejects.toThrow("no impact assessment in force");
  for (const kind of ["test", "demonstration"])
    await expect(
      desk.database.transaction(systemActor("access"), (tx) =>
        tx.query("insert into platform.rehearsal (kind) values ($1)", [kind]),
      ),
    ).rejects.toThrow(kind === "test" ? /row-level security/ : /accounts of its own/);
});

test("the officer advises, the head decides; one alone does not, and neither does anybody else (LED-27)", async () => {
  const number = await signed("2027-01-15");
  for (const who of [legal, head]) expect((await ask(who, "/lists/advice", { advice })).status).toBe(403);
  const decision = { live: true, reason: "On the officer's advice" };
  expect(await ask(head, "/lists/decision", decision)).toMatchObject({ code: "going-live-not-advised" });
  expect((await ask(officer, "/lists/advice", { advice })).status).toBe(200);
  expect(await stateOf("lists")).toBe("off");
  expect((await ask(officer, "/lists/decision", decision)).status).toBe(403);
  // Nor the officer by SQL, in the head's name or their own.
  for (const by of [officer.id, head.id])
    await expect(
      desk.database.transaction(asActor(officer, "data-protection-officer"), (tx) =>
        tx.query(
          "update evidence.going_live set state = 'live', reason = 'mine', decided_by = $1, decided_at = $2 where state = 'advised'",
          [by, tx.at],
        ),
      ),
    ).rejects.toThrow(/head decides|check constraint/);
  expect((await ask(head, "/lists/decision", decision)).status).toBe(200);
  const { assessment, modules } = await ask(legal);
  expect(assessment).toEqual({ number, reviewOn: "2027-01-15", inForce: true });
  expect(modules.find(({ module }) => module === "lists")).toMatchObject({
    state: "live",
    holdsUntil: "2027-01-15",
    waiting: false,
    steps: [{ state: "live", assessment: number, advice, reason: decision.reason }],
  });
  expect(await stateOf("rules")).toBe("off");
});

test("from then on it screens, and whoever came before is screened as well", async () => {
  await screening.upToDate();
  await anArrival({ database: desk.database, screening }, "802", traveller);
  expect(await alerts()).toHaveLength(1);
  const client = new Client({ connectionString: desk.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ key: string }>(
    "select key from graphile_worker.jobs where task_identifier = 'rescreen-list'",
  );
  await client.end();
  expect(rows).toEqual([{ key: expect.stringMatching(/:0:1$/) }]);
});

test("it ends by itself on the day its assessment is due, and what was screened meanwhile comes to nothing (LED-27)", async () => {
  desk.clock.set(new Date("2027-01-15T00:00:00Z"));
  const again = await desk.signIn(["data-protection-officer"]);
  const { modules, assessment } = await ask(again);
  expect(assessment).toMatchObject({ inForce: false });
  expect(modules.find(({ module }) => module === "lists")).toMatchObject({ state: "lapsed" });
  // The index in memory still has the list; its matches become no alerts.
  await anArrival({ database: desk.database, screening }, "803", traveller, {
    departs: "2027-01-16T14:30",
    arrives: "2027-01-16T18:25",
  });
  expect(await alerts()).toHaveLength(1);
  expect(await desk.database.transaction(system, activeVersions)).toEqual([]);
});

test("either of them stops it at once; a new assessment carries it again (LED-27)", async () => {
  const number = await signed("2028-05-01");
  const [again, chief] = [await desk.signIn(["data-protection-officer"]), await desk.signIn(["head"])];
  expect((await ask(again, "/lists/advice", { advice })).status).toBe(200);
  expect((await ask(chief, "/lists/decision", { live: true, reason: "The new assessment" })).status).toBe(
    200,
  );
  expect((await ask(again)).modules[0]).toMatchObject({ state: "live", holdsUntil: "2028-05-01" });
  expect(
    await desk.database.transaction(asActor(again, "data-protection-officer"), assessmentInForce),
  ).toMatchObject({ number });
  expect((await ask(again, "/lists/stop", { reason: "A finding of the authority" })).status).toBe(200);
  expect((await ask(again)).modules[0]).toMatchObject({ state: "off" });
  expect(await ask(chief, "/lists/stop", { reason: "twice" })).toMatchObject({ code: "going-live-not-live" });
  const acts = await desk.database.transaction(system, (tx) =>
    tx.query<{ action: string }>(
      "select action from ledger.entry where subject_kind = 'module' order by seq",
    ),
  );
  expect(acts.map(({ action }) => action)).toEqual([
    "module.advised",
    "module.live",
    "module.advised",
    "module.live",
    "module.stopped",
  ]);
});
