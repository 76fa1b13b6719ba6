// PNRGOV: each rule of pnrgov.md §9 on a message that breaks it, and what must hold for every input.
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { redact } from "../minimise/redact.ts";
import { readBytes, readMessages } from "../read.ts";

const FLIGHT = "TVL+200626:0900:200626:1200+GYD+IST+J2+15";

type Parts = {
  readonly header?: readonly string[];
  readonly bookings: readonly (readonly string[])[];
};

const FULL_PUSH = ["MSG+:22", "ORG+J2", FLIGHT];

function interchange({ header = FULL_PUSH, bookings }: Parts): Buffer {
  const body = [...header, `EQN+${bookings.length}`, ...bookings.flatMap((segments) => ["SRC", ...segments])];
  const segments = [
    "UNB+IATA:1+J2+AZPIU+260619:1230+1",
    "UNH+1+PNRGOV:13:1:IA+REF",
    ...body,
    `UNT+${body.length + 2}+1`,
    "UNZ+1+1",
  ];
  return Buffer.from(segments.map((segment) => `${segment}'`).join("\n"), "utf8");
}

const RCI = "RCI+J2:ABC123::010526:1020";
const TIF = "TIF+SAMPLE:I+ANNA MRS:A:1";
const ONE = [RCI, TIF, `${FLIGHT}:Y`, "RPI+1+HK"];

function read(parts: Parts) {
  const [message] = readBytes(interchange(parts));
  if (message === undefined) throw new Error("no message");
  return message;
}
const booking = (segments: readonly string[]) => {
  const [only] = read({ bookings: [segments] }).bookings ?? [];
  if (only === undefined) throw new Error("no booking");
  return only;
};
const codes = (parts: Parts): string[] =>
  read(parts)
    .findings.map((finding) => finding.code)
    .filter((code) => code !== "NOT_ADMITTED");

describe("rules", () => {
  it("take who alone is said to operate a flight for its carrier", () => {
    for (const flight of ["TVL+200626:0900+GYD+IST+:J2+15:Y", "TVL+200626:0900+GYD+IST'TRA+J2+15"]) {
      const parts = { bookings: [[RCI, TIF, ...flight.split("'")]] };
      expect(codes(parts)).toEqual([]);
      expect(read(parts).bookings?.[0]?.segments).toMatchObject([
        { carrier: "J2", number: "15", operating: null },
      ]);
    }
  });

  it("finds nothing wrong with a plain push", () => {
    expect(codes({ bookings: [ONE] })).toEqual([]);
    expect(read({ bookings: [ONE] }).accepted).toBe(true);
  });

  it.each<[string, Parts]>([
    ["PN01", { header: ["MSG+:23", "ORG+J2", FLIGHT], bookings: [ONE] }],
    ["PN01", { header: ["ORG+J2", FLIGHT], bookings: [ONE] }],
    ["PN02", { header: ["MSG+:22", "ORG+J2"], bookings: [ONE] }],
    ["PN02", { header: ["MSG+:22", "TVL+200626:0900+GYD++J2+15"], bookings: [ONE] }],
    ["PN05", { bookings: [["RCI+J2", ...ONE.slice(1)]] }],
    ["PN05", { bookings: [ONE.slice(1)] }],
    ["PN06", { bookings: [[RCI, `${FLIGHT}:Y`]] }],
    ["PN07", { bookings: [[RCI, TIF, TIF, `${FLIGHT}:Y`]] }],
    ["PN07", { bookings: [[...ONE, "SSR+SEAT:HK:1:J2:::GYD:IST+1A::9"]] }],
    ["PN08", { bookings: [[RCI, TIF, "TVL+200626:0900+GYD+IST+J2+16:Y"]] }],
    ["PN09", { bookings: [[...ONE, "TVL+310626:0900+IST+GYD+J2+16:Y"]] }],
    ["PN09", { bookings: [[RCI, TIF, "TVL+250626:0900+IST+GYD+J2+16:Y", `${FLIGHT}:Y`]] }],
    ["PN10", { bookings: [[RCI, TIF, `${FLIGHT}:Y`, "RPI+1+QQ"]] }],
    [
      "PN11",
      { bookings: [[RCI, TIF, "SSR+DOCS:HK:1:J2:::::/P/AZE/1/AZE/32JAN80/F//SAMPLE/ANNA", ...ONE.slice(2)]] },
    ],
    ["PN12", { bookings: [[RCI, TIF, "TKT+123:T:1", ...ONE.slice(2)]] }],
    ["PN13", { bookings: [[RCI, TIF, "TKT+7711234567890:T", "MON+T:12X:AZN", ...ONE.slice(2)]] }],
    ["PN13", { bookings: [[RCI, TIF, "TKT+7711234567890:T", "MON+T:12:AZ1", ...ONE.slice(2)]] }],
    ["PN15", { bookings: [ONE, ONE] }],
    ["PN17", { bookings: [[RCI, "DAT+700:190626:1501", ...ONE.slice(1)]] }],
    ["PN20", { bookings: [[...ONE, "QQQ+SOMETHING"]] }],
    ["ORDER", { bookings: [[RCI, `${FLIGHT}:Y`, TIF]] }],
    ["RCI_SHIFTED", { bookings: [["RCI+J2:ABC123:010526:1020", ...ONE.slice(1)]] }],
    [
      "DOCS_SHIFTED",
      { bookings: [[RCI, TIF, "SSR+DOCS:HK:1:J2:::::////05AUG70/F//SAMPLE/ANNA", ...ONE.slice(2)]] },
    ],
  ])("%s", (code, parts) => {
    expect(codes(parts)).toEqual([code]);
  });

  it("refuses a message that is no push or of no flight, and still shows what it holds", () => {
    const message = read({ header: ["MSG+:23", "ORG+J2"], bookings: [ONE] });
    expect(message.accepted).toBe(false);
    expect(message.bookings?.[0]?.travellers).toHaveLength(1);
  });

  it("counts PNRs against EQN only when the message is the whole push", () => {
    const bytes = interchange({ bookings: [ONE] })
      .toString()
      .replace("EQN+1", "EQN+2");
    const codesOf = (text: string) => readBytes(Buffer.from(text))[0]?.findings.map(({ code }) => code);
    expect(codesOf(bytes)).toEqual(["PN04"]);
    expect(codesOf(bytes.replace("+REF'", "+REF+01:C'"))).toEqual([]);
    expect(codesOf(bytes.replace("+REF'", "+REF+01:F'"))).toEqual(["PN04"]);
  });

  it("counts totals in words as amounts, and booking without ticket as no fault", () => {
    expect(
      codes({ bookings: [[RCI, TIF, "TKT+7711234567890:T", "MON+B:IT+T:NO ADC", ...ONE.slice(2)]] }),
    ).toEqual([]);
    expect(codes({ bookings: [[RCI, TIF, "TKT+:1", ...ONE.slice(2)]] })).toEqual([]);
  });
});

describe("travellers", () => {
  it("keeps nine travellers of a group of whom one has a document, each with the own ticket", () => {
    const nine = Array.from({ length: 9 }, (_, i) => [
      `TIF+GROUP:I+G${"ABCDEFGHI"[i]}:A:${i + 1}`,
      `TKT+77112345678${i}0:T`,
    ]);
    nine[4]?.splice(1, 0, "SSR+DOCS:HK:1:J2:::::/P/AZE/5/AZE/01JAN80/M//GROUP/GE");
    const { travellers } = booking([RCI, ...nine.flat(), `${FLIGHT}:Y`]);
    expect(travellers).toHaveLength(9);
    expect(travellers.map((t) => t.tickets.map((ticket) => ticket.number))).toEqual(
      Array.from({ length: 9 }, (_, i) => [`77112345678${i}0`]),
    );
    expect(travellers.map((t) => t.documents.length)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it("gives a document under the adult to the infant that its TIF names", () => {
    const { travellers } = booking([
      RCI,
      "TIF+SAMPLE:I+ANNA MRS:A:1:1",
      "SSR+DOCS:HK:1:J2:::::/P/AZE/9/AZE/01JAN26/FI//SAMPLE/LALA",
      "TIF+SAMPLE:I+LALA:IN:2",
      `${FLIGHT}:Y`,
    ]);
    expect(travellers.map(({ given, documents }) => [given, documents.map((d) => d.number)])).toEqual([
      ["ANNA", []],
      ["LALA", ["9"]],
    ]);
  });

  it("names an infant whom only services name, once, with the adult it travels with", () => {
    const { travellers } = booking([
      RCI,
      TIF,
      "SSR+DOCS:HK:1:J2:::::/P/AZE/9/AZE/01JAN26/FI//SAMPLE/LALA NUR",
      `${FLIGHT}:Y`,
      "SSR+INFT:HK:1:J2:::GYD:IST:SAMPLE/LALAMISS 01JAN26+::1",
      "SSR+DOCS:HK:1:J2:::GYD:IST:/P/AZE/9/AZE/01JAN26/FI//SAMPLE/LALA NUR+::1",
    ]);
    expect(travellers).toHaveLength(2);
    expect(travellers[1]).toMatchObject({
      type: "infant",
      given: "LALA",
      infantOf: "1",
      sex: "F",
      birthDate: "2026-01-01",
      documents: [{ number: "9" }],
    });
    expect(travellers[0]?.documents).toEqual([]);
  });

  it("gives a document to the traveller whose name it bears, not to the one it stands with", () => {
    const { travellers } = booking([
      RCI,
      TIF,
      "SSR+DOCS:HK:1:J2:::::/P/AZE/2/AZE/01JAN80/M//SAMPLE/PAUL",
      "TIF+SAMPLE:I+PAUL MR:A:2",
      `${FLIGHT}:Y`,
    ]);
    expect(travellers.map((t) => t.documents.map((d) => d.number))).toEqual([[], ["2"]]);
  });

  it("reads a name that stands whole in the surname, and several given names under one surname", () => {
    expect(booking([RCI, "TIF+SAMPLE/JOHN MR", `${FLIGHT}:Y`]).travellers[0]).toMatchObject({
      surname: "SAMPLE",
      given: "JOHN",
      title: "MR",
    });
    const { travellers } = booking([RCI, "TIF+SAMPLE:I+ANNA:A:1+PAUL:A:2", `${FLIGHT}:Y`]);
    expect(travellers.map(({ surname, given, ref }) => [surname, given, ref])).toEqual([
      ["SAMPLE", "ANNA", "1"],
      ["SAMPLE", "PAUL", "2"],
    ]);
  });

  it("follows the name before a boarding reference that means another", () => {
    const { travellers } = booking([
      RCI,
      "TIF+SAMPLE:I+ANNA:A:1",
      "TIF+OTHER:I+PAUL:A:2",
      `${FLIGHT}:Y`,
      "DAT+2:200626:0700",
      "TRI++31:::2",
      "TIF+SAMPLE:I+ANNA:A:1",
      "SSD+7A++++Y",
    ]);
    expect(travellers.map((t) => t.seats.map((seat) => seat.seat))).toEqual([["7A"], []]);
  });
});

describe("what follows a segment that names nobody, or no flight", () => {
  it.each(["TIF+:I", "TIF+SAMPLES:G"])("is not the traveller's before it: %s", (nobody) => {
    const { travellers, payments } = booking([
      RCI,
      "TIF+MUSTER:I+LEA:A:2",
      "TIF+SAMPLE:I+ANNA:A:1",
      "TKT+7711234567890:T:1",
      "MON+T:10:AZN",
      nobody,
      "REF+:OTHERS",
      "SSR+DOCS:HK:1:J2:::::/P/AZE/C7654321/AZE/04MAR88/M/20SEP30/BEISPIEL/JAN",
      "MON+T:20:EUR",
      "FOP+CA::20",
      `${FLIGHT}:Y`,
    ]);
    expect(travellers.map(({ surname, documents }) => [surname, documents.length])).toEqual([
      ["MUSTER", 0],
      ["SAMPLE", 0],
      ["BEISPIEL", 1],
    ]);
    expect(travellers[1]).toMatchObject({ tickets: [{ amount: "10", currency: "AZN" }] });
    expect(travellers[1]).not.toHaveProperty("uniqueReference");
    expect(payments).toMatchObject([{ amount: "20", currency: null }]);
  });

  it("are the bags of the traveller with whom they stand", () => {
    const { travellers } = booking([
      RCI,
      "TIF+SAMPLE:I+ANNA:A:1",
      `${FLIGHT}:Y`,
      "TRI++31:::1",
      "TIF+SAMPLE:I+ANNA:A:1",
      "TIF+OTHER:I+PAUL:A:2",
      "REF+:X",
      "TBD++1:20:700++J2:000123451:1:FRA",
    ]);
    expect(travellers.map(({ bags }) => bags.length)).toEqual([0, 1]);
  });

  it.each(["EQN+1", "MSG+8"])("does not belong to the last flight: %s", (leave) => {
    const { services } = booking([...ONE, leave, "SSR+TCP:HK:1:J2:::::3"]);
    expect(services).toMatchObject([{ code: "TCP", from: null, to: null }]);
  });
});

describe("bags", () => {
  const checkedIn = (tbd: string) =>
    booking([...ONE, "DAT+2:200626:0700", "TRI++31:::1", tbd]).travellers[0]?.bags.map(
      ({ tag, pieces, weightKg }) => [tag, pieces, weightKg],
    );

  it.each([
    [
      "TBD++5:155:701+++KL:8074902824:2:MSP+KL:8074902826:3:JFK",
      [
        ["8074902824", 2, 70.3],
        ["8074902826", 3, null],
      ],
    ],
    [
      "TBD++2:33:700++HP:1+618:0123456789:2:ICN+618:0123456787:722356:ICN",
      [
        ["0123456789", 1, 33],
        ["0123456787", 1, null],
      ],
    ],
    ["TBD++1:20:700", [[null, 1, 20]]],
    ["TBD++2:0:702+++ET:::FRA:006", [[null, 2, null]]],
    ["TBD++0", []],
  ])("%s", (tbd, bags) => {
    expect(checkedIn(tbd)).toEqual(bags);
  });
});

describe("hostile and damaged input", () => {
  const folder = join(import.meta.dirname, "../../../samples/pnrgov");
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith(".edi"))
    .map((name) => readFileSync(join(folder, name)));

  const mutation = fc.record({
    at: fc.double({ min: 0, max: 0.9999, noNaN: true }),
    length: fc.integer({ min: 0, max: 40 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .constantFrom(
          "'",
          "+",
          ":",
          "?",
          "SRC'",
          "TIF+X+Y'",
          "SSR+VGML",
          "TVL+++++",
          "\r\n",
          "UNH+1+PNRGOV'",
          "’",
        )
        .map((text) => Buffer.from(text)),
    ),
  });

  it("never throws, and only cuts bytes of its own message, in order", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        (source, mutations) => {
          let bytes: Buffer = source;
          for (const { at, length, insert } of mutations) {
            const from = Math.floor(at * bytes.length);
            bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + length)]);
          }
          for (const message of readBytes(bytes)) {
            let end = message.start;
            for (const cut of message.cuts) {
              expect(cut.start).toBeGreaterThanOrEqual(end);
              expect(cut.end).toBeGreaterThan(cut.start);
              end = cut.end;
            }
            expect(end).toBeLessThanOrEqual(message.end);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("keeps the facts whatever the order of travellers' and flights' groups", () => {
    const travellers = [
      [
        TIF,
        "SSR+DOCS:HK:1:J2:::::/P/AZE/1/AZE/01JAN80/F//SAMPLE/ANNA",
        "TKT+7711234567890:T",
        "FOP+CA::10.00",
      ],
      ["TIF+OTHER:I+PAUL MR:A:2", "FTI+J2:22", "REF+:R2"],
      ["TIF+THIRD:I+DORA:C:3", "SSR+CHLD:HK:1:J2:::::01JAN20"],
    ];
    const flights = [
      [`${FLIGHT}:Y`, "RPI+3+HK", "SSR+SEAT:HK:2:J2:::GYD:IST+1A::1+1B::2"],
      [
        "TVL+210626:0900:210626:1000+IST+GYD+J2+16:Y",
        "RPI+3+HK",
        "DAT+2:200626:0700",
        "TRI++9:::2",
        "TIF+OTHER:I+PAUL MR:A:2",
        "SSD+2C++++Y",
      ],
    ];
    const inOrder = (segments: readonly string[]) => {
      const { travellers: people, segments: legs, payments } = booking([RCI, ...segments]);
      return {
        people: people.toSorted((a, b) => a.surname.localeCompare(b.surname)),
        legs: legs.toSorted((a, b) => (a.number ?? "").localeCompare(b.number ?? "")),
        payments,
      };
    };
    const expected = inOrder([...travellers, ...flights].flat());
    fc.assert(
      fc.property(fc.shuffledSubarray([...travellers, ...flights], { minLength: 5 }), (groups) => {
        expect(inOrder(groups.flat())).toEqual(expected);
      }),
    );
  });

  it("reads the parts of a series to the same bookings in whatever order they come", () => {
    const parts = [1, 2, 3].map((part) => readFileSync(join(folder, `part-${part}-of-3.edi`)));
    const locators = (order: readonly Buffer[]) =>
      readBytes(Buffer.concat(order))
        .flatMap((message) => message.bookings ?? [])
        .map((read) => read.locator ?? "")
        .toSorted((a, b) => a.localeCompare(b));
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 3 }), (order) => {
        expect(locators(order)).toEqual(["PART01", "PART02", "PART03"]);
        for (const message of readBytes(Buffer.concat(order))) {
          expect(message.control.accessReference).toBe("200626/0900/J2/15");
          expect(message.push?.statedBookings).toBe(3);
        }
      }),
    );
  });

  it("reads a PNR of twenty thousand hostile segments without choking", () => {
    const many = (segment: (i: number) => string) => Array.from({ length: 20_000 }, (_, i) => segment(i));
    expect(booking([RCI, ...many((i) => `TIF+SAME:I+N${i}:A:${i}`)]).travellers).toHaveLength(20_000);
    booking([...ONE, ...many((i) => `SSR+DOCS:HK:1:J2:::::/P/AZE/${i}/AZE/01JAN26/FI//SAMPLE/INFANT${i}`)]);
    booking([...ONE, ...many((i) => `SSR+SEAT:HK:1:J2:::GYD:IST+${i % 900}A::1`)]);
    booking([...ONE, ...many((i) => `IFT+4:28::J2+CTCM ${9_000_000 + i}`)]);
    booking([`RCI+J2:X${"9TIF+A:I+B:A:1".repeat(5_000)}`]);
  });
});

describe("a message of several megabytes", () => {
  const wanted = 9_000;
  const source = interchange({
    bookings: Array.from({ length: wanted }, (_, i) => [
      `RCI+J2:L${i}::010526:1020`,
      `TIF+SAMPLE:I+ANNA${i} MRS:A:1`,
      "IFT+4:28::J2+PASSENGER IS DIABETIC AND LIKES WINDOW SEATS IN THE FRONT OF THE CABIN ON THE LEFT SIDE",
      ...Array.from(
        { length: 6 },
        (_ignored, k) => `SSR+SEAT:HK:1:J2:::GYD:IST:TEXT ABOUT THE SEAT NUMBER ${k}+1${k}A::1`,
      ),
      `${FLIGHT}:Y`,
    ]),
  });

  it("is read whole, in pieces, with the counts of the whole", () => {
    expect(source.length).toBeGreaterThan(4_500_000);
    const [message, ...rest] = readBytes(source);
    expect(rest).toEqual([]);
    expect(message?.bookings).toHaveLength(wanted);
    expect(message?.cuts).toHaveLength(wanted);
    // One for each piece.
    expect(new Set(message?.findings.map((finding) => finding.code))).toEqual(new Set(["PN18"]));
  });

  it("keeps of each piece only its own, redacted", async () => {
    const kept: Buffer[] = [];
    const chunks = Array.from({ length: Math.ceil(source.length / 65_536) }, (_, i) =>
      source.subarray(i * 65_536, (i + 1) * 65_536),
    );
    const ranges: number[] = [];
    for await (const message of readMessages(chunks)) {
      ranges.push(message.start, message.end);
      kept.push(Buffer.from(redact(source, message).bytes));
    }
    expect(kept.length).toBeGreaterThan(1);
    expect(ranges).toEqual(ranges.toSorted((a, b) => a - b));
    const all = Buffer.concat(kept).toString("latin1");
    expect(all).not.toContain("DIABETIC");
    expect(all.match(/RCI\+/g)).toHaveLength(wanted);
  });
});
