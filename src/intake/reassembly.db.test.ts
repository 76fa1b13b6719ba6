// Parts of pushes and lists on the real database: nobody waits, nothing is lost, and what is lacking is seen.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isRefusal, manualClock, openDatabase, systemActor, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { intakeServices } from "../../test/harness/intake.ts";
import { closeOverdueSeries, seriesOutcomes } from "./api.ts";
import type { IntakeServices } from "./delivery.ts";
import { receive } from "./receive.ts";

let fresh: FreshDatabase;
let database: Database;
let services: IntakeServices;
const start = new Date("2026-11-21T08:00:00Z");
const clock = manualClock(start);
const carrier = "00000000-0000-7000-8000-000000000001";

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock, connections: 4 });
  services = intakeServices(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => clock.set(start));

const rows = (text: string, values: unknown[] = []) =>
  database.transaction(systemActor("test"), (tx) => tx.query<Record<string, unknown>>(text, values));

let reference = 0;
async function send(
  type: "PAXLST" | "PNRGOV",
  common: string,
  body: readonly string[],
  channel: "http" | "sftp" = "http",
) {
  reference += 1;
  const version = type === "PAXLST" ? "PAXLST:D:05B:UN:IATA" : "PNRGOV:13:1:IA";
  const message = [`UNH+${reference}+${version}+${common}`, ...body];
  const text = [
    `UNB+UNOA:4+J2+AZPIU+261121:0730+${reference}`,
    ...message,
    `UNT+${message.length + 1}+${reference}`,
    `UNZ+1+${reference}'`,
  ].join("'\n");
  const received = await receive(services, {
    bytes: Buffer.from(text),
    channel,
    sender: { id: carrier, code: "J2", senderIds: [], fliesAs: ["J2"], pushes: [] } as never,
    idempotencyKey: null,
  });
  if (isRefusal(received)) throw new Error(received.refused.detail);
  return received.receipts[0];
}

type Booked = readonly [locator: string, surname: string];
const booking = (number: number, [locator, surname]: Booked) => [
  "SRC",
  `RCI+J2:${locator}::011026:0900`,
  "DAT+700:201126:1200",
  `TIF+${surname}:I+ANAR MR:A:1`,
  `TVL+211126:1430:211126:1825+IST+GYD+J2+${number}:Y`,
  "RPI+1+HK",
];
const push = (
  number: number,
  common: string,
  bookings: readonly Booked[],
  over: { readonly stated: number; readonly channel?: "http" | "sftp" },
) =>
  send(
    "PNRGOV",
    common,
    [
      "MSG+:22",
      "ORG+J2:GYD",
      `TVL+211126:1430:211126:1825+IST+GYD+J2+${number}`,
      `EQN+${over.stated}`,
      ...bookings.flatMap((each) => booking(number, each)),
    ],
    over.channel,
  );
const list = (number: number, common: string, surnames: readonly string[], stated: number) =>
  send("PAXLST", common, [
    "BGM+745",
    "NAD+MS+++DESK",
    `TDT+20+J2${number}+++J2`,
    "LOC+125+IST",
    "DTM+189:2611211430:201",
    "LOC+87+GYD",
    "DTM+232:2611211825:201",
    ...surnames.flatMap((surname) => [`NAD+FL+++${surname}:ANAR`, "ATT+2++M", "DTM+329:800501", "NAT+2+AZE"]),
    `CNT+42:${stated}`,
  ]);

const bookingsOf = async (number: number) =>
  (
    await rows(
      `select b.locator || ' ' || b.state as said from records.booking b join records.flight f using (flight_date, flight_id)
       where f.number = $1 order by 1`,
      [String(number)],
    )
  ).map(({ said }) => said);
const travellersOf = async (number: number) =>
  (
    await rows(
      `select t.surname || ' ' || t.state as said from records.traveller t join records.flight f using (flight_date, flight_id)
       where f.number = $1 order by 1`,
      [String(number)],
    )
  ).map(({ said }) => said);
const seriesOf = (number: number) =>
  rows(
    `select s.state, s.incomplete_at is not null as missed from intake.series s join records.flight f using (flight_date, flight_id)
     where f.number = $1 order by s.opened_at`,
    [String(number)],
  );

const parts: readonly (readonly [common: string, bookings: readonly Booked[]])[] = [
  ["01:C", [["AAA111", "BIR"]]],
  ["02", [["BBB222", "IKI"]]],
  ["03:F", [["CCC333", "UC"]]],
];

test("in any order, with repetitions and over several channels, the parts of a full push end in the same records (PNRD-8.4)", async () => {
  const orders = [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0, 0, 1],
    [2, 0, 2, 1],
  ];
  for (const [index, order] of orders.entries()) {
    const number = 300 + index;
    // What an earlier push named and this one does not.
    await push(
      number,
      "OLD",
      [
        ["OLD999", "KOHNE"],
        ["AAA111", "BIR"],
      ],
      { stated: 2 },
    );
    expect(await bookingsOf(number)).toEqual(["AAA111 active", "OLD999 active"]);
    for (const [turn, at] of order.entries()) {
      const [common, bookings] = parts[at] ?? ["", []];
      const receipt = await push(number, `REF${number}+${common}`, bookings, {
        stated: 3,
        channel: turn % 2 === 0 ? "http" : "sftp",
      });
      expect(receipt?.findings.map(({ code }) => code)).toEqual([]);
      // No traveller waits for the other parts.
      expect(await bookingsOf(number)).toContain(`${bookings[0]?.[0]} active`);
    }
    expect(await bookingsOf(number)).toEqual([
      "AAA111 active",
      "BBB222 active",
      "CCC333 active",
      "OLD999 not-in-push",
    ]);
    expect(await travellersOf(number)).toEqual([
      "BIR expected",
      "IKI expected",
      "KOHNE withdrawn",
      "UC expected",
    ]);
    expect(await seriesOf(number)).toEqual([{ state: "complete", missed: false }]);
    expect(
      await rows(
        "select travellers, bookings, cardinality(pnr_received) as pushes from records.flight where number = $1",
        [String(number)],
      ),
    ).toEqual([{ travellers: 3, bookings: 3, pushes: 2 }]);
  }
});

test("without one part for five minutes a series is incomplete, marks nobody as gone, and is whole when the part comes", async () => {
  await push(310, "OLD", [["OLD999", "KOHNE"]], { stated: 1 });
  await push(310, "REF310+01:C", [["AAA111", "BIR"]], { stated: 3 });
  await push(310, "REF310+03:F", [["CCC333", "UC"]], { stated: 3 });
  clock.advance(4 * 60_000);
  await closeOverdueSeries(services);
  expect(await seriesOf(310)).toEqual([{ state: "open", missed: false }]);
  clock.advance(60_000);
  expect(await closeOverdueSeries(services)).toBe(1);
  expect(await seriesOf(310)).toEqual([{ state: "incomplete", missed: true }]);
  expect(await bookingsOf(310)).toContain("OLD999 active");
  expect(
    await rows(
      `select e -> 'values' as values from intake.receipt r, jsonb_array_elements(findings) e
       where r.designator = 'J2310' and e ->> 'code' = 'SERIES_INCOMPLETE'`,
    ),
  ).toEqual([{ values: { count: "3", numbers: "2" } }]);
  clock.advance(3_600_000);
  await push(310, "REF310+02", [["BBB222", "IKI"]], { stated: 3 });
  expect(await seriesOf(310)).toEqual([{ state: "complete", missed: true }]);
  expect(await bookingsOf(310)).toContain("OLD999 not-in-push");
  const figures = await database.transaction(systemActor("test"), (tx) =>
    seriesOutcomes(tx, carrier, start, new Date(start.getTime() + 86_400_000)),
  );
  expect(figures).toMatchObject({ repaired: 1, incomplete: 0 });
});

test("a part that comes again with other content takes the earlier one's place", async () => {
  await push(
    320,
    "REF320+01:C",
    [
      ["AAA111", "BIR"],
      ["DDD444", "DORD"],
    ],
    { stated: 3 },
  );
  await push(320, "REF320+02:F", [["BBB222", "IKI"]], { stated: 3 });
  expect(await bookingsOf(320)).toEqual(["AAA111 active", "BBB222 active", "DDD444 active"]);
  await push(
    320,
    "REF320+01:C",
    [
      ["AAA111", "BIR"],
      ["EEE555", "BES"],
    ],
    { stated: 3 },
  );
  expect(await bookingsOf(320)).toEqual([
    "AAA111 active",
    "BBB222 active",
    "DDD444 not-in-push",
    "EEE555 active",
  ]);
  await list(321, "L321+01:C", ["BIR", "IKI"], 3);
  await list(321, "L321+01:C", ["BIR", "DORD"], 3);
  await list(321, "L321+02:F", ["UC"], 3);
  expect(await travellersOf(321)).toEqual(["BIR expected", "DORD expected", "IKI withdrawn", "UC expected"]);
});

test("the total is compared when all parts are there (PX23, PN04); a push that does not add up ends nothing [transport.md §8 row completeness]", async () => {
  await push(330, "OLD", [["OLD999", "KOHNE"]], { stated: 1 });
  await push(330, "REF330+01:C", [["AAA111", "BIR"]], { stated: 5 });
  const last = await push(330, "REF330+02:F", [["BBB222", "IKI"]], { stated: 5 });
  expect(last?.findings.map(({ code }) => code)).toEqual(["PN04"]);
  expect(await bookingsOf(330)).toContain("OLD999 active");
  await list(331, "L331+01:C", ["BIR", "IKI"], 4);
  const end = await list(331, "L331+02:F", ["UC"], 4);
  expect(end?.findings.filter(({ code }) => code === "PX23")).toMatchObject([
    { values: { stated: "4", role: "passengers", found: "3" } },
  ]);
});

test("a sender that never says which part is the last is taken at its total", async () => {
  await list(340, "L340+01", ["BIR", "IKI"], 3);
  expect(await seriesOf(340)).toEqual([{ state: "open", missed: false }]);
  await list(340, "L340+02", ["UC"], 3);
  expect(await seriesOf(340)).toEqual([{ state: "complete", missed: false }]);
});

test("a close-out in parts: nobody of a later part leaves by an earlier one, and who is in none does at the end", async () => {
  await list(460, "C460", ["BIR", "IKI", "UC"], 3);
  const closeOut = (common: string, surname: string) =>
    send("PAXLST", common, [
      "BGM+266+CLOB",
      "NAD+MS+++DESK",
      "TDT+20+J2460+++J2",
      "LOC+125+IST",
      "DTM+189:2611211430:201",
      "LOC+87+GYD",
      "DTM+232:2611211825:201",
      `NAD+FL+++${surname}:ANAR`,
      "DTM+329:800501",
      "CNT+42:3",
    ]);
  await closeOut("C460+02:F", "IKI");
  expect(await travellersOf(460)).toEqual(["BIR expected", "IKI boarded", "UC expected"]);
  await closeOut("C460+01:C", "BIR");
  expect(await travellersOf(460)).toEqual(["BIR boarded", "IKI boarded", "UC not-boarded"]);
  expect(await seriesOf(460)).toEqual([{ state: "complete", missed: false }]);
});

const closeOutOf = (number: number, common: string, persons: readonly string[]) =>
  send("PAXLST", common, [
    "BGM+266+CLOB",
    "NAD+MS+++DESK",
    `TDT+20+J2${number}+++J2`,
    "LOC+125+IST",
    "DTM+189:2611211430:201",
    "LOC+87+GYD",
    "DTM+232:2611211825:201",
    ...persons,
  ]);

test.each([
  ["a segment of nonsense", ["NAD+FL+++BIR:ANAR", "DTM+329:800501", "??nad?+fl+++IKI:ANAR"]],
  [
    "a trailer that never came",
    [
      "NAD+FL+++BIR:ANAR",
      "DTM+329:800501",
      "NAD+FL+++IK'\nUNZ+1+1'\nUNB+UNOA:4+J2+AZPIU+261121:0730+9'\nUNH+1+CONTRL:D:3:UN'\nUCI+1+A+B+8",
    ],
  ],
])("a damaged close-out takes nobody for absent: %s", async (_what, persons) => {
  const number = 470 + reference;
  await list(number, `C${number}`, ["BIR", "IKI"], 2);
  const receipt = await closeOutOf(number, `CL${number}`, persons);
  expect(receipt?.findings.map(({ code }) => code)).toContain("IN20");
  expect(await travellersOf(number)).toContain("BIR boarded");
  expect(await travellersOf(number)).toContain("IKI expected");
  const again = await closeOutOf(number, `CA${number}`, ["NAD+FL+++BIR:ANAR", "DTM+329:800501"]);
  expect(again?.findings.map(({ code }) => code)).not.toContain("IN20");
  expect(await travellersOf(number)).toContain("IKI not-boarded");
});

test("whom a close-out may mean by the booking is told of", async () => {
  await list(490, "C490", ["BIR"], 1);
  await send("PAXLST", "C490", [
    "BGM+745",
    "NAD+MS+++DESK",
    "TDT+20+J2490+++J2",
    "LOC+125+IST",
    "DTM+189:2611211430:201",
    "LOC+87+GYD",
    "DTM+232:2611211825:201",
    "NAD+FL+++BIR:ANAR",
    "DTM+329:800501",
    "RFF+AVF:ONE111",
    "NAD+FL+++IKI:ANAR",
    "DTM+329:800501",
    "RFF+AVF:ONE111",
  ]);
  const receipt = await closeOutOf(490, "CL490", ["NAD+ZZZ", "RFF+AVF:ONE111"]);
  expect(receipt?.findings).toMatchObject([{ code: "IN19", values: { travellers: "1" } }]);
  expect(await travellersOf(490)).toEqual(["BIR expected", "IKI expected"]);
});

test("a list that says what an earlier one said, under a reference of its own, is no repetition of it [transport.md §8 row Receiver]", async () => {
  const head = [
    "NAD+MS+++DESK",
    "TDT+20+J2495+++J2",
    "LOC+125+IST",
    "DTM+189:2611211430:201",
    "LOC+87+GYD",
    "DTM+232:2611211825:201",
  ];
  const person = ["NAD+FL+++BIR:ANAR", "ATT+2++M", "DTM+329:800501", "NAT+2+AZE", "RFF+ABO:ONE1"];
  const interchange = async (number: number, bgm: string) => {
    const message = ["UNH+1+PAXLST:D:05B:UN:IATA", bgm, ...head, ...person];
    const text = [
      `UNB+UNOA:4+J2+AZPIU+261121:0730+S${number}`,
      ...message,
      `UNT+${message.length + 1}+1`,
      `UNZ+1+S${number}'`,
    ].join("'\n");
    const received = await receive(services, {
      bytes: Buffer.from(text),
      channel: "http",
      sender: { id: carrier, code: "J2", senderIds: [], fliesAs: ["J2"], pushes: [] } as never,
      idempotencyKey: null,
    });
    if (isRefusal(received)) throw new Error(received.refused.detail);
    return received.receipts[0]?.state;
  };
  expect(await interchange(1, "BGM+745")).toBe("processed");
  expect(await interchange(2, "BGM+745+XR")).toBe("processed");
  expect(await travellersOf(495)).toEqual(["BIR withdrawn"]);
  expect(await interchange(3, "BGM+745")).toBe("processed");
  expect(await travellersOf(495)).toEqual(["BIR expected"]);
});

test("a push that was cut off takes nobody off: no booking is cancelled by its end, nobody left out of one", async () => {
  const update = (number: number, segments: readonly string[], end: string) => {
    const head = ["MSG+:141", "ORG+J2:GYD", `TVL+211126:1430:211126:1825+IST+GYD+J2+${number}`, "EQN+2"];
    return send("PNRGOV", `U${number}`, [...head, ...segments, end]);
  };
  // What follows is another message: the end of the push never came.
  const cut = "UNZ+1+1'\nUNB+UNOA:4+J2+AZPIU+261121:0730+9'\nUNH+1+CONTRL:D:3:UN'\nUCI+1+A+B+8";
  const two: readonly Booked[] = [
    ["AAA111", "BIR"],
    ["BBB222", "IKI"],
  ];
  await push(480, "P480", two, { stated: 2 });
  const named = ["SRC", "RCI+J2:BBB222::011026:0900"];
  const dated = [...named, "DAT+700:201126:1300"];
  for (const last of [[...named, "ORG"], named, dated]) {
    const receipt = await update(480, [...booking(480, ["AAA111", "BIR"]), ...last], cut);
    expect(receipt?.findings.map(({ code }) => code)).toContain("IN20");
    expect(await travellersOf(480)).toEqual(["BIR expected", "IKI expected"]);
  }
  // A name that could not be read takes its bearer off as little.
  const broken = await update(
    480,
    [...dated, "tif+IKI:I+ANAR MR:A:1"],
    `TVL+211126:1430:211126:1825+IST+GYD+J2+480:Y`,
  );
  expect(broken?.findings.map(({ code }) => code)).toContain("TAG_INVALID");
  expect(await travellersOf(480)).toEqual(["BIR expected", "IKI expected"]);
  await update(480, [...named, "ORG"], "SRC'\nRCI+J2:AAA111::011026:0900'\nORG");
  expect(await travellersOf(480)).toEqual(["BIR withdrawn", "IKI withdrawn"]);
});
