// pnrgov.md §3.1, §4, §8, §9 and §10 row by row: texts of services, pushes, what is taken out, rules, deviations.
import { describe, expect, it } from "vitest";
import { redact } from "#messages";
import type { BookedTraveller, Booking } from "#messages";
import { booking, codesOf, only, pnrgov, PUSH, PUSHED, RCI, TIF } from "./messages.ts";

const first = (segments: readonly string[]): Booking => only(pnrgov([segments])).bookings![0]!;
const traveller = (...segments: readonly string[]): BookedTraveller =>
  first(booking(segments)).travellers[0]!;
const codes = (segments: readonly string[]): string[] => codesOf(only(pnrgov([segments])));
const ssr = (code: string, text: string): string => `SSR+${code}:HK:1:J2:::::${text}`;

describe("§3.1 DOCS", () => {
  it.each([
    [
      "/P/GBR/512731999/GBR/20SEP82/F/25OCT31/KESTREL/ROBIN OLIVIA/",
      { type: "P", number: "512731999", issuer: "GBR", expires: "2031-10-25" },
      [],
    ],
    ["P/GBR/512731999/GBR/20SEP82/F/25OCT31/KESTREL/ROBIN", { number: "512731999" }, []],
    [
      "//P/GBR/512731999/GBR/20SEP82/F/25OCT31/KESTREL/ROBIN",
      { number: "512731999", issuer: "GBR" },
      ["DOCS_SHIFTED"],
    ],
    ["/P/GB/512731999/GB/20SEP82/F/25OCT31/KESTREL/ROBIN", { issuer: "GBR" }, []],
    ["/P/D/512731999/DE/20SEP82/F/25OCT31/KESTREL/ROBIN", { issuer: "DEU" }, []],
    ["//GBR/512731999/GBR/20SEP82/F/25OCT31/KESTREL/ROBIN", { type: "", number: "512731999" }, []],
    ["/IP/GBR/512731999/GBR/20SEP82/F//KESTREL/ROBIN/MAY/H", { type: "IP", expires: null }, []],
  ])("row %s", (text, document, found) => {
    const segments = booking([ssr("DOCS", text)]);
    expect(first(segments).travellers[0]).toMatchObject({
      sex: "F",
      birthDate: "1982-09-20",
      documents: [document],
    });
    expect(codes(segments)).toEqual(found);
  });
  it.each([
    "/////05AUG70/F//KESTREL/ROBIN",
    "////05AUG70/F//KESTREL/ROBIN",
    "//////05AUG70/F//KESTREL/ROBIN",
    "05AUG70/F//KESTREL/ROBIN",
  ])("row only birth date, sex and name: %s", (text) => {
    expect(traveller(ssr("DOCS", text))).toMatchObject({ birthDate: "1970-08-05", sex: "F", documents: [] });
  });
  it.each([
    ["M", "M"],
    ["F", "F"],
    ["X", "X"],
    ["U", null],
  ])("row sex %s", (code, sex) => {
    expect(traveller(ssr("DOCS", `/P/GBR/1/GBR/20SEP82/${code}//KESTREL/ROBIN`)).sex).toBe(sex);
  });
  it.each(["P", "I", "AC", "A", "C", "F", "IP"])("row type %s", (type) => {
    expect(traveller(ssr("DOCS", `/${type}/GBR/1/GBR/20SEP82/F//KESTREL/ROBIN`)).documents[0]?.type).toBe(
      type,
    );
  });
  it("row -1SURNAME/GIVENTITLE: whose it is, cut before the items", () => {
    const { travellers } = first([
      RCI,
      TIF,
      "TIF+PLOVER:I+MARTIN MR:A:2",
      `${PUSHED}:Y`,
      ssr("DOCS", "/P/GBR/9/GBR/20SEP82/M/25OCT31/PLOVER/MARTIN-1PLOVER/MARTINMR"),
    ]);
    expect(travellers.map(({ documents }) => documents.map(({ number }) => number))).toEqual([[], ["9"]]);
  });
  it("row infants FI and MI: a traveller of their own beside the adult, or the one that TIF names", () => {
    const docs = ssr("DOCS", "/P/GBR/9/GBR/20SEP25/FI/25OCT31/KESTREL/SOPHY");
    expect(first(booking([docs])).travellers).toMatchObject([
      { documents: [] },
      { type: "infant", given: "SOPHY", infantOf: "1", documents: [{ number: "9" }] },
    ]);
    const named = first([RCI, TIF, docs, "TIF+KESTREL:I+SOPHY:IN:2", `${PUSHED}:Y`]);
    expect(named.travellers).toMatchObject([
      { documents: [] },
      { given: "SOPHY", documents: [{ number: "9" }] },
    ]);
  });
  it.each([
    ["21JUN26", "1926-06-21"],
    ["20JUN26", "2026-06-20"],
    ["05AUG70", "1970-08-05"],
  ])("row year: born %s is not after the flight", (sent, birthDate) => {
    expect(traveller(ssr("DOCS", `/P/GBR/1/GBR/${sent}/F//KESTREL/ROBIN`)).birthDate).toBe(birthDate);
  });
  it.each([
    ["01JAN51", "2051-01-01", []],
    ["01JAN07", "2007-01-01", []],
    ["01JAN05", "2005-01-01", ["PN11"]],
    ["01JAN52", "2052-01-01", ["PN11"]],
  ])("row year: expiry %s within -20 and +25 years", (sent, expires, found) => {
    const segments = booking([ssr("DOCS", `/P/GBR/1/GBR/20SEP82/F/${sent}/KESTREL/ROBIN`)]);
    expect([first(segments).travellers[0]?.documents[0]?.expires, codes(segments)]).toEqual([expires, found]);
  });
  it("what cannot be read is said, the rest kept", () => {
    const segments = booking([ssr("DOCS", "/P/GBR/1/GBR/32SEP82/Q/XX/KESTREL/ROBIN")]);
    const text = pnrgov([segments]);
    expect(only(text).findings.map(({ code, offset }) => [code, offset])).toEqual([
      ["PN11", text.indexOf("SSR+DOCS")],
    ]);
    expect(first(segments).travellers[0]?.documents).toMatchObject([{ number: "1" }]);
  });
});

describe("§3.1 the other services", () => {
  it.each([
    ["/BAKU AZE/V/8675309/OTHER PLACE/22DEC25/AZ", { type: "V", number: "8675309", issuer: "AZE" }],
    ["/BAKU AZE/R/22221111///US", { type: "R", number: "22221111", issuer: "USA" }],
    ["/BAKU AZE/K/33331111///US", { type: "K", number: "33331111" }],
    [" BAKU AZE/V/8675309/OTHER PLACE/22DEC25/AZ", { type: "V", number: "8675309" }],
  ])("row DOCO %s", (text, document) => {
    const message = only(pnrgov([booking([ssr("DOCO", text)])]));
    expect(message.bookings?.[0]?.travellers[0]?.documents).toMatchObject([document]);
    expect(JSON.stringify(message)).not.toContain("BAKU AZE");
  });
  it.each([
    [
      "/D/USA/1 EXAMPLE STREET/SPRINGFIELD/IL/62701",
      { line: "1 EXAMPLE STREET", city: "SPRINGFIELD", region: "IL", postcode: "62701", country: "USA" },
    ],
    ["/R/AZ", { line: null, city: null, region: null, postcode: null, country: "AZE" }],
  ])("row DOCA %s", (text, address) => {
    expect(traveller(ssr("DOCA", text)).addresses).toEqual([address]);
  });
  it.each(["DOCO", "DOCA"])("row %s of an infant is the infant's", (code) => {
    const text = code === "DOCO" ? "/X/V/777/Y/22DEC25/AZ/I" : "/R/AZ/1 HILL///AZ1000/I";
    const { travellers } = first([RCI, TIF, ssr(code, text), "TIF+KESTREL:I+SOPHY:IN:2", `${PUSHED}:Y`]);
    expect(travellers.map(({ documents, addresses }) => documents.length + addresses.length)).toEqual([0, 1]);
  });
  it.each([
    ["TKNE", "7711234567890C1"],
    ["TKNA", "7711234567890"],
    ["TKNM", "7711234567890C2-1KESTREL/ROBINMRS"],
  ])("row %s %s", (code, text) => {
    expect(traveller(ssr(code, text)).tickets).toMatchObject([{ number: "7711234567890" }]);
  });
  it.each([
    ["PP12345678", [{ type: "P", number: "12345678" }]],
    ["NIAB-1234", [{ type: "I", number: "AB-1234" }]],
    ["IDX123456", [{ type: "I", number: "X123456" }]],
    ["DLX123456", [{ type: "DL", number: "X123456" }]],
    ["CC4111111111111111", []],
    ["FFJ212345678", []],
    ["TN7711234567890", []],
    ["CN1234567", []],
  ])("row FOID %s", (text, documents) => {
    expect(traveller(ssr("FOID", text)).documents).toMatchObject(documents);
    expect(traveller(ssr("FOID", text)).documents).toHaveLength(documents.length);
  });
  it.each([
    ["FQTV", "J2123456789"],
    ["FQTV", "/J2 123456789"],
    ["FQTU", "J2123456789-1KESTREL/ROBINMRS"],
  ])("row %s %s", (code, text) => {
    expect(traveller(ssr(code, text)).frequentFlyer).toEqual([{ carrier: "J2", number: "123456789" }]);
  });
  it.each([
    ["CTCM", "994501234567/EN", { phones: ["994501234567"] }],
    ["CTCE", "ROBIN..M./K//MAIL.EXAMPLE/EN", { emails: ["ROBIN_M-K@MAIL.EXAMPLE"] }],
    ["CTCT", "994125550100", { phones: ["994125550100"] }],
    ["CTCR", "REFUSED", { phones: [], emails: [] }],
  ])("row %s %s", (code, text, contacts) => {
    expect(first(booking([ssr(code, text)])).contacts).toMatchObject(contacts);
  });
  it("row PCTC: another person's contact goes", () => {
    const message = only(pnrgov([booking([ssr("PCTC", "JOHN PLOVER/AZ994501234567")])]));
    expect([codesOf(message), JSON.stringify(message).includes("994501234567")]).toEqual([
      ["NOT_ADMITTED"],
      false,
    ]);
  });
  it("row INFT and CHLD", () => {
    expect(
      first(booking([], ["SSR+INFT:HK:1:J2:::GYD:IST:KESTREL/SOPHYMISS 20SEP25+::1"])).travellers[1],
    ).toMatchObject({ type: "infant", given: "SOPHY", birthDate: "2025-09-20", infantOf: "1" });
    expect(traveller(ssr("CHLD", "20SEP18"))).toMatchObject({ birthDate: "2018-09-20" });
  });
  it("row UMNR is a remark that is kept, OTHS only where it is one about a minor", () => {
    expect(first(booking([ssr("UMNR", "UM08 MEETS GUARDIAN")])).remarks).toEqual([
      "UMNR UM08 MEETS GUARDIAN",
    ]);
    expect(first(booking([ssr("OTHS", "LIKES WINDOWS")])).remarks).toEqual([]);
  });
  it.each(["GRPF", "CKIN", "XBAG", "PETC", "EXST", "NSST", "RQST"])("row %s is known", (code) => {
    expect(codes(booking([`SSR+${code}:HK:1:J2`]))).toEqual([]);
  });
});

describe("§4 full and update pushes", () => {
  it("row cancellation: SRC, RCI and an empty ORG, nothing else", () => {
    const message = only(
      pnrgov(
        [[RCI, "ORG"], booking().map((segment) => segment.replace("ABC123", "ABC124"))],
        ["MSG+:141", "ORG+J2", PUSHED],
      ),
    );
    expect([
      message.push?.update,
      message.bookings?.map(({ cancelled }) => cancelled),
      codesOf(message),
    ]).toEqual([true, [true, false], []]);
  });
  it.each([
    ["an ORG with content", [RCI, "ORG+J2:GYD"]],
    ["a traveller", [RCI, "ORG", TIF]],
    ["no ORG", [RCI]],
  ])("row cancellation: not with %s", (_, segments) => {
    expect(first(segments).cancelled).toBe(false);
  });
  it("row parts: level 0 alone, or SRC groups alone, are parts of a series", () => {
    const head = only(pnrgov([], [...PUSH], "UNH+1+PNRGOV:13:1:IA+X1+01:C"));
    expect([head.accepted, head.control.part, head.bookings]).toEqual([true, 1, []]);
  });
  it("row identity: host, locator and creation date are read apart", () => {
    expect(first(["RCI+1A:3PGZOV::190626:1354", ...booking().slice(1)])).toMatchObject({
      carrier: "1A",
      locator: "3PGZOV",
      createdAt: "2026-06-19T13:54",
    });
  });
});

describe("§8 sensitive content goes before anything is kept (PNRD-13.4, CoE108-6)", () => {
  const sensitive =
    "HNML KSML MOML HFML VJML DBML LSML GFML WCHR WCHS WCHC WCMP WCBD WCBW BLND DEAF MEDA MAAS STCR OXYG DPNA LEGL ESAN".split(
      " ",
    );
  it.each(sensitive)("row SSR %s", (code) => {
    const text = pnrgov([booking([`SSR+${code}:HK:1:J2:::::SECRET WORDS+::1`])]);
    const message = only(text);
    const kept = Buffer.from(redact(Buffer.from(text, "latin1"), message).bytes).toString("latin1");
    expect([
      codesOf(message),
      message.cuts.map(({ reason }) => reason),
      kept.includes("SECRET"),
      kept.includes(code),
    ]).toEqual([["PN18"], ["sensitive-service"], false, false]);
  });
  it.each([
    "IFT+4:28::J2+PASSENGER IS DIABETIC",
    "LTS+PAX ASKED FOR PRAYER ROOM",
    "SSR+OTHS:HK:1:J2:::::TRAVELS TO HAJJ",
    "IFT+4:63::J2+MUSLIM",
  ])("row free text %s", (segment) => {
    const text = pnrgov([[...booking(), segment]]);
    const message = only(text);
    const kept = Buffer.from(redact(Buffer.from(text, "latin1"), message).bytes).toString("latin1");
    expect(codesOf(message)).toEqual(["PN18"]);
    expect(kept).not.toContain(segment.slice(-6));
    expect(only(kept).bookings?.[0]?.travellers).toEqual(message.bookings?.[0]?.travellers);
  });
  it("row PAN: the first six and last four digits", () => {
    const text = pnrgov([booking(["TKT+7711234567890:T", "FOP+CC::10.00:VI:4111111111111111:1228"])]);
    const message = only(text);
    const kept = Buffer.from(redact(Buffer.from(text, "latin1"), message).bytes).toString("latin1");
    expect([codesOf(message), kept.includes("411111XXXXXX1111")]).toEqual([["CARD_MASKED"], true]);
  });
});

describe("§9 rules: each breach has its code, its severity and its byte, and no other (ANX9-9.23b)", () => {
  const flight = `${PUSHED}:Y`;
  it.each<[string, string, readonly string[], readonly string[], string]>([
    ["PN01", "error", ["MSG+:23", "ORG+J2", PUSHED], booking(), "MSG+:23"],
    ["PN01", "error", ["ORG+J2", PUSHED], booking(), "UNT+"],
    ["PN02", "error", ["MSG+:22", "ORG+J2"], booking(), "UNT+"],
    ["PN02", "error", ["MSG+:22", "TVL+200626:0900+GYD++J2+15"], booking(), "TVL+200626:0900+GYD++"],
    ["PN05", "error", PUSH, ["RCI+J2", ...booking().slice(1)], "RCI+J2'"],
    ["PN05", "error", PUSH, booking().slice(1), "SRC'"],
    ["PN06", "error", PUSH, [RCI, "ORG+J2", flight], "SRC'"],
    ["PN07", "warning", PUSH, [RCI, TIF, TIF, flight], `${TIF}'TVL`],
    ["PN07", "warning", PUSH, booking([], ["SSR+SEAT:HK:1:J2:::GYD:IST+1A::9"]), "SSR+SEAT"],
    [
      "PN08",
      "warning",
      PUSH,
      [RCI, TIF, "TVL+200626:0900+GYD+IST+J2+16:Y"],
      "TVL+200626:0900+GYD+IST+J2+16:Y",
    ],
    ["PN09", "warning", PUSH, booking([], ["TVL+310626:0900+IST+GYD+J2+16:Y"]), "TVL+310626"],
    ["PN09", "warning", PUSH, booking([], ["TVL+210626:0900:210626:0800+IST+GYD+J2+16:Y"]), "TVL+210626"],
    ["PN09", "warning", PUSH, [RCI, TIF, "TVL+250626:0900+IST+GYD+J2+16:Y", flight], `${flight}'UNT`],
    ["PN10", "info", PUSH, [RCI, TIF, flight, "RPI+1+QQ"], "RPI+1+QQ"],
    ["PN11", "warning", PUSH, booking([ssr("DOCS", "/P/GBR/1/GBR/32JAN80/F//KESTREL/ROBIN")]), "SSR+DOCS"],
    ["PN12", "warning", PUSH, booking(["TKT+123:T:1"]), "TKT+123"],
    ["PN13", "warning", PUSH, booking(["TKT+7711234567890:T", "MON+T:12X:AZN"]), "MON+T"],
    ["PN13", "warning", PUSH, booking(["TKT+7711234567890:T", "MON+T:12:QQQ"]), "MON+T"],
    ["PN13", "warning", PUSH, booking(["TKT+7711234567890:T", "FOP+CA::1X"]), "FOP+CA"],
    ["PN17", "warning", PUSH, [RCI, "DAT+700:190626:1501", ...booking().slice(1)], "DAT+700"],
    ["PN20", "warning", PUSH, booking([], ["QQQ"]), "QQQ'"],
    ["ORDER", "warning", PUSH, [RCI, flight, TIF], "TIF+"],
    ["RCI_SHIFTED", "warning", PUSH, ["RCI+J2:ABC123:010526:1020", ...booking().slice(1)], "RCI+J2"],
    [
      "DOCS_UNMATCHED",
      "warning",
      PUSH,
      [RCI, TIF, "TIF+PLOVER:I+MARTIN:A:2", flight, ssr("DOCS", "/P/GBR/1/GBR/20SEP82/F//OTHER/NAME")],
      "SSR+DOCS",
    ],
  ])("%s (%s)", (code, severity, head, segments, needle) => {
    const text = pnrgov([segments], head);
    const all = only(text).findings.filter((finding) => finding.code !== "NOT_ADMITTED");
    expect(all.map((finding) => [finding.code, finding.severity, finding.offset])).toEqual([
      [code, severity, text.indexOf(needle)],
    ]);
    expect(all[0]?.source).toMatch(/pnrgov\.md §/);
  });
  it("PN04 counts only when the message is the whole push", () => {
    const text = pnrgov([booking()]).replace("EQN+1", "EQN+2");
    expect(only(text).findings.map(({ code, offset }) => [code, offset])).toEqual([
      ["PN04", text.indexOf("UNT+")],
    ]);
    expect(codesOf(only(text.replace("IA+190626/0900/J2/015", "IA+X+02")))).toEqual([]);
  });
  it("PN08 by the operating carrier too", () => {
    expect(
      codes([RCI, TIF, "TVL+200626:0900:200626:1200+GYD+IST+TK:J2+334:Y", "TRA+J2+15", "RPI+1+HK"]),
    ).toEqual([]);
  });
  it("PN09 no fault over the date line", () => {
    expect(codes(booking([], ["TVL+250626:1505:250626:0930+PVG+SFO+MU+589:Y"]))).toEqual([]);
  });
  it("PN14 encoding and release errors are said", () => {
    expect(codes(booking(["ADD++:1 ?HILL:BAKU"]))).toEqual(["RELEASE_NEEDLESS"]);
    expect(codes(booking(["ADD++:1 H\u00cfLL:BAKU"]))).toEqual(["EDI21"]);
  });
  it("PN15 a locator twice: both PNRs kept, one info at the second", () => {
    const text = pnrgov([booking(), booking()]);
    const message = only(text);
    expect([message.bookings?.length, message.findings.map(({ code, offset }) => [code, offset])]).toEqual([
      2,
      [["PN15", text.lastIndexOf("SRC'")]],
    ]);
  });
});

describe("§10 deviations: each is survived", () => {
  const push = pnrgov([booking()]);
  it("0026 one place early", () => {
    const text = push.replace("260619:1230+R1", "260619:1230+R1+PNRGOV");
    expect(only(text).envelope?.applicationReference).toBe("PNRGOV");
    expect(codesOf(only(text))).toEqual(["APPLICATION_REFERENCE_SHIFTED"]);
  });
  it("UNT far off, UNH 0068 missing or a hash", () => {
    expect(codesOf(only(push.replace(/UNT\+\d+/, "UNT+824")))).toEqual(["EDI29"]);
    expect(only(push.replace("+190626/0900/J2/015", "")).control.accessReference).toBeNull();
    expect(only(push.replace("190626/0900/J2/015", "F6C2C268")).control.accessReference).toBe("F6C2C268");
  });
  it("no ORG at level 0, or with its location only", () => {
    expect(codesOf(only(pnrgov([booking()], ["MSG+:22", PUSHED])))).toEqual([]);
    expect(codesOf(only(pnrgov([booking()], ["MSG+:22", "ORG+:GYD", PUSHED])))).toEqual([]);
  });
  it("RCI time of six digits, an empty DAT", () => {
    expect(codes(["RCI+J2:ABC123::010526:102033", ...booking([], ["DAT"]).slice(1)])).toEqual([]);
  });
  it("a count in TBD used for something else", () => {
    const bags = first(booking([], ["DAT", "TRI++1:::1", "TBD++1:20:700+++618:0123456787:722356:ICN"]))
      .travellers[0]?.bags;
    expect(bags).toMatchObject([{ tag: "0123456787", pieces: 1, to: "ICN" }]);
  });
  it("an infant that shares the seat, DOCS both under TIF and under TVL", () => {
    const docs = "/P/GBR/9/GBR/20SEP25/FI/25OCT31/KESTREL/SOPHY";
    const { travellers } = first([
      RCI,
      TIF,
      ssr("DOCS", docs),
      "TIF+KESTREL:I+SOPHY:IN:2",
      `${PUSHED}:Y`,
      `${ssr("DOCS", docs)}+::1`,
      "DAT",
      "TRI++1:::1",
      TIF,
      "SSD+1A",
      "TRI++2:::2",
      "TIF+KESTREL:I+SOPHY:IN:2",
      "SSD+1A",
    ]);
    expect(
      travellers.map(({ documents, seats }) => [documents.length, seats.map(({ seat }) => seat)]),
    ).toEqual([
      [0, ["1A"]],
      [1, ["1A"]],
    ]);
  });
  it("a terminator inside a text: the segment is broken there, the next known tag goes on", () => {
    const text = pnrgov([booking(["IFT+4:28::J2+IT'S NICE"])]);
    const message = only(text);
    expect(codesOf(message)).toContain("TAG_INVALID");
    expect(message.findings.find(({ code }) => code === "TAG_INVALID")?.offset).toBe(text.indexOf("S NICE"));
    expect(message.bookings?.[0]).toMatchObject({
      segments: [{ number: "15", status: "HK" }],
      travellers: [{ surname: "KESTREL" }],
    });
  });
  it.each([
    ["GYD'TIF", "GYDTIF", "SEGMENTS_JOINED"],
    ["GYD'TIF", "GYD'TXF", "NAME_TAG"],
    ["GYD'TIF", "GYD'tIF", "NAME_TAG"],
    ["GYD'TIF", "GYD'TI", "NAME_TAG"],
  ])("a traveller whose tag is damaged is read, and said: %s as %s", (from, to, code) => {
    const message = only(pnrgov([booking()]).replace(`ORG+J2:${from}`, `ORG+J2:${to}`));
    expect(message.bookings?.[0]?.travellers.map(({ surname }) => surname)).toEqual(["KESTREL"]);
    expect(codesOf(message)).toContain(code);
  });
  it("segments that end with a blank and a new line", () => {
    const text = push.replaceAll("'", "' \n");
    expect(only(text).bookings).toEqual(only(push).bookings);
    expect(codesOf(only(text))).toEqual([]);
  });
  it("segments of a PAXLST in a PNRGOV: refused, never a crash", () => {
    const message = only(
      pnrgov([["NAD+FL+++KESTREL:ROBIN", "DOC+P+C0190101", "DTI+1"]], ["BGM+745", "TDT+20+J215"]),
    );
    expect(message.accepted).toBe(false);
    expect(new Set(codesOf(message))).toEqual(
      new Set(["PN01", "PN02", "PN05", "PN06", "PN08", "PN20", "NOT_ADMITTED"]),
    );
  });
});
