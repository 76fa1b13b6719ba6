// Complaints about the processing, by anybody: what is taken, what the officer may do on one, and that nobody is found out by it.
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { subjects } from "../../test/harness/intake.ts";
import { householdOf } from "./often.ts";
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
    notice: async () => ({ unit: "", officer: null, authority: null, lists: 0, rules: 0, engine: "1" }),
  });
  officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
});
afterAll(() => desk.close());

let address = 0;
const get = (url: string) => desk.server.inject({ method: "GET", url, headers: officer.headers });
const post = (url: string, payload: object) =>
  desk.server.inject({ method: "POST", url, headers: officer.headers, payload });
const status = (of: { reference: string; code: string }) =>
  desk.server.inject({
    method: "POST",
    url: "/api/public/requests/status",
    payload: { reference: of.reference, code: of.code },
    remoteAddress: `198.51.100.${(address += 1)}`,
  });
const asked = {
  kind: "access",
  language: "en",
  name: "ILK QONAQ",
  birthDate: "1980-05-17",
  document: null,
  contact: "ilk@post.example",
  representative: null,
  text: "What do you hold on me?",
} as const;

test("whoever has an address of IPv6 has all of their network: they are counted once", () => {
  expect(householdOf("2001:db8:1:2:3:4:5:6")).toBe(householdOf("2001:db8:1:2::ffff"));
  expect(householdOf("2001:db8:1:2::1")).not.toBe(householdOf("2001:db8:1:3::1"));
  expect(householdOf("2001:db8::1")).toBe("2001:db8:0:0");
  expect(householdOf("::1")).toBe("0:0:0:0");
  expect(householdOf("192.0.2.7")).toBe("192.0.2.7");
  expect(householdOf("::ffff:192.0.2.7")).not.toBe(householdOf("::ffff:192.0.2.8"));
});

describe("a complaint about the processing, by anybody", () => {
  const complaint = {
    topic: "retention",
    language: "fr",
    text: "SENTINELWORD says that lists are kept far longer than the page of the unit tells.",
    contact: null,
  } as const;
  const complain = (change: object = {}) =>
    desk.server.inject({
      method: "POST",
      url: "/api/public/complaints",
      payload: { ...complaint, ...change },
      remoteAddress: `198.51.100.${(address += 1)}`,
    });
  async function complained() {
    const answer = await complain();
    expect(answer.statusCode).toBe(201);
    const { reference, code, due } = answer.json<{ reference: string; code: string; due: string }>();
    const rows = (await get("/api/rights/requests")).json<{
      requests: { id: string; reference: string; kind: string; due: string }[];
    }>();
    const row = rows.requests.find((one) => one.reference === reference);
    return { reference, code, due, id: row?.id ?? "", row };
  }
  const decide = (id: string, change: object = {}) =>
    post(`/api/rights/requests/${id}/answer`, {
      version: 1,
      outcome: "upheld",
      text: "The page is mended.",
      limitedBy: null,
      reasons: null,
      records: [],
      ...change,
    });

  test("needs no name and no account; it is with the officer with its thirty days, and the answer is read by number and code (PNRD-5.3)", async () => {
    const made = await complained();
    expect(made.row).toMatchObject({ kind: "processing", state: "received", due: made.due, overdue: false });
    expect(Date.parse(made.due) - desk.clock.now().getTime()).toBe(30 * 86_400_000);
    const { asked: seen, possible } = (await get(`/api/rights/requests/${made.id}`)).json<{
      asked: object;
      possible: string[];
    }>();
    expect(seen).toEqual({
      ...complaint,
      language: undefined,
      name: null,
      birthDate: null,
      document: null,
      representative: null,
    });
    expect(possible).toEqual(["upheld", "not-upheld"]);
    expect((await decide(made.id)).statusCode).toBe(204);
    expect((await status(made)).json()).toMatchObject({
      kind: "processing",
      state: "answered",
      answer: { says: "upheld", text: "The page is mended.", redress: null, data: [] },
    });
  });

  test("names and birth dates are not taken, nor words too few to look into", async () => {
    expect((await complain({ name: "ILK QONAQ" })).statusCode).toBe(400);
    expect((await complain({ birthDate: "1980-05-17" })).statusCode).toBe(400);
    expect((await complain({ text: "bad" })).statusCode).toBe(400);
    const own = await desk.server.inject({
      method: "POST",
      url: "/api/public/requests",
      payload: { ...asked, kind: "processing" },
      remoteAddress: "203.0.113.77",
    });
    expect(own.statusCode).toBe(400);
  });

  test("its receipt has the same shape and length each time, and a wrong code is answered like a wrong number", async () => {
    const [one, other] = [await complain(), await complain({ topic: "other", contact: "me@post.example" })];
    expect(one.body.length).toBe(other.body.length);
    const { reference } = one.json<{ reference: string }>();
    const wrong = [
      await status({ reference, code: "x".repeat(43) }),
      await status({ reference: "AAAAAAAA", code: "x".repeat(43) }),
    ];
    const said = wrong.map(({ statusCode, body }) => [statusCode, JSON.parse(body).detail]);
    expect(said[0]).toEqual(said[1]);
    expect(wrong[0]?.statusCode).toBe(404);
  });

  test("nobody is identified, looked up, marked or told of on it, not by SQL either", async () => {
    const { id } = await complained();
    expect(
      (
        await post(`/api/rights/requests/${id}/identity`, { version: 1, confirmed: true, how: "passport" })
      ).json(),
    ).toMatchObject({ code: "identity-not-asked" });
    for (const part of ["records", "history"])
      expect((await get(`/api/rights/requests/${id}/${part}`)).json()).toMatchObject({
        code: "identity-not-confirmed",
      });
    expect((await decide(id, { outcome: "data-given" })).json()).toMatchObject({
      code: "outcome-not-of-kind",
    });
    expect((await decide(id, { records: ["2026-11-21_x_y"] })).json()).toMatchObject({
      code: "answer-incomplete",
    });
    expect((await decide(id, { text: " " })).json()).toMatchObject({ code: "answer-incomplete" });
    const by = {
      id: officer.id,
      roles: ["data-protection-officer"],
      purpose: "RIGHTS",
      ground: `request:${id}`,
    };
    const sql = (statement: string, values: unknown[]) =>
      desk.database.transaction(by, (tx) => tx.query(statement, values));
    await expect(
      sql(
        "update rights.request set state = 'examining', identity_confirmed_by = 'x' where request_id = $1",
        [id],
      ),
    ).rejects.toThrow(/request_about_processing/);
    await expect(
      sql(
        "insert into rights.redress (number, request_id, issued_at, holder) values ('ABCDEFGHJ', $1, now(), '')",
        [id],
      ),
    ).rejects.toThrow(/nobody's/);
    await expect(
      sql(
        `insert into rights.mark (mark_id, request_id, flight_date, flight_id, person_id, kind, sealed_text, made_at, made_by, clock_start)
         values ($1, $2, '2026-11-21', $1, $1, 'notation', '', now(), $3, now())`,
        [newId(desk.clock.now()), id, officer.id],
      ),
    ).rejects.toThrow(/nobody's/);
  });

  test("no word of it, no code and no address stands in the log, the ledger or in clear in the table", async () => {
    const { id, code, reference } = await complained();
    await status({ reference, code });
    const client = new Client({ connectionString: desk.adminUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ text: string }>(
        "select r::text as text from rights.request r union all select body from ledger.entry",
      );
      const all = [...rows.map(({ text }) => text), ...desk.log].join("\n");
      expect(all).not.toContain("SENTINELWORD");
      expect(all).not.toContain(Buffer.from("SENTINELWORD").toString("hex"));
      expect(all).not.toContain(code);
      expect(all).not.toContain("198.51.100.");
      expect(all).toContain(id);
    } finally {
      await client.end();
    }
  });

  test("one address is heard ten times an hour, with its requests about own data", async () => {
    const from = (url: string, payload: object) =>
      desk.server.inject({ method: "POST", url, payload, remoteAddress: "2001:db8:77::1" });
    for (let n = 0; n < 5; n += 1) {
      expect((await from("/api/public/complaints", complaint)).statusCode).toBe(201);
      expect((await from("/api/public/requests", asked)).statusCode).toBe(201);
    }
    expect((await from("/api/public/complaints", complaint)).statusCode).toBe(429);
  });
});
