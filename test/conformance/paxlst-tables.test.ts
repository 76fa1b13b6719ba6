// paxlst.md §1 to §3.6 row by row: versions, structure, the head of a list and its flights.
import { describe, expect, it } from "vitest";
import { list, second, textAt } from "./lists.ts";
import { FLIGHT, person } from "./messages.ts";

describe("§1 versions (WCO-API, ANX9-9.5)", () => {
  it.each(["02B", "03B", "05B", "12B", "13B", "15B", "16B", "17A", "18B", "20A", "22A", "24A"])(
    "row D.%s",
    (release) => {
      const { message, codes } = list({ unh: `UNH+1+PAXLST:D:${release}:UN:IATA` });
      expect([message.version, message.accepted, codes]).toEqual([`D.${release}`, true, []]);
    },
  );
  it.each(["UNH+1+PAXLST:D:05B:UN:WCO", "UNH+1+PAXLST:D:05B:UN", "UNH+1+PAXLST:D:05B:UN:IATA:EXT"])(
    "association code: %s",
    (unh) => {
      expect(list({ unh }).codes).toEqual([]);
    },
  );
  it("an unknown release is read by the nearest known one, and said", () => {
    const { message, codes } = list({ unh: "UNH+1+PAXLST:D:98C:UN" });
    expect([message.accepted, codes, message.passengerList?.travellers.length]).toEqual([
      true,
      ["VERSION_UNKNOWN"],
      1,
    ]);
    expect(textAt({ unh: "UNH+1+PAXLST:D:98C:UN" }, "VERSION_UNKNOWN").startsWith("PAXLST:D:98C")).toBe(true);
  });
  it("row 001/000, agency NZ: CTA, LOC 005 and 008 with UN/LOCODE, PDT for each traveller", () => {
    const { message, codes } = list({
      unb: "UNB+UNOA:1+NZ+US+020101:0801+R1",
      unh: "UNH+1+PAXLST:001:000:NZ",
      head: ["CTA+IC+:DESK"],
      flight: [
        "TDT+20+NZ1+++NZ",
        "LOC+005+NZAKL",
        "DTM+189:0201011200:201",
        "LOC+008+USLAX",
        "DTM+232:0201010500:201",
      ],
      persons: [
        ["PDT+P/182345345:990909:US+MANGUS:SIMON:P:590429:M+PAX+NZAKL:USLAX"],
        ["PDT+P/182345346:090909:NZ+KEA:ANNA::610429:F+CRW+NZAKL:USLAX"],
      ],
    });
    expect(codes.filter((code) => code !== "PX14" && code !== "PX22")).toEqual([]);
    expect(message).toMatchObject({
      accepted: true,
      version: "001.000",
      passengerList: {
        reporter: { name: "DESK" },
        flights: [{ carrier: "NZ", number: "1", legs: [{ from: "NZAKL", to: "USLAX" }] }],
        travellers: [
          {
            role: "passenger",
            surname: "MANGUS",
            given: "SIMON P",
            birthDate: "1959-04-29",
            documents: [{ number: "182345345", issuer: "USA", expires: "1999-09-09" }],
          },
          { role: "crew", surname: "KEA", embark: "AKL", debark: "LAX" },
        ],
      },
    });
  });
});

describe("§2 structure", () => {
  const everything = person(
    "MEA+CT++:2",
    "GEI+4+173",
    "FTX+BAG+++J2012345:2",
    "LOC+22+IST",
    "LOC+174+GBR",
    "LOC+180+GBR:::LONDON",
    "EMP+1+CR5:110:111",
    "RFF+SEA:12D",
  );
  it("every segment of the table is known where it stands", () => {
    const { message, codes } = list({
      head: [
        "RFF+TN:T1:::2",
        "DTM+179:20260201:102",
        "LOC+92",
        "NAD+MS+++DESK",
        "CTA+IC+:DESK",
        "COM+1234567:TE",
      ],
      persons: [[...everything, "CPI+4", "QTY+1:2", "GID+1", "TDT+10+X"], second()],
      tail: ["CNT+42:2", "CNT+41:5", "AUT+1"],
    });
    expect(codes.filter((code) => code !== "NOT_ADMITTED")).toEqual([]);
    expect(message.passengerList?.travellers).toHaveLength(2);
  });
  it("groups 4 and 5: any order of the segments of a person gives the same", () => {
    const wanted = list({ persons: [everything] }).list.travellers;
    const [nad, ...rest] = everything;
    const document = rest.slice(
      rest.findIndex((segment) => segment.startsWith("DOC")),
      rest.findIndex((segment) => segment.startsWith("LOC+91")) + 1,
    );
    const others = rest.filter((segment) => !document.includes(segment));
    for (let turn = 0; turn < others.length; turn++) {
      const turned = [...others.slice(turn), ...others.slice(0, turn)];
      expect(list({ persons: [[nad!, ...turned, ...document]] }).list.travellers).toEqual(wanted);
      expect(list({ persons: [[nad!, ...document, ...turned]] }).list.travellers).toEqual(wanted);
    }
  });
  it("group 1: NAD MS, AG, BA and TB before the flight are no persons", () => {
    const { list: read, codes } = list({
      head: [
        "NAD+AG+++AGENCY",
        "COM+999:TE",
        "NAD+BA+++OTHER",
        "NAD+TB+++THIRD",
        "NAD+MS+++DESK",
        "COM+123:TE",
      ],
    });
    expect([read.travellers.length, read.reporter, codes]).toEqual([
      1,
      { name: "DESK", phones: ["123"], emails: [] },
      [],
    ]);
  });
  it("group 4 begins with the first NAD of a person, wherever it stands", () => {
    const { list: read } = list({ flight: [], persons: [person(), FLIGHT.slice()], tail: [] });
    expect([read.travellers.length, read.flights[0]?.legs[0]?.from]).toEqual([1, "GYD"]);
  });
  it.each(["20", "34"])("TDT %s after a person is a sector of the flight, and said", (stage) => {
    const parts = { persons: [person(), [`TDT+${stage}+J2077+++J2`, "LOC+92+IST", "LOC+92+ESB"], second()] };
    const { list: read, codes } = list(parts);
    expect([read.flights.map(({ number }) => number), read.travellers.length, codes]).toEqual([
      ["75", "77"],
      2,
      ["SECTOR_AFTER_PERSON"],
    ]);
    expect(textAt(parts, "SECTOR_AFTER_PERSON").startsWith(`TDT+${stage}+J2077`)).toBe(true);
  });
  it("other TDT after a person is how that person travels on: not kept", () => {
    const { list: read, codes } = list({ persons: [[...person(), "TDT+10+X", "FTX+AAI+++BUS"], second()] });
    expect([read.flights.length, read.travellers.length, codes]).toEqual([1, 2, ["NOT_ADMITTED"]]);
  });
  it("pos. 5: airports before the first flight are its own where it has none", () => {
    const [tdt, ...stops] = FLIGHT;
    const { message, list: read } = list({
      flight: [...stops.filter((segment) => segment.startsWith("LOC")), tdt!],
    });
    expect([message.accepted, read.flights[0]?.legs]).toEqual([
      true,
      [{ from: "GYD", to: "IST", departs: null, arrives: null, border: true }],
    ]);
  });
  it("pos. 10: times right after TDT are of its first departure and last arrival", () => {
    const { list: read } = list({
      flight: [
        "TDT+20+J2075+++J2",
        "DTM+133:2603011410:201",
        "DTM+132:2603011620:201",
        "LOC+125+GYD",
        "LOC+87+IST",
      ],
    });
    expect(read.flights[0]?.legs[0]).toMatchObject({
      departs: "2026-03-01T14:10",
      arrives: "2026-03-01T16:20",
    });
  });
  it("an unknown segment loses nobody, and is said where it stands first", () => {
    const parts = { persons: [[...person(), "QQQ+1", "XYZ+2"], second()] };
    const { list: read, codes } = list(parts);
    expect([read.travellers.length, codes]).toEqual([2, ["SEGMENT_UNEXPECTED", "NOT_ADMITTED"]]);
    expect(textAt(parts, "SEGMENT_UNEXPECTED").startsWith("QQQ+1")).toBe(true);
  });
});

describe("§3.1 UNH", () => {
  it.each(["OK688/071008/1310", "TK334 27 FRA02", "API01"])("row 0068 is opaque: %s", (reference) => {
    expect(list({ unh: `UNH+1+PAXLST:D:05B:UN:IATA+${reference}+02:F` }).message.control).toMatchObject({
      accessReference: reference,
      part: 2,
      parts: 2,
      final: true,
    });
  });
});

describe("§3.2 BGM", () => {
  it.each([
    ["745", "passenger-list"],
    ["250", "crew-list"],
    ["266", "flight-status"],
    ["336", "master-crew-list"],
    ["655", "gate-pass"],
    ["10", "passenger-list"],
  ])("row 1001 %s", (code, kind) => {
    const { list: read, message, codes } = list({ bgm: `BGM+${code}` });
    expect([read.function, message.accepted, codes.filter((found) => found !== "PX22")]).toEqual([
      kind,
      true,
      [],
    ]);
  });
  it.each([
    ["745", ""],
    ["745", "CP"],
    ["745", "XR"],
    ["745", "RP"],
    ["745", "CLOB"],
    ["266", "CL"],
    ["266", "CLNB"],
    ["266", "CLOB"],
    ["266", "XF"],
    ["266", "CF"],
    ["250", "C"],
    ["250", "CC"],
    ["250", "A"],
    ["250", "FC"],
    ["336", "G"],
    ["336", "H"],
    ["336", "I"],
  ])("row 1004: %s with %s", (code, status) => {
    const { list: read, message } = list({
      bgm: status === "" ? `BGM+${code}` : `BGM+${code}+${status}`,
      persons: [person("NAD+FM+++KESTREL:ROBIN")],
    });
    expect([read.status, message.accepted]).toEqual([status === "" ? null : status, true]);
  });
  it.each([
    ["266+CL", true],
    ["266+CLOB", true],
    ["266+XF", true],
    ["266+CF", true],
    ["745+CLOB", true],
    ["266+CLNB", false],
    ["745", false],
    ["250", false],
  ])("row persons: BGM+%s without any", (beginning, accepted) => {
    const { message, codes } = list({ bgm: `BGM+${beginning}`, persons: [], tail: ["CNT+42:0"] });
    expect([message.accepted, codes]).toEqual([accepted, accepted ? [] : ["PX06"]]);
  });
  it("row CLOB: persons by references alone, or by name", () => {
    const { list: read, codes } = list({
      bgm: "BGM+266+CLOB",
      persons: [["NAD+ZZZ", "RFF+AVF:QX7K2M", "RFF+ABO:J21001"], ["NAD+FL+++KESTREL"]],
    });
    expect(read.travellers.map(({ surname, travellerRef }) => [surname, travellerRef])).toEqual([
      ["", "J21001"],
      ["KESTREL", null],
    ]);
    expect(codes).toEqual([]);
  });
});

describe("§3.3 RFF, §3.4 NAD MS and COM", () => {
  it.each([
    ["RFF+TN:ABC123", { reference: "ABC123", revision: null }],
    ["RFF+TN:ABC123:::2", { reference: "ABC123", revision: "2" }],
    ["RFF+TN:BR123456789", { reference: "BR123456789", revision: null }],
    ["RFF+TN", null],
  ])("row %s", (segment, transaction) => {
    expect(list({ head: [segment] }).list.transaction).toEqual(transaction);
  });
  it.each([
    ["NAD+MS+ABC9876", "ABC9876"],
    ["NAD+MS+++KESTREL:ROBIN", "KESTREL ROBIN"],
    ["NAD+MS+++OPERATIONS DESK", "OPERATIONS DESK"],
    ["NAD+MS++++SMITH,M", "SMITH,M"],
  ])("row %s", (segment, name) => {
    expect(list({ head: [segment] }).list.reporter.name).toBe(name);
  });
  it.each([
    [["COM+1 23:TE+4 56:FX+A@B.EXAMPLE:EM"], ["1 23"], ["A@B.EXAMPLE"], ["4 56"]],
    [["COM+1 23:TE", "COM+4 56:FX", "COM+A@B.EXAMPLE:EM"], ["1 23"], ["A@B.EXAMPLE"], ["4 56"]],
    [["COM+1 23:AL"], ["1 23"], [], undefined],
    [["COM+OPS..DESK//J2.EXAMPLE:EM"], [], ["OPS_DESK@J2.EXAMPLE"], undefined],
    [["COM+OPS./DESK//J2.EXAMPLE:EM"], [], ["OPS-DESK@J2.EXAMPLE"], undefined],
    [["COM+OPS.AT.J2.EXAMPLE:EM"], [], ["OPS@J2.EXAMPLE"], undefined],
  ])("row %j", (segments, phones, emails, faxes) => {
    expect(list({ head: ["NAD+MS+++DESK", ...segments] }).list.reporter).toEqual({
      name: "DESK",
      phones,
      emails,
      ...(faxes && { faxes }),
    });
  });
});

describe("§3.5 TDT", () => {
  const flight = (tdt: string) => list({ flight: [tdt, ...FLIGHT.slice(1)] });
  it.each([
    ["TDT+20+BA0117+++BA", { carrier: "BA", number: "117", suffix: null, designator: "BA0117" }, []],
    ["TDT+20+BA117", { carrier: "BA", number: "117", suffix: null }, []],
    ["TDT+20+BAW117+++BAW", { carrier: "BAW", number: "117" }, []],
    ["TDT+20+BAW117", { carrier: "BAW", number: "117" }, []],
    ["TDT+20+U21234A", { carrier: "U2", number: "1234", suffix: "A" }, []],
    ["TDT+20+9W7", { carrier: "9W", number: "7" }, []],
    ["TDT+20+0117+++BA", { carrier: "BA", number: "117" }, []],
    ["TDT+20+A92707", { carrier: "A9", number: "2707" }, []],
    ["TDT+34+BA117+++BA", { carrier: "BA", number: "117", overflight: true }, []],
    ["TDT+20+ZX877+++XZ", { carrier: "ZX", number: "877" }, ["CARRIER_MISMATCH"]],
    ["TDT+20+CHARTERFLIGHT", {}, ["FLIGHT_DESIGNATOR"]],
    ["TDT+20", { number: "" }, ["FLIGHT_MISSING"]],
  ])("row %s", (tdt, expected, codes) => {
    const read = flight(tdt);
    expect(read.list.flights[0]).toMatchObject(expected);
    expect([read.message.accepted, read.codes]).toEqual([true, codes]);
  });
  it("offsets", () => {
    expect(
      textAt({ flight: ["TDT+20+ZX877+++XZ", ...FLIGHT.slice(1)] }, "CARRIER_MISMATCH").startsWith("XZ'LOC"),
    ).toBe(true);
    expect(
      textAt({ flight: ["TDT+20+QQ", ...FLIGHT.slice(1)] }, "FLIGHT_DESIGNATOR").startsWith("QQ'LOC"),
    ).toBe(true);
    expect(textAt({ flight: ["TDT+20", ...FLIGHT.slice(1)] }, "FLIGHT_MISSING").startsWith("TDT+20'")).toBe(
      true,
    );
  });
});

describe("§3.6 LOC and DTM of the flight", () => {
  const legs = (...stops: readonly string[]) => list({ flight: ["TDT+20+J2075+++J2", ...stops] });
  it.each([
    ["125 and 87", ["LOC+125+GYD", "LOC+87+IST"], [{ from: "GYD", to: "IST", border: true }]],
    [
      "92 in pairs, the border told by the airports' States",
      ["LOC+92+GYD", "DTM+189:2603011410:201", "LOC+92+IST", "DTM+232:2603011620:201"],
      [{ from: "GYD", to: "IST", border: true }],
    ],
    [
      "130 as the last arrival",
      ["LOC+125+GYD", "LOC+87+IST", "LOC+92+IST", "LOC+130+ESB"],
      [{ border: true }, { from: "IST", to: "ESB" }],
    ],
    [
      "188 and 172 of a master crew list",
      ["LOC+188+GYD", "DTM+554:260301:101", "LOC+172+IST", "DTM+554:260301:101"],
      [{ from: "GYD", to: "IST", departs: "2026-03-01", arrives: "2026-03-01" }],
    ],
    [
      "5 and 8",
      ["LOC+5+GYD", "DTM+133:2603011410:201", "LOC+8+IST", "DTM+132:2603011620:201"],
      [{ departs: "2026-03-01T14:10", arrives: "2026-03-01T16:20" }],
    ],
    [
      "60 and 61",
      ["LOC+60+GYD", "DTM+136:2603011410:201", "LOC+61+IST", "DTM+178:2603011620:201"],
      [{ departs: "2026-03-01T14:10", arrives: "2026-03-01T16:20" }],
    ],
    [
      "89, registration of a vehicle, is no stop",
      ["LOC+89+AZE", "LOC+125+GYD", "LOC+87+IST"],
      [{ from: "GYD", to: "IST" }],
    ],
    ["ICAO codes", ["LOC+125+UBBB", "LOC+87+LTFM"], [{ from: "UBBB", to: "LTFM" }]],
    ["UN/LOCODE", ["LOC+125+AZBAK", "LOC+87+TRIST"], [{ from: "AZBAK", to: "TRIST" }]],
  ])("row 3227: %s", (_, stops, expected) => {
    const { list: read, codes } = legs(...stops);
    expect(read.flights.flatMap((flight) => flight.legs)).toMatchObject(expected);
    expect(codes).toEqual([]);
  });
  it("row unknown code: an error at its byte, the message kept", () => {
    const { message, codes } = legs("LOC+125+XQX", "LOC+87+IST");
    expect([message.accepted, codes]).toEqual([true, ["LOC_UNKNOWN"]]);
    expect(
      textAt({ flight: ["TDT+20+J2075", "LOC+125+XQX", "LOC+87+IST"] }, "LOC_UNKNOWN").startsWith("XQX"),
    ).toBe(true);
  });
  it("an airport without counterpart is said where it stands", () => {
    expect(textAt({ flight: [...FLIGHT, "LOC+92+ESB"] }, "LOC_UNPAIRED").startsWith("LOC+92+ESB")).toBe(true);
  });
  it.each([
    ["2603011410:201", "2026-03-01T14:10"],
    ["202603011410:203", "2026-03-01T14:10"],
    ["20260301:102", "2026-03-01"],
    ["260301:101", "2026-03-01"],
    ["2603011410", "2026-03-01T14:10"],
    ["202603011410", "2026-03-01T14:10"],
    ["260301", "2026-03-01"],
    ["20260301", "2026-03-01"],
    [" 2603011410:201", "2026-03-01T14:10"],
  ])("row 2379: DTM+189:%s", (sent, departs) => {
    const { list: read, codes } = legs("LOC+125+GYD", `DTM+189:${sent}`, "LOC+87+IST");
    expect([read.flights[0]?.legs[0]?.departs, codes]).toEqual([departs, []]);
  });
  it("row date and time in two components: read, an error at the first", () => {
    const stops = ["LOC+125+GYD", "DTM+189:20241120:1430:203", "LOC+87+IST"];
    const { list: read, codes } = legs(...stops);
    expect([read.flights[0]?.legs[0]?.departs, codes]).toEqual(["2024-11-20T14:30", ["DTM_SHIFTED"]]);
    expect(textAt({ flight: ["TDT+20+J2075", ...stops] }, "DTM_SHIFTED").startsWith("20241120")).toBe(true);
  });
  it("row arrival before departure by the clock is no fault over the date line", () => {
    expect(
      legs("LOC+125+PVG", "DTM+189:2603011505:201", "LOC+87+SFO", "DTM+232:2603010930:201").codes,
    ).toEqual([]);
  });
  it("PX04: more than 24 hours, or back in time, by the airports' zones", () => {
    const late = ["LOC+125+GYD", "DTM+189:2603011410:201", "LOC+87+IST", "DTM+232:2603031620:201"];
    expect(legs(...late).codes).toEqual(["FLIGHT_TIMES"]);
    expect(textAt({ flight: ["TDT+20+J2075", ...late] }, "FLIGHT_TIMES").startsWith("LOC+87+IST")).toBe(true);
    expect(
      legs("LOC+125+GYD", "DTM+189:2603011410:201", "LOC+87+IST", "DTM+232:2603011220:201").codes,
    ).toEqual(["FLIGHT_TIMES"]);
  });
});
