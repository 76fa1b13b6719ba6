// paxlst.md §5 row by row: each data element of the API guidelines is read from its path, and from no other.
import { expect, it } from "vitest";
import { list } from "./lists.ts";
import { person } from "./messages.ts";

const {
  message,
  list: read,
  codes,
} = list({
  bgm: "BGM+745",
  head: ["RFF+TN:T1:::2", "NAD+MS+++DESK", "COM+994125550100:TE+994125550101:FX+DESK.AT.EXAMPLE:EM"],
  flight: [
    "TDT+20+J20075A+++J2",
    "LOC+125+GYD",
    "DTM+189:2603011410:201",
    "LOC+87+IST",
    "DTM+232:2603011620:201",
    "TDT+20+J20077+++J2",
    "LOC+92+IST",
    "DTM+189:2603011800:201",
    "LOC+92+ESB",
    "DTM+232:2603011910:201",
  ],
  persons: [
    person(
      "NAD+DDU+++KESTREL:ROBIN:ANN+1 HIGH STREET+BAKU+BA+AZ1000+AZE",
      "ATT+2++F",
      "DTM+329:720316",
      "MEA+CT++:2",
      "+MEA+WT++KGM:31",
      "GEI+4+173",
      "FTX+BAG+++J2012345:2",
      "LOC+22+IST",
      "LOC+174+AZE",
      "LOC+178+GYD",
      "LOC+179+ESB",
      "LOC+180+GBR:::LONDON",
      "NAT+2+GBR",
      "RFF+AVF:QX7K2M",
      "RFF+ABO:J21001",
      "RFF+SEA:12D",
      "+DOC+V:110:111+V900",
      "+DTM+182:250601",
      "+DTM+36:270601",
      "+LOC+91+TUR:::BAKU",
    ),
    ["NAD+FM+++PLOVER:MARTIN", "EMP+1+CR1:110:111"],
  ],
  tail: ["CNT+42:160", "CNT+41:8"],
});
const [traveller, crew] = read.travellers;

it("the message of all rows is accepted", () => {
  expect([message.accepted, read.travellers.length]).toEqual([true, 2]);
  // The passenger list holds a crew member, who is not described further.
  expect(
    codes.filter((code) => !["PX09", "PX10", "PX11", "PX13", "PX22", "NOT_ADMITTED"].includes(code)),
  ).toEqual([]);
});

it.each<[row: string, found: unknown, expected: Record<string, unknown>]>([
  ["flight identification (TDT.2.1)", read.flights[0], { carrier: "J2", number: "75", suffix: "A" }],
  ["scheduled departure (SG3 DTM 189)", read.flights[0]?.legs[0], { departs: "2026-03-01T14:10" }],
  ["scheduled arrival (SG3 DTM 232)", read.flights[0]?.legs[0], { arrives: "2026-03-01T16:20" }],
  [
    "last place of call, place of initial arrival (LOC 125, 87)",
    read.flights[0]?.legs[0],
    { from: "GYD", to: "IST", border: true },
  ],
  [
    "subsequent places (LOC 92)",
    read.flights[1]?.legs[0],
    { from: "IST", to: "ESB", departs: "2026-03-01T18:00" },
  ],
  ["number of passengers and crew (CNT 42, 41)", read.stated, { passengers: 160, crew: 8 }],
  ["document number and type (DOC.2.1, DOC.1.1)", traveller?.documents[0], { type: "P", number: "C0190101" }],
  ["issuing State (LOC 91)", traveller?.documents[0], { issuer: "GBR" }],
  ["expiry date (DTM 36)", traveller?.documents[0], { expires: "2031-08-09" }],
  ["surname, given names (NAD.4)", traveller, { surname: "KESTREL", given: "ROBIN ANN" }],
  ["nationality (NAT.2.1)", traveller, { nationality: "GBR" }],
  ["date of birth (DTM 329)", traveller, { birthDate: "1972-03-16" }],
  ["sex (ATT.3.1)", traveller, { sex: "F" }],
  [
    "visa number (DOC V), issue date (DTM 182), place (LOC 91)",
    traveller?.documents[1],
    { type: "V", number: "V900", issued: "2025-06-01", issuer: "TUR", issuePlace: "BAKU" },
  ],
  ["other document: a further group 5", traveller?.documents, { length: 2 }],
  ["primary residence: country (LOC 174)", traveller, { residence: "AZE" }],
  [
    "residence or destination: address (NAD.5 to 9)",
    traveller?.address,
    { line: "1 HIGH STREET", city: "BAKU", region: "BA", postcode: "AZ1000", country: "AZE" },
  ],
  ["place of birth (LOC 180)", traveller, { placeOfBirth: "LONDON GBR" }],
  ["traveller's status (NAD.1)", traveller, { role: "in-transit-passenger" }],
  ["traveller's status of the crew (NAD.1, EMP)", crew, { role: "crew", crewFunction: "CR1" }],
  ["seat (RFF SEA)", traveller, { seat: "12D" }],
  [
    "baggage: count, weight, tags (MEA CT, MEA WT, FTX BAG)",
    traveller?.bags,
    { count: 2, weightKg: 31, tags: ["J2012345", "J2012346"] },
  ],
  [
    "original embarkation, clearance, onward destination (LOC 178, 22, 179)",
    traveller,
    { embark: "GYD", clearance: "IST", debark: "ESB" },
  ],
  ["PNR locator (RFF AVF)", traveller, { locator: "QX7K2M" }],
  ["verification indicator (GEI 173)", traveller, { verified: true }],
  ["unique passenger reference (RFF ABO)", traveller, { travellerRef: "J21001" }],
  ["reporting party, contact (NAD MS, COM)", read.reporter, { name: "DESK", phones: ["994125550100"] }],
])("row %s", (_row, found, expected) => {
  expect(found).toMatchObject(expected);
});

it("row verification indicator 174: not verified", () => {
  expect(list({ persons: [person("GEI+4+174")] }).list.travellers[0]?.verified).toBe(false);
});
