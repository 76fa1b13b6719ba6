// paxlst.md §4, §6, §7 and §9 row by row: modes of use, rules, deviations, other modes of transport.
import { describe, expect, it } from "vitest";
import { list, one, second, textAt } from "./lists.ts";
import { codesOf, FLIGHT, only, paxlst, person, read } from "./messages.ts";
import type { ListParts } from "./messages.ts";

describe("§4 modes of use: each is read without any finding (ANX9-9.8)", () => {
  const crew = (i: number): string[] =>
    person(
      `NAD+FM+++KESTREL${"AB"[i]}:ROBIN`,
      `RFF+ABO:C${i}`,
      `DOC+P:110:111+C019010${i}`,
      `DTM+329:7${i}0316`,
      "EMP+1+CR1:110:111",
    );
  it.each<[string, ListParts]>([
    ["batch passenger list", { persons: [person(), second()] }],
    [
      "interactive request",
      { head: ["RFF+TN:0000100:::1", "NAD+MS+++DESK"], unh: "UNH+1+PAXLST:D:05B:UN:IATA+000001ABCD+01:F" },
    ],
    ["change", { bgm: "BGM+745+CP" }],
    [
      "cancellation",
      { bgm: "BGM+745+XR", persons: [["NAD+FL+++KESTREL:ROBIN", "RFF+AVF:QX7K2M", "RFF+ABO:J21001"]] },
    ],
    ["reduction in party", { bgm: "BGM+745+RP", persons: [["NAD+FL+++KESTREL:ROBIN", "RFF+ABO:J21001"]] }],
    ["close-out", { bgm: "BGM+266+CLOB", persons: [["NAD+ZZZ", "RFF+ABO:J21001"]] }],
    ["flight cancelled", { bgm: "BGM+266+XF", persons: [], tail: ["CNT+42:0"] }],
    ["crew list", { bgm: "BGM+250+C", persons: [crew(0), crew(1)], tail: ["CNT+41:2"] }],
    [
      "master crew list",
      {
        bgm: "BGM+336+G",
        flight: ["TDT+20+XX01MCL", "LOC+188+GYD", "DTM+554:260301:101", "LOC+172+IST", "DTM+554:260301:101"],
        persons: [crew(0)],
        tail: ["CNT+41:1"],
      },
    ],
    ["overflight", { flight: ["TDT+34+J2075+++J2", ...FLIGHT.slice(1)] }],
    ["gate pass", { bgm: "BGM+655" }],
  ])("row %s", (_, parts) => {
    const { message, codes } = list(parts);
    expect([message.accepted, codes]).toEqual([true, []]);
  });
});

describe("§6 rules: each breach has its code, its severity and its byte, and no other", () => {
  it.each<[string, string, ListParts, string, number]>([
    ["PX01", "error", { bgm: "BGM+999" }, "999'", 0],
    ["PX02", "error", { flight: [] }, "UNH+", 0],
    [
      "PX03",
      "warning",
      { flight: ["TDT+20+J21", "LOC+92+GYD", "LOC+92+IST", "LOC+92+IST", "LOC+92+FRA"] },
      "UNH+",
      0,
    ],
    [
      "PX04",
      "error",
      { flight: [...FLIGHT.slice(0, 2), "DTM+189:2603012510:201", ...FLIGHT.slice(3)] },
      "2603012510",
      0,
    ],
    ["PX06", "error", { persons: [] }, "UNH+", 0],
    ["PX07", "error", { persons: [person("NAD+FL+++:ROBIN")] }, "NAD+FL", 0],
    ["PX08", "warning", { persons: [person("NAD+FL+++K3STREL:ROBIN")] }, "K3STREL", 0],
    ["PX09", "error", { persons: [person("DTM+329:991332")] }, "991332", 0],
    ["PX10", "warning", { persons: [person("ATT+2++Z")] }, "Z'", 0],
    ["PX11", "error", { persons: [person("-DOC", "-DTM+36", "-LOC+91")] }, "NAD+FL", 0],
    ["PX12", "warning", { persons: [person("DOC+P:110:111+123456789")] }, "123456789", 0],
    ["PX13", "error", { persons: [person("NAT+2+ABC")] }, "ABC'", 0],
    ["PX13", "error", { persons: [person("LOC+91+ABC")] }, "ABC'", 0],
    ["PX13", "error", { persons: [person("-NAT")] }, "NAD+FL", 0],
    ["PX13", "error", { persons: [person("-LOC+91")] }, "DOC+P", 0],
    ["PX14", "warning", { persons: [person("DTM+36:260228")] }, "DOC+P", 0],
    ["VISA_EXPIRED", "error", { persons: [person("+DOC+V+V123", "+DTM+36:260228")] }, "DOC+V", 0],
    ["PX15", "warning", { persons: [person("-DTM+36")] }, "DOC+P", 0],
    ["PX16", "warning", { persons: [person(), second("DOC+P:110:111+C0190101")] }, "NAD+FL+++PLOVER", 0],
    ["PX17", "error", { persons: [person(), second("RFF+ABO:J21001")] }, "NAD+FL+++PLOVER", 0],
    ["PX20", "error", { persons: [person("DOC+P:110:111+L898902C<4")] }, "L898902C", 0],
    ["PX21", "warning", { persons: [person("LOC+179+XQX")] }, "XQX", 0],
    ["PX21", "warning", { persons: [person("LOC+179+GYD")] }, "179+GYD", 4],
    ["PX22", "warning", { persons: [person("NAD+FM+++KESTREL:ROBIN")] }, "NAD+FM", 0],
    ["PX25", "info", { persons: [person(), person()] }, "CNT+42", -209],
    [
      "PX26",
      "warning",
      {
        persons: Array.from({ length: 901 }, (_, i) =>
          person(
            `NAD+FL+++KESTREL:R${"ABCDEFGHIJ"[i % 10]}`,
            `RFF+ABO:${i}`,
            `DOC+P:110:111+C${10000 + i}`,
            `DTM+329:7${i % 10}0316`,
          ),
        ),
      },
      "UNH+",
      0,
    ],
    [
      "PX27",
      "warning",
      {
        persons: [0, 1, 2, 3, 4].map((i) =>
          person(`NAD+FL+++KESTREL:R${"ABCDE"[i]}`, `RFF+ABO:${i}`, `DOC+P:110:111+C019010${i}`),
        ),
      },
      "NAD+FL",
      0,
    ],
  ])("%s (%s)", (code, severity, parts, needle, after) => {
    const text = paxlst(parts);
    const all = only(text).findings.filter((finding) => finding.code !== "NUMBER_FILLED");
    const offset = code === "PX25" ? text.lastIndexOf("NAD+FL") : text.indexOf(needle) + after;
    expect(all.map((finding) => [finding.code, finding.severity, finding.offset])).toEqual([
      [code, severity, offset],
    ]);
    expect(all[0]?.text.length).toBeGreaterThan(20);
    expect(all[0]?.source).toMatch(/paxlst\.md §/);
  });
  it.each(["PX01", "PX02", "PX06"])("%s refuses the message and keeps its persons", (code) => {
    const parts = { PX01: { bgm: "BGM+999" }, PX02: { flight: [] }, PX06: { persons: [] } }[code]!;
    expect(list(parts).message.accepted).toBe(false);
  });
  it.each(["NULL", "0", "00000000", "123456789", "KESTREL", "A12345678901234567890", "C01#90"])(
    "PX12: %s is no document number",
    (number) => {
      expect(one(`DOC+P:110:111+${number}`).codes.filter((code) => code !== "EDI21")).toEqual(["PX12"]);
    },
  );
  it.each(["C0190101", "C 01-90101", "1", "AB12345678901234567C"])("PX12: %s may be one", (number) => {
    expect(one(`DOC+P:110:111+${number}`).codes).toEqual([]);
  });
  it("PX16 looks at the identity document, not at a visa before it", () => {
    const visaFirst = (...changes: readonly string[]): string[] => {
      const [nad, ...rest] = second(...changes);
      return [nad!, "DOC+V+V123", ...rest];
    };
    const [nad, ...rest] = person();
    expect(list({ persons: [[nad!, "DOC+V+V123", ...rest], visaFirst()] }).codes).toEqual([]);
    expect(
      list({ persons: [[nad!, "DOC+V+V123", ...rest], visaFirst("DOC+P:110:111+C0190101")] }).codes,
    ).toEqual(["PX16"]);
  });
});

describe("§7 deviations: each is survived", () => {
  it("1 transport text, wrapped lines, odd UNA: type-b-tables and edifact-tables", () => {
    expect(codesOf(read(`TO PIU\r\n${paxlst()}\r\nBYE`)[0])).toEqual(["TRANSPORT_TEXT", "TRANSPORT_TEXT"]);
  });
  it("2 wrong UNT and CNT, no UNE and UNZ, UNE without UNG", () => {
    const text = paxlst();
    const of = (damaged: string) => [only(damaged).passengerList?.travellers.length, codesOf(only(damaged))];
    expect(of(text.replace(/UNT\+\d+/, "UNT+824"))).toEqual([1, ["EDI29"]]);
    expect(of(text.replace(/UNZ.*/, ""))).toEqual([1, ["TRAILER_MISSING"]]);
    expect(of(text.replace("UNZ", "UNE+1+1'UNZ"))).toEqual([1, ["HEADER_MISSING"]]);
    expect(of(text.replace("CNT+42:1", "CNT+42:99"))).toEqual([1, []]);
  });
  it("3 UNG says 05B, UNH 02B: UNH is followed", () => {
    const text = paxlst({
      unh: "UNG+PAXLST+J2:ZZ+PIU:ZZ+260301:1305+1+UN+D:05B'UNH+1+PAXLST:D:02B:UN",
    }).replace("UNZ+1", "UNE+1+1'UNZ+1");
    expect(only(text)).toMatchObject({ version: "D.02B", accepted: true });
    expect(codesOf(only(text))).toContain("VERSION_DIFFERS");
  });
  it("4 BGM with free 1004 and 1225", () => {
    const { list: read, codes } = list({ bgm: "BGM+745+987654321+9" });
    expect([read.status, codes]).toEqual([null, []]);
  });
  it("5 RFF AVF and agencies before TDT: the booking of all who name none of their own", () => {
    const { list: read, codes } = list({
      head: ["RFF+AVF:HEAD01", "NAD+AG+++AGENCY", "NAD+BA+++OTHER"],
      persons: [person("-RFF+AVF"), second()],
    });
    expect([read.travellers.map(({ locator }) => locator), codes]).toEqual([["HEAD01", "QX7K2M"], []]);
  });
  it("6 MEA and FTX without what they are for", () => {
    expect(one("MEA+CT++1", "FTX+BAG+++NULL").codes).toEqual(["MEASURE_SHIFTED"]);
    expect(one("MEA+CT++:0").codes).toEqual([]);
  });
  it.each([
    ["LOC+174+", []],
    ["+DOC++", []],
    ["DTM+36:", ["PX15"]],
    ["DTM+329", ["PX09"]],
    ["LOC+91+", ["PX13"]],
  ])("7 empty placeholder %s", (segment, codes) => {
    expect(one(segment).codes.filter((code) => code !== "EDI45")).toEqual(codes);
  });
  it("8 two DTM 36: the last valid one, with a warning at the second", () => {
    const parts = { persons: [person("+DTM+36:320809")] };
    expect(list(parts).list.travellers[0]?.documents[0]?.expires).toBe("2032-08-09");
    expect(textAt(parts, "EXPIRY_TWICE").startsWith("DTM+36:320809")).toBe(true);
    expect(list({ persons: [person("+DTM+36:")] }).list.travellers[0]?.documents[0]?.expires).toBe(
      "2031-08-09",
    );
  });
  it.each([
    ["NAD+FL+++KESTREL ROBIN", "KESTREL ROBIN", null],
    ["NAD+FL++KESTREL:ROBIN", "KESTREL", "ROBIN"],
    ["NAD+FL++++KESTREL:ROBIN", "KESTREL", "ROBIN"],
    ["NAD+FL+++KESTREL,ROBIN", "KESTREL,ROBIN", null],
  ])("9 names only in one component, a comma, an element too few or too many: %s", (nad, surname, given) => {
    expect(one(nad).traveller).toMatchObject({ surname, given, address: null });
  });
  it("10 ATT beyond the list, none for an infant", () => {
    expect(one("ATT+2++I").codes).toEqual(["PX10"]);
    expect(one("-ATT", "DTM+329:260101").traveller.sex).toBeNull();
  });
  it("11 blanks of given names turned into components", () => {
    expect(one("NAD+FL+++KESTREL:JOHN:DONALD:JAMES").traveller.given).toBe("JOHN DONALD JAMES");
  });
  it("12 States with two letters, GBD and D", () => {
    const { traveller, codes } = one("NAT+2+TR", "LOC+91+D");
    expect([traveller.nationality, traveller.documents[0]?.issuer, codes]).toEqual([
      "TUR",
      "D",
      ["COUNTRY_ALPHA2"],
    ]);
  });
  it("13 two COM instead of one", () => {
    expect(list({ head: ["NAD+MS+++DESK", "COM+1:TE", "COM+2:TE"] }).list.reporter.phones).toEqual([
      "1",
      "2",
    ]);
  });
  it("14 blanks before numbers", () => {
    const { traveller, codes } = one(
      "DOC+P:110:111+ C0190101",
      "MEA+CT++: 2",
      "DTM+329: 720316",
      "RFF+SEA: 1A",
      "DTM+36: 310809",
    );
    expect([
      traveller.documents[0]?.number,
      traveller.bags.count,
      traveller.birthDate,
      traveller.seat,
      traveller.documents[0]?.expires,
      codes,
    ]).toEqual(["C0190101", 2, "1972-03-16", "1A", "2031-08-09", []]);
  });
  it("15 flight numbers padded with zeros or not are one", () => {
    const numbers = ["J2075", "J275", "J20075"].map(
      (designator) => list({ flight: [`TDT+20+${designator}`, ...FLIGHT.slice(1)] }).list.flights[0]?.number,
    );
    expect(numbers).toEqual(["75", "75", "75"]);
  });
  it("16 a passenger list with CNT 41", () => {
    expect(list({ tail: ["CNT+41:8"] })).toMatchObject({
      codes: [],
      list: { stated: { passengers: null, crew: 8 } },
    });
  });
  it("17 a traveller repeated once for each document", () => {
    const again = person("DOC+I:110:111+ID000001");
    expect(list({ persons: [person(), again] })).toMatchObject({
      codes: ["PERSON_REPEATED"],
      list: { travellers: { length: 2 } },
    });
    const nameless = ["-RFF+ABO"] as const;
    const parts = { persons: [person(...nameless), person(...nameless, "DOC+I:110:111+ID000001")] };
    const text = paxlst(parts);
    expect(only(text).findings.map(({ code, offset }) => [code, offset])).toEqual([
      ["PERSON_REPEATED", text.lastIndexOf("NAD+FL")],
    ]);
  });
  it.each([
    ["L898902C<3", "L898902C", ["NUMBER_FILLED"]],
    ["L898902C<4", "L898902C", ["NUMBER_FILLED", "PX20"]],
    ["C01901000<<", "C01901000", ["NUMBER_FILLED"]],
    ["C0190<<<<", "C0190", ["NUMBER_FILLED"]],
  ])("18 filler and check digit of the machine readable zone: %s", (sent, number, codes) => {
    const read = one(`DOC+P:110:111+${sent}`);
    expect([
      read.traveller.documents[0]?.number,
      read.codes.filter((code) => code !== "EDI21").toSorted(),
    ]).toEqual([number, codes]);
  });
  it.each([
    ["the parent's document", ["DOC+P:110:111+C0190101", "RFF+SEA:INF"], []],
    ["the parent's reference and seat", ["RFF+ABO:J21001", "RFF+SEA:1A"], []],
    ["no document", ["-DOC", "-DTM+36", "-LOC+91"], ["PX11"]],
  ])("19 an infant on a lap with %s", (_, changes, codes) => {
    const read = list({
      persons: [person("RFF+SEA:1A"), second("NAD+FL+++KESTREL:PIPIT", "DTM+329:250801", ...changes)],
    });
    expect([read.list.travellers.length, read.codes]).toEqual([2, codes]);
  });
});

describe("§9 other transport modes", () => {
  it("sea: voyage, IMO number, ports as UN/LOCODE, crew list", () => {
    const {
      message,
      list: read,
      codes,
    } = list({
      bgm: "BGM+250",
      flight: [
        "TDT+20+VOY123+1+++++9074729:::KHAZAR STAR",
        "LOC+5+AZBAK",
        "DTM+133:2603011410:201",
        "LOC+61+KZAAU",
        "DTM+132:2603021620:201",
      ],
      persons: [person("NAD+CPE+++KESTREL:ROBIN", "-LOC+178", "-LOC+179")],
    });
    expect([message.accepted, codes]).toEqual([true, []]);
    expect(read.flights[0]).toMatchObject({
      mode: "sea",
      number: "VOY123",
      carrier: "",
      vehicle: "9074729",
      legs: [{ from: "AZBAK", to: "KZAAU", border: true }],
    });
    expect(read.travellers[0]).toMatchObject({ role: "crew" });
  });
  it("road: BGM 10, driver and passengers on one list, no flight number", () => {
    const {
      message,
      list: read,
      codes,
    } = list({
      bgm: "BGM+10",
      flight: ["TDT+11++03+++++AB123", "LOC+89+AZE", "LOC+125+AZAST", "LOC+87+IRAST"],
      persons: [person("NAD+VW+++KESTREL:ROBIN::::1", "EMP+4", "DOC+5K+DL123456"), second("DOC+39+C0190102")],
    });
    expect([message.accepted, codes]).toEqual([true, []]);
    expect(read.flights[0]).toMatchObject({ mode: "road", vehicle: "AB123", number: "" });
    expect(read.travellers.map(({ role, given }) => [role, given])).toEqual([
      ["crew", "ROBIN"],
      ["passenger", "MARTIN"],
    ]);
  });
  it("a vehicle without number and name is no flight", () => {
    expect(list({ flight: ["TDT+11++03", ...FLIGHT.slice(1)] }).codes).toEqual(["FLIGHT_MISSING"]);
  });
});
