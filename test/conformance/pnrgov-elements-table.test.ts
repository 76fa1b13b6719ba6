// pnrgov.md §7 row by row: each element of Annex I of Directive (EU) 2016/681 is read from its EDIFACT source.
import { expect, it } from "vitest";
import { only, pnrgov, PUSHED } from "./messages.ts";

const message = only(
  pnrgov([
    [
      "RCI+J2:ABC123::010526:1020",
      "SSR+UMNR:HK:1:J2:::GYD:IST:AGE 9 GUARDIAN MOTHER",
      "DAT+700:180626:1130",
      "IFT+4:28::J2+CTCM 994501234567",
      "ORG+J2:GYD+32393340:OFFICE1+GYD+J2:GYD+A+AZ:AZN:AZ+AGENT1",
      "ADD++700:1 HIGH STREET:BAKU:::AZ:AZ1000:994125550100",
      "EBD+AZN:50.00+1::N",
      "TIF+KESTREL:I+ROBIN MRS:A:1",
      "FTI+J2:99887766",
      "SSR+SEAT:HK:1:J2:::GYD:IST+12D::1",
      "SSR+DOCS:HK:1:J2:::::/P/GBR/C0190101/GBR/16MAR72/F/09AUG31/KESTREL/ROBIN ANN",
      "TKT+7711234567890:T:1",
      "MON+T:150.00:AZN",
      "DAT+710:020526",
      "IFT+4:15:0+GYD J2 IST 150.00 END",
      "FOP+CC:3:150.00:VI:4111111111111111:1228",
      `${PUSHED}:Y`,
      "TRA+TK+815:Y",
      "RPI+1+HK",
      "DAT+2:200626:0700",
      "TRI++GYD-15:::1",
      "SSD+012D++++Y",
      "TBD++1:23:700+++J2:771123456:1:IST",
      "EQN+1",
      "RCI+J2:SPLIT1",
      "ABI+4+AGENT1:GS+GYD++J2",
      "DAT+T:170626:1000",
      "SAC+++A",
      "TIF+PLOVER:I+MARTIN MR:A:2",
    ],
  ]),
);
const [booking, ...others] = message.bookings ?? [];
const traveller = booking?.travellers[0];

it("the message of all rows is one booking, accepted", () => {
  expect([message.accepted, others.length, booking?.travellers.length]).toEqual([true, 0, 1]);
});

it.each<[row: string, found: unknown, expected: Record<string, unknown>]>([
  ["1 record locator (RCI)", booking, { locator: "ABC123", carrier: "J2" }],
  ["2 date of reservation (RCI)", booking, { createdAt: "2026-05-01T10:20" }],
  [
    "3 intended travel dates (TVL)",
    booking?.flight,
    { departs: "2026-06-20T09:00", arrives: "2026-06-20T12:00" },
  ],
  ["4 names (TIF)", traveller, { surname: "KESTREL", given: "ROBIN", title: "MRS" }],
  [
    "5 address, contact (ADD, IFT 28)",
    booking?.contacts,
    {
      phones: expect.arrayContaining([expect.stringContaining("994501234567")]),
      addresses: [{ line: "1 HIGH STREET", city: "BAKU", postcode: "AZ1000" }],
    },
  ],
  [
    "6 payment (FOP)",
    booking?.payments[0],
    {
      form: "CC",
      amount: "150.00",
      card: { vendor: "VI", masked: "411111XXXXXX1111", expires: "2028-12" },
    },
  ],
  ["7 itinerary (GR.5)", booking?.segments[0], { carrier: "J2", number: "15", from: "GYD", to: "IST" }],
  ["8 frequent flyer (FTI)", traveller, { frequentFlyer: [{ carrier: "J2", number: "99887766" }] }],
  ["9 agency (ORG)", booking?.agency, { iata: "32393340", city: "GYD", country: "AZ" }],
  ["10 travel status (RPI, GR.6)", booking?.segments[0], { status: "HK" }],
  [
    "10 travel status: check-in (TRI)",
    traveller,
    { checkIns: [{ number: "GYD-15", at: "2026-06-20T07:00" }] },
  ],
  ["11 split (EQN, RCI)", booking?.split, { to: [expect.stringContaining("SPLIT1")] }],
  [
    "12 general remarks incl. unaccompanied minors (SSR UMNR)",
    booking,
    {
      remarks: [expect.stringContaining("UMNR")],
    },
  ],
  [
    "13 ticketing (TKT, MON)",
    traveller,
    {
      tickets: [{ number: "7711234567890", amount: "150.00", currency: "AZN" }],
    },
  ],
  ["14 seat (SSR SEAT, SSD)", traveller, { seats: [{ seat: "12D", from: "GYD", to: "IST" }] }],
  ["15 code share (TRA)", booking?.segments[0], { carrier: "J2", operating: "TK" }],
  ["16 baggage (TBD)", traveller, { bags: [{ tag: "771123456", carrier: "J2", to: "IST", pieces: 1 }] }],
  ["17 number and names of travellers (TIF)", booking?.travellers, { length: 1 }],
  [
    "18 API data (SSR DOCS)",
    traveller,
    {
      birthDate: "1972-03-16",
      sex: "F",
      nationality: "GBR",
      documents: [{ type: "P", number: "C0190101", issuer: "GBR", expires: "2031-08-09" }],
    },
  ],
  [
    "19 all changes (GR.10 to 12)",
    booking,
    {
      history: [{ at: "2026-06-17T10:00", action: expect.stringContaining("PLOVER") }],
    },
  ],
])("row %s", (_row, found, expected) => {
  expect(found).toMatchObject(expected);
});
