// Reading the ledger over HTTP, by whom and with what trace.
import { afterAll, beforeAll, expect, test } from "vitest";
import { oversightRoutes } from "#oversight";
import { systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { LedgerPage } from "./contract.ts";

let desk: Desk;
let officer: { id: string; headers: Record<string, string> };

beforeAll(async () => {
  desk = await aDesk();
  oversightRoutes(desk.server, desk);
  officer = await desk.signIn(["data-protection-officer"], "OVERSIGHT");
  await desk.database.transaction(systemActor("test"), async (tx) => {
    for (let n = 1; n <= 230; n += 1) {
      tx.record({
        action: n % 2 ? "odd.done" : "even.done",
        subjectKind: "thing",
        subjectId: `thing-${n % 10}`,
      });
    }
  });
});
afterAll(() => desk.close());

async function read(query: string, headers = officer.headers) {
  const answer = await desk.server.inject({ url: `/api/ledger${query}`, headers });
  return { status: answer.statusCode, body: answer.json<LedgerPage>() };
}

test("the newest come first, page by page, and each reading is an entry itself (PNRD-13.6)", async () => {
  const first = await read("");
  expect(first.body.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, n) => 230 - n));
  expect(first.body.entries[0]).toMatchObject({
    actor: { id: "system:test", name: "OpenPIU (test)" },
    action: "even.done",
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(first.body.before).toBe(131);
  const second = await read("?before=131");
  const third = await read(`?before=${second.body.before}`);
  expect(third.body.entries.at(-1)?.seq).toBe(1);
  expect(third.body.before).toBeNull();
  const own = await read(`?actor=${officer.id}`);
  expect(own.body.entries.map(({ action, purpose }) => [action, purpose])).toEqual(
    Array.from({ length: 3 }, () => ["ledger.viewed", "OVERSIGHT"]),
  );
});

test("it is searched by person, action and subject", async () => {
  expect((await read("?action=odd.done&subject=thing-3")).body.entries.length).toBe(23);
  expect(
    (await read("?actor=data-protection")).body.entries.every((entry) => entry.actor.id === officer.id),
  ).toBe(true);
  expect((await read("?actor=nobody")).body.entries).toEqual([]);
  expect((await read("")).body.actions).toEqual(["even.done", "ledger.viewed", "odd.done"]);
});

test("the acts that concerned a person are found, by recipient, purpose and period too, and asking is one (LED-25.1)", async () => {
  const person = "01900000-0000-7000-8000-000000000001";
  const analyst = await desk.signIn(["analyst"], "TERR");
  await desk.database.transaction({ id: analyst.id, roles: ["analyst"], purpose: "TERR" }, async (tx) => {
    const about = ["01900000-0000-7000-8000-000000000002", person, person];
    tx.record({
      action: "odd.done",
      subjectKind: "thing",
      subjectId: "list",
      about,
      recipient: "authority:x",
    });
    tx.record({ action: "odd.done", subjectKind: "thing", subjectId: "other", about: about.slice(0, 1) });
  });
  const found = await read(`?about=${person}`);
  expect(
    found.body.entries.map(({ subjectId, recipient, purpose }) => [subjectId, recipient, purpose]),
  ).toEqual([["list", "authority:x", "TERR"]]);
  // The search itself is about that person, and says so.
  const again = await read(`?about=${person}`);
  expect(again.body.entries.map(({ action }) => action)).toEqual(["ledger.viewed", "odd.done"]);
  expect((await read("?recipient=authority:x&purpose=TERR")).body.entries.length).toBe(1);
  expect((await read("?recipient=authority:x&until=2026-01-01T00:00:00Z")).body.entries).toEqual([]);
  expect((await read("?recipient=authority:x&since=2026-01-01T00:00:00Z")).body.entries.length).toBe(1);
  // Whoever may not read the ledger finds nothing through the index either.
  const hidden = await desk.database.transaction({ id: "x", roles: ["analyst"], purpose: "TERR" }, (tx) =>
    tx.query("select ledger.concerning(array[$1::uuid])", [person]),
  );
  expect(hidden).toEqual([]);
});

test("a name typed as subject does not enter the ledger", async () => {
  await read("?subject=Somebody%20Surname");
  const newest = (await read("")).body.entries[0];
  expect(newest?.body).toContain('"subject":"(other)"');
});

test("only the data protection officer reads; verifying is for the administrator too (LED-25.2)", async () => {
  for (const role of ["supervisor", "analyst", "administrator"] as const) {
    const { headers } = await desk.signIn([role]);
    expect((await read("", headers)).status).toBe(403);
  }
  const administrator = await desk.signIn(["administrator"]);
  for (const { headers } of [officer, administrator]) {
    const answer = await desk.server.inject({ url: "/api/ledger/verification", headers });
    expect(answer.json()).toMatchObject({
      intact: true,
      firstBad: null,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  }
});
