// pnrgov.md §1 to §3 row by row: versions, structure, where a segment belongs, and each segment of the table.
import { describe, expect, it } from "vitest";
import type { BookedTraveller, Booking, ReadMessage } from "#messages";
import { booking, codesOf, only, pnrgov, PUSH, PUSHED, RCI, TIF } from "./messages.ts";

type Read = { readonly message: ReadMessage; readonly first: Booking; readonly codes: string[] };

/** Reads a push of one booking; what the filter removed is not a fault here. */
function push(segments: readonly string[], head: readonly string[] = PUSH): Read {
  const message = only(pnrgov([segments], head));
  const first = message.bookings?.[0];
  if (first === undefined) throw new Error("no booking");
  return {
    message,
    first,
    codes: codesOf(message).filter((code) => code !== "NOT_ADMITTED" && code !== "PN18"),
  };
}

const traveller = (...segments: readonly string[]): BookedTraveller =>
  push(booking(segments)).first.travellers[0]!;

describe("§1 versions: one grammar for all (ANX9-9.23c)", () => {
  it.each(["10:1", "11:1", "12:1", "13:1", "14:1", "15:1", "16:1", "17:1", "18:1", "19:1", "20:1", "21:1"])(
    "row %s",
    (version) => {
      const message = only(pnrgov([booking()], PUSH, `UNH+1+PNRGOV:${version}:IA+REF`));
      expect([message.version, message.accepted, codesOf(message), message.bookings?.length]).toEqual([
        version.replace(":", "."),
        true,
        [],
        1,
      ]);
    },
  );
  it("row agency of a service provider", () => {
    expect(codesOf(only(pnrgov([booking()], PUSH, "UNH+1+PNRGOV:11:1:XS+REF")))).toEqual([]);
  });
  it("an unknown release is read all the same, and said at its byte", () => {
    const text = pnrgov([booking()], PUSH, "UNH+1+PNRGOV:99:1:IA+REF");
    const message = only(text);
    expect([message.accepted, codesOf(message), message.findings[0]?.offset]).toEqual([
      true,
      ["VERSION_UNKNOWN"],
      text.indexOf("99:1"),
    ]);
  });
  it("row 11.1 and 13.1 write the purpose of ADD differently", () => {
    expect(push([RCI, "ADD++E:A@B.EXAMPLE", ...booking().slice(1)]).first.contacts.emails).toEqual([
      "A@B.EXAMPLE",
    ]);
    expect(push([RCI, "ADD++M:994501234567", ...booking().slice(1)]).first.contacts.phones).toEqual([
      "994501234567",
    ]);
    expect(
      push([RCI, "ADD++700:4532 WILSON STREET:PHILADELPHIA:PA::US:34288", ...booking().slice(1)]).first
        .contacts.addresses,
    ).toEqual([
      { line: "4532 WILSON STREET", city: "PHILADELPHIA", region: "PA", postcode: "34288", country: "US" },
    ]);
  });
  it("row the operating flight: a second TVL of 10.1, TRA later", () => {
    const operated = { operating: "KL", operatingNumber: "972" };
    const before = [RCI, TIF, `${PUSHED}:Y`];
    expect(push([...before, "TVL+++++972:M", "RPI+1+HK"]).first.segments).toMatchObject([
      { carrier: "J2", operatingNumber: "972" },
    ]);
    expect(push([...before, "TRA+KL+972:M", "RPI+1+HK"]).first.segments).toMatchObject([operated]);
    expect(push([...before, "TVL++++KL+972:M", "RPI+1+HK"]).first.segments).toMatchObject([operated]);
  });
});

describe("§2 structure and disambiguation", () => {
  const whole = [
    RCI,
    "SSR+SEAT:HK:1:J2:::GYD:IST+12A::1",
    "DAT+700:180626:1010+710:170626:1000",
    "IFT+4:28::J2+CTCM 994501234567",
    "ORG+J2:GYD+52519950:BAK+++A+AZ:AZN+D050517",
    "ADD++700:1 SEA STREET:BAKU:::AZ:1000",
    "EBD+USD:50.00+1::N",
    TIF,
    "FTI+J2:8794285757",
    "REF+:001C451486DFF0CC",
    "EBD+USD:50.00+1::N",
    "FAR+N+++++MIL24",
    "SSR+DOCS:HK:1:J2:::::/P/GBR/C0190101/GBR/16MAR72/F/09AUG31/KESTREL/ROBIN",
    "ADD++:1 HILL:BAKU",
    "TKT+7711234567890:T",
    "MON+T:295.94:AZN",
    "PTK+NR++150626:2200+J2+771+GYD",
    "TXD++0.57:::AY6",
    "DAT+710:170626",
    "IFT+4:15:1+GYD J2 IST 295.94",
    "FOP+CC::295.94:VI:4111111111111111:1228",
    "IFT+4:43+ROBIN KESTREL+1 SEA STREET BAKU",
    "ADD++:1 SEA STREET:BAKU",
    `${PUSHED}:Y`,
    "TRA+TK+334:Y",
    "RPI+1+HK",
    "APD+320",
    "SSR+SEAT:HK:1:J2:::GYD:IST+12A::1",
    "RCI+TK:MFN4TI",
    "IFT+4:28::J2+CTCE ROBIN//MAIL.EXAMPLE",
    "DAT+2:190626:0605",
    "ORG+J2:GYD",
    "TRI++GYD-168:::1",
    TIF,
    "SSD+012A++++Y",
    "TBD++1:20:700+++J2:771123456:1:IST",
    "EQN+1",
    "RCI+J2:OTHER1",
    "MSG+8",
    "TVL+210626:1500:250626+GYD:HOTEL EXAMPLE++VN",
    "ABI+4+05FD28:GS+GYD++J2",
    "DAT+T:170626:1010",
    "SAC+++A",
    `${PUSHED}:Y`,
    "RPI+1+HK",
    "LTS+001/O/NM/KESTREL/ROBIN MRS",
  ];
  it("every group of the table, each segment where it belongs", () => {
    const { first, codes } = push(whole);
    expect(codes.filter((code) => code !== "CARD_MASKED")).toEqual([]);
    expect(first).toMatchObject({
      locator: "ABC123",
      carrier: "J2",
      createdAt: "2026-05-01T10:20",
      sentAt: "2026-06-18T10:10",
      agency: { iata: "52519950", country: "AZ" },
      segments: [
        {
          carrier: "J2",
          number: "15",
          operating: "TK",
          operatingNumber: "334",
          status: "HK",
          equipment: "320",
          class: "Y",
        },
      ],
      contacts: {
        phones: ["994501234567"],
        emails: ["ROBIN@MAIL.EXAMPLE"],
        addresses: [{ line: "1 SEA STREET" }],
      },
      payments: [
        {
          form: "CC",
          amount: "295.94",
          card: { masked: "411111XXXXXX1111", expires: "2028-12", holder: "ROBIN KESTREL" },
          billing: { city: "BAKU" },
        },
      ],
      split: { to: ["OTHER1"] },
      history: [
        { at: "2026-06-17T10:10", action: "added flight J215 GYD-IST 2026-06-20T09:00" },
        { action: "original name: KESTREL/ROBIN MRS" },
      ],
    });
    expect(first.travellers).toMatchObject([
      {
        surname: "KESTREL",
        given: "ROBIN",
        title: "MRS",
        uniqueReference: "001C451486DFF0CC",
        frequentFlyer: [{ carrier: "J2", number: "8794285757" }],
        documents: [{ number: "C0190101", issuer: "GBR", expires: "2031-08-09" }],
        tickets: [{ number: "7711234567890", amount: "295.94", currency: "AZN" }],
        seats: [{ seat: "12A", from: "GYD", to: "IST" }],
        checkIns: [{ number: "GYD-168", seat: "12A", cabin: "Y", at: "2026-06-19T06:05" }],
        bags: [{ tag: "771123456", pieces: 1, weightKg: 20, to: "IST" }],
      },
    ]);
  });
  it("row SRC closes everything and opens a PNR", () => {
    const message = only(
      pnrgov(
        [whole, booking(), booking()].map((segments, i) =>
          segments.map((segment) => (segment === RCI ? `RCI+J2:LOC00${i}::010526:1020` : segment)),
        ),
      ),
    );
    expect(message.bookings?.map(({ locator, travellers }) => [locator, travellers.length])).toEqual([
      ["LOC000", 1],
      ["LOC001", 1],
      ["LOC002", 1],
    ]);
  });
  it("row level 0: MSG, ORG, TVL, EQN before the first SRC", () => {
    const { push: facts } = only(pnrgov([booking()]));
    expect(facts).toMatchObject({
      update: false,
      statedBookings: 1,
      flight: {
        carrier: "J2",
        number: "15",
        from: "GYD",
        to: "IST",
        departs: "2026-06-20T09:00",
        arrives: "2026-06-20T12:00",
      },
    });
  });
  it("row TIF: before TVL a traveller, after TRI who checked in", () => {
    const { first } = push([
      RCI,
      TIF,
      "TIF+PLOVER:I+MARTIN MR:A:2",
      `${PUSHED}:Y`,
      "RPI+2+HK",
      "DAT+2:190626:0605",
      "TRI++1:::1",
      TIF,
      "SSD+1A++++Y",
      "TRI++2:::2",
      "TIF+PLOVER:I+MARTIN MR:A:2",
      "SSD+1B++++Y",
    ]);
    expect(
      first.travellers.map(({ surname, checkIns }) => [surname, checkIns?.map(({ seat }) => seat)]),
    ).toEqual([
      ["KESTREL", ["1A"]],
      ["PLOVER", ["1B"]],
    ]);
  });
  it("row TVL: a flight, the hotel after MSG, history after SAC", () => {
    const { first } = push([
      ...booking(),
      "MSG+8",
      "TVL+210626:1500:250626+GYD:HOTEL++VN",
      "ABI+4",
      "SAC+++X",
      "TVL+190626:0900+GYD+IST+J2+13:Y",
    ]);
    expect([first.segments.length, first.history.map(({ action }) => action)]).toEqual([
      1,
      ["cancelled flight J213 GYD-IST 2026-06-19T09:00"],
    ]);
  });
  it("row DAT: of the booking, of the ticket, of the check-in (even empty), of the history", () => {
    const { first, codes } = push([
      RCI,
      "DAT+700:180626:1010",
      TIF,
      "TKT+7711234567890:T",
      "DAT+710:170626",
      `${PUSHED}:Y`,
      "RPI+1+HK",
      "DAT",
      "TRI++1:::1",
      "ABI+4",
      "DAT+T:170626:1010",
    ]);
    expect([first.sentAt, first.travellers[0]?.checkIns?.[0]?.at, codes]).toEqual([
      "2026-06-18T10:10",
      null,
      [],
    ]);
  });
  it("row ORG: the booking's source, or the agent who checked in", () => {
    expect(
      push([RCI, "ORG+J2:GYD+111", TIF, `${PUSHED}:Y`, "RPI+1+HK", "DAT", "ORG+J2:IST+222"]).first.agency,
    ).toMatchObject({ iata: "111" });
  });
  it("row RCI in a flight repeats the locator; row EQN in a PNR opens the split", () => {
    const { first } = push([...booking([], ["RCI+TK:MFN4TI"]), "EQN+2", "RCI+J2:SPLIT1", "RCI+J2:SPLIT2"]);
    expect([first.locator, first.split.to]).toEqual(["ABC123", ["SPLIT1", "SPLIT2"]]);
  });
  it("row SSR: of all, of the traveller it stands with, of the flight by its reference", () => {
    const seat = (segments: readonly string[]) =>
      push(segments).first.travellers.map(({ seats }) => seats.map((s) => s.seat));
    const two = [TIF, "TIF+PLOVER:I+MARTIN MR:A:2"];
    expect(seat([RCI, "SSR+SEAT:HK:1:J2:::GYD:IST+1A::2", ...two, `${PUSHED}:Y`])).toEqual([[], ["1A"]]);
    expect(seat([RCI, TIF, "SSR+SEAT:HK:1:J2:::GYD:IST+1A", two[1]!, `${PUSHED}:Y`])).toEqual([["1A"], []]);
    expect(seat([RCI, ...two, `${PUSHED}:Y`, "SSR+SEAT:HK:1:J2:::GYD:IST+1A::2+1B::1"])).toEqual([
      ["1B"],
      ["1A"],
    ]);
  });
  it("row out of order: read, one warning for the PNR at the first segment that is", () => {
    const segments = [RCI, `${PUSHED}:Y`, "RPI+1+HK", TIF, "ADD++:1 HILL:BAKU"];
    const text = pnrgov([segments]);
    const found = only(text).findings;
    expect(found.map(({ code, offset }) => [code, offset])).toEqual([["ORDER", text.indexOf("TIF+")]]);
    expect(push(segments).first.travellers).toHaveLength(1);
  });
});

describe("§3 MSG, ORG, TVL, EQN, SRC", () => {
  it.each([
    ["MSG+:22", false],
    ["MSG+:141", true],
    ["MSG+22", false],
    ["MSG+141", true],
  ])("row %s", (msg, update) => {
    expect(only(pnrgov([booking()], [msg, "ORG+J2", PUSHED]))).toMatchObject({
      accepted: true,
      push: { update },
    });
  });
  it("row MSG+:23 and others are no push: refused, the bookings kept", () => {
    const message = only(pnrgov([booking()], ["MSG+:23", "ORG+J2", PUSHED]));
    expect([message.accepted, codesOf(message), message.bookings?.length]).toEqual([false, ["PN01"], 1]);
  });
  it.each([
    [
      "ORG+1A:MUC+32393340:SINSQ08AA+NCE+SQ:NCE+A+SG+ELPD+CFDE59+9C",
      { iata: "32393340", city: "NCE", country: "SG", name: null },
    ],
    ["ORG+J2:GYD+111:OFFICE++J2+A:AZ:AZN:EN", { iata: "111", city: "GYD", country: "AZ", name: null }],
    ["ORG", null],
  ])("row %s", (org, agency) => {
    expect(push([RCI, org, TIF, `${PUSHED}:Y`, "RPI+1+HK"]).first.agency).toEqual(agency);
  });
  it.each([
    [
      "TVL+200626:0900:200626:1200+GYD+IST+J2+15:Y",
      { departs: "2026-06-20T09:00", arrives: "2026-06-20T12:00", class: "Y" },
    ],
    ["TVL+200626:0900::1200+GYD+IST+J2+15:Y", { arrives: "2026-06-20T12:00" }],
    ["TVL+200626:0900:1200+GYD+IST+J2+15:Y", { arrives: "2026-06-20T12:00" }],
    ["TVL+200626:0900+GYD+IST+J2+15:Y", { arrives: null }],
    ["TVL+200626:0900+GYD+IST+J2:TK+15:Y", { operating: "TK" }],
    ["TVL+200626:0900+GYD+IST+J2+0015:Y", { number: "15" }],
    ["TVL+200626+GYD+IST+J2+OPEN", { number: "OPEN", departs: "2026-06-20" }],
  ])("row %s", (tvl, expected) => {
    expect(push([RCI, TIF, tvl, "RPI+1+HK"]).first.segments).toMatchObject([expected]);
  });
  it("row TVL: a journey by other means is no flight", () => {
    const { first, codes } = push([...booking(), "TVL+210626+++ +ARNK"]);
    expect([first.segments.length, codes]).toEqual([1, []]);
  });
  it("row EQN: a number", () => {
    const text = pnrgov([booking()]).replace("EQN+1", "EQN+MANY");
    expect(only(text).findings.map(({ code, offset }) => [code, offset])).toEqual([
      ["PN13", text.indexOf("EQN+")],
    ]);
  });
});

describe("§3 RCI, DAT", () => {
  it.each([
    ["RCI+1A:3PGZOV::190313:1354", { carrier: "1A", locator: "3PGZOV", createdAt: "2013-03-19T13:54" }, []],
    ["RCI+1A:3PGZOV:1:190313:135455", { createdAt: "2013-03-19T13:54" }, []],
    ["RCI+J2:DCSREF:C", { locator: "DCSREF", createdAt: null }, []],
    ["RCI+J2:ABC123+1A:OTHER::190313:1354", { locator: "ABC123", createdAt: "2013-03-19T13:54" }, []],
    ["RCI+J2:ABC123:190313:1354", { createdAt: "2013-03-19T13:54" }, ["RCI_SHIFTED"]],
  ])("row %s", (rci, expected, codes) => {
    const read = push([rci, ...booking().slice(1)]);
    expect(read.first).toMatchObject(expected);
    expect(read.codes).toEqual(codes);
  });
  it.each([
    ["DAT+700:180626:1010+710:170626:1000", "2026-06-18T10:10"],
    ["DAT+710:170626:1000+700:180626:1010", "2026-06-18T10:10"],
    ["DAT+700:180626", "2026-06-18"],
    ["DAT", null],
    ["DAT+710:170626", null],
  ])("row %s", (dat, sentAt) => {
    expect(push([RCI, dat, ...booking().slice(1)]).first.sentAt).toBe(sentAt);
  });
  it("row 3: check-in as free text keeps no time, loses nobody", () => {
    const { first, codes } = push(booking([], ["DAT+3:L FT WW D014357 12AUG121423Z 1D5723", "TRI++168:::1"]));
    expect([
      first.travellers[0]?.checkIns?.[0]?.number,
      first.travellers[0]?.checkIns?.[0]?.at,
      codes,
    ]).toEqual(["168", null, []]);
  });
});

describe("§3 TIF, FTI, REF", () => {
  it.each([
    [
      "TIF+BELT:I+ISABELLE MRS:A:2:1",
      { surname: "BELT", given: "ISABELLE", title: "MRS", type: "adult", ref: "2" },
    ],
    ["TIF+YY+MOANMISS", { surname: "YY", given: "MOAN", title: "MISS", type: null, ref: null }],
    ["TIF+KIM:I+JIMMSTR:C:3", { given: "JIM", title: "MSTR", type: "child" }],
    ["TIF+KIM:I+JIM:IN:3", { type: "infant" }],
    ["TIF+KIM:I+JIM:CNN:3", { type: "child" }],
    ["TIF+KIM", { surname: "KIM", given: null }],
    ["TIF+KIM/JIM MR", { surname: "KIM", given: "JIM", title: "MR" }],
    ["TIF+KIM:I+MR:A:1", { surname: "KIM", given: null, title: "MR" }],
    ["TIF+AMR:I+NASR:A:1", { surname: "AMR", given: "NASR", title: null }],
    ["TIF+MR:I+DRAGAN:A:1", { surname: "MR", given: "DRAGAN", title: null }],
  ])("row %s", (tif, expected) => {
    expect(push([RCI, tif, `${PUSHED}:Y`, "RPI+1+HK"]).first.travellers).toMatchObject([expected]);
  });
  it("row group without names: no traveller, and no fault", () => {
    const { first, codes } = push([RCI, "TIF+SEETHE WORLD:G", `${PUSHED}:Y`, "RPI+9+HK"]);
    expect([first.travellers.length, codes]).toEqual([0, []]);
  });
  it.each([
    ["FTI+SQ:8794285757", [{ carrier: "SQ", number: "8794285757" }]],
    ["FTI+SQ:8794285757:::ELITE", [{ carrier: "SQ", number: "8794285757" }]],
    [
      "FTI+SQ:1+TK:2",
      [
        { carrier: "SQ", number: "1" },
        { carrier: "TK", number: "2" },
      ],
    ],
  ])("row %s", (fti, expected) => {
    expect(traveller(fti).frequentFlyer).toEqual(expected);
  });
  it("row REF", () => {
    expect(traveller("REF+:001C451486DFF0CC").uniqueReference).toBe("001C451486DFF0CC");
  });
});

describe("§3 IFT, ADD, EBD, FAR", () => {
  it.each([
    ["IFT+4:28::KL+CTC 7732486972-U", { phones: ["7732486972"] }],
    ["IFT+4:28::KL+CTCE ROBIN..KESTREL//MAIL.EXAMPLE", { emails: ["ROBIN_KESTREL@MAIL.EXAMPLE"] }],
  ])("row %s", (ift, contacts) => {
    expect(push([RCI, ift, ...booking().slice(1)]).first.contacts).toMatchObject(contacts);
  });
  it.each([
    "IFT+4:15:1+GYD J2 IST 295.94NUC",
    "IFT+4:63::J2+SOMETHING",
    "IFT+4:28::J2+VIP PASSENGER",
    "EBD+USD:50.00+1::N",
    "FAR+N+++++MIL24",
  ])("row %s: known, nothing of it in the model", (segment) => {
    const { first, codes } = push(booking([segment]));
    expect([first.remarks, codes]).toEqual([[], []]);
  });
  it("row ADD continuation lines", () => {
    const { first } = push([RCI, "ADD++:::::::TBM MAIL TO+:::::::NAME:::::::STREET", ...booking().slice(1)]);
    expect(first.contacts.addresses).toEqual([
      { line: "TBM MAIL TO, NAME, STREET", city: null, region: null, postcode: null, country: null },
    ]);
  });
  it("row ADD under a traveller is that traveller's", () => {
    expect(traveller("ADD++700:1 HILL:BAKU").addresses).toMatchObject([{ line: "1 HILL", city: "BAKU" }]);
  });
});

describe("§3 TKT, MON, PTK, TXD, FOP", () => {
  it.each([
    ["TKT+7711234567890:T", "7711234567890", []],
    ["TKT+77112345678900:T:1", "77112345678900", []],
    ["TKT+77112345678903:T:1", "77112345678903", []],
    ["TKT+77112345678901:T:1", "77112345678901", ["PN12"]],
    ["TKT+:1", undefined, []],
    ["TKT+:700", undefined, []],
    ["TKT+:T", undefined, ["PN12"]],
    ["TKT+771123:T", "771123", ["PN12"]],
    ["TKT+771123456789012:T", "771123456789012", ["PN12"]],
    ["TKT+77112345678A0:T", "77112345678A0", ["PN12"]],
    ["TKT+771 1234567890:T", "771 1234567890", ["PN12"]],
    ["TKT+0001234567890:T", "0001234567890", ["PN12"]],
    ["TKT+0011234567890:T", "0011234567890", []],
  ])("row %s", (tkt, number, codes) => {
    const read = push(booking([tkt]));
    expect([read.first.travellers[0]?.tickets[0]?.number, read.codes]).toEqual([number, codes]);
  });
  it.each([
    ["MON+B:94.34:GBP+T:100.00:GBP", { amount: "100.00", currency: "GBP" }, []],
    ["MON+T:100,5:AZN", { amount: "100.5", currency: "AZN" }, []],
    ["MON+B:94.34:GBP", { amount: "94.34", currency: "GBP" }, []],
    ["MON+T:IT", { amount: null, currency: null }, []],
    ["MON+T:NO ADC", { amount: null }, []],
    ["MON+T:12X:GBP", { amount: null, currency: "GBP" }, ["PN13"]],
    ["MON+T:12:GB1", { amount: "12", currency: null }, ["PN13"]],
    ["MON+T:12:QQQ", { amount: "12", currency: null }, ["PN13"]],
  ])("row %s", (mon, expected, codes) => {
    const read = push(booking(["TKT+7711234567890:T", mon]));
    expect(read.first.travellers[0]?.tickets[0]).toMatchObject(expected);
    expect(read.codes).toEqual(codes);
  });
  it.each(["PTK+NR++150610:2200+DL+006+ATL", "TXD++0.57:::AY6+0.85:::YQ"])(
    "row %s: known, not kept",
    (segment) => {
      expect(push(booking(["TKT+7711234567890:T", segment])).codes).toEqual([]);
    },
  );
  it.each([
    [
      "FOP+CC::416.00:AX:373212341234123:1211",
      { form: "CC", amount: "416.00", card: { vendor: "AX", masked: "373212XXXXX4123", expires: "2011-12" } },
    ],
    ["FOP+CC::416.00:VI:XXXXXXXXXXXX2786:0813", { card: { masked: "XXXXXXXXXXXX2786", expires: "2013-08" } }],
    ["FOP+CA::10.00", { form: "CA", amount: "10.00", card: null }],
    ["FOP+CK", { form: "CK", amount: null }],
    [
      "FOP+CCVI4111111111111111/1225",
      { form: "CC", card: { vendor: "VI", masked: "411111XXXXXX1111", expires: "2025-12" } },
    ],
  ])("row %s", (fop, expected) => {
    const { first, message } = push(booking(["TKT+7711234567890:T", fop]));
    expect(first.payments).toMatchObject([expected]);
    expect(JSON.stringify(message)).not.toMatch(/\d{12}/.exec(fop.replace(/\D/g, ""))?.[0] ?? "no number");
  });
  it("row FOP repeated: old and new form", () => {
    expect(
      push(booking(["TKT+7711234567890:T", "FOP+CA:2:10.00+CC:3:5.00:VI:4111111111111111:1228"])).first
        .payments,
    ).toMatchObject([{ form: "CA" }, { form: "CC" }]);
  });
});

describe("§3 TRA, RPI, APD, TRI, SSD, TBD, ABI, SAC, LTS", () => {
  it.each(["HK", "KK", "KL", "TK", "RR", "HL", "UN", "XX"])("row RPI %s is known", (status) => {
    const { first, codes } = push([RCI, TIF, `${PUSHED}:Y`, `RPI+1+${status}`]);
    expect([first.segments[0]?.status, codes]).toEqual([status, []]);
  });
  it.each([
    ["SSD+011D++++J", "11D", "J"],
    ["SSD+38E++++Y", "38E", "Y"],
    ["SSD+XXX++++Y", null, "Y"],
    ["SSD+INF", null, null],
  ])("row %s", (ssd, seat, cabin) => {
    expect(traveller().checkIns).toBeUndefined();
    expect(
      push(booking([], ["DAT+2:190626:0605", "TRI++SIN-168:::1", ssd])).first.travellers[0]?.checkIns,
    ).toMatchObject([{ number: "SIN-168", seat, cabin }]);
  });
  it.each([
    [
      "TBD++5:155:701+++KL:8074902824:2:MSP+KL:8074902826:3:JFK",
      [
        ["8074902824", 2, 70.3, "MSP"],
        ["8074902826", 3, null, "JFK"],
      ],
    ],
    ["TBD++2:33:700++HP:1+618:0123456789:2:ICN", [["0123456789", 2, 33, "ICN"]]],
    ["TBD+++2:33:700", [[null, 2, 33, null]]],
    ["TBD++2:0:702", [[null, 2, null, null]]],
    ["TBD++2:30:700++MP:1", [[null, 2, 30, null]]],
  ])("row %s", (tbd, bags) => {
    const { first } = push(booking([], ["DAT", "TRI++1:::1", tbd]));
    expect(
      first.travellers[0]?.bags.map(({ tag, pieces, weightKg, to }) => [tag, pieces, weightKg, to]),
    ).toEqual(bags);
  });
  it.each([
    ["SAC+++A", "added"],
    ["SAC+++X", "cancelled"],
  ])("row %s", (sac, action) => {
    const { first } = push([
      ...booking(),
      "ABI+4+05FD28:GS+ATL++DL",
      "DAT+T:170626:1010",
      sac,
      "TIF+PLOVER:I+MARTIN MR:A:2",
      "TBD++1",
    ]);
    expect(first.history).toEqual([
      { at: "2026-06-17T10:10", action: `${action} traveller PLOVER/MARTIN MR` },
      { at: "2026-06-17T10:10", action: `${action} baggage` },
    ]);
    expect(first.travellers).toHaveLength(1);
  });
  it.each([
    ["LTS+001/O/NM/KESTREL/ROBIN MRS", ["original name: KESTREL/ROBIN MRS"]],
    ["LTS+014/A/SR/SSR SEATJ2HK1", ["added service: SSR SEATJ2HK1"]],
    ["LTS+015/A/SR/SSR KSMLJ2HK1", []],
    ["LTS+SOME LINE OF NO KNOWN FORM", []],
  ])("row %s", (lts, actions) => {
    expect(push([...booking(), lts]).first.history.map(({ action }) => action)).toEqual(actions);
  });
  it("row unknown tags: read on, kept out, said at the byte", () => {
    const text = pnrgov([booking(["SUR+X"], ["CUR+Y"])]);
    const found = only(text).findings.filter(({ code }) => code === "PN20");
    expect(found.map(({ offset, tag }) => [tag, offset])).toEqual([
      ["SUR", text.indexOf("SUR+X")],
      ["CUR", text.indexOf("CUR+Y")],
    ]);
  });
});
