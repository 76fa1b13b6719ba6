// Requests about own data from the public side to the officer's answer, and what each of the two can and cannot learn.
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId, systemActor } from "#platform";
import { applyPassengerList } from "#records";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { subjects } from "../../test/harness/intake.ts";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { outcomes, requestKinds, type Answering } from "./contract.ts";
import { answerFault, possibleOutcomes } from "./request.ts";
import { rightsRoutes } from "./routes.ts";

let desk: Desk;
let officer: { id: string; headers: Record<string, string> };

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T08:00:00Z") });
  rightsRoutes(desk.server, {
    ...desk,
    profile: euStrict,
    key: Buffer.alloc(32, 7),
    subjects,
    expiring: [],
    notice: async () => ({
      unit: "Test unit",
      officer: "dpo@piu.example",
      authority: null,
      lists: 2,
      rules: 3,
      engine: "1.4.0",
    }),
  });
  officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
  await aJourney("0311", "QONAQ", "ILK", "1980-05-17", "C1234567");
  await aJourney("0312", "QONAQ", "ILK", "1980-05-17", "C1234567");
  // A namesake of another day, and somebody else under a number that was typed wrongly.
  await aJourney("0313", "QONAQ", "ILK", "1991-01-02", "C7654321");
  await aJourney("0314", "BASQA", "VEFA", "1971-03-03", "C1234567");
});
afterAll(() => desk.close());

async function aJourney(number: string, surname: string, given: string, birthDate: string, document: string) {
  const leg = {
    from: "IST",
    to: "GYD",
    departs: "2026-11-21T14:30",
    arrives: "2026-11-21T18:25",
    border: true,
  } as const;
  const list = aPassengerList(
    [
      aListedTraveller({
        surname,
        given,
        birthDate,
        documents: [{ type: "P", number: document, issuer: "AZE", expires: "2031-01-01" }],
      }),
    ],
    { flights: [{ carrier: "J2", number, suffix: null, legs: [leg] }] },
  );
  await desk.database.transaction(systemActor("test"), (tx) =>
    applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: "2026-11-21" }),
  );
}

const asked = {
  kind: "access",
  language: "en",
  name: "ILK QONAQ",
  birthDate: "1980-05-17",
  document: { number: "C 1234567", issuer: "AZE" },
  contact: "ilk@post.example",
  representative: null,
  text: "What do you hold on me?",
} as const;

let address = 0;
async function ask(change: Record<string, unknown> = {}) {
  address += 1;
  const answer = await desk.server.inject({
    method: "POST",
    url: "/api/public/requests",
    payload: { ...asked, ...change },
    remoteAddress: `192.0.2.${address}`,
  });
  expect(answer.statusCode).toBe(201);
  const { reference, code } = answer.json<{ reference: string; code: string }>();
  const rows = (await get("/api/rights/requests")).json<{ requests: { id: string; reference: string }[] }>();
  const id = rows.requests.find((row) => row.reference === reference)?.id ?? "";
  return { reference, code, id };
}
const get = (url: string, who = officer) => desk.server.inject({ method: "GET", url, headers: who.headers });
const post = (url: string, payload: object, who = officer) =>
  desk.server.inject({ method: "POST", url, headers: who.headers, payload });
const status = async (of: { reference: string; code: string }) =>
  desk.server.inject({
    method: "POST",
    url: "/api/public/requests/status",
    payload: { reference: of.reference, code: of.code },
    remoteAddress: `198.51.100.${(address += 1) % 250}`,
  });
const daysOn = (days: number): string =>
  new Date(desk.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
const restriction = () => ({
  article: "Act 12 of 2026, s. 4 (1) (b)",
  scope: "existence",
  until: daysOn(90),
  reviewer: "authority",
});
const neutral = (version: number, limitedBy: string) => ({
  version,
  outcome: "neutral",
  text: "",
  limitedBy,
  reasons: "Article 15 (1) (b): the file of case 77 is open until spring.",
  limitation: limitedBy === "no-data" ? null : restriction(),
  records: [],
});
const identify = (id: string, version = 1) =>
  post(`/api/rights/requests/${id}/identity`, { version, confirmed: true, how: "passport shown in person" });

test("the public page says what runs here, and the officer's address, without signing in (ANX9-9.25c, CoE108-8, PNRD-5.3)", async () => {
  const answer = await desk.server.inject("/api/public/processing");
  expect(answer.json()).toMatchObject({
    unit: "Test unit",
    profile: { name: "eu-strict", version: euStrict.version },
    officer: "dpo@piu.example",
    periods: expect.arrayContaining([{ what: "records", period: "P6M", effect: "delete" }]),
    automated: { lists: 2, rules: 3, engine: "1.4.0" },
  });
  expect(answer.json<{ elements: string[] }>().elements).toHaveLength(19);
});

describe("access (PNRD-13.1, LED-12-18, CoE108-9.1b-c, ANX9-9.25f)", () => {
  test("is answered with every journey of the person and nobody else's, read with number and code", async () => {
    const request = await ask();
    expect((await identify(request.id)).statusCode).toBe(204);
    const { records } = (await get(`/api/rights/requests/${request.id}/records`)).json<{
      records: { key: string; flight: string; told: { field: string; value: string }[] }[];
    }>();
    expect(records.map(({ flight }) => flight).toSorted()).toEqual(["J20311", "J20312"]);
    expect(records[0]?.told).toContainEqual({ field: "api.documents.1.number", value: "C1234567" });
    const done = await post(`/api/rights/requests/${request.id}/answer`, {
      version: 2,
      outcome: "data-given",
      text: "This is what we hold.",
      limitedBy: null,
      reasons: null,
      records: records.map(({ key }) => key),
    });
    expect(done.statusCode).toBe(204);
    const told = (await status(request)).json<{ answer: { says: string; data: unknown[] } }>();
    expect(told.answer).toMatchObject({ says: "data-given", text: "This is what we hold." });
    expect(JSON.stringify(told.answer.data)).toContain("C1234567");
    expect(JSON.stringify(told.answer.data)).not.toMatch(/C7654321|BASQA/);
  });

  test("nothing is looked up or told before it is sure who asks", async () => {
    const request = await ask();
    for (const answer of [
      await get(`/api/rights/requests/${request.id}/records`),
      await post(`/api/rights/requests/${request.id}/answer`, {
        version: 1,
        outcome: "data-given",
        text: "x",
        limitedBy: null,
        reasons: null,
        records: ["2026-11-21_x"],
      }),
    ]) {
      expect(answer.json()).toMatchObject({ code: "identity-not-confirmed" });
    }
  });

  test("a record that is not of whoever asked is never given with the answer", async () => {
    const request = await ask();
    await identify(request.id);
    const other = await ask({ name: "VEFA BASQA", birthDate: "1971-03-03", document: null });
    await identify(other.id);
    const { records } = (await get(`/api/rights/requests/${other.id}/records`)).json<{
      records: { key: string }[];
    }>();
    expect(records).toHaveLength(1);
    const answer = await post(`/api/rights/requests/${request.id}/answer`, {
      version: 2,
      outcome: "data-given",
      text: "here",
      limitedBy: null,
      reasons: null,
      records: records.map(({ key }) => key),
    });
    expect(answer.json()).toMatchObject({ code: "record-not-theirs" });
  });
});

test("a neutral answer is the same to the byte whether there is nothing or nothing that may be told; its reasons are kept for the authority (LED-15)", async () => {
  const told: string[] = [];
  for (const limitedBy of ["no-data", "investigation"]) {
    const request = await ask({ name: "NOBODY KNOWN", birthDate: "1950-01-01", document: null });
    expect((await post(`/api/rights/requests/${request.id}/answer`, neutral(1, limitedBy))).statusCode).toBe(
      204,
    );
    told.push((await status(request)).body);
    const inspector = await desk.signIn(["inspector"], "OVERSIGHT");
    expect((await get(`/api/rights/requests/${request.id}`, inspector)).json()).toMatchObject({
      answer: { limitedBy, reasons: expect.stringContaining("case 77") },
    });
  }
  expect(told[0]).toBe(told[1]);
  expect(told[0]).not.toMatch(/no-data|investigation|case 77/);
});

describe("a right that is restricted (CoE108-11)", () => {
  test.each([
    ["article", { article: "" }],
    ["scope", { scope: null }],
    ["until", { until: null }],
    ["until", { until: "2026-01-01" }],
    ["until", { until: "2036-01-01" }],
    ["reviewer", { reviewer: null }],
  ])("is not taken without its %s: %j (CoE108-11, LED-15)", async (field, lacks) => {
    const request = await ask();
    const answer = await post(`/api/rights/requests/${request.id}/answer`, {
      ...neutral(1, "national-security"),
      limitation: { ...restriction(), ...lacks },
    });
    expect(answer.json()).toMatchObject({
      code: "answer-incomplete",
      fields: [expect.objectContaining({ field })],
    });
    for (const without of [{ limitation: null }, { limitation: undefined }, { reasons: null }])
      expect(
        (
          await post(`/api/rights/requests/${request.id}/answer`, {
            ...neutral(1, "national-security"),
            ...without,
          })
        ).json(),
      ).toMatchObject({ code: "answer-incomplete" });
  });

  test("nor by SQL, neither by the officer nor by the program itself (CoE108-11)", async () => {
    const request = await ask();
    const officerActor = { id: officer.id, roles: ["data-protection-officer"], purpose: null };
    const statement = `update rights.request set state = 'answered', outcome = 'neutral', limited_by = 'public-security',
      sealed_reasons = 'x', sealed_answer = 'x', answered_at = $2, answered_by = $3 where request_id = $1`;
    await expect(
      desk.database.transaction(officerActor, (tx) => tx.query(statement, [request.id, tx.at, officer.id])),
    ).rejects.toThrow("CoE108-11");
    const limiting = `insert into rights.limitation (limitation_id, request_id, ground, article, scope, sealed_reasons, ends_at, reviewer,
      review_due_at, set_by, set_at) values ($1, $2, 'investigation', $3, 'existence', 'x', $4, $5, $6, $7, $8)`;
    const values = (at: Date, change: { article?: string; ends?: Date; reviewer?: string } = {}) => [
      newId(at),
      request.id,
      change.article ?? "Act 12",
      change.ends ?? new Date(at.getTime() + 1e9),
      change.reviewer ?? "authority",
      new Date(at.getTime() + 1e8),
      officer.id,
      at,
    ];
    for (const change of [
      { article: "" },
      { ends: new Date("2036-01-01") },
      { ends: new Date("2026-01-01") },
      { reviewer: "the officer" },
    ])
      await expect(
        desk.database.transaction(officerActor, (tx) => tx.query(limiting, values(tx.at, change))),
      ).rejects.toThrow(/check constraint/);
    await expect(
      desk.database.transaction({ id: "x", roles: ["head"], purpose: null }, (tx) =>
        tx.query(limiting, values(tx.at)),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  type File = {
    request: { again: boolean; state: string };
    version: number;
    limitation: { id: string; state: string };
  };
  const fileOf = async (id: string, who = officer) =>
    (await get(`/api/rights/requests/${id}`, who)).json<File>();

  test("ends by itself: the request stands on the list again and is answered anew, and not before (CoE108-11)", async () => {
    const before = desk.clock.now();
    const request = await ask({ name: "NOBODY KNOWN", birthDate: "1950-01-01", document: null });
    await post(`/api/rights/requests/${request.id}/answer`, neutral(1, "investigation"));
    const inspector = await desk.signIn(["inspector"], "OVERSIGHT");
    const { limitation } = await fileOf(request.id, inspector);
    expect(limitation).toMatchObject({ state: "to-review", article: "Act 12 of 2026, s. 4 (1) (b)" });
    const review = { outcome: "upheld", review: "The inquiry is open, and telling would end it." };
    expect((await post(`/api/rights/limitations/${limitation.id}/review`, review)).statusCode).toBe(403);
    expect(
      (await post(`/api/rights/limitations/${limitation.id}/review`, review, inspector)).statusCode,
    ).toBe(204);
    expect((await identify(request.id, 2)).json()).toMatchObject({ code: "request-changed" });
    const told = (await status(request)).body;
    try {
      desk.clock.set(new Date(`${daysOn(90)}T00:00:00Z`));
      officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
      expect(await fileOf(request.id)).toMatchObject({
        request: { again: true, state: "answered" },
        limitation: { state: "over" },
      });
      // To whoever asked nothing changes by the end alone.
      expect((await status(request)).body).toBe(told);
      expect((await identify(request.id, 2)).statusCode).toBe(204);
      expect((await fileOf(request.id)).request).toMatchObject({ again: false, state: "examining" });
      expect(
        (await post(`/api/rights/requests/${request.id}/answer`, neutral(3, "no-data"))).statusCode,
      ).toBe(204);
      expect((await fileOf(request.id)).request).toMatchObject({ again: false, state: "answered" });
    } finally {
      desk.clock.set(before);
      officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
    }
  });

  test("lapses when the authority has not looked within thirty days, and ends at once when it lifts it (CoE108-11)", async () => {
    const before = desk.clock.now();
    const [unseen, lifted] = [await ask(), await ask()];
    for (const { id } of [unseen, lifted])
      await post(`/api/rights/requests/${id}/answer`, neutral(1, "detection"));
    const inspector = await desk.signIn(["inspector"], "OVERSIGHT");
    const { limitation } = await fileOf(lifted.id);
    const review = { outcome: "lifted", review: "Nothing would be obstructed any more." };
    expect(
      (await post(`/api/rights/limitations/${limitation.id}/review`, review, inspector)).statusCode,
    ).toBe(204);
    expect(
      (await post(`/api/rights/limitations/${limitation.id}/review`, review, inspector)).json(),
    ).toMatchObject({
      code: "limitation-over",
    });
    expect(await fileOf(lifted.id)).toMatchObject({
      request: { again: true },
      limitation: { state: "lifted" },
    });
    expect((await fileOf(unseen.id)).request.again).toBe(false);
    try {
      desk.clock.set(new Date(before.getTime() + 30 * 86_400_000));
      officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
      expect(await fileOf(unseen.id)).toMatchObject({
        request: { again: true },
        limitation: { state: "lapsed" },
      });
    } finally {
      desk.clock.set(before);
      officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
    }
  });
});

test("a neutral answer without its ground and reasons is not taken, nor words that would tell more", async () => {
  const request = await ask();
  for (const change of [{ limitedBy: null }, { reasons: null }, { text: "There is a case." }]) {
    const answer = await post(`/api/rights/requests/${request.id}/answer`, {
      ...neutral(1, "investigation"),
      ...change,
    });
    expect(answer.json()).toMatchObject({ code: "answer-incomplete" });
  }
});

test("a wrong number and a wrong code get one answer", async () => {
  const request = await ask();
  const wrongCode = await status({ ...request, code: "x".repeat(43) });
  const wrongNumber = await status({ ...request, reference: "AAAAAAAA" });
  const told = ({ statusCode, body }: { statusCode: number; body: string }) => ({
    statusCode,
    body: { ...(JSON.parse(body) as object), reference: null },
  });
  expect(told(wrongCode)).toEqual(told(wrongNumber));
  expect(wrongCode.statusCode).toBe(404);
});

test("a note and a restriction stand beside the record from the answer on (ANX9-9.25f, LED-16.3, CoE108-9.1e-g)", async () => {
  for (const [kind, outcome] of [
    ["notation", "noted"],
    ["restriction", "restricted"],
  ] as const) {
    const request = await ask({ kind, text: `I say: ${kind}` });
    await identify(request.id);
    const url = `/api/rights/requests/${request.id}/records`;
    const { records } = (await get(url)).json<{ records: { key: string }[] }>();
    await post(`/api/rights/requests/${request.id}/answer`, {
      version: 2,
      outcome,
      text: "Done.",
      limitedBy: null,
      reasons: null,
      records: [records[0]?.key],
    });
    const after = (await get(url)).json<{ records: { marks: { kind: string; text: string }[] }[] }>();
    expect(after.records[0]?.marks).toContainEqual(expect.objectContaining({ kind, text: `I say: ${kind}` }));
  }
});

test("an objection is weighed and told, and what it restricts is marked (CoE108-9.1d)", async () => {
  const request = await ask({ kind: "objection" });
  await identify(request.id);
  const { records } = (await get(`/api/rights/requests/${request.id}/records`)).json<{
    records: { key: string; marks: readonly object[] }[];
  }>();
  const weighed = { version: 2, text: "I say: objection", limitedBy: null, reasons: null };
  // Not by what is no answer to it.
  const wrong = await post(`/api/rights/requests/${request.id}/answer`, {
    ...weighed,
    outcome: "data-given",
    records: [],
  });
  expect(wrong.json()).toMatchObject({ code: "outcome-not-of-kind" });
  const done = await post(`/api/rights/requests/${request.id}/answer`, {
    ...weighed,
    outcome: "restricted",
    records: [records[0]?.key],
  });
  expect(done.statusCode).toBe(204);
  expect((await status(request)).json()).toMatchObject({ answer: { says: "restricted" } });
  const after = await get(`/api/rights/requests/${request.id}/records`);
  expect(after.json<{ records: { marks: object[] }[] }>().records[0]?.marks).toHaveLength(
    (records[0]?.marks.length ?? 0) + 1,
  );
});

test("who is taken for another gets a redress number, and reads it with the answer (HR-REM)", async () => {
  const request = await ask({ kind: "redress" });
  await identify(request.id);
  await post(`/api/rights/requests/${request.id}/answer`, {
    version: 2,
    outcome: "redress-number",
    text: "Give this number when you book.",
    limitedBy: null,
    reasons: null,
    records: [],
  });
  expect((await status(request)).json()).toMatchObject({
    answer: { redress: expect.stringMatching(/^[A-Z2-9]{9}$/) },
  });
});

test("is due after 30 days, and says when it is overdue", async () => {
  const request = await ask();
  const row = async () =>
    (await get("/api/rights/requests"))
      .json<{ requests: { id: string; due: string; overdue: boolean }[] }>()
      .requests.find(({ id }) => id === request.id);
  expect(await row()).toMatchObject({ due: "2026-12-21T08:00:00.000Z", overdue: false });
  const before = desk.clock.now();
  desk.clock.set(new Date("2026-12-21T07:59:59Z"));
  officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
  expect((await row())?.overdue).toBe(false);
  desk.clock.set(new Date("2026-12-21T08:00:00Z"));
  expect((await row())?.overdue).toBe(true);
  desk.clock.set(before);
  officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
});

test("only the officer works on requests; the authority reads them and alters nothing (LED-15)", async () => {
  const request = await ask();
  const inspector = await desk.signIn(["inspector"], "OVERSIGHT");
  expect((await get(`/api/rights/requests/${request.id}`, inspector)).statusCode).toBe(200);
  const step = { version: 1, confirmed: true, how: "x" };
  expect((await post(`/api/rights/requests/${request.id}/identity`, step, inspector)).statusCode).toBe(403);
  for (const role of ["administrator", "supervisor", "analyst", "head", "auditor"] as const) {
    const other = await desk.signIn([role]);
    expect((await get("/api/rights/requests", other)).statusCode).toBe(403);
  }
});

test("the database by itself: nobody but the officer in person answers, an answer is not changed, what was asked stays", async () => {
  const request = await ask();
  const by = (roles: readonly string[], id: string) => ({ id, roles, purpose: "RIGHTS" });
  const answered = (who: { id: string; roles: readonly string[]; purpose: string }, name: string) =>
    desk.database.transaction(who, (tx) =>
      tx.query(
        `update rights.request set state = 'answered', outcome = 'considered', answered_at = now(), answered_by = $2
         where request_id = $1 returning 1 as done`,
        [request.id, name],
      ),
    );
  expect(await answered(by(["inspector"], "i"), "i")).toEqual([]);
  await expect(answered(by(["system"], "system:x"), "system:x")).rejects.toThrow(
    /only the data protection officer/,
  );
  await expect(answered(by(["system"], "system:keys"), "system:keys")).rejects.toThrow(
    /changes nothing else/,
  );
  await expect(answered(by(["data-protection-officer"], "d"), "somebody")).rejects.toThrow(/in person/);
  expect(await answered(by(["data-protection-officer"], "d"), "d")).toHaveLength(1);
  await expect(answered(by(["data-protection-officer"], "d"), "d")).rejects.toThrow(/not changed/);
});

test("who asked, what for and the answer stand sealed; the ledger has every step and no word of it (PNRD-13.6)", async () => {
  const request = await ask({ name: "ONLYHERE MARKERWORD", text: "MARKERTEXT" });
  const client = new Client({ connectionString: desk.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string }>(
      `select r::text as text from rights.request r union all select body from ledger.entry`,
    );
    const all = rows.map(({ text }) => text).join("\n");
    expect(all).not.toMatch(/MARKERWORD|MARKERTEXT|ilk@post/);
    expect(all).not.toContain(Buffer.from("MARKERWORD").toString("hex"));
    expect(all).toContain(request.id);
    expect(all).toContain("rights-request.received");
  } finally {
    await client.end();
  }
});

test("one address is heard ten times an hour", async () => {
  const from = (n: number) =>
    desk.server.inject({
      method: "POST",
      url: "/api/public/requests",
      payload: asked,
      remoteAddress: `203.0.113.${n}`,
    });
  for (let n = 0; n < 10; n += 1) expect((await from(1)).statusCode).toBe(201);
  const slowed = await from(1);
  expect(slowed.statusCode).toBe(429);
  expect(slowed.headers["retry-after"]).toBeDefined();
  expect((await from(2)).statusCode).toBe(201);
});

test("no outcome but one of the kind is ever taken, and none that tells anything before identity is sure", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...requestKinds),
      fc.constantFrom("received", "identity-wanted", "examining", "answered" as const),
      fc.constantFrom(...outcomes),
      fc.boolean(),
      (kind, state, outcome, whole) => {
        const isNeutral = outcome === "neutral";
        const answer: Answering = {
          version: 1,
          outcome,
          text: isNeutral || !whole ? "" : "words",
          limitedBy: isNeutral && whole ? "no-data" : null,
          reasons: isNeutral && whole ? "nothing under this name and birth date" : null,
          records: isNeutral || !whole || kind === "processing" ? [] : ["k"],
        };
        const taken =
          answerFault(
            { kind, state: state as never, version: 1 },
            answer,
            new Date("2026-11-21T12:00:00Z"),
          ) === undefined;
        const may =
          possibleOutcomes[kind].includes(outcome) &&
          state !== "answered" &&
          whole &&
          (isNeutral || kind === "processing" || state === "examining");
        expect(taken).toBe(may);
      },
    ),
  );
});
