// paxlst.md §3.7 to §3.16 row by row: what is said of a person, and the totals.
import { describe, expect, it } from "vitest";
import { list, one, textAt } from "./lists.ts";
import { person } from "./messages.ts";

describe("§3.7 NAD", () => {
  it.each([
    ["FL", "passenger"],
    ["FM", "crew"],
    ["DDU", "in-transit-passenger"],
    ["DDT", "in-transit-crew"],
    ["VW", "crew"],
    ["CPE", "crew"],
    ["ZZZ", "passenger"],
  ])("row 3035 %s", (code, role) => {
    const { traveller, codes } = one(`NAD+${code}+++KESTREL:ROBIN`);
    expect([traveller.role, codes.filter((found) => found !== "PX22")]).toEqual([role, []]);
  });
  it("row 3035 unknown: kept as a person, said at the code", () => {
    const parts = { persons: [person("NAD+QQ+++KESTREL:ROBIN")] };
    expect(list(parts).list.travellers).toMatchObject([{ role: "passenger", surname: "KESTREL" }]);
    expect(textAt(parts, "ROLE_UNKNOWN").startsWith("QQ+++")).toBe(true);
  });
  it("row CA before the flight is a carrier, not a person", () => {
    expect(list({ head: ["NAD+CA+++CARRIER LTD"] }).list.travellers).toHaveLength(1);
  });
  it.each([
    ["KESTREL:ROBIN", "KESTREL", "ROBIN"],
    ["KESTREL:ROBIN:WREN", "KESTREL", "ROBIN WREN"],
    ["KESTREL:ROBIN:::1", "KESTREL", "ROBIN"],
    ["KESTREL:ROBIN::::1", "KESTREL", "ROBIN"],
    ["KESTREL:FNU", "KESTREL", "FNU"],
    ["KESTREL:KESTREL", "KESTREL", "KESTREL"],
    ["KESTREL", "KESTREL", null],
    ["KESTREL:JANEMRS", "KESTREL", "JANEMRS"],
    ["KESTREL:JOHN MR", "KESTREL", "JOHN MR"],
    ["ALI YYE", "ALI YYE", null],
    ["O?'KESTREL:ANN-MARIE", "O'KESTREL", "ANN-MARIE"],
  ])("row names: %s is kept as sent", (name, surname, given) => {
    const { traveller, codes } = one(`NAD+FL+++${name}`);
    expect([traveller.surname, traveller.given, codes]).toEqual([surname, given, []]);
  });
  it.each([
    [
      "+235 WESTERN ROAD+SLEAFORD+:::LINCS+PE224T5+GBR",
      { line: "235 WESTERN ROAD", city: "SLEAFORD", region: "LINCS", postcode: "PE224T5", country: "GBR" },
    ],
    [
      "+1 A:2 B:3 C:4 D+TOWN+VA+10053+USA",
      { line: "1 A, 2 B, 3 C, 4 D", city: "TOWN", region: "VA", postcode: "10053", country: "USA" },
    ],
    ["+ 1 A+ TOWN", { line: "1 A", city: "TOWN", region: null, postcode: null, country: null }],
    ["+++++GBR", { line: null, city: null, region: null, postcode: null, country: "GBR" }],
    ["+++++", null],
  ])("row address %s", (address, expected) => {
    expect(one(`NAD+FL+++KESTREL:ROBIN${address}`).traveller.address).toEqual(expected);
  });
});

describe("§3.8 ATT, §3.9 birth date", () => {
  it.each([
    ["M", "M", []],
    ["F", "F", []],
    ["X", "X", []],
    ["U", null, []],
    ["MI", "M", []],
    ["FI", "F", []],
    ["<", "X", []],
    ["", null, ["EDI45", "PX10"]],
    ["Q", null, ["PX10"]],
  ])("row ATT+2++%s", (code, sex, codes) => {
    const read = one(`ATT+2++${code}`);
    expect([read.traveller.sex, read.codes.toSorted()]).toEqual([sex, codes]);
  });
  it.each([
    ["720316", "1972-03-16", undefined, []],
    ["19720316:102", "1972-03-16", undefined, []],
    ["150316", "2015-03-16", true, []],
    ["270316", "1927-03-16", undefined, []],
    ["720000", "1972", undefined, []],
    ["7200 00", "1972", undefined, []],
    ["720300", "1972-03", undefined, []],
    ["72<<<<", "1972", undefined, []],
    ["000000", null, undefined, ["PX09"]],
    ["720231", null, undefined, ["PX09"]],
    ["20270316", "2027-03-16", undefined, ["PX09"]],
    ["19050316", "1905-03-16", undefined, ["PX09"]],
  ])("row DTM+329:%s", (sent, birthDate, ambiguous, codes) => {
    const read = one(`DTM+329:${sent}`);
    expect([read.traveller.birthDate, read.traveller.birthYearAmbiguous, read.codes]).toEqual([
      birthDate,
      ambiguous,
      codes,
    ]);
  });
  it("offsets", () => {
    expect(textAt({ persons: [person("ATT+2++Q")] }, "PX10").startsWith("Q'DTM")).toBe(true);
    expect(textAt({ persons: [person("DTM+329:720231")] }, "PX09").startsWith("720231")).toBe(true);
    expect(textAt({ persons: [person("-DTM+329")] }, "PX09").startsWith("NAD+FL")).toBe(true);
    expect(textAt({ persons: [person("-ATT")] }, "PX10").startsWith("NAD+FL")).toBe(true);
  });
});

describe("§3.10 baggage", () => {
  it.each([
    ["MEA+CT++:2", { count: 2 }, []],
    ["MEA+CT++: 2", { count: 2 }, []],
    ["MEA+CT++:0", { count: 0 }, []],
    ["MEA+CT++1", { count: 1 }, ["MEASURE_SHIFTED"]],
    ["MEA+WT++KGM:31", { weightKg: 31 }, []],
    ["MEA+WT++KGM:31.5", { weightKg: 31.5 }, []],
    ["MEA+WT++KGM:31,5", { weightKg: 31.5 }, []],
    ["MEA+WT++LBR:50", { weightKg: 22.7 }, []],
    ["MEA+WT++STN:5", { weightKg: null }, ["MEASURE_INVALID"]],
    ["MEA+CT++:MANY", { count: null }, ["MEASURE_INVALID"]],
    ["FTX+BAG+++J2012345", { tags: ["J2012345"] }, []],
    ["FTX+BAG+++J2012345:3", { tags: ["J2012345", "J2012346", "J2012347"] }, []],
    ["FTX+BAG+++0771123459:2", { tags: ["0771123459", "0771123460"] }, []],
    ["FTX+BAG+++NULL", { tags: [] }, []],
    ["FTX+BAG", { tags: [] }, []],
  ])("row %s", (segment, bags, codes) => {
    const read = one(segment);
    expect(read.traveller.bags).toMatchObject(bags);
    expect(read.codes).toEqual(codes);
  });
  it("row up to 99 segments, and a run that cannot be right", () => {
    const many = Array.from({ length: 99 }, (_, i) => `+FTX+BAG+++J2${String(i + 10).padStart(6, "0")}`);
    expect(one(...many).traveller.bags.tags).toHaveLength(99);
    expect(textAt({ persons: [person("FTX+BAG+++J2000001:5000")] }, "BAG_RUN").startsWith("5000'")).toBe(
      true,
    );
    expect(textAt({ persons: [person("MEA+CT++1")] }, "MEASURE_SHIFTED").startsWith("1'")).toBe(true);
  });
});

describe("§3.11 GEI, §3.12 LOC of a person", () => {
  it.each([
    ["GEI+4+173", true],
    ["GEI+4+174", false],
    ["GEI+4+ZZZ", null],
  ])("row %s", (segment, verified) => {
    expect(one(segment).traveller.verified).toBe(verified);
  });
  it.each([
    ["LOC+22+IST", { clearance: "IST" }],
    ["LOC+174+GBR", { residence: "GBR" }],
    ["LOC+178+GYD", { embark: "GYD" }],
    ["LOC+179+ESB", { debark: "ESB" }],
    ["LOC+180+GBR:::LONDON", { placeOfBirth: "LONDON GBR" }],
    ["LOC+180+:::AMBER HILL GBR", { placeOfBirth: "AMBER HILL GBR" }],
    ["LOC+180+GBR:::LONDON+:::KENT", { placeOfBirth: "LONDON KENT GBR" }],
  ])("row %s", (segment, expected) => {
    const { traveller, codes } = one(segment);
    expect(traveller).toMatchObject(expected);
    expect(codes).toEqual([]);
  });
  it.each(["147", "188", "198"])("row %s: known, not kept", (qualifier) => {
    const { codes, message } = one(`+LOC+${qualifier}+GYD`);
    expect([codes, message.cuts.length]).toEqual([["NOT_ADMITTED"], 1]);
  });
  it("another qualifier is said at its byte, and what follows is still the person's", () => {
    const parts = { persons: [[...person("-LOC+91"), "LOC+777+GYD", "LOC+91+GBR", "RFF+SEA:1A"]] };
    expect(list(parts).list.travellers[0]).toMatchObject({ seat: "1A", documents: [{ issuer: "GBR" }] });
    expect(list(parts).codes).toEqual(["QUALIFIER_UNKNOWN", "NOT_ADMITTED"]);
    expect(textAt(parts, "QUALIFIER_UNKNOWN").startsWith("777")).toBe(true);
  });
});

describe("§3.13 COM, EMP, NAT, §3.14 RFF", () => {
  it.each(["CR1", "CR2", "CR3", "CR4", "CR5"])("row EMP+1+%s", (code) => {
    expect(one(`EMP+1+${code}:110:111`).traveller.crewFunction).toBe(code);
  });
  it("row COM of a person: not kept, nothing lost", () => {
    const { traveller, codes } = one("COM+1234567:TE");
    expect([traveller.surname, codes]).toEqual(["KESTREL", []]);
  });
  it.each([
    ["NAT+2+GBR", "GBR", []],
    ["NAT+2+D", "D", []],
    ["NAT+2+GBD", "GBD", []],
    ["NAT+2+RKS", "RKS", []],
    ["NAT+2+XXA", "XXA", []],
    ["NAT+2+UNO", "UNO", []],
    ["NAT+2+GB", "GBR", ["COUNTRY_ALPHA2"]],
    ["NAT+2+QQQ", "QQQ", ["PX13"]],
    ["NAT+1+GBR", null, ["PX13"]],
  ])("row %s", (segment, nationality, codes) => {
    const read = one(segment);
    expect([read.traveller.nationality, read.codes]).toEqual([nationality, codes]);
  });
  it.each([
    ["NAT+2+GB", "COUNTRY_ALPHA2", "GB'"],
    ["LOC+174+GB", "COUNTRY_ALPHA2", "GB'"],
    ["LOC+91+GB", "COUNTRY_ALPHA2", "GB'"],
    ["NAD+FL+++KESTREL:ROBIN+1 STREET+BAKU++AZ1000+GB", "COUNTRY_ALPHA2", "GB'"],
    ["NAT+2+gbr", "CODE_SMALL", "gbr'"],
    ["LOC+174+gbr", "CODE_SMALL", "gbr'"],
    ["LOC+174+QQQ", "LOC_COUNTRY", "QQQ'"],
    ["NAD+FL+++KESTREL:ROBIN+1 STREET+BAKU++AZ1000+QQQ", "LOC_COUNTRY", "QQQ'"],
  ])("offset of the code in %s", (change, code, text) => {
    const parts = { unb: "UNB+UNOB:4+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS", persons: [person(change)] };
    expect(textAt(parts, code).slice(0, text.length)).toBe(text);
  });
  it("a document's date or place before the document: its own", () => {
    const [name, ...rest] = person().filter((segment) => !segment.startsWith("LOC+91"));
    const read = list({ persons: [[name!, "LOC+91+GBR", ...rest]] });
    expect([read.list.travellers[0]?.documents[0]?.issuer, read.codes]).toEqual(["GBR", []]);
  });
  it("a document's date or place without any document", () => {
    const parts = { persons: [["NAD+FL+++KESTREL:ROBIN", "LOC+91+GBR"]] };
    expect(textAt(parts, "SEGMENT_OUT_OF_PLACE").startsWith("LOC+91+GBR")).toBe(true);
  });
  it("row NAT repeated: several nationalities", () => {
    expect(one("+NAT+2+IRL").traveller).toMatchObject({ nationality: "GBR", otherNationalities: ["IRL"] });
  });
  it.each([
    ["RFF+AVF:ABC123", { locator: "ABC123" }],
    ["RFF+AVF:ABC123/J2", { locator: "ABC123" }],
    ["RFF+ABO:90001", { travellerRef: "90001" }],
    ["RFF+SEA:12D", { seat: "12D" }],
    ["RFF+SEA:012D", { seat: "012D" }],
    ["RFF+SEA:EXST", { seat: "EXST" }],
    ["RFF+AEA:1234567890ABC", { references: [{ qualifier: "AEA", value: "1234567890ABC" }] }],
    ["RFF+CR:20060907NY123", { references: [{ qualifier: "CR", value: "20060907NY123" }] }],
    ["RFF+YZY:7842836432717C2", { references: [{ qualifier: "YZY", value: "7842836432717C2" }] }],
    ["RFF+Y:PAYER", { references: [{ qualifier: "Y", value: "PAYER" }] }],
    ["RFF+AVF", { locator: null }],
  ])("row %s", (segment, expected) => {
    const { traveller, codes } = one("-RFF+AVF", segment);
    expect(traveller).toMatchObject(expected);
    expect(codes).toEqual([]);
  });
  it("row several RFF under 02B and 05B", () => {
    const many = Array.from({ length: 30 }, (_, i) => `+RFF+AEA:${i}`);
    expect(one(...many).traveller.references).toHaveLength(30);
  });
});

describe("§3.15 DOC", () => {
  it.each(["P", "I", "A", "C", "AC", "IP", "F", "T", "L", "M", "G", "N", "39", "36", "5K", "OTD"])(
    "row 1001 %s",
    (type) => {
      const { traveller, codes } = one(`DOC+${type}:110:111+C0190101`);
      expect([traveller.documents, codes]).toEqual([
        [{ type, number: "C0190101", issuer: "GBR", expires: "2031-08-09" }],
        [],
      ]);
    },
  );
  it.each(["DOC+P+C0190101", "DOC+P:110:ZZZ+C0190101", "DOC+P:110:111+C0190101"])(
    "row code list: %s",
    (segment) => {
      expect(one(segment).traveller.documents[0]).toMatchObject({ type: "P", number: "C0190101" });
    },
  );
  it("row V: a visa without expiry and LOC beside the passport, in either order", () => {
    expect(one("+DOC+V+V123").traveller.documents).toHaveLength(2);
    expect(one("+DOC+V+V123").codes).toEqual([]);
    const [nad, ...rest] = person();
    const { list: read, codes } = list({
      persons: [[nad!, "DOC+V+V123", "DTM+182:250101", "LOC+91+:::LONDON", ...rest]],
    });
    expect([read.travellers[0]?.documents[0], codes]).toEqual([
      { type: "V", number: "V123", issuer: null, expires: null, issued: "2025-01-01", issuePlace: "LONDON" },
      [],
    ]);
  });
  it("row V alone is no identity document", () => {
    expect(one("DOC+V:110:111+V1234567").codes).toEqual(["PX11"]);
  });
  it.each([
    ["DTM+36:310809", "2031-08-09", []],
    ["DTM+36:20310809:102", "2031-08-09", []],
    ["DTM+36:690809", "2069-08-09", []],
    ["DTM+36:990809", "1999-08-09", ["PX14"]],
    ["DTM+36:", null, ["EDI45", "PX15"]],
    ["DTM+36", null, ["PX15"]],
  ])("row %s", (segment, expires, codes) => {
    const read = one(segment);
    expect([read.traveller.documents[0]?.expires, read.codes.toSorted()]).toEqual([expires, codes]);
  });
  it.each([
    ["LOC+91+GBR", "GBR", undefined, []],
    ["LOC+91+GBR:::LONDON", "GBR", "LONDON", []],
    ["LOC+91+:::LONDON", null, "LONDON", ["PX13"]],
    ["LOC+91+D<<", "D", undefined, []],
    ["LOC+91+UNO", "UNO", undefined, []],
  ])("row %s", (segment, issuer, issuePlace, codes) => {
    const read = one(segment);
    expect([
      read.traveller.documents[0]?.issuer,
      read.traveller.documents[0]?.issuePlace,
      read.codes,
    ]).toEqual([issuer, issuePlace, codes]);
  });
});

describe("§3.16 CNT", () => {
  it("rows 42 and 41: the totals of the whole flight, never held against one message", () => {
    const { list: read, codes } = list({ tail: ["CNT+42:160", "CNT+41: 8"] });
    expect([read.stated, codes]).toEqual([{ passengers: 160, crew: 8 }, []]);
  });
  it("no number", () => {
    expect(textAt({ tail: ["CNT+42:MANY"] }, "COUNT_INVALID").startsWith("MANY")).toBe(true);
  });
});
