// Scorecards: counted from what really arrived, compared with the time before, shown to those who may see carriers.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#access";
import { askAs, idOfCarrier } from "../../test/harness/unit-people.ts";
import { aUnit, type CarrierLine, type Unit } from "../../test/harness/unit.ts";
import { passengerList, pushOfBookings } from "./fixtures.ts";
import { monthBefore, monthsUpTo, periodBefore, periodOfMonth } from "./quality.ts";
import { countRecentDays } from "./quality-counting.ts";

let unit: Unit;
let carrier: CarrierLine;
let carrierId = "";
let today = "";
beforeAll(async () => {
  unit = await aUnit();
  carrier = await unit.carrier("J2");
  await carrier.push({ body: passengerList({ number: 601, reference: "Q601" }) });
  await carrier.push({ body: passengerList({ number: 601, reference: "Q601" }) });
  await carrier.push({ body: passengerList({ number: 602, reference: "Q602" }).replace("C01234567", "") });
  await carrier.push({ body: pushOfBookings({ number: 601, reference: "Q603" }) });
  await carrier.push({ body: "nothing that can be read" });
  today = unit.running.services.clock.now().toISOString().slice(0, 10);
  // Counted before somebody looks; counting again, as the job does, changes nothing.
  await countRecentDays(unit.running.services);
  carrierId = await idOfCarrier(unit, "J2");
});
afterAll(() => unit.close());

const ask = (role: Role, path: string) => askAs(unit, role, path);

test("the carrier desk sees what came and how good it was [transport.md §10 row 7 parallel run; §16 row messages/min per partner and type; §16 row parse failure %, rule failure % by rule]", async () => {
  const { status, body } = await ask("carrier-desk", `/api/carriers/${carrierId}/scorecard`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    to: today,
    // The list sent twice is one message and one repeat of it, which says nothing of the quality.
    totals: {
      messages: 5,
      duplicates: 1,
      quarantined: 1,
      travellers: 5,
      bookings: 1,
      errorsPerThousand: expect.any(Number),
    },
    before: { messages: 0, correct: null, complete: null },
    days: [{ day: today, messages: 5 }],
    kinds: expect.arrayContaining([
      expect.objectContaining({ kind: "PAXLST", messages: 3, duplicates: 1, faulty: 1 }),
    ]),
    rules: expect.arrayContaining([
      expect.objectContaining({ code: "PX11", area: "completeness", findings: 1, findingsBefore: 0 }),
    ]),
  });
  const { totals } = body as { totals: { correct: number; complete: number } };
  expect(totals.correct).toBeCloseTo(2 / 4);
  expect(totals.complete).toBeCloseTo(5 / 6);
});

test("evidence names messages by their hash and holds no names", async () => {
  const { body } = await ask("carrier-desk", `/api/carriers/${carrierId}/evidence`);
  expect(body).toMatchObject({ isWhole: true, receipts: [{ state: "quarantined" }, { flight: "J2602" }] });
  expect(JSON.stringify(body)).not.toMatch(/MUSTERI|QONAQ|C07654321/);
});

test("the monthly report has the month, the twelve up to it, and where each rule was broken last [transport.md §10 row 8 production; §16 row carrier quality score card exported monthly]", async () => {
  const path = `/api/carriers/${carrierId}/report`;
  const month = today.slice(0, 7);
  const { status, body } = await ask("carrier-desk", `${path}?month=${month}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    month,
    isOver: false,
    carrier: { code: "J2" },
    profile: expect.stringContaining("eu-strict"),
    scorecard: { totals: { messages: 5 } },
    worst: expect.arrayContaining([
      {
        code: "PX11",
        severity: expect.any(String),
        example: expect.objectContaining({
          flight: "J2602",
          segment: expect.any(Number),
          tag: expect.any(String),
        }),
      },
    ]),
    evidence: { receipts: { length: 2 } },
  });
  const { months } = body as { months: { month: string; messages: number; correct: number | null }[] };
  expect(months).toHaveLength(12);
  expect(months.at(-1)).toMatchObject({ month, messages: 5, correct: 0.5 });
  expect(months[0]).toMatchObject({ messages: 0, correct: null, expected: 0 });
  expect(JSON.stringify(body)).not.toMatch(/MUSTERI|QONAQ|C07654321/);
  expect((await ask("carrier-desk", path)).body).toMatchObject({
    isOver: true,
    scorecard: { totals: { messages: 0 } },
  });
  expect((await ask("carrier-desk", `${path}?month=2026-13`)).status).toBe(400);
  expect((await ask("analyst", path)).status).toBe(403);
});

test("months are counted over the turn of the year", () => {
  expect(monthBefore(new Date("2026-01-31T23:00:00Z"))).toBe("2025-12");
  expect(periodOfMonth("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(monthsUpTo("2026-02", 3)).toEqual(["2025-12", "2026-01", "2026-02"]);
});

test("all carriers together, and who may not see them", async () => {
  expect((await ask("carrier-desk", "/api/scorecards")).body).toMatchObject({
    carriers: [{ carrierId, totals: { messages: 5 } }],
  });
  expect((await ask("analyst", "/api/scorecards")).status).toBe(403);
  expect(await ask("carrier-desk", "/api/scorecards?from=2026-02-01&to=2026-01-01")).toMatchObject({
    status: 400,
    body: { code: "period-malformed" },
  });
});

test("the period before has the same length and ends the day before", () => {
  expect(periodBefore({ from: "2026-03-01", to: "2026-03-31" })).toEqual({
    from: "2026-01-29",
    to: "2026-02-28",
  });
  expect(periodBefore({ from: "2026-03-01", to: "2026-03-01" })).toEqual({
    from: "2026-02-28",
    to: "2026-02-28",
  });
});

test("a message that came again in other wrapping or in the same bytes is counted as such [transport.md §16 row duplicate %]", async () => {
  const k7 = await unit.carrier("K7");
  const list = passengerList({ number: 605, reference: "Q605", carrier: "K7", sender: "K7" });
  await k7.push({ body: list });
  await k7.push({ body: `QK XXXPPXS\r\n.K7HDQ 210800\r\n${list}` });
  await k7.push({ body: list });
  await countRecentDays(unit.running.services);
  const { body } = await ask("carrier-desk", "/api/scorecards");
  const { carriers } = body as { carriers: { carrierId: string; totals: object }[] };
  const own = carriers.filter((each) => each.carrierId !== carrierId);
  expect(own).toMatchObject([{ totals: { messages: 3, duplicates: 2, travellers: 2 } }]);
});

type Card = { totals: { travellers: number; lacking: number; complete: number | null } };

async function cardOf(code: string): Promise<Card> {
  await countRecentDays(unit.running.services);
  return (await ask("carrier-desk", `/api/carriers/${await idOfCarrier(unit, code)}/scorecard`)).body as Card;
}

test("who lacks several things is one traveller who is not complete [transport.md §10 row 7 parallel run]", async () => {
  const line = await unit.carrier("W6");
  const person = (index: number): string => {
    const data = [
      "ATT+2++M",
      "DTM+329:800501",
      "NAT+2+AZE",
      `DOC+P:110:111+C0${1234560 + index}`,
      "DTM+36:310101",
      "LOC+91+AZE",
    ];
    return ["NAD+FL+++MUSTERI:ANAR", ...(index < 4 ? [] : data), `RFF+AVF:ABC${100 + index}`].join("'");
  };
  const list = passengerList({ number: 611, reference: "Q611", carrier: "W6", sender: "W6" }).replaceAll(
    "\n",
    "",
  );
  const persons = Array.from({ length: 10 }, (_, index) => person(index)).join("'");
  const body = list.replace(/NAD\+FL.*(?=CNT)/, `${persons}'`).replace("CNT+42:2", "CNT+42:10");
  await line.push({ body });
  expect((await cardOf("W6")).totals).toMatchObject({ travellers: 10, lacking: 4, complete: 0.6 });
});

test("persons of a manifest without surname or document are not complete [transport.md §12]", async () => {
  const line = await unit.carrier("EXB");
  const columns =
    "mode;service_no;carrier_code;dep_place;dep_time;arr_place;arr_time;person_no;surname;given;doc_type;doc_no";
  const coach = "BUS;451;EXB;Ardabil (IR);2026-11-21 07:00;Baku (AZ);2026-11-21 15:00";
  const persons = ["1;MUSTERI;ANAR;P;C00000001", "2;;LEYLA;P;C00000002", "3;QONAQ;ELSEVER;;", "4;;AYTEN;;"];
  const body = [columns, ...persons.map((person) => `${coach};${person}`)].join("\r\n");
  await line.push({ body, headers: { "content-type": "text/csv" } });
  expect((await cardOf("EXB")).totals).toMatchObject({ travellers: 4, lacking: 3, complete: 0.25 });
});
