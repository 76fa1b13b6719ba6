// Travellers that are read before they are cut: the usual ones are, and of any it is the same that the general way reads.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteClasses, lexSegments, STOP } from "../edifact/lexer.ts";
import { SegmentedMessage } from "../edifact/segments.ts";
import { DEFAULT_CHARACTERS } from "../edifact/service-characters.ts";
import { aPassengerList } from "../fixtures.ts";
import { joinPieces, readBytes, readWitnessed } from "../read.ts";
import { MessageScanner } from "../scanner.ts";
import { usualTravellers } from "./usual-travellers.ts";

const REFERENCE = 20260301;
const blind = { begin: () => {}, envelope: () => {}, message: () => {} };

const USUAL = [
  "NAD+FL+++KESTREL-SWIFT:ROBIN:ANNA MARIA",
  "ATT+2++F",
  "DTM+329:720907",
  "MEA+CT++:2",
  "MEA+WT++KGM:31",
  "GEI+4+173",
  "FTX+BAG+++J2258538:2",
  "LOC+22+GYD",
  "LOC+178+GYD",
  "LOC+179+IST",
  "LOC+174+TUR",
  "NAT+2+AZE",
  "RFF+AVF:QX7K2M",
  "RFF+ABO:J200001",
  "RFF+SEA:08C",
  "DOC+P:110:111+C0190101",
  "DTM+36:310809",
  "LOC+91+AZE",
  "DOC+V+V7654321",
  "DTM+36:20270809",
  "LOC+91+TUR",
];

/** How many of the travellers are read before they are cut. */
function takenOf(travellers: readonly (readonly string[])[], lineEnd: string): number {
  const text = `${[...travellers.flat(), "CNT+42:1", "UNT+9+1", "UNZ+1+000000001"].join(`'${lineEnd}`)}'${lineEnd}`;
  const m = new SegmentedMessage();
  m.bytes = Buffer.from(text.padEnd(text.length + 40), "latin1");
  const usual = usualTravellers(DEFAULT_CHARACTERS, REFERENCE);
  m.usual = usual;
  const range = { from: 0, to: text.length, atEnd: true };
  lexSegments(m, byteClasses(m.characters, true), range, { next: 0, stop: STOP.starved });
  return usual?.read.length ?? -1;
}

describe("of a usual list", () => {
  it.each([
    ["CR LF", "\r\n"],
    ["LF", "\n"],
    ["nothing", ""],
  ])("all are taken, with %s between the segments", (_, lineEnd) => {
    const crew = ["NAD+FM+++PLOVER:WREN", "EMP+1+CR1:110:111", ...USUAL.slice(1)];
    const american = ["NAD+FL+++SWIFT", "DOC+P:110:111+530174826", "DTM+36:310809", "LOC+91+USA"];
    const child = ["NAD+FL+++PLOVER", "DTM+329:20240907", "ATT+2++X", "GEI+4+174", "FTX+BAG+++J2258540"];
    expect(takenOf([USUAL, crew, american, child, ["NAD+FL+++PLOVER:WREN"]], lineEnd)).toBe(5);
  });

  it("every value stands where it belongs", () => {
    const body = USUAL.join("'\r\n");
    const text = aPassengerList({ persons: [[["NAD", "FL"]]] }).replace(
      /NAD\+FL/,
      body.replaceAll("$", "$$$$"),
    );
    const [message] = readBytes(Buffer.from(text));
    expect(message?.passengerList?.travellers).toMatchObject([
      {
        role: "passenger",
        surname: "KESTREL-SWIFT",
        given: "ROBIN ANNA MARIA",
        sex: "F",
        birthDate: "1972-09-07",
        nationality: "AZE",
        residence: "TUR",
        clearance: "GYD",
        embark: "GYD",
        debark: "IST",
        locator: "QX7K2M",
        travellerRef: "J200001",
        seat: "08C",
        verified: true,
        bags: { count: 2, weightKg: 31, tags: ["J2258538", "J2258539"] },
        documents: [
          { type: "P", number: "C0190101", issuer: "AZE", expires: "2031-08-09" },
          { type: "V", number: "V7654321", issuer: "TUR", expires: "2027-08-09" },
        ],
      },
    ]);
  });
});

describe("what is not usual is left to be cut", () => {
  it.each([
    "NAD+FL+++KESTREL:ROBIN+STREET",
    "NAD+FL+++ KESTREL:ROBIN",
    "NAD+FL+++KESTREL:",
    "NAD+FL+++Kestrel:ROBIN",
    "NAD+DDT+++KESTREL:ROBIN",
    "ATT+2++U",
    "DTM+329:721307",
    "DTM+329:18500101",
    "DTM+36:311309",
    "DTM+182:310809",
    "MEA+CT++:",
    "MEA+WT++LBR:31",
    "GEI+4+ZZZ",
    "FTX+BAG+++J2258538:100",
    "FTX+BAG+++NULL",
    "FTX+AAI+++J2258538",
    "LOC+178+gyd",
    "LOC+178+GYDX",
    "LOC+179+GYD",
    "LOC+91+QQQ",
    "LOC+147+GYD",
    "NAT+2+AZ",
    "RFF+AVF:QX7K2M/J2",
    "RFF+CR:QX7K2M",
    "DOC+P:110:111+12345678",
    "DOC+P:110:111+11111111",
    "DOC+P:110:111+C0190101+X",
    "COM+0501234567:TE",
    "XYZ+1",
  ])("%s", (segment) => {
    const tag = segment.slice(0, segment.startsWith("LOC") || segment.startsWith("DTM") ? 7 : 3);
    const at = USUAL.findIndex((known) => known.startsWith(tag));
    const changed = at < 0 ? [...USUAL, segment] : USUAL.with(at, segment);
    expect(takenOf([changed], "")).toBe(0);
  });

  it("and after several of them in a row none is tried any more", () => {
    const odd = ["NAD+FL+++Kestrel:Robin"];
    expect(takenOf([...Array.from({ length: 7 }, () => odd), USUAL], "")).toBe(1);
    expect(takenOf([...Array.from({ length: 8 }, () => odd), USUAL], "")).toBe(0);
  });
});

const odd = [
  "GYDX",
  "gyd",
  "G?'D",
  "",
  "AZ",
  "XXX",
  "850229",
  "8 0312",
  "É",
  "QX7K2M/J2",
  "12345678",
  "NULL",
  "U",
  "99",
];
/** A usual segment, or one with a value changed, or any at another place. */
const segments = fc
  .tuple(
    fc.constantFrom(...USUAL.slice(1), "EMP+1+CR1:110:111", "NAD+FM+++PLOVER:WREN", "COM+050:TE"),
    fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...odd) }),
    fc.nat(),
  )
  .map(([segment, change, at]) => {
    if (change === null) return segment;
    const values = segment.split(/(?<=[+:])/);
    const place = 1 + (at % (values.length - 1));
    const separator = /[+:]$/.exec(values[place]!)?.[0] ?? "";
    return values.with(place, change + separator).join("");
  });
const lists = fc.array(
  fc.tuple(
    fc.constantFrom(
      "NAD+FL+++KESTREL:ROBIN",
      "NAD+FM+++PLOVER",
      "NAD+FL+++O?'HARA:ANNA",
      "NAD+DDT+++SWIFT:WREN",
    ),
    fc.oneof(fc.constant(USUAL.slice(1)), fc.array(segments, { maxLength: 24 })),
  ),
  { minLength: 1, maxLength: 6 },
);

it("of any list the same is read as where all is cut first, whole and in parts", () => {
  fc.assert(
    fc.property(
      lists,
      fc.constantFrom("", "\n", "\r\n"),
      fc.integer({ min: 1, max: 400 }),
      (list, lineEnd, step) => {
        const body = list.flatMap(([name, rest]) => [name, ...rest]).join(`'${lineEnd}`);
        const text = aPassengerList({ persons: [[["NAD", "FL"]]] }).replace(/NAD\+FL/, () => body);
        const bytes = Buffer.from(text);
        const cut = JSON.stringify(readWitnessed(bytes, blind, 1));
        expect(JSON.stringify(readBytes(bytes))).toBe(cut);
        const scanner = new MessageScanner(1);
        const inParts = [];
        for (let at = 0; at < bytes.length; at += step) {
          scanner.push(bytes.subarray(at, at + step));
          for (let one = scanner.next(); one !== null; one = scanner.next()) inParts.push(one);
        }
        scanner.end();
        for (let one = scanner.next(); one !== null; one = scanner.next()) inParts.push(one);
        expect(JSON.stringify(joinPieces(inParts))).toBe(cut);
      },
    ),
    { numRuns: 400 },
  );
});

it("a list so long that it is read in pieces is the same in both ways", () => {
  const list = Array.from({ length: 4500 }, (_, i) =>
    USUAL.with(0, `NAD+FL+++KESTREL:R${"ABCDEFGHIJ"[i % 10]}`).with(13, `RFF+ABO:J2${100_000 + i}`),
  );
  // One that is not usual here and there, so that pieces begin behind either kind.
  for (let i = 90; i < list.length; i += 97) list[i] = list[i]!.with(1, "ATT+2++U");
  const text = aPassengerList({ persons: [[["NAD", "FL"]]] }).replace(/NAD\+FL/, () => list.flat().join("'"));
  const bytes = Buffer.from(text);
  const read = readBytes(bytes);
  expect(read[0]?.passengerList?.travellers).toHaveLength(list.length);
  expect(JSON.stringify(read) === JSON.stringify(readWitnessed(bytes, blind, 1))).toBe(true);
});
