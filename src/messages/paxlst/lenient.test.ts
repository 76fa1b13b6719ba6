// What is written otherwise than the guide has it, and can mean one thing only, is read as that.
import { describe, expect, it } from "vitest";
import type { SegmentToWrite } from "../edifact/write.ts";
import { aFlight, aPassengerList, aPerson } from "../fixtures.ts";
import { readBytes } from "../read.ts";
import { writePaxlst } from "./write.ts";

function list(changes: Readonly<Record<string, SegmentToWrite>>, flight = aFlight) {
  const text = aPassengerList({ syntax: ["UNOB", "4"], persons: [aPerson(changes)], flight });
  const [message] = readBytes(Buffer.from(text));
  return {
    traveller: message?.passengerList?.travellers[0],
    leg: message?.passengerList?.flights[0]?.legs[0],
    codes: message?.findings.map(({ code }) => code),
  };
}

it("codes in small letters", () => {
  const { traveller, codes } = list({
    NAT: ["NAT", "2", "aze"],
    "LOC 91": ["LOC", "91", "az"],
    ATT: ["ATT", "2", "", "m"],
  });
  expect(traveller).toMatchObject({ nationality: "AZE", sex: "M", documents: [{ issuer: "AZE" }] });
  expect(codes).toEqual(["CODE_SMALL", "CODE_SMALL", "COUNTRY_ALPHA2"]);
});

const early: readonly SegmentToWrite[] = [
  ["NAD", "FL", ["PLOVER", "ROBIN"]],
  ["NAD", "FL", "", ["PLOVER", "ROBIN"]],
];
it.each(early.map((NAD) => ({ NAD })))("a name that stands too early: $NAD", ({ NAD }) => {
  const { traveller, codes } = list({ NAD });
  expect(traveller).toMatchObject({ surname: "PLOVER", given: "ROBIN" });
  expect(codes).toEqual(["NAME_MISPLACED"]);
});

it.each(["12345:110", "PLOVER:ZZZ"])("an identification where that belongs is no name: %s", (party) => {
  expect(list({ NAD: ["NAD", "FL", party.split(":")] }).traveller).toMatchObject({ surname: "" });
});

it("a code in small letters that is none stays as it was sent", () => {
  const { traveller, codes } = list({ NAT: ["NAT", "2", "qqq"] });
  expect(traveller).toMatchObject({ nationality: "qqq" });
  expect(codes).toEqual(["PX13"]);
});

it("a year of four digits under the format of two", () => {
  const departs: SegmentToWrite = ["DTM", ["189", "202603011410", "201"]];
  const flight = aFlight.map((segment) =>
    segment[0] === "DTM" && segment[1]![0] === "189" ? departs : segment,
  );
  const { leg, codes } = list({}, flight);
  expect(leg?.departs).toBe("2026-03-01T14:10");
  expect(codes).toEqual(["DTM_FORMAT"]);
});

it("a value as long as a segment may be, cut off between two of its letters", () => {
  for (const before of ["", "A"]) {
    const { traveller, codes } = list({ NAD: ["NAD", "FL", "", "", [`${before}${"É".repeat(40_000)}`]] });
    expect(traveller?.surname).toMatch(/^A?É+$/);
    expect(codes).toContain("SEGMENT_TOO_LONG");
  }
});

it("a locator with a blank before its carrier, a number with one before its filler", () => {
  const { traveller } = list({ "RFF AVF": ["RFF", ["AVF", "QX7K2M /J2"]], DOC: ["DOC", "P", "C123456 <"] });
  expect(traveller).toMatchObject({ locator: "QX7K2M", documents: [{ number: "C123456" }] });
});

it("the arrival of the border leg named before its departure", () => {
  const [tdt, from, departs, to, arrives] = aFlight;
  for (const flight of [
    [tdt!, to!, arrives!, from!, departs!],
    [tdt!, to!, ["LOC", "92", "ESB"] as const, from!],
  ]) {
    const text = aPassengerList({ flight, persons: [aPerson()] });
    const [message] = readBytes(Buffer.from(text));
    expect(message?.accepted).toBe(true);
    expect(message?.passengerList?.flights[0]?.legs[0]).toMatchObject({
      from: "GYD",
      to: "IST",
      border: true,
    });
  }
  expect(list({}, [tdt!, to!, arrives!, from!, departs!])).toMatchObject({
    leg: { departs: "2026-03-01T14:10", arrives: "2026-03-01T16:20" },
    codes: [],
  });
});

describe("a person whose NAD is of a kind that is not known, before the flight", () => {
  const unknown: SegmentToWrite = ["NAD", "PA", "", "", ["SMITH", "JOHN"]];
  const read = (...segments: readonly SegmentToWrite[]) => {
    const text = aPassengerList({ flight: [...segments, ...aFlight] });
    const [message] = readBytes(Buffer.from(text));
    return {
      travellers: message?.passengerList?.travellers,
      codes: message?.findings.map(({ code }) => code),
    };
  };
  const behind: readonly SegmentToWrite[] = [
    ["RFF", ["ABO", "J99"]],
    ["RFF", ["AVF", "QX7K2M"]],
    ["DTM", ["329", "720302"]],
    ["LOC", "178", "GYD"],
    ["ATT", "2", "", "M"],
  ];
  it.each(behind.map((segment) => [segment]))("is told by %j", (segment) => {
    const { travellers, codes } = read(unknown, segment);
    expect(travellers).toMatchObject([{ surname: "SMITH", given: "JOHN" }, { surname: "KESTRELB" }]);
    expect(codes).toContain("ROLE_UNKNOWN");
  });

  it("has all that stands behind it, in whatever order, and so have those before it", () => {
    const { travellers, codes } = read(unknown, unknown, behind[2]!, behind[4]!);
    expect(travellers?.slice(0, 2)).toMatchObject([
      { surname: "SMITH", birthDate: null },
      { surname: "SMITH", birthDate: "1972-03-02", sex: "M" },
    ]);
    expect(codes?.filter((code) => code === "PX09")).toHaveLength(1);
  });

  it("is said not to have been read where nothing tells it", () => {
    const { travellers, codes } = read(unknown);
    expect(travellers).toMatchObject([{ surname: "KESTRELB" }]);
    expect(codes).toEqual(["QUALIFIER_UNKNOWN", "NOT_ADMITTED"]);
  });
});

it.each([
  ["00001200", null, ["PX09"]],
  ["99990000", null, ["PX09"]],
  ["20270000", "2027", ["PX09"]],
  ["20260400", "2026-04", ["PX09"]],
  ["20260300", "2026-03", []],
  ["20260000", "2026", []],
  ["19060000", "1906", []],
  ["19050000", "1905", ["PX09"]],
  ["19720300", "1972-03", []],
])("an incomplete date of birth: %s", (sent, birthDate, expected) => {
  const { traveller, codes } = list({ "DTM 329": ["DTM", ["329", sent]] });
  expect([traveller?.birthDate, codes]).toEqual([birthDate, expected]);
});

describe("what belongs to a document and stands before it", () => {
  const read = (...segments: readonly SegmentToWrite[]) => {
    const bare = aPerson({ DOC: null, "DTM 36": null, "LOC 91": null });
    const [message] = readBytes(
      Buffer.from(aPassengerList({ persons: [[...bare, ...segments], aPerson({}, 2)] })),
    );
    const { travellers } = message!.passengerList!;
    return { documents: travellers.map(({ documents }) => documents), findings: message!.findings };
  };
  const [expiry, issuer, issue, passport]: readonly SegmentToWrite[] = [
    ["DTM", ["36", "310809"]],
    ["LOC", "91", "GBR"],
    ["DTM", ["182", "210809"]],
    ["DOC", "P", "C01901018"],
  ];
  const own = { type: "P", number: "C01901018", issuer: "GBR", expires: "2031-08-09", issued: "2021-08-09" };

  it("is that of the first", () => {
    const visa: SegmentToWrite = ["DOC", "V", "V555123"];
    const { documents, findings } = read(expiry!, issuer!, issue!, passport!, visa);
    expect(documents[0]).toEqual([own, { type: "V", number: "V555123", issuer: null, expires: null }]);
    expect(findings).toEqual([]);
    expect(read(issuer!, passport!, expiry!, issue!)).toMatchObject({
      documents: [[own], [{}]],
      findings: [],
    });
  });

  it("is not that of the next person", () => {
    const { documents, findings } = read(expiry!, issuer!);
    expect(documents).toMatchObject([[], [{ number: "C0190102" }]]);
    expect(findings.map(({ code }) => code).toSorted()).toEqual([
      "PX11",
      "SEGMENT_OUT_OF_PLACE",
      "SEGMENT_OUT_OF_PLACE",
    ]);
    expect(findings.find(({ code }) => code === "SEGMENT_OUT_OF_PLACE")?.text).toContain(
      "belongs to nothing",
    );
  });
});

it("several bookings, references and seats of one person: the first is its own, the others are kept too", () => {
  const further = [
    ["AVF", "QX7K2M/J2"],
    ["AVF", "ZZZZZZ"],
    ["ABO", "J29999"],
    ["SEA", "12A"],
    ["SEA", "12A"],
    ["SEA", "14B"],
  ] as const;
  const { traveller, codes } = list(
    Object.fromEntries(further.map(([qualifier, value], i) => [`further ${i}`, ["RFF", [qualifier, value]]])),
  );
  expect(traveller).toMatchObject({
    locator: "QX7K2M",
    travellerRef: "J21001",
    seat: "12A",
    references: [
      { qualifier: "AVF", value: "ZZZZZZ" },
      { qualifier: "ABO", value: "J29999" },
      { qualifier: "SEA", value: "14B" },
    ],
  });
  expect(codes).toEqual([]);
  const preparedAt = "2026-03-01T13:05";
  const [sent] = readBytes(Buffer.from(aPassengerList({ persons: [aPerson()] })));
  const travellers = [traveller!];
  const written = writePaxlst(
    { ...sent!.passengerList!, travellers },
    { sender: "J2", recipient: "PIU", reference: "1", preparedAt },
  );
  expect(readBytes(written)[0]?.passengerList?.travellers).toMatchObject([
    { ...traveller, segment: expect.any(Number) },
  ]);
});
