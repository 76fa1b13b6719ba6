// Reading the ledger over HTTP, by whom and with what trace.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkExport, oversightRoutes } from "#oversight";
import { systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { LedgerPage } from "./contract.ts";

let desk: Desk;
let folder: string;
let officer: { id: string; headers: Record<string, string> };

beforeAll(async () => {
  desk = await aDesk();
  folder = await mkdtemp(join(tmpdir(), "openpiu-export-"));
  oversightRoutes(desk.server, { ...desk, unit: "Test unit", heads: { keyFolder: folder } });
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
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true });
});

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

const exported = async (query: string, headers = officer.headers) => {
  const answer = await desk.server.inject({ url: `/api/ledger/export${query}`, headers });
  return { status: answer.statusCode, text: answer.body, type: answer.headers["content-type"] };
};

test("it is filtered by kind, ground and legal profile; what found nothing is not repeated in the ledger", async () => {
  const { id } = await desk.signIn(["analyst"], "TERR");
  const actor = {
    id,
    roles: ["analyst"],
    purpose: "TERR",
    ground: "case:01900000-0000-7000-8000-00000000000a",
  };
  await desk.database.transaction(actor, async (tx) =>
    tx.record({ action: "case.viewed", subjectKind: "case", subjectId: "c-1" }),
  );
  for (const query of [`ground=${actor.ground}`, "kind=case", "kind=case&purpose=TERR&profile=none"])
    expect((await read(`?${query}`)).body.entries.map(({ subjectId }) => subjectId)).toEqual(["c-1"]);
  for (const query of ["ground=MAMMADOVA", "kind=mammadova", "profile=Mammadova", "recipient=Mammadova"])
    expect((await read(`?${query}`)).body.entries).toEqual([]);
  const newest = (await read("?action=ledger.viewed")).body.entries;
  expect(newest.filter(({ body }) => /mammadova/i.test(body))).toEqual([]);
});

test("an export holds by itself: proven entries under a signed head; no change of it goes unseen, and making it is an entry (LED-25.3)", async () => {
  const made = await exported("?action=odd.done");
  expect([made.status, made.type]).toEqual([200, "application/x-ndjson; charset=utf-8"]);
  const checked = checkExport(made.text);
  expect(checked).toMatchObject({ fault: undefined, before: null });
  const lines = made.text.split("\n").slice(0, -1);
  expect(checked).toMatchObject({ entries: lines.length - 2 });
  expect(lines.length).toBeGreaterThan(100);
  const changed = (at: number, change: (line: string) => string) =>
    `${lines.map((line, n) => (n === at ? change(line) : line)).join("\n")}\n`;
  const lies = [
    changed(5, (line) => line.replace("odd.done", "add.done")),
    changed(5, (line) => line.replace(/"seq":(\d)/, '"seq":9$1')),
    `${lines.filter((_line, at) => at !== 7).join("\n")}\n`,
    `${[...lines.slice(0, 3), lines[2], ...lines.slice(3)].join("\n")}\n`,
    changed(0, (line) => line.replace('"Test unit"', '"Best unit"')),
    changed(0, (line) => line.replace(/"size":\d+/, '"size":7')),
    changed(lines.length - 1, (line) => line.replace(/"entries":\d+/, '"entries":3')),
    made.text.slice(0, -1),
    "",
    "{}\n{}\n",
  ];
  expect(lies.map((lie) => checkExport(lie).fault === undefined)).toEqual(lies.map(() => false));
  expect((await read("?action=ledger.exported")).body.entries[0]?.body).toContain('"entries":');
  for (const role of ["analyst", "supervisor", "administrator"] as const)
    expect((await exported("", (await desk.signIn([role])).headers)).status).toBe(403);
  expect((await exported("?since=yesterday")).status).toBe(400);
});

test("line ends, control signs and quotes in what people type make no line, no entry and no field of their own", async () => {
  const before = (await read("")).body.entries[0]?.seq ?? 0;
  const nasty = 'x"},\n{"action":"ledger.verified","actor":"system"}\r\n\u2028\u0000\u001b[2J';
  await desk.database.transaction({ id: officer.id, roles: ["analyst"], purpose: "TERR" }, async (tx) =>
    tx.record({
      action: "test.noted",
      subjectKind: "thing",
      subjectId: nasty.replace("\u0000", ""),
      detail: { note: nasty.replace("\u0000", ""), 'key"\n': 1 },
    }),
  );
  const [newest] = (await read(`?kind=thing&action=test.noted`)).body.entries;
  expect(JSON.parse(newest?.body ?? "")).toMatchObject({ action: "test.noted", detail: { 'key"\n': 1 } });
  expect(["\n", "\r", "\u001b"].filter((sign) => newest?.body.includes(sign))).toEqual([]);
  const made = await exported("?action=test.noted");
  expect(made.text.split("\n").length).toBe(4);
  expect(checkExport(made.text)).toMatchObject({ fault: undefined, entries: 1 });
  expect((await read("?action=ledger.verified")).body.entries.filter(({ seq }) => seq > before)).toEqual([]);
  // A query is text for the database, whatever it holds; what is no text is refused before it.
  for (const query of ["ground=%27%20or%201%3D1--", "kind=%0Ax", "subject=%22%7D%5D"])
    expect((await read(`?${query}`)).body.entries).toEqual([]);
  expect((await read("?ground=%00")).status).toBe(400);
  expect(desk.log.join("\n")).not.toContain("or 1=1");
});
