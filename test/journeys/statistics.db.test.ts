// The statistics of a unit at work: counted from the ledger they are what its tables say, and stay when the tables are gone.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AlertQueue } from "#cases/contract";
import { countDays } from "#evidence";
import type { PublicStatistics, Recount, Statistics } from "#evidence/contract";
import { manualClock, systemActor } from "#platform";
import { json, signIn } from "../../src/app/demonstration-people.ts";
import { aUnit, type Unit } from "../harness/unit.ts";
import { askAs } from "../harness/unit-people.ts";
import { bookingPush, passengerList, type ListedPerson } from "./messages.ts";

const now = new Date("2026-12-30T09:00:00Z");
const clock = manualClock(now);
let unit: Unit;
let admin: Client;

const persons: readonly ListedPerson[] = ["QARAYEV", "ISGANDAROV", "BABAZADE"].map((surname, at) => ({
  surname,
  given: "TEYMUR",
  birthDate: `197${at}-02-11`,
  document: `C1000000${at}`,
}));
const period = "from=2026-01-01&until=2027-01-01";
const amountOf = ({ amounts }: Statistics, figure: string, part = ""): number =>
  amounts.find((one) => one.figure === figure && one.part === part)?.amount ?? 0;

beforeAll(async () => {
  unit = await aUnit({ clock });
  admin = new Client({ connectionString: unit.adminUrl });
  await admin.connect();
  await unit.lists(
    persons.slice(0, 2).map(({ surname, given, birthDate }, at) => ({
      id: `STAT-${at}`,
      list: "STAT",
      ref: `STAT/${at}`,
      names: [{ full: `${surname} ${given}`, surname, given, type: "primary" as const }],
      dobs: [{ date: birthDate }],
      sex: "M",
      nationalities: ["AZE"],
      birthCountries: [],
      documents: [],
      category: "wanted",
      programme: "wanted for arrest",
      instructions: "Verify identity with the document in hand.",
    })),
  );
  const carrier = await unit.carrier("J2");
  const flight = {
    carrier: "J2",
    number: "75",
    departs: new Date("2026-12-30T14:00:00Z"),
    arrives: new Date("2026-12-30T18:00:00Z"),
  };
  // The list, a booking of one who is on it (no further traveller), a message of nobody's flight, and bytes that are none.
  const booking = bookingPush(flight, { ...persons[0], locator: "JRN001" } as ListedPerson);
  for (const body of [passengerList(flight, persons), booking, "UNB+nothing"]) {
    await carrier.push({ body });
  }
  await unit.running.services.screening.upToDate();
  const analyst = await signIn(unit.address, "analyst");
  const { alerts } = await json<AlertQueue>(await analyst("GET", "/api/alerts"), "the queue");
  for (const [at, { id }] of alerts.entries()) {
    const decision =
      at === 0
        ? { outcome: "no-match", reasonCode: "DISMISS-ID" }
        : { outcome: "confirmed", reasonCode: "ESCALATE" };
    const said = { ...decision, version: 1, reason: "the document says otherwise" };
    await json(await analyst("POST", `/api/alerts/${id}/decision`, said, "TEST"), "the decision");
  }
  await fetch(`${unit.address}/api/public/requests`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      kind: "access",
      language: "en",
      name: "Some Body",
      birthDate: "1980-01-01",
      document: null,
      contact: "some@post.example",
      representative: null,
      text: "",
    }),
  });
});
afterAll(async () => {
  await admin.end();
  await unit.close();
});

async function statistics(): Promise<Statistics> {
  const { status, body } = await askAs(unit, "auditor", `/api/statistics?${period}`);
  expect(status).toBe(200);
  return body as Statistics;
}

const counted = async (statement: string): Promise<Record<string, number>> => {
  const { rows } = await admin.query<{ part: string; amount: string }>(statement);
  return Object.fromEntries(rows.map(({ part, amount }) => [part, Number(amount)]));
};

test("from the ledger the same as from the tables (PNRD-19/20)", async () => {
  const from = await statistics();
  const said = (figure: string) =>
    Object.fromEntries(
      from.amounts.filter((one) => one.figure === figure).map(({ part, amount }) => [part, amount]),
    );
  const tables = {
    travellers:
      "select '' as part, count(distinct (flight_date, flight_id, person_id)) as amount from records.traveller",
    messages: "select state as part, count(*) as amount from intake.receipt group by 1",
    alerts: "select 'list' as part, count(*) as amount from cases.alert",
    "list-matches": "select outcome as part, count(*) as amount from cases.decision group by 1",
    "subject-requests": "select kind as part, count(*) as amount from rights.request group by 1",
  };
  for (const [figure, statement] of Object.entries(tables)) {
    const table = await counted(statement);
    expect(Object.keys(table).length).toBeGreaterThan(0);
    expect({ [figure]: said(figure) }).toEqual({ [figure]: table });
  }
  expect(said("travellers")).toEqual({ "": 3 });
  expect(said("list-matches")).toEqual({ confirmed: 1, "no-match": 1 });
  // A meal that tells of religion, a card number, a remark: counted, and nothing else of them.
  expect(amountOf(from, "removed-sensitive")).toBeGreaterThan(0);
  expect(amountOf(from, "removed-cards")).toBe(1);
  expect(from.rates.find(({ rate }) => rate === "list-matches-confirmed")).toMatchObject({ of: 1, among: 2 });
});

test("the day over, it stands counted; counted again it is the same, and what was altered shows and is put right (PNRD-19/20)", async () => {
  const before = await statistics();
  clock.advance(3 * 24 * 3_600_000);
  const { database } = unit.running.services;
  expect(await countDays({ database })).toBe(3);
  expect(await countDays({ database })).toBe(0);
  const after = await statistics();
  expect([before.fresh, after.fresh, after.kept]).toEqual([1, 0, 2]);
  // Looking at figures is an act, and no figure.
  expect(after.amounts).toEqual(before.amounts);
  const again = async (): Promise<Recount> => {
    const body = { from: "2026-01-01", until: "2027-01-01" };
    return (await askAs(unit, "data-protection-officer", "/api/statistics/recount", body)).body as Recount;
  };
  expect(await again()).toEqual({ days: 2, differences: [] });
  await admin.query("update evidence.day_figure set amount = 900 where figure = 'travellers'");
  expect(amountOf(await statistics(), "travellers")).toBe(900);
  const difference = { day: "2026-12-30", figure: "travellers", part: "", kept: 900, ledger: 3 };
  expect((await again()).differences).toEqual([difference]);
  expect((await again()).differences).toEqual([]);
});

test("when what they are about has been deleted, they stay what they were (PNRD-19/20)", async () => {
  const before = await statistics();
  await admin.query("truncate records.traveller, cases.alert, rights.request, evidence.day cascade");
  expect((await statistics()).amounts).toEqual(before.amounts);
});

test("the public is told of years that are counted, of small numbers only that they are small (PNRD-19/20)", async () => {
  await countDays({ database: unit.running.services.database });
  const answer = await fetch(`${unit.address}/api/public/statistics`);
  const { years } = await json<PublicStatistics>(answer, "the figures");
  expect(years.map(({ year, whole }) => [year, whole])).toEqual([
    [2027, false],
    [2026, true],
  ]);
  const numbers = years.flatMap(({ figures }) =>
    figures.flatMap(({ total, parts }) => [total, ...parts.map(({ amount }) => amount)]),
  );
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers.filter((number) => number !== null && number < 10)).toEqual([]);
});

test("who may not see them is refused, each look is in the ledger, and no person's name is in any of it", async () => {
  expect((await askAs(unit, "analyst", `/api/statistics?${period}`)).status).toBe(403);
  expect((await askAs(unit, "head", "/api/statistics?from=2026-02-30&until=2027-01-01")).body).toMatchObject({
    code: "period-unknown",
  });
  const looks = await unit.running.services.database.transaction(systemActor("test"), (tx) =>
    tx.query("select seq from ledger.entry where action in ('statistics.viewed', 'statistics.recounted')"),
  );
  expect(looks.length).toBeGreaterThan(5);
  expect(JSON.stringify(await statistics())).not.toContain("QARAYEV");
});
