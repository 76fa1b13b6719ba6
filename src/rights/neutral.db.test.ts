// What a stranger can learn from the public side by words, length or work done: whether anything is kept of somebody, nothing of it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId, systemActor, type Database, type Transaction } from "#platform";
import { applyPassengerList } from "#records";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { subjects } from "../../test/harness/intake.ts";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import { rightsRoutes } from "./routes.ts";

let desk: Desk;
let officer: { headers: Record<string, string> };
/** The statements that the routes have asked, in order. */
let asked: string[] = [];

/** The same database, with every statement noted: the same work takes the same time, on any machine. */
function noting(database: Database): Database {
  return {
    ...database,
    transaction: (actor, work) =>
      database.transaction(actor, (tx) => {
        const note = (statement: Parameters<Transaction["query"]>[0]) =>
          asked.push(typeof statement === "string" ? statement : statement.text);
        return work({
          ...tx,
          query: (statement, values) => {
            note(statement);
            return tx.query(statement, values);
          },
          write: (statement, values) => {
            note(statement);
            tx.write(statement, values);
          },
        });
      }),
  };
}

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T08:00:00Z") });
  rightsRoutes(desk.server, {
    ...desk,
    database: noting(desk.database),
    profile: euStrict,
    key: Buffer.alloc(32, 7),
    subjects,
    expiring: [],
    notice: async () => ({ unit: "", officer: null, authority: null, lists: 0, rules: 0, engine: "1" }),
  });
  officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
  const list = aPassengerList([
    aListedTraveller({ surname: "SAXLANILIR", given: "ILK", birthDate: "1980-05-17" }),
  ]);
  await desk.database.transaction(systemActor("test"), (tx) =>
    applyPassengerList(tx, { receiptId: newId(tx.at), list, state: "AZ", sentOn: "2026-11-21" }),
  );
});
afterAll(() => desk.close());

let address = 0;
async function timed(url: string, payload: object) {
  asked = [];
  address += 1;
  const answer = await desk.server.inject({
    method: "POST",
    url,
    payload,
    remoteAddress: `192.0.2.${address}`,
  });
  return {
    status: answer.statusCode,
    bytes: answer.body.length,
    body: answer.json<Record<string, unknown>>(),
    asked,
  };
}
const ask = (name: string) =>
  timed("/api/public/requests", {
    kind: "access",
    language: "en",
    name,
    birthDate: "1980-05-17",
    document: null,
    contact: "me@post.example",
    representative: null,
    text: "What do you hold on me?",
  });
const status = (reference: unknown, code: unknown) =>
  timed("/api/public/requests/status", { reference, code });

test("asking, and the neutral answer, take the same statements and the same bytes whether data are kept or not (LED-12-18, LED-15)", async () => {
  const told = [];
  for (const name of ["ILK SAXLANILIR", "NOBODY KNOWNATALL"]) {
    const made = await ask(name);
    expect(made.asked.join()).not.toMatch(/records\.|cases\./);
    const { requests } = (
      await desk.server.inject({ method: "GET", url: "/api/rights/requests", headers: officer.headers })
    ).json<{ requests: { id: string; reference: string }[] }>();
    const id = requests.find(({ reference }) => reference === made.body["reference"])?.id;
    const before = await status(made.body["reference"], made.body["code"]);
    const answered = await desk.server.inject({
      method: "POST",
      url: `/api/rights/requests/${id}/answer`,
      headers: officer.headers,
      payload: {
        version: 1,
        outcome: "neutral",
        text: "",
        limitedBy: "no-data",
        reasons: "Looked for with care, or not to be told.",
        records: [],
      },
    });
    expect(answered.statusCode).toBe(204);
    const after = await status(made.body["reference"], made.body["code"]);
    const shape = ({ status: code, bytes, asked: statements }: Awaited<ReturnType<typeof timed>>) => ({
      code,
      bytes,
      statements,
    });
    told.push([made, before, after].map(shape));
    expect(after.asked.join()).not.toMatch(/records\.|cases\./);
  }
  expect(told[0]).toEqual(told[1]);
});

test("a wrong number and a wrong code take the same statements (LED-15)", async () => {
  const made = await ask("ILK SAXLANILIR");
  const wrongCode = await status(made.body["reference"], "x".repeat(43));
  const wrongNumber = await status("AAAAAAAA", made.body["code"]);
  expect(wrongCode.asked).toEqual(wrongNumber.asked);
  expect(wrongCode.bytes).toBe(wrongNumber.bytes);
});
