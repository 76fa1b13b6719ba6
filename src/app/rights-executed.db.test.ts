// Rights carried out on real records: erased with certificates, corrected for good, restricted; by two persons, and everyone who was told is told.
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#platform";
import { applyPassengerList, findBySelectors, travellersOfFlight } from "#records";
import { redressBits, rightsRoutes } from "#rights";
import { euStrict } from "#vocabulary";
import {
  aDisclosureDesk,
  aForm,
  type DisclosureDesk,
  type Person,
} from "../../test/harness/disclosure-desk.ts";
import { aListedTraveller, aPassengerList } from "../records/fixtures.ts";
import type { Beside, ExecutionDetails, Executions, OwnRecords } from "#rights/contract";
import { subjects } from "../../test/harness/intake.ts";
import { expiringKinds } from "./unit.ts";

let desk: DisclosureDesk;
let officer: Person;
let supervisor: Person;
let admin: Client;
let number = 0;

beforeAll(async () => {
  desk = await aDisclosureDesk({
    also: (open) =>
      rightsRoutes(open.server, {
        ...open,
        profile: euStrict,
        key: Buffer.alloc(32, 7),
        expiring: expiringKinds,
        subjects,
        notice: async () => ({
          unit: "Test unit",
          officer: null,
          authority: null,
          lists: 0,
          rules: 0,
          engine: "1",
        }),
      }),
  });
  officer = await desk.signIn(["data-protection-officer"], "RIGHTS");
  supervisor = await desk.signIn(["supervisor"], "SERIOUS", null);
  admin = new Client({ connectionString: desk.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await desk.close();
});

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
type Traveller = {
  surname: string;
  given: string;
  document: string;
  flight: { date: string; id: string; number: string };
};

/** A traveller of a name that stands nowhere else, on a flight of tomorrow. */
async function aTraveller(more: readonly string[] = []): Promise<Traveller> {
  number += 1;
  const surname = `UNIQUE${letters[number % 26]}${letters[Math.floor(number / 26)]}X`;
  const document = `U${String(number).padStart(8, "0")}`;
  const documents = [
    { type: "P", number: document, issuer: "AZE", expires: "2031-01-01" },
    ...more.map((redress) => ({ type: "R", number: redress, issuer: null, expires: null })),
  ];
  const flight = await desk.fly([
    { surname, given: "ILK", birthDate: "1980-05-17", documents },
    { surname: "OTHER" },
  ]);
  return { surname, given: "ILK", document, flight };
}

async function ask(of: Traveller, kind: string, text = "Please."): Promise<{ id: string; status: object }> {
  const made = await desk.server.inject({
    method: "POST",
    url: "/api/public/requests",
    remoteAddress: `192.0.2.${number}`,
    payload: {
      kind,
      language: "en",
      name: `ILK ${of.surname}`,
      birthDate: "1980-05-17",
      document: { number: of.document, issuer: "AZE" },
      contact: "me@post.example",
      representative: null,
      text,
    },
  });
  const { reference, code } = made.json<{ reference: string; code: string }>();
  const { requests } = await desk.well<{ requests: { id: string; reference: string }[] }>(
    officer,
    "GET",
    "/api/rights/requests",
  );
  const id = requests.find((row) => row.reference === reference)?.id ?? "";
  await desk.ask(officer, "POST", `/api/rights/requests/${id}/identity`, {
    version: 1,
    confirmed: true,
    how: "passport shown",
  });
  return { id, status: { reference, code } };
}
const keyOf = async (id: string) =>
  (await desk.well<OwnRecords>(officer, "GET", `/api/rights/requests/${id}/records`)).records[0]?.key ?? "";
const grant = (id: string, over: object) =>
  desk.ask(officer, "POST", `/api/rights/requests/${id}/executions`, {
    version: 2,
    kind: "erasure",
    basis: "unlawful",
    reason: "The flight is none of an area that is selected.",
    corrections: [],
    ...over,
  });
const waiting = async (id: string) =>
  (await desk.well<Executions>(supervisor, "GET", "/api/rights/executions")).executions.find(
    (row) => row.requestId === id && row.state === "proposed",
  );
const decide = (id: string, execution: string, over: object = {}, who = supervisor) =>
  desk.ask(who, "POST", `/api/rights/requests/${id}/executions/${execution}/decision`, {
    carriedOut: true,
    why: null,
    ...over,
  });
const answer = (id: string, outcome: string, over: object = {}) =>
  desk.ask(officer, "POST", `/api/rights/requests/${id}/answer`, {
    version: 2,
    outcome,
    text: "It is done.",
    limitedBy: null,
    reasons: null,
    records: [],
    ...over,
  });
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string } | null)?.code;
const rows = async (text: string, values: readonly unknown[] = []) =>
  (await admin.query<Record<string, unknown>>(text, [...values])).rows;

/** Every table in which a word stands in clear. */
async function tablesWith(word: string): Promise<string[]> {
  const tables =
    await rows(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information)'`);
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await rows(
      `select exists (select from ${String(name)} x where x::text like '%' || $1 || '%') as has`,
      [word],
    );
    if (row?.["has"] === true) found.push(String(name));
  }
  return found;
}

/** A package about the traveller, released to the police. */
async function toldPolice(of: Traveller): Promise<void> {
  const id = await desk.submit(
    desk.people.police,
    desk.register.police,
    aForm({ subjects: [{ document: of.document }] }),
  );
  await desk.toCheck(id);
  expect((await desk.release(id)).status).toBe(200);
}
const recalls = async (cause: string) =>
  (await desk.own(desk.people.police)).recalls.filter((each) => each.cause === cause);

describe("erasure (PNRD-13.1, CoE108-9.1e-g, LED-12-18)", () => {
  test("granted by the officer and carried out by a supervisor: nothing is left anywhere, it is certified, who was told is told, and its ids are written down for a restored backup", async () => {
    const traveller = await aTraveller();
    await toldPolice(traveller);
    expect((await tablesWith(traveller.surname)).length).toBeGreaterThan(0);
    const { id, status } = await ask(traveller, "erasure");
    // Not before it is done.
    expect(codeOf(await answer(id, "erased"))).toBe("execution-wanted");
    const record = await keyOf(id);
    expect((await grant(id, { record })).status).toBe(204);
    expect(codeOf(await grant(id, { record }))).toBe("execution-waits");
    expect(codeOf(await answer(id, "erased"))).toBe("execution-waits");
    const execution = await waiting(id);
    expect(execution?.reference).toBe((status as { reference: string }).reference);
    const travelling = "select travellers from records.flight where flight_id = $1";
    expect(await rows(travelling, [traveller.flight.id])).toEqual([{ travellers: 2 }]);
    expect((await decide(id, execution?.id ?? "")).status).toBe(204);

    expect(await tablesWith(traveller.surname)).toEqual([]);
    expect(await tablesWith(traveller.document)).toEqual([]);
    expect(await rows(travelling, [traveller.flight.id])).toEqual([{ travellers: 1 }]);
    const certificates = await rows(
      `select c.kind, c.records::int, c.job from retention.certificate c join rights.execution e using (run_id) where e.request_id = $1 order by 1`,
      [id],
    );
    expect(certificates).toContainEqual({ kind: "traveller", records: 1, job: "erased-on-request" });
    expect(
      await rows(
        "select count(*)::int as n from retention.deleted d join rights.execution e using (run_id) where e.request_id = $1 and d.kind = 'traveller'",
        [id],
      ),
    ).toEqual([{ n: 1 }]);
    expect(await recalls("erasure")).toMatchObject([{ kind: "delete" }]);
    const [, person = ""] = /_[^_]+_(.+)$/.exec(record) ?? [];
    expect(
      await rows(
        `select actor, action from ledger.entry where action = 'person.erased' and $1 = any (about)`,
        [person],
      ),
    ).toEqual([{ actor: supervisor.id, action: "person.erased" }]);

    expect((await answer(id, "erased")).status).toBe(204);
    const told = await desk.server.inject({
      method: "POST",
      url: "/api/public/requests/status",
      payload: status,
    });
    expect(told.json()).toMatchObject({ answer: { says: "erased" } });
  });

  test("data that are needed as evidence are not erased but restricted (LED-16.3)", async () => {
    const traveller = await aTraveller();
    const { id } = await ask(traveller, "erasure");
    const record = await keyOf(id);
    const [, flightId = "", person = ""] = record.split("_");
    // As two persons would have kept it: what they are asked for is not what is tried here.
    await admin.query("set session_replication_role = replica");
    await admin.query(
      `insert into retention.link (link_id, flight_date, flight_id, person_id, ground, ground_reference, reason, clock_start, child,
         review_at, state, proposed_by, proposed_at, decided_by, decided_at)
       values (gen_random_uuid(), $1, $2, $3, 'open-case', 'K-1', 'kept for the case', $4, false, $4::timestamptz + interval '1 year', 'kept', 'a', $4, 'b', $4)`,
      [traveller.flight.date, flightId, person, desk.clock.now()],
    );
    await admin.query("set session_replication_role = origin");
    await grant(id, { record });
    const execution = await waiting(id);
    expect(codeOf(await decide(id, execution?.id ?? ""))).toBe("needed-as-evidence");
    // Held by two persons instead: the same.
    await admin.query("set session_replication_role = replica");
    await admin.query(
      "update retention.link set state = 'ended', ended_by = 'a', ended_at = now() where person_id = $1",
      [person],
    );
    await admin.query(
      `insert into retention.hold (hold_id, flight_date, flight_id, person_id, ground, reference, reason, clock_start, expires_at, review_at,
         state, proposed_by, proposed_at, decided_by, decided_at)
       values (gen_random_uuid(), $1, $2, $3, 'litigation', 'L-1', 'a suit is pending', $4, $4::timestamptz + interval '1 year',
         $4::timestamptz + interval '6 months', 'held', 'a', $4, 'b', $4)`,
      [traveller.flight.date, flightId, person, desk.clock.now()],
    );
    await admin.query("set session_replication_role = origin");
    expect(codeOf(await decide(id, execution?.id ?? ""))).toBe("needed-as-evidence");
    expect(await tablesWith(traveller.surname)).toContain("records.traveller_other");
    expect(codeOf(await decide(id, execution?.id ?? "", { carriedOut: false }))).toBe("reason-wanted");
    const no = { carriedOut: false, why: "The record is evidence in case K-1 (LED-16.3 (b))." };
    expect((await decide(id, execution?.id ?? "", no)).status).toBe(204);
    expect(codeOf(await answer(id, "erased"))).toBe("execution-wanted");
    expect((await answer(id, "restricted", { records: [record] })).status).toBe(204);
  });

  test("the database by itself: one person alone erases nothing, and nothing is called erased that is there", async () => {
    const traveller = await aTraveller();
    const { id } = await ask(traveller, "erasure");
    await grant(id, { record: await keyOf(id) });
    const execution = (await waiting(id))?.id;
    const set = (who: { id: string; roles: readonly string[] }, text: string) =>
      desk.database.transaction({ ...who, purpose: "RIGHTS", ground: "inquiry:OV-1" }, (tx) =>
        tx.query(`update rights.execution set ${text} where execution_id = $1 returning 1 as done`, [
          execution,
        ]),
      );
    const run = "00000000-0000-4000-8000-000000000000";
    const done = (by: string) =>
      `state = 'done', decided_at = now(), decided_by = '${by}', run_id = '${run}'`;
    expect(await set({ id: officer.id, roles: ["data-protection-officer"] }, done(officer.id))).toEqual([]);
    await expect(set({ id: "system:x", roles: ["system", "supervisor"] }, done("system:x"))).rejects.toThrow(
      /in person/,
    );
    await expect(set({ id: "s", roles: ["supervisor", "system"] }, done("s"))).rejects.toThrow(/there still/);
    await expect(
      set(
        { id: officer.id, roles: ["supervisor"] },
        `state = 'refused', sealed_refusal = '', decided_at = now(), decided_by = '${officer.id}'`,
      ),
    ).rejects.toThrow(/check/);
    const answered = desk.database.transaction(
      { id: officer.id, roles: ["data-protection-officer"], purpose: "RIGHTS" },
      (tx) =>
        tx.query(
          `update rights.request set state = 'answered', outcome = 'erased', answered_at = now(), answered_by = $2 where request_id = $1`,
          [id, officer.id],
        ),
    );
    await expect(answered).rejects.toThrow(/waits to be carried out/);
    // Only the officer grants, and only a supervisor carries out.
    expect((await decide(id, execution ?? "", {}, officer)).status).toBe(403);
    expect(
      (await desk.ask(supervisor, "POST", `/api/rights/requests/${id}/executions`, { version: 2 })).status,
    ).toBe(403);
  });
});

describe("correction (LED-16.3, LED-7.2-3, EUAPI13-7)", () => {
  test("stands in every row with the old value in its history, survives the carrier's repetition, and goes to who was told", async () => {
    const traveller = await aTraveller();
    await toldPolice(traveller);
    const { id } = await ask(traveller, "rectification");
    const record = await keyOf(id);
    const wrong = { kind: "correction", basis: "inaccurate", record };
    expect(
      codeOf(
        await grant(id, {
          ...wrong,
          corrections: [{ field: "birthDate", before: "1980-05-17", after: "17.5.1981" }],
        }),
      ),
    ).toBe("grant-incomplete");
    expect(codeOf(await grant(id, { ...wrong, basis: "unlawful", corrections: [] }))).toBe(
      "grant-incomplete",
    );
    const corrections = [
      { field: "birthDate", before: "1980-05-17", after: "1981-05-17" },
      { field: "document", before: traveller.document, after: "V7654321" },
    ];
    expect((await grant(id, { ...wrong, corrections })).status).toBe(204);
    const execution = (await waiting(id))?.id ?? "";
    const { executions } = await desk.well<ExecutionDetails>(
      supervisor,
      "GET",
      `/api/rights/requests/${id}/executions`,
    );
    expect(executions).toMatchObject([{ corrections, row: { id: execution, state: "proposed" } }]);
    expect((await decide(id, execution)).status).toBe(204);

    const [, flightId = "", person = ""] = record.split("_");
    const now = () =>
      rows(
        `select birth_date, document_numbers from records.traveller where flight_id = $1 and person_id = $2`,
        [flightId, person],
      );
    expect(await now()).toEqual([{ birth_date: "1981-05-17", document_numbers: ["V7654321"] }]);
    const [change] = await rows(
      `select what, fields from records.change where flight_id = $1 and what = 'corrected'`,
      [flightId],
    );
    expect(change?.["fields"]).toContainEqual({
      field: "birthDate",
      before: "1980-05-17",
      after: "1981-05-17",
    });
    expect(await recalls("correction")).toMatchObject([{ kind: "correct" }]);
    expect(
      (await rows("select from graphile_worker.jobs where task_identifier = 'rescreen-flight'")).length,
    ).toBeGreaterThan(0);

    // The carrier sends the flight once more, with another seat and the wrong day of birth still.
    desk.clock.advance(60_000);
    const leg = {
      from: "IST",
      to: "GYD",
      departs: "2026-11-21T14:30",
      arrives: "2026-11-21T18:25",
      border: true,
    } as const;
    const again = aPassengerList(
      [
        aListedTraveller({
          surname: traveller.surname,
          given: "ILK",
          birthDate: "1980-05-17",
          seat: "31F",
          travellerRef: `R${Number(traveller.flight.number) - 4000}-0`,
          documents: [{ type: "P", number: traveller.document, issuer: "AZE", expires: "2031-01-01" }],
        }),
      ],
      { flights: [{ carrier: "J2", number: traveller.flight.number, suffix: null, legs: [leg] }] },
    );
    const applied = await desk.database.transaction(desk.system, (tx) =>
      applyPassengerList(tx, { list: again, receiptId: newId(tx.at), state: "AZ", sentOn: null }),
    );
    expect(await now()).toEqual([{ birth_date: "1981-05-17", document_numbers: ["V7654321"] }]);
    expect(applied?.toScreen).toEqual([]);

    const analyst = await desk.signIn(["supervisor"], "SERIOUS", "offence:SC04");
    const beside = await desk.well<Beside>(analyst, "GET", `/api/rights/beside/${record}`);
    expect(beside.corrections).toMatchObject(corrections);
    expect((await answer(id, "corrected")).status).toBe(204);
  });

  test("what does not stand there any more is not corrected, and nothing of the try stays", async () => {
    const traveller = await aTraveller();
    const { id } = await ask(traveller, "rectification");
    await grant(id, {
      kind: "correction",
      basis: "inaccurate",
      record: await keyOf(id),
      corrections: [{ field: "sex", before: "X", after: "F" }],
    });
    const execution = await waiting(id);
    expect(codeOf(await decide(id, execution?.id ?? ""))).toBe("correction-overtaken");
    expect((await waiting(id))?.state).toBe("proposed");
  });
});

test("a restricted record is screened by nothing and found by no search, until the restriction ends (LED-16.3)", async () => {
  const traveller = await aTraveller();
  const { id } = await ask(traveller, "restriction", "I was born on another day.");
  const record = await keyOf(id);
  const screened = async () =>
    (await desk.database.transaction(desk.system, (tx) => travellersOfFlight(tx, traveller.flight))).map(
      (each) => each.surname,
    );
  const found = () =>
    desk.database.transaction(desk.system, (tx) =>
      findBySelectors(
        tx,
        { document: traveller.document },
        { from: "2026-11-01", until: "2026-11-30", sources: ["api", "pnr"], limit: 5 },
      ),
    );
  expect(await screened()).toContain(traveller.surname);
  expect(await found()).toHaveLength(1);
  expect((await answer(id, "restricted", { records: [record] })).status).toBe(204);
  expect(await screened()).toEqual(["OTHER"]);
  expect(await found()).toEqual([]);
  const analyst = await desk.signIn(["supervisor"], "SERIOUS", "offence:SC04");
  expect((await desk.well<Beside>(analyst, "GET", `/api/rights/beside/${record}`)).marks).toMatchObject([
    { kind: "restriction", text: "I was born on another day." },
  ]);
  await desk.database.transaction(
    { id: officer.id, roles: ["data-protection-officer"], purpose: "RIGHTS" },
    (tx) =>
      tx.query("update rights.mark set ended_at = $2, ended_by = $3 where request_id = $1", [
        id,
        tx.at,
        officer.id,
      ]),
  );
  expect(await screened()).toContain(traveller.surname);
});

test("a redress number that comes with a booking stands beside the record, speaks against a match in its holder's hands, and says nothing in another's (HR-REM)", async () => {
  const first = await aTraveller();
  const { id, status } = await ask(first, "redress");
  await answer(id, "redress-number");
  const told = await desk.server.inject({
    method: "POST",
    url: "/api/public/requests/status",
    payload: status,
  });
  const redress = told.json<{ answer: { redress: string } }>().answer.redress;
  const flown = async (surname: string) => {
    const documents = [
      { type: "P", number: "W0000001", issuer: "AZE", expires: null },
      { type: "R", number: redress, issuer: null, expires: null },
    ];
    const flight = await desk.fly([{ surname, given: "ILK", birthDate: "1980-05-17", documents }]);
    const [row] = await rows("select person_id from records.traveller where flight_id = $1", [flight.id]);
    const analyst = await desk.signIn(["supervisor"], "SERIOUS", "offence:SC04");
    return desk.well<Beside>(
      analyst,
      "GET",
      `/api/rights/beside/${flight.date}_${flight.id}_${String(row?.["person_id"])}`,
    );
  };
  expect((await flown(first.surname)).redress).toMatchObject({ number: redress, holder: true, bits: -12 });
  expect((await flown("SOMEBODYELSE")).redress).toMatchObject({ holder: false, bits: 0 });
  for (const holder of [true, false]) expect(redressBits(holder)).toBeLessThanOrEqual(0);
});

test("marks and corrections go with the record, to the second (LED-5)", async () => {
  const traveller = await aTraveller();
  const { id } = await ask(traveller, "notation", "I am a pilot.");
  await answer(id, "noted", { records: [await keyOf(id)] });
  const marks = (at: Date) => {
    desk.clock.set(at);
    return desk.database.transaction(desk.system, (tx) =>
      tx.query("select from rights.mark where request_id = $1", [id]),
    );
  };
  expect(await marks(new Date("2027-05-19T23:59:59Z"))).toHaveLength(1);
  expect(await marks(new Date("2027-05-20T00:00:00Z"))).toHaveLength(0);
  expect(euStrict.initial.period).toEqual({ months: 6 });
});
