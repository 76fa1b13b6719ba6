// The published passenger lists of corpus/paxlst: read with exactly the facts that the index of the corpus states.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes, readTypeBHeader } from "#messages";

const corpus = join(import.meta.dirname, "../../../shared/corpus/paxlst");

function only(file: string) {
  const messages = readBytes(readFileSync(join(corpus, file)));
  expect(messages).toHaveLength(1);
  const [message] = messages;
  const list = message?.passengerList;
  if (message === undefined || list === undefined) throw new Error(`${file} holds no passenger list`);
  expect(message).toMatchObject({ kind: "PAXLST", syntax: "edifact", accepted: true });
  const serious = message.findings.filter(({ severity }) => severity !== "info").map(({ code }) => code);
  return { message, list, serious };
}

describe.skipIf(!existsSync(corpus))("published PAXLST", () => {
  it("WCO/IATA/ICAO guide v6.0 example 5.1: one sector", () => {
    const { message, list, serious } = only("wco-guide-v6-ex1-single-sector.edi");
    expect(message).toMatchObject({
      version: "D.15B",
      control: { sender: "ZZAIRLINE", recipient: "CUSTOMS", interchange: "000000001", message: "PAX001" },
    });
    expect(list).toMatchObject({
      function: "passenger-list",
      status: null,
      transaction: { reference: "1234567890", revision: null },
      reporter: { phones: ["202 555 0100"], emails: ["CONTACT@EXAMPLE.ORG"], faxes: ["202 555 0101"] },
      flights: [
        {
          carrier: "ZZ",
          number: "123",
          suffix: null,
          legs: [
            {
              from: "SYD",
              to: "HNL",
              departs: "2013-06-21T09:00",
              arrives: "2013-06-21T22:00",
              border: true,
            },
          ],
        },
      ],
      stated: { passengers: 160, crew: null },
    });
    expect(list.travellers).toEqual([
      {
        role: "passenger",
        surname: "WILLIAMS",
        given: "JOHN DONALD",
        sex: "M",
        birthDate: "1972-09-07",
        nationality: "GBR",
        residence: "GBR",
        embark: "SYD",
        debark: "HNL",
        clearance: "HNL",
        locator: "TYR123",
        travellerRef: "ABC123",
        seat: null,
        bags: { count: 2, tags: ["ZZ012345", "ZZ012346", "ZZ012347"], weightKg: null },
        documents: [{ type: "P", number: "MB140241", issuer: "GBR", expires: "2015-12-31" }],
        address: {
          line: "235 WESTERN ROAD SUITE 203",
          city: "SLEAFORD",
          region: "LINCS",
          postcode: "PE224T5",
          country: "GBR",
        },
        placeOfBirth: "AMBER HILL GBR",
        verified: false,
        segment: 11,
      },
    ]);
    // The guide's own times are 33 hours apart by the airports' zones.
    expect(serious).toEqual(["FLIGHT_TIMES"]);
  });

  it("WCO/IATA/ICAO guide v6.0 example 5.3: two legs by LOC 92", () => {
    const { list, serious } = only("wco-guide-v6-ex3-progressive.edi");
    expect(serious).toEqual(["CARRIER_MISMATCH"]);
    expect(list).toMatchObject({
      transaction: { reference: "BART34567890", revision: "1" },
      reporter: { name: "XYZ PSGR SYSTEMS" },
      stated: { passengers: 2 },
    });
    expect(list.flights.flatMap(({ legs }) => legs)).toMatchObject([
      { from: "BCN", to: "IAD", departs: "2014-07-08T11:00", arrives: "2014-07-08T17:00", border: true },
      { from: "IAD", to: "SFO", departs: "2014-07-08T19:30", arrives: "2014-07-08T23:30" },
    ]);
    expect(list.flights[1]?.legs[0]).not.toHaveProperty("border");
    expect(list.travellers).toMatchObject([
      {
        surname: "MARTINEZ",
        given: "JULIO XAVIER",
        sex: "M",
        birthDate: "1968-02-23",
        nationality: "ESP",
        embark: "BCN",
        debark: "SFO",
        documents: [{ type: "P", number: "YY3478621", issuer: "ESP", expires: "2018-12-30" }],
      },
      {
        surname: "MARTINEZ",
        given: "SORINA MARIA",
        sex: "F",
        birthDate: "1969-06-06",
        nationality: "ESP",
        travellerRef: "XZ877002",
        documents: [{ type: "P", number: "TRQWE9980", issuer: "ESP", expires: "2017-09-16" }],
      },
    ]);
  });

  it("US CBP guideline example: two flights, redress and customer references", () => {
    const { message, list, serious } = only("cbp-guide-05b-two-legs.edi");
    expect(serious).toEqual([]);
    expect(message).toMatchObject({
      version: "D.05B",
      control: { sender: "APIS*ABE", recipient: "USADHS", part: 1, accessReference: "API01" },
    });
    expect(list.flights).toMatchObject([
      {
        carrier: "UA",
        number: "123",
        legs: [{ from: "YVR", to: "JFK", departs: "2007-04-29T12:30", border: true }],
      },
      { carrier: "UA", number: "124", legs: [{ from: "JFK", to: "ATL", arrives: "2007-04-29T19:45" }] },
    ]);
    expect(list.travellers).toMatchObject([
      {
        surname: "DOE",
        given: "JOHN WAYNE",
        sex: "M",
        birthDate: "1957-01-21",
        nationality: "CAN",
        residence: "CAN",
        clearance: "JFK",
        locator: "ABC123",
        travellerRef: "BA1321654987",
        seat: "23C",
        bags: { tags: ["UA123456", "UA123457", "UA123458"] },
        documents: [{ type: "P", number: "MB140241", issuer: "CAN", expires: "2008-10-21" }],
        address: { line: "20 MAIN ST", city: "ANYCITY", region: "VA", postcode: "10053", country: "USA" },
        references: [
          { qualifier: "AEA", value: "1234567890ABC" },
          { qualifier: "CR", value: "20060907NY123" },
        ],
      },
    ]);
  });

  it("Type B telegram, wrapped inside tags and numbers", () => {
    const { message, list, serious } = only("ediclean-a-typeb-wrapped.txt");
    expect(serious).toEqual(["PX13", "PX13", "EDI29"]);
    expect(message.findings.find(({ code }) => code === "EDI29")).toMatchObject({
      severity: "warning",
      segment: 25,
      tag: "UNT",
    });
    expect(message.control).toMatchObject({ part: 2, final: false, accessReference: "A92707/210713/1200" });
    expect(list).toMatchObject({
      reporter: { name: "CICA HELP DESK", phones: ["231384 373 2"] },
      flights: [
        {
          carrier: "A9",
          number: "2707",
          legs: [{ from: "VIE", to: "VIE", departs: "2021-07-13T11:00", arrives: "2021-07-13T12:00" }],
        },
      ],
      stated: { passengers: 47 },
    });
    expect(list.travellers).toMatchObject([
      {
        surname: "DJEMFISJER",
        given: "REDJAE",
        sex: "M",
        birthDate: "1993-04-08",
        nationality: "ABC",
        locator: "ABC123",
        seat: "9F",
        bags: { count: 0, tags: [] },
        documents: [{ number: "3DEJ2ED3E", issuer: "LIM", expires: "2028-09-07" }],
      },
    ]);
  });

  it("the headers of the Type B telegrams", () => {
    const header = (file: string) => readTypeBHeader(readFileSync(join(corpus, file)));
    expect(header("ediclean-a-typeb-wrapped.txt")).toMatchObject({
      priority: null,
      origin: "HDQCRA9",
      sent: { day: 13, time: "06:31" },
    });
    expect(header("ediclean-b-typeb-star-hash.txt")).toMatchObject({
      priority: "QP",
      addresses: ["VIEGPXH"],
      origin: "FEAGEWS",
      sent: { day: 27, time: "00:31" },
    });
  });

  it("Type B telegram with UNA *:.? #", () => {
    const { message, list, serious } = only("ediclean-b-typeb-star-hash.txt");
    expect(serious).toEqual(["EDI29"]);
    expect(message.control).toMatchObject({ sender: "SDT", part: 8, final: false });
    expect(list).toMatchObject({
      flights: [
        {
          carrier: "B2",
          number: "740",
          legs: [{ from: "VIE", to: "FRA", departs: "2021-08-27T04:15", arrives: "2021-08-27T06:50" }],
        },
      ],
      stated: { passengers: 130 },
    });
    expect(list.travellers).toMatchObject([
      {
        surname: "AERWDEDE",
        given: "FERDE H",
        sex: "F",
        birthDate: "1983-02-12",
        nationality: "AUT",
        documents: [{ number: "FER342423", issuer: "AUT", expires: "2028-07-27" }],
      },
    ]);
  });

  it("interactive request of two: SIRE:4, quotation marks, no UNA", () => {
    const { message, list, serious } = only("china-iapi-01-two-pax-request.edi");
    expect(serious).toEqual([]);
    expect(message.control).toMatchObject({ part: 1, parts: 1, final: true, accessReference: "000001ABCD" });
    expect(list.flights).toMatchObject([
      {
        carrier: "CA",
        number: "339",
        legs: [{ from: "ICN", to: "CAN", departs: "2026-01-01T16:20", arrives: "2026-01-01T20:35" }],
      },
    ]);
    expect(list.travellers).toMatchObject([
      { surname: "ONE", given: "TWO WI", travellerRef: "90001", birthDate: "1956-06-20", verified: true },
      {
        surname: "ONE",
        given: "UBE WI",
        travellerRef: "90002",
        birthDate: "1996-01-12",
        references: [{ qualifier: "YZY", value: "7842836432722C2" }],
      },
    ]);
  });

  it("interactive request and its change", () => {
    const before = only("china-iapi-03a-request.edi");
    const after = only("china-iapi-03b-change-cp.edi");
    expect([before.serious, after.serious]).toEqual([[], []]);
    const document = { type: "T", number: "303856640", issuer: "CHN" };
    expect(before.list).toMatchObject({
      status: null,
      transaction: { reference: "0000100" },
      flights: [{ carrier: "ZH", number: "9073", legs: [{ from: "TPE", to: "SZX" }] }],
      travellers: [
        {
          surname: "ONE",
          given: "JIA DUNG",
          travellerRef: "90003",
          documents: [{ ...document, expires: "2027-11-15" }],
        },
      ],
    });
    expect(after.list).toMatchObject({
      status: "CP",
      transaction: { reference: "0000103" },
      travellers: [{ travellerRef: "90003", documents: [{ ...document, expires: "2028-11-15" }] }],
    });
  });
});
