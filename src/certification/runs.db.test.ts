// A carrier runs the conformance cases by itself over HTTP, and gets a result that anybody can check.
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBytes } from "#messages";
import { aUnit, type CarrierLine, type Unit } from "../../test/harness/unit.ts";
import { agreeWith } from "../../test/harness/unit-people.ts";
import { pushOfBookings } from "../intake/fixtures.ts";
import type { ConformanceRun } from "./contract.ts";
import type { Reason } from "./reasons.ts";
import { apostrophe, change, crew, infant, listOf, listPart, visa } from "./fixtures.ts";

let unit: Unit;
let carrier: CarrierLine;
let other: CarrierLine;
let run: ConformanceRun;
beforeAll(async () => {
  unit = await aUnit();
  carrier = await unit.carrier("J2");
  other = await unit.carrier("K7");
  run = (await ask("POST", "/v1/test/runs")).body as ConformanceRun;
});
afterAll(() => unit.close());

async function ask(method: string, path: string, body?: string, by: CarrierLine | null = carrier) {
  const answer = await fetch(unit.address + path, {
    method,
    headers: {
      ...(by === null ? {} : { authorization: `Bearer ${by.token}` }),
      ...(path.endsWith("/check") ? { "content-type": "application/json" } : {}),
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
}
type Attempted = {
  state: string;
  reasons: Reason[];
  findings: { code: string }[];
  answer: string | null;
  code?: string;
};
async function attempt(number: number, body: string, by = carrier): Promise<Attempted> {
  return (await ask("POST", `/v1/test/runs/${run.id}/cases/${number}`, body, by)).body as Attempted;
}

test("the cases are public, a run needs a credential and belongs to its carrier (EUAPI13-23-24) [transport.md §10 row 2 connectivity]", async () => {
  expect((await ask("GET", "/v1/test/cases", undefined, null)).body).toMatchObject({
    cases: expect.arrayContaining([expect.objectContaining({ number: 101, group: "lists", needed: true })]),
  });
  expect((await ask("POST", "/v1/test/runs", undefined, null)).status).toBe(401);
  expect(run.cases.every(({ state }) => state === "open")).toBe(true);
  expect((await ask("GET", `/v1/test/runs/${run.id}`, undefined, other)).status).toBe(404);
  expect((await ask("GET", "/v1/test/runs")).body).toEqual({
    carrier: { code: "J2" },
    runs: [{ id: run.id, startedAt: run.startedAt }],
  });
  expect((await ask("GET", "/v1/test/runs", undefined, other)).body).toMatchObject({ runs: [] });
  expect(await attempt(101, "x", other)).toMatchObject({ code: "no-such-run" });
  expect(await attempt(999, "x")).toMatchObject({ code: "no-such-case" });
});

describe("lists", () => {
  test("a case that fails says why, and passes once it is mended", async () => {
    const wrong = await attempt(
      101,
      listOf(1, (text) => text.replace("ATT+2++M'\n", "")),
    );
    expect(wrong).toMatchObject({ state: "failed" });
    expect(wrong.reasons).toMatchObject([{ code: "not-identified", values: { count: "1" } }]);
    expect(wrong.reasons[0]?.text).toContain(
      "lack one of surname, date of birth, sex, nationality, and a document with number and issuing State: 1 (in segments 10)",
    );
    expect(await attempt(101, listOf(1))).toMatchObject({ state: "passed", reasons: [] });
    const state = (await ask("GET", `/v1/test/runs/${run.id}`)).body as ConformanceRun;
    expect(state.cases[0]).toMatchObject({ number: 101, state: "passed", attempts: 2 });
  });

  test.each<[number, string, string]>([
    [101, listOf(2), "Travellers read: 2"],
    [102, listOf(3), "born less than 2 years"],
    [103, listOf(3), "100 or more"],
    [104, listOf(2), "this case takes BGM 250"],
    [106, listOf(1), "passport and a visa"],
    [107, listOf(1), "apostrophe"],
    [110, listOf(1), "does not begin with UNA"],
    [101, pushOfBookings({ number: 1, reference: "K1" }), "A PNRGOV was sent"],
    [101, "nothing", "A UNKNOWN was sent"],
  ])(
    "case %i does not pass with what is something else [transport.md §10 row 3 syntax tests]",
    async (number, body, reason) => {
      const { state, reasons } = await attempt(number, body);
      expect([state, reasons.map(({ text }) => text).join(" ")]).toEqual([
        "failed",
        expect.stringContaining(reason),
      ]);
    },
  );

  test("a full flight, an infant, a crew, a visa, an apostrophe [transport.md §10 row 3 syntax tests; §10 row 4 content tests]", async () => {
    expect(await attempt(102, listOf(3, infant))).toMatchObject({ state: "passed" });
    expect(await attempt(103, listOf(100))).toMatchObject({ state: "passed" });
    expect(await attempt(104, listOf(2, crew))).toMatchObject({ state: "passed" });
    expect(await attempt(106, listOf(1, visa))).toMatchObject({ state: "passed" });
    expect(await attempt(107, listOf(1, apostrophe))).toMatchObject({ state: "passed" });
  });

  test("parts wait for those that are missing [transport.md §10 row 3 syntax tests]", async () => {
    expect(await attempt(109, listPart("02:F"))).toMatchObject({
      state: "waiting",
      reasons: [{ code: "parts-missing", values: { parts: "1" }, text: "Parts that have not come yet: 1." }],
    });
    expect(await attempt(109, listPart("01:C"))).toMatchObject({ state: "passed" });
  });
});

describe("interactive requests", () => {
  test("are answered as production would, with the directive of the case [transport.md §10 row 4 content tests]", async () => {
    const two = await attempt(203, listOf(2));
    expect(two.state).toBe("passed");
    const [answer] = readBytes(Buffer.from(two.answer ?? ""));
    expect(answer?.response?.results.map(({ directive }) => directive)).toEqual(["NOT_OK", "OK"]);
  });

  test("a change must name somebody of the request before it [transport.md §10 row 4 content tests]", async () => {
    expect(await attempt(204, listOf(1, change))).toMatchObject({ state: "failed" });
    expect(await attempt(204, listOf(1))).toMatchObject({ state: "waiting" });
    expect(
      await attempt(
        204,
        listOf(1, (text) => change(text).replace("REF1", "REF7")),
      ),
    ).toMatchObject({ state: "failed" });
    expect(await attempt(204, listOf(1, change))).toMatchObject({ state: "passed" });
  });

  test("an OK that is taken back is acknowledged under its own reference [transport.md §10 row 4 content tests]", async () => {
    const first = await attempt(208, listOf(1));
    expect(first).toMatchObject({ state: "waiting" });
    const [answer, unsolicited] = readBytes(Buffer.from(first.answer ?? ""));
    expect(answer?.response?.kind).toBe("response");
    expect(unsolicited?.response).toMatchObject({ kind: "unsolicited", results: [{ directive: "NOT_OK" }] });
    const text = (first.answer ?? "").slice((first.answer ?? "").lastIndexOf("UNB+"));
    expect(await attempt(208, text)).toMatchObject({ state: "failed" });
    const acknowledgement = text.replace("BGM+132", "BGM+312");
    expect(await attempt(208, acknowledgement.replace(/RFF\+TN:\w+/, "RFF+TN:OTHER"))).toMatchObject({
      state: "failed",
    });
    expect(await attempt(208, acknowledgement)).toMatchObject({ state: "passed" });
  });
});

test("the same bytes again [transport.md §10 row 5 volume/latency]", async () => {
  expect(await attempt(401, listOf(2))).toMatchObject({ state: "waiting" });
  expect(await attempt(401, listOf(3))).toMatchObject({ state: "waiting" });
  expect(await attempt(401, listOf(3))).toMatchObject({ state: "passed" });
});

describe("the certificate", () => {
  let signed = "";
  test("is signed for the groups that have passed, and anybody can check it", async () => {
    const issued = await ask("POST", `/v1/test/runs/${run.id}/certificate`);
    expect(issued).toMatchObject({ status: 201, body: { groups: ["lists", "delivery"] } });
    signed = (issued.body as { signed: string }).signed;
    const check = await ask("POST", "/v1/test/certificates/check", JSON.stringify({ signed }), null);
    expect(check.body).toMatchObject({ valid: true, carrier: "J2", groups: ["lists", "delivery"] });
    const { jwtVerify, importJWK } = await import("jose");
    const { keys } = (await ask("GET", "/v1/test/keys", undefined, null)).body as { keys: [{ alg: string }] };
    const { payload } = await jwtVerify(signed, await importJWK(keys[0]));
    expect(payload).toMatchObject({ sub: "J2", run: run.id });
  });

  test("changed by one letter it is none", async () => {
    const [head, claims = "", signature] = signed.split(".");
    const changed = Buffer.from(claims, "base64url").toString("utf8").replace('"J2"', '"K7"');
    const forged = [head, Buffer.from(changed).toString("base64url"), signature].join(".");
    const check = await ask("POST", "/v1/test/certificates/check", JSON.stringify({ signed: forged }), null);
    expect(check.body).toMatchObject({ valid: false, carrier: null });
  });

  test("a run that has passed nothing gets none", async () => {
    const fresh = (await ask("POST", "/v1/test/runs", undefined, other)).body as ConformanceRun;
    expect(await ask("POST", `/v1/test/runs/${fresh.id}/certificate`, undefined, other)).toMatchObject({
      status: 409,
      body: { code: "group-not-passed" },
    });
  });
});

describe("under an agreement", () => {
  let agreed: ConformanceRun;
  let third: CarrierLine;
  const send = async (number: number, body: string): Promise<Attempted> =>
    (await ask("POST", `/v1/test/runs/${agreed.id}/cases/${number}`, body, third)).body as Attempted;
  const codesOf = ({ reasons }: Attempted) => reasons.map(({ code, values }) => [code, values]);
  beforeAll(async () => {
    third = await unit.carrier("Z8", { fliesAs: ["J2"] });
    await agreeWith(unit, "Z8", {
      lists: ["745"],
      required: { passengers: ["seat", "visa"] },
      severities: { PX14: "off", PX26: "error" },
      identifiedBy: "ABO",
      interactiveTravellersMax: 3,
      directiveCodes: { NOT_OK: "1A" },
      answerForm: { associationCode: "IATA2", serviceString: ':+.?*"' },
      answerLists: false,
      acknowledgement: "each",
      unwanted: ["exit"],
    });
    agreed = (await ask("POST", "/v1/test/runs", undefined, third)).body as ConformanceRun;
  });

  test("lists that are not agreed are needed of nobody, and what is otherwise is said at the case", () => {
    const seen = new Map(agreed.cases.map((one) => [one.number, one]));
    expect(seen.get(104)).toMatchObject({
      needed: false,
      notes: [{ code: "agreed-not-owed", values: { list: "250" } }],
    });
    expect([206, 207].map((number) => seen.get(number)?.needed)).toEqual([false, false]);
    expect(seen.get(202)).toMatchObject({
      needed: true,
      notes: [{ code: "agreed-most", values: { least: "3", most: "3" } }, { code: "agreed-by-abo" }],
    });
    expect(run.cases.find(({ number }) => number === 104)).toMatchObject({ needed: true, notes: [] });
  });

  test("messages are judged by it: what it requires, how it counts findings, whom it names how", async () => {
    const lacking = await send(101, listOf(1));
    expect(codesOf(lacking)).toEqual([["errors", { codes: "IN08" }]]);
    expect(lacking.findings.map(({ code }) => code)).toContain("IN08");
    expect(await send(101, listOf(1, visa))).toMatchObject({ state: "passed", answer: null });
    const crewed = await send(104, listOf(2, crew));
    expect(crewed.findings.map(({ code }) => code)).toContain("LIST_NOT_AGREED");
    const leaves = listOf(1, (text) =>
      visa(text).replace("LOC+125+IST", "LOC+125+GYD").replace("LOC+87+GYD", "LOC+87+IST"),
    );
    expect(codesOf(await send(101, leaves))).toEqual([["errors", { codes: "EXIT_NOT_WANTED" }]]);
    const byLocator = (text: string): string => visa(text).replace(/RFF\+ABO:REF\d'\n/, "");
    expect(codesOf(await send(201, listOf(1, byLocator)))).toEqual([
      ["errors", { codes: "PX18" }],
      ["no-reference-abo", { count: "1", segments: "10" }],
    ]);
    expect(codesOf(await send(202, listOf(6, visa)))).toContainEqual([
      "travellers-exactly",
      { found: "6", wanted: "3" },
    ]);
  });

  test("answers are those it gets: codes, form, and the acknowledgement of a push", async () => {
    const answer =
      (
        await send(
          203,
          listOf(2, (text) => text.replaceAll(/RFF\+AVF:ABC123'\n/g, "")),
        )
      ).answer ?? "";
    expect(answer).toMatch(/^UNA:\+\.\?\*"UNB\+/);
    expect(answer).toContain("CUSRES:D:05B:UN:IATA2");
    expect(answer).toContain("ERC+1A");
    const pushed = await send(301, pushOfBookings({ number: 801, reference: "K801" }));
    expect(pushed.answer).toContain("ACKRES");
  });

  test("a group is certified by what is needed, and the result says what was not", async () => {
    await agreeWith(unit, "Z8", { lists: ["745"] });
    for (const [number, body] of [
      [101, listOf(1)],
      [102, listOf(3, infant)],
      [103, listOf(100)],
      [106, listOf(1, visa)],
      [107, listOf(1, apostrophe)],
    ] as const)
      expect([number, (await send(number, body)).state]).toEqual([number, "passed"]);
    const issued = await ask("POST", `/v1/test/runs/${agreed.id}/certificate`, undefined, third);
    expect(issued).toMatchObject({ status: 201, body: { groups: ["lists"] } });
    const [, claims = ""] = (issued.body as { signed: string }).signed.split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString("utf8"))).toMatchObject({
      notAgreed: [104, 206],
    });
  });
});

test("nothing of a traveller is kept, and nothing enters the records", async () => {
  const admin = new Client({ connectionString: unit.adminUrl });
  await admin.connect();
  const kept = await admin.query("select memory::text || codes::text as text from certification.result");
  const flights = await admin.query("select count(*)::integer as count from records.flight");
  await admin.end();
  expect(kept.rows.map(({ text }: { text: string }) => text).join()).not.toMatch(/SINAQ|NAMIQ|REF1|C100/);
  expect(flights.rows).toEqual([{ count: 0 }]);
});
