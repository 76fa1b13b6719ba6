// What a passenger list says, and what is wrong with it, read through the front door.
import { describe, expect, it } from "vitest";
import type { SegmentToWrite } from "../edifact/write.ts";
import { aFlight, aPassengerList, aPerson } from "../fixtures.ts";
import type { ListOptions } from "../fixtures.ts";
import type { ReadMessage } from "../message.ts";
import type { ListedTraveller, PassengerList } from "../passenger-list.ts";
import { readBytes } from "../read.ts";
import { parseDesignator } from "./flights.ts";

function read(options: ListOptions): { message: ReadMessage; list: PassengerList; codes: string[] } {
  const messages = readBytes(Buffer.from(aPassengerList({ syntax: ["UNOB", "4"], ...options }), "utf8"));
  expect(messages).toHaveLength(1);
  const message = messages[0]!;
  return { message, list: message.passengerList!, codes: message.findings.map(({ code }) => code) };
}

type Changes = Readonly<Record<string, SegmentToWrite | null>>;
function person(changes: Changes): { traveller: ListedTraveller; codes: string[]; texts: string } {
  const { list, codes, message } = read({ persons: [aPerson(changes)] });
  expect(list.travellers).toHaveLength(1);
  return {
    traveller: list.travellers[0]!,
    codes,
    texts: message.findings.map(({ text }) => text).join("\n"),
  };
}

describe("what kind of list", () => {
  it.each<[SegmentToWrite, string, string | null]>([
    [["BGM", "745"], "passenger-list", null],
    [["BGM", "745", "CP"], "passenger-list", "CP"],
    [["BGM", "266", "CLOB"], "flight-status", "CLOB"],
    [["BGM", "745", "987654321", "9"], "passenger-list", null],
    [["BGM", "655"], "gate-pass", null],
  ])("%j", (beginning, kind, status) => {
    expect(read({ beginning }).list).toMatchObject({ function: kind, status });
  });

  it("refuses a list of a kind it does not know, and keeps its persons", () => {
    const { message, list, codes } = read({ beginning: ["BGM", "999"] });
    expect([message.accepted, codes, list.travellers.length]).toEqual([false, ["PX01"], 1]);
  });

  it.each<[SegmentToWrite, boolean, string[]]>([
    [["BGM", "745"], false, ["PX06"]],
    [["BGM", "266", "CLNB"], false, ["PX06"]],
    [["BGM", "266", "CLOB"], true, []],
    [["BGM", "266", "CL"], true, []],
    [["BGM", "266", "XF"], true, []],
    [["BGM", "745", "CLOB"], true, []],
  ])("%j without persons", (beginning, accepted, expected) => {
    const { message, codes } = read({ beginning, persons: [] });
    expect([message.accepted, codes]).toEqual([accepted, expected]);
  });

  it("takes references alone in a close-out", () => {
    const persons: SegmentToWrite[][] = [
      [
        ["NAD", "ZZZ"],
        ["RFF", ["AVF", "QX7K2M"]],
        ["RFF", ["ABO", "1"]],
      ],
      [
        ["NAD", "FL", "", "", "KESTREL"],
        ["RFF", ["AVF", "QX7K2M"]],
      ],
      [["NAD", "ZZZ"]],
    ];
    const { list, codes } = read({ beginning: ["BGM", "266", "CLOB"], persons });
    expect(list.travellers.map(({ travellerRef, surname }) => [travellerRef, surname])).toEqual([
      ["1", ""],
      [null, "KESTREL"],
      [null, ""],
    ]);
    expect(codes).toEqual(["PX07"]);
  });

  it("reads a crew list and a master crew list", () => {
    const crew = aPerson({
      NAD: ["NAD", "FM", "", "", ["KESTREL", "WREN"]],
      EMP: ["EMP", "1", ["CR1", "110", "111"]],
    });
    const totals: SegmentToWrite[] = [["CNT", ["41", "8"]]];
    const { list, codes } = read({ beginning: ["BGM", "250", "C"], persons: [crew], totals });
    expect([list.function, list.status, list.stated, codes]).toEqual([
      "crew-list",
      "C",
      { passengers: null, crew: 8 },
      [],
    ]);
    expect(list.travellers[0]).toMatchObject({ role: "crew", crewFunction: "CR1" });
    const flight: SegmentToWrite[] = [
      ["TDT", "20", "XX01MCL", "", "", "XX"],
      ["LOC", "188", "GYD"],
      ["DTM", ["554", "260301", "101"]],
      ["LOC", "172", "IST"],
      ["DTM", ["554", "260301", "101"]],
    ];
    const master = read({ beginning: ["BGM", "336", "G"], persons: [crew], flight });
    expect([master.message.accepted, master.list.function, master.codes]).toEqual([
      true,
      "master-crew-list",
      [],
    ]);
  });

  it("says when passengers stand on a crew list", () => {
    const { codes } = read({ beginning: ["BGM", "250"], persons: [aPerson(), aPerson({}, 2)] });
    expect(codes).toEqual(["PX22"]);
  });
});

describe("flights", () => {
  it.each([
    ["BA0117", "BA", ["BA", "117", null]],
    ["0117", "BA", ["BA", "117", null]],
    ["A92707", "", ["A9", "2707", null]],
    ["B2740", "", ["B2", "740", null]],
    ["U21234A", "", ["U2", "1234", "A"]],
    ["UAL123", "", ["UAL", "123", null]],
    ["ENT 1234", "", ["ENT", "1234", null]],
    ["ZX877", "XZ", ["ZX", "877", null]],
    ["9W7", "", ["9W", "7", null]],
  ])("splits %s (%s)", (sent, carrier, [owner, number, suffix]) => {
    expect(parseDesignator(sent, carrier!)).toEqual({ carrier: owner, number, suffix, regular: true });
  });

  it("keeps what is no flight number, and says so", () => {
    const { list, codes } = read({
      flight: [["TDT", "20", "CHARTER77X", "", "", "J2"], ...aFlight.slice(1)],
    });
    expect(list.flights).toMatchObject([{ carrier: "CH", number: "ARTER77X" }]);
    expect(codes).toContain("FLIGHT_DESIGNATOR");
  });

  it("joins further legs to the border leg, in one or in several TDT groups", () => {
    const onward: SegmentToWrite[] = [
      ["LOC", "92", "IST"],
      ["DTM", ["189", "2603011800", "201"]],
      ["LOC", "92", "ESB"],
      ["DTM", ["232", "2603011910", "201"]],
    ];
    const inOne = read({ flight: [...aFlight, ...onward] });
    expect(inOne.codes).toEqual([]);
    expect(inOne.list.flights.map(({ legs }) => legs.length)).toEqual([2]);
    const inTwo = read({ flight: [...aFlight, ["TDT", "20", "J2077", "", "", "J2"], ...onward] });
    expect(inTwo.list.flights.map(({ number, legs }) => [number, legs[0]?.from, legs[0]?.border])).toEqual([
      ["75", "GYD", true],
      ["77", "IST", undefined],
    ]);
  });

  it("carries a through flight over a stop with arrival and departure", () => {
    const flight: SegmentToWrite[] = [
      ["TDT", "20", "J2075", "", "", "J2"],
      ["LOC", "92", "GYD"],
      ["DTM", ["189", "2603011410", "201"]],
      ["LOC", "92", "IST"],
      ["DTM", ["232", "2603011620", "201"]],
      ["DTM", ["189", "2603011800", "201"]],
      ["LOC", "130", "ESB"],
      ["DTM", ["232", "2603011910", "201"]],
    ];
    const { list, codes } = read({ flight });
    expect(codes).toEqual([]);
    expect(list.flights[0]?.legs).toMatchObject([
      { from: "GYD", to: "IST", arrives: "2026-03-01T16:20", border: true },
      { from: "IST", to: "ESB", departs: "2026-03-01T18:00", arrives: "2026-03-01T19:10" },
    ]);
  });

  it.each<[string, SegmentToWrite, string | null, string[]]>([
    ["a stray blank", ["DTM", ["189", " 2603011410", "201"]], "2026-03-01T14:10", []],
    ["no format", ["DTM", ["189", "2603011410"]], "2026-03-01T14:10", []],
    ["the century", ["DTM", ["189", "202603011410", "203"]], "2026-03-01T14:10", []],
    ["only a day", ["DTM", ["189", "20260301", "102"]], "2026-03-01", []],
    ["date and time apart", ["DTM", ["189", "20260301", "1410", "203"]], "2026-03-01T14:10", ["DTM_SHIFTED"]],
    ["no date", ["DTM", ["189", "TOMORROW", "201"]], null, ["PX04"]],
    ["no such hour", ["DTM", ["189", "2603012510", "201"]], null, ["PX04"]],
    ["nothing", ["DTM", ["189"]], null, []],
  ])("reads a time with %s", (_, time, departs, expected) => {
    const { list, codes } = read({ flight: aFlight.map((segment, i) => (i === 2 ? time : segment)) });
    expect([list.flights[0]?.legs[0]?.departs, codes]).toEqual([departs, expected]);
  });

  it("knows that a day is won or lost at the date line", () => {
    const over: SegmentToWrite[] = [
      ["TDT", "20", "MU589", "", "", "MU"],
      ["LOC", "125", "PVG"],
      ["DTM", ["189", "2603011505", "201"]],
      ["LOC", "87", "SFO"],
      ["DTM", ["232", "2603010930", "201"]],
    ];
    expect(read({ flight: over }).codes).not.toContain("FLIGHT_TIMES");
    const late = over.map((segment, i): SegmentToWrite =>
      i === 4 ? ["DTM", ["232", "2603040930", "201"]] : segment,
    );
    expect(read({ flight: late }).codes).toContain("FLIGHT_TIMES");
  });

  it("refuses a list without a flight, and keeps its persons", () => {
    const { message, list, codes } = read({ flight: [] });
    expect([message.accepted, codes, list.travellers.length]).toEqual([false, ["PX02"], 1]);
  });

  it("says which airports are unknown or have no counterpart", () => {
    const flight: SegmentToWrite[] = [
      ["TDT", "20", "J2075", "", "", "J2"],
      ["LOC", "125", "XQX"],
      ["LOC", "87", "IST"],
      ["LOC", "92", "ESB"],
    ];
    const { list, codes } = read({ flight });
    expect(list.flights[0]?.legs).toMatchObject([{ from: "XQX", to: "IST" }]);
    expect(codes).toEqual(["LOC_UNKNOWN", "LOC_UNPAIRED"]);
  });

  it("cannot tell the border of two crossings without a pair 125 / 87", () => {
    const flight: SegmentToWrite[] = [
      ["TDT", "20", "J2075", "", "", "J2"],
      ["LOC", "92", "GYD"],
      ["LOC", "92", "IST"],
      ["TDT", "20", "J2076", "", "", "J2"],
      ["LOC", "92", "IST"],
      ["LOC", "92", "FRA"],
    ];
    expect(read({ flight }).codes).toEqual(["PX03"]);
  });

  it("takes a sector that stands after a person", () => {
    const { list, codes } = read({
      persons: [
        [
          ...aPerson(),
          ...aFlight.map((s): SegmentToWrite => (s[0] === "TDT" ? ["TDT", "20", "J2099", "", "", "J2"] : s)),
        ],
      ],
    });
    expect(list.flights.map(({ number }) => number)).toEqual(["75", "99"]);
    expect(codes).toEqual(["SECTOR_AFTER_PERSON"]);
  });
});

describe("names", () => {
  it.each<[SegmentToWrite, string, string | null, string[]]>([
    [["NAD", "FL", "", "", ["KESTREL", "WREN", "PIPIT"]], "KESTREL", "WREN PIPIT", []],
    [
      ["NAD", "FL", "", "", ["KESTREL", "WREN", "PIPIT", "LARK", "TERN"]],
      "KESTREL",
      "WREN PIPIT LARK TERN",
      [],
    ],
    [["NAD", "FL", "", "", ["KESTREL", "WREN", "", "", "1"]], "KESTREL", "WREN", []],
    [["NAD", "FL", "", "", "KESTREL WREN"], "KESTREL WREN", null, []],
    [["NAD", "FL", "", "", ["O'KESTREL", "WREN-ANN"]], "O'KESTREL", "WREN-ANN", []],
    [["NAD", "FL", "", ["KESTREL", "WREN"]], "KESTREL", "WREN", ["NAME_MISPLACED"]],
    [["NAD", "FL", "", "", ["KESTREL", " WREN "]], "KESTREL", "WREN", []],
    [["NAD", "FL", "", "", ["K3STREL", "WREN"]], "K3STREL", "WREN", ["PX08"]],
    [["NAD", "FL", "", "", ["ƏLİYEVA", "WREN"]], "ƏLİYEVA", "WREN", ["EDI21"]],
    [["NAD", "FL"], "", null, ["PX07"]],
  ])("%j", (nad, surname, given, expected) => {
    const { traveller, codes } = person({ NAD: nad });
    expect([traveller.surname, traveller.given, codes]).toEqual([surname, given, expected]);
  });

  it("reads the address, whose region has a code or a name", () => {
    const nad = (region: readonly string[], country: string): SegmentToWrite => [
      "NAD",
      "FL",
      "",
      "",
      ["KESTREL", "WREN"],
      ["1 HIGH ST", "FLAT 2"],
      "TOWN",
      region,
      "AB1 2CD",
      country,
    ];
    expect(person({ NAD: nad(["", "", "", "LINCS"], "GBR") }).traveller.address).toEqual({
      line: "1 HIGH ST, FLAT 2",
      city: "TOWN",
      region: "LINCS",
      postcode: "AB1 2CD",
      country: "GBR",
    });
    const { traveller, codes } = person({ NAD: nad(["VA"], "US") });
    expect([traveller.address?.region, traveller.address?.country, codes]).toEqual([
      "VA",
      "USA",
      ["COUNTRY_ALPHA2"],
    ]);
  });

  it("drops nobody: persons of unknown kind are kept", () => {
    const { list, codes } = read({ persons: [aPerson({ NAD: ["NAD", "QQ", "", "", ["KESTREL", "WREN"]] })] });
    expect(list.travellers).toMatchObject([{ role: "passenger", surname: "KESTREL" }]);
    expect(codes).toEqual(["ROLE_UNKNOWN"]);
    const early = read({
      flight: [],
      persons: [aPerson({ NAD: ["NAD", "QQ", "", "", ["KESTREL", "WREN"]] })],
    });
    expect(early.list.travellers).toMatchObject([{ surname: "KESTREL", sex: "F", nationality: "GBR" }]);
  });
});

describe("birth dates", () => {
  it.each<[string, string | null, boolean, string[]]>([
    ["720907", "1972-09-07", false, []],
    ["19720907", "1972-09-07", false, []],
    ["260301", "2026-03-01", true, []],
    ["260302", "1926-03-02", false, []],
    ["150412", "2015-04-12", true, []],
    ["050412", "2005-04-12", false, []],
    ["720000", "1972", false, []],
    ["7200 00", "1972", false, []],
    ["720900", "1972-09", false, []],
    ["72 9 7", "1972-09-07", false, []],
    ["72<<<<", "1972", false, []],
    ["1972-09-07", "1972-09-07", false, []],
    ["000000", null, false, ["PX09"]],
    ["720230", null, false, ["PX09"]],
    ["20270101", "2027-01-01", false, ["PX09"]],
    ["18990101", "1899-01-01", false, ["PX09"]],
    ["UNKNOWN", null, false, ["PX09"]],
  ])("%s", (sent, birthDate, ambiguous, expected) => {
    const { traveller, codes } = person({ "DTM 329": ["DTM", ["329", sent]] });
    expect([traveller.birthDate, traveller.birthYearAmbiguous === true, codes]).toEqual([
      birthDate,
      ambiguous,
      expected,
    ]);
  });

  it("says when there is none, empty or not sent", () => {
    expect(person({ "DTM 329": ["DTM", "329"] }).codes).toEqual(["PX09"]);
    expect(person({ "DTM 329": null }).codes).toEqual(["PX09"]);
  });
});

describe("other data of a person", () => {
  it.each([
    ["M", "M", []],
    ["X", "X", []],
    ["<", "X", []],
    ["U", null, []],
    ["MI", "M", []],
    ["FI", "F", []],
    ["Q", null, ["PX10"]],
    ["", null, ["PX10"]],
  ])("sex %s", (code, sex, expected) => {
    const { traveller, codes } = person({ ATT: ["ATT", "2", "", code!] });
    expect([traveller.sex, codes]).toEqual([sex, expected]);
  });

  it.each([
    ["GBR", "GBR", []],
    ["GBD", "GBD", []],
    ["D", "D", []],
    ["D<<", "D", []],
    ["XXB", "XXB", []],
    ["GB", "GBR", ["COUNTRY_ALPHA2"]],
    ["ABC", "ABC", ["PX13"]],
    ["", null, ["PX13"]],
  ])("nationality %s", (code, nationality, expected) => {
    const { traveller, codes } = person({ NAT: ["NAT", "2", code!] });
    expect([traveller.nationality, codes]).toEqual([nationality, expected]);
  });

  it("keeps several nationalities", () => {
    const { traveller } = person({ second: ["NAT", "2", "IRL"] });
    expect([traveller.nationality, traveller.otherNationalities]).toEqual(["GBR", ["IRL"]]);
  });

  it.each<[string, readonly SegmentToWrite[], object, string[]]>([
    ["count", [["MEA", "CT", "", ["", "2"]]], { count: 2, weightKg: null, tags: [] }, []],
    ["count without its separator", [["MEA", "CT", "", "1"]], { count: 1 }, ["MEASURE_SHIFTED"]],
    ["no bags", [["MEA", "CT", "", ["", "0"]]], { count: 0 }, []],
    ["weight", [["MEA", "WT", "", ["KGM", "31.5"]]], { weightKg: 31.5 }, []],
    ["pounds", [["MEA", "WT", "", ["LBR", "50"]]], { weightKg: 22.7 }, []],
    ["weight without unit", [["MEA", "WT", "", ["", "31"]]], { weightKg: null }, ["MEASURE_INVALID"]],
    [
      "a run",
      [["FTX", "BAG", "", "", ["J2012345", "3"]]],
      { tags: ["J2012345", "J2012346", "J2012347"] },
      [],
    ],
    ["a run over nines", [["FTX", "BAG", "", "", ["J2999999", "2"]]], { tags: ["J2999999", "J2000000"] }, []],
    [
      "a licence plate",
      [["FTX", "BAG", "", "", ["0771123459", "2"]]],
      { tags: ["0771123459", "0771123460"] },
      [],
    ],
    [
      "two tags in one",
      [["FTX", "BAG", "", "", ["J2012345", "J2012399"]]],
      { tags: ["J2012345", "J2012399"] },
      [],
    ],
    ["no tag", [["FTX", "BAG", "", "", "NULL"]], { tags: [] }, []],
    [
      "two segments",
      [
        ["FTX", "BAG", "", "", "J2000001"],
        ["FTX", "BAG", "", "", ["J2000005", "2"]],
      ],
      { tags: ["J2000001", "J2000005", "J2000006"] },
      [],
    ],
  ])("bags: %s", (_, segments, bags, expected) => {
    const changes = Object.fromEntries(segments.map((segment, i) => [`bags ${i}`, segment]));
    const { traveller, codes } = person(changes);
    expect(traveller.bags).toMatchObject(bags);
    expect(codes).toEqual(expected);
  });

  it("bounds a run of bag tags", () => {
    const { traveller, codes } = person({ bags: ["FTX", "BAG", "", "", ["J2000001", "99999"]] });
    expect([traveller.bags.tags.length, codes]).toEqual([99, ["BAG_RUN"]]);
  });

  it("says when there is more than is kept", () => {
    const { traveller, codes } = person(
      Object.fromEntries(
        Array.from({ length: 60 }, (_, i): [string, SegmentToWrite] => [`visa ${i}`, ["DOC", "V", `V${i}`]]),
      ),
    );
    expect([traveller.documents.length, new Set(codes)]).toEqual([50, new Set(["LIMIT_REACHED"])]);
  });

  it("reads places, references and the mark of verification", () => {
    const { traveller, codes } = person({
      clearance: ["LOC", "22", "IST"],
      residence: ["LOC", "174", "AZE"],
      birth: ["LOC", "180", ["GBR", "", "", "LONDON"]],
      verified: ["GEI", "4", "173"],
      seat: ["RFF", ["SEA", "012D"]],
      redress: ["RFF", ["AEA", "77"]],
      "RFF AVF": ["RFF", ["AVF", "QX7K2M/J2"]],
    });
    expect(traveller).toMatchObject({
      clearance: "IST",
      residence: "AZE",
      placeOfBirth: "LONDON GBR",
      verified: true,
      seat: "012D",
      locator: "QX7K2M",
      references: [{ qualifier: "AEA", value: "77" }],
    });
    expect(codes).toEqual([]);
  });

  it("survives empty placeholders", () => {
    const { traveller, codes } = person({
      residence: ["LOC", "174", ""],
      document: ["DOC", "", ""],
      expiry: ["DTM", "36"],
      issuer: ["LOC", "91", ""],
    });
    expect([traveller.residence, traveller.documents.length, codes]).toEqual([null, 1, []]);
  });
});

describe("documents", () => {
  it.each<[string, Changes, string[]]>([
    ["none", { DOC: null, "DTM 36": null, "LOC 91": null }, ["PX11"]],
    ["no number", { DOC: ["DOC", "P"] }, ["PX11"]],
    ["no expiry", { "DTM 36": null }, ["PX15"]],
    ["expired", { "DTM 36": ["DTM", ["36", "260228"]] }, ["PX14"]],
    ["expiry today", { "DTM 36": ["DTM", ["36", "260301"]] }, []],
    ["expiry no date", { "DTM 36": ["DTM", ["36", "991332"]] }, ["PX15", "DTM_INVALID"]],
    ["issuer unknown", { "LOC 91": ["LOC", "91", "QQQ"] }, ["PX13"]],
    ["issuer missing", { "LOC 91": null }, ["PX13"]],
    ["filler", { DOC: ["DOC", "P", "123456789"] }, ["PX12"]],
    ["one digit", { DOC: ["DOC", "P", "0000000"] }, ["PX12"]],
    ["too long", { DOC: ["DOC", "P", "A12345678901234567890"] }, ["PX12"]],
    ["MRZ filler", { DOC: ["DOC", "P", "C01901000<<"] }, ["NUMBER_FILLED"]],
    ["two expiries", { again: ["DTM", ["36", "320809"]] }, ["EXPIRY_TWICE"]],
    ["without code list", { DOC: ["DOC", "P", "C01901000"] }, []],
  ])("%s", (_, changes, expected) => {
    expect(person(changes).codes.toSorted()).toEqual(expected.toSorted());
  });

  it("keeps a visa beside the passport", () => {
    const { traveller, codes } = person({
      visa: ["DOC", ["V", "110", "111"], "V1234567"],
      issued: ["DTM", ["182", "250101"]],
      place: ["LOC", "91", ["GBR", "", "", "LONDON"]],
    });
    expect(codes).toEqual([]);
    expect(traveller.documents).toEqual([
      { type: "P", number: "C0190101", issuer: "GBR", expires: "2031-08-09" },
      {
        type: "V",
        number: "V1234567",
        issuer: "GBR",
        expires: null,
        issued: "2025-01-01",
        issuePlace: "LONDON",
      },
    ]);
  });

  it("takes the last valid of two dates of expiry", () => {
    const { traveller } = person({ again: ["DTM", ["36", "320809"]], empty: ["DTM", "36"] });
    expect(traveller.documents[0]?.expires).toBe("2032-08-09");
  });
});

describe("the list as a whole", () => {
  const codesOf = (persons: readonly (readonly SegmentToWrite[])[]): string[] => read({ persons }).codes;

  it("finds a person listed twice, a reference and a document of two persons", () => {
    expect(codesOf([aPerson({}, 1), aPerson({}, 2)])).toEqual([]);
    expect(codesOf([aPerson({}, 1), aPerson({}, 1)])).toEqual(["PX25"]);
    expect(codesOf([aPerson({}, 1), aPerson({ "RFF ABO": ["RFF", ["ABO", "J21001"]] }, 2)])).toEqual([
      "PX17",
    ]);
    expect(codesOf([aPerson({}, 1), aPerson({ DOC: ["DOC", "P", "C0190101"] }, 2)])).toEqual(["PX16"]);
  });

  it("finds filler data", () => {
    const persons = [1, 2, 3, 4, 5].map((i) => aPerson({ "DTM 329": ["DTM", ["329", "010101"]] }, i));
    expect(codesOf(persons)).toEqual(["PX27"]);
  });

  it("finds more persons than a flight carries", () => {
    expect(codesOf(Array.from({ length: 901 }, (_, i) => aPerson({}, i)))).toEqual(["PX26"]);
  });

  it("leaves out what no element admits, with its place", () => {
    const { message, codes } = read({
      persons: [[...aPerson(), ["COM", ["5550100", "TE"]], ["QQQ", "1"], ["FTX", "AAI", "", "", "HELLO"]]],
    });
    expect(codes).toContain("SEGMENT_UNEXPECTED");
    expect(message.cuts.length).toBeGreaterThan(0);
  });

  it("reads the lists of before 2003", () => {
    const text =
      "UNB+UNOA:1+XX+US+990101:0000+1'UNH+1+PAXLST:001:000:NZ'BGM+745'CTA+IC+:DESK'TDT+20+NZ1+++NZ'LOC+005+AKL'DTM+189:9901011200:201'LOC+008+LAX'" +
      "PDT+P/182345345:990909:US+MANGUS:SIMON:P:590429:M+PAX+NZAKL:USLAX'UNT+9+1'UNZ+1+1'";
    const [message] = readBytes(Buffer.from(text));
    expect(message).toMatchObject({
      accepted: true,
      version: "001.000",
      passengerList: {
        reporter: { name: "DESK" },
        flights: [
          { carrier: "NZ", number: "1", legs: [{ from: "AKL", to: "LAX", departs: "1999-01-01T12:00" }] },
        ],
        travellers: [
          {
            surname: "MANGUS",
            given: "SIMON P",
            sex: "M",
            birthDate: "1959-04-29",
            embark: "AKL",
            debark: "LAX",
            documents: [{ type: "P", number: "182345345", issuer: "USA", expires: "1999-09-09" }],
          },
        ],
      },
    });
  });
});

it("nothing of one traveller stands with another, in this message or the next", () => {
  const bare: SegmentToWrite[] = [["NAD", "FL", "", "", "KESTREL"]];
  const full = aPerson({
    visa: ["DOC", "V", "V1"],
    bags: ["FTX", "BAG", "", "", ["J2012345", "3"]],
    count: ["MEA", "CT", "", ["", "2"]],
  });
  const old =
    "UNB+UNOA:1+X+Y+990101:0000+1'UNH+1+PAXLST:001:000:NZ'BGM+745'TDT+20+NZ1'LOC+005+AKL'LOC+008+LAX'PDT+P/1:990909:US+A:B::590429:M+PAX+NZAKL:USLAX'UNT+7+1'UNZ+1+1'";
  readBytes(Buffer.from(old));
  const { list } = read({ persons: [bare, full, bare, full, bare] });
  expect(
    list.travellers.map(({ documents, bags }) => [documents.length, bags.tags.length, bags.count]),
  ).toEqual([
    [0, 0, null],
    [2, 3, 2],
    [0, 0, null],
    [2, 3, 2],
    [0, 0, null],
  ]);
});

it("a place's qualifier is read without zeros and blanks in front of it", () => {
  const text = aPassengerList({ flight: [aFlight[0]!, ["LOC", "0 125", "GYD"], ...aFlight.slice(2)] });
  const [leg] = readBytes(Buffer.from(text))[0]?.passengerList?.flights[0]?.legs ?? [];
  expect(leg).toMatchObject({ from: "GYD", to: "IST", border: true });
  expect(leg).not.toHaveProperty("qualifiers");
});
