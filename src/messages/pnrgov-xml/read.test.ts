// PNRGOV XML: documents that are foreign, broken, hostile or in another encoding, and the places of findings in them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReadMessage } from "../message.ts";
import { readBytes, readMessages } from "../read.ts";
import { redact } from "../minimise/redact.ts";

const ROOT = 'IATA_PNRGOV_NotifRQ xmlns="http://www.iata.org/IATA/2007/00" Version="13.1"';
const LEG =
  '<FlightLeg CarrierCode="J2" FlightNumber="75" DepartureDateTime="2026-06-20T12:30:00" ArrivalDateTime="2026-06-20T16:10:00">' +
  '<DepartureAirport LocationCode="GYD"/><ArrivalAirport LocationCode="FRA"/></FlightLeg>';
const flight =
  '<Flight DepartureDateTime="2026-06-20T12:30:00" Status="HK" FlightNumber="75"><DepartureAirport LocationCode="GYD"/>' +
  '<ArrivalAirport LocationCode="FRA"/><MarketingAirline Code="J2"/></Flight>';

function pnr(locator: string, surname: string, more = ""): string {
  return `<PNR><BookingRefID ID="${locator}"><CompanyName Code="J2"/></BookingRefID><Passenger RPH="1"><GivenName>WREN</GivenName><Surname>${surname}</Surname>${more}</Passenger>${flight}</PNR>`;
}

function push(pnrs: string, count = 1): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${ROOT}>${LEG}<PNRs NumberOfPnrs="${count}">${pnrs}</PNRs></IATA_PNRGOV_NotifRQ>`;
}

const read = (document: string | Buffer): ReadMessage[] =>
  readBytes(typeof document === "string" ? Buffer.from(document, "utf8") : document);
const codes = (message: ReadMessage | undefined): readonly string[] =>
  message?.findings.map(({ code }) => code) ?? [];
const surnames = (message: ReadMessage | undefined): readonly string[] =>
  message?.bookings?.flatMap(({ travellers }) => travellers.map(({ surname }) => surname)) ?? [];

const whole = push(pnr("AAA111", "KESTREL"));

describe("places", () => {
  it("a finding names element and byte", () => {
    const document = push(pnr("", "KESTREL"), 2).replace('FlightNumber="75"><Dep', 'FlightNumber="7x"><Dep');
    const [message] = read(document);
    const at = (code: string) => message?.findings.find((finding) => finding.code === code);
    expect(at("PN05")).toMatchObject({ tag: "BookingRefID", offset: document.indexOf("<BookingRefID") });
    expect(at("PN04")).toMatchObject({ tag: "IATA_PNRGOV_NotifRQ", values: { stated: "2", found: "1" } });
  });

  it("an entity in front of a value does not move its place", () => {
    const document = push(pnr("AAA111", "O&apos;NEIL")).replace(
      '2026-06-20T12:30:00" Status',
      '2026-02-30" Status',
    );
    const [message] = read(document);
    expect(surnames(message)).toEqual(["O'NEIL"]);
    expect(message?.findings.find(({ code }) => code === "PN09")).toMatchObject({
      tag: "Flight",
      offset: document.indexOf("<Flight D"),
    });
  });
});

describe("documents that are not whole", () => {
  it.each([
    ["in a text", "<Surname>KES"],
    ["in a tag", "<Passenger RPH"],
    ["in the second PNR", "<Surname>WREN"],
    ["before the root is closed", "</PNRs>"],
  ])("broken off %s: what arrived is read", (_, mark) => {
    const document = push(pnr("AAA111", "KESTREL") + pnr("BBB222", "WREN"), 2);
    const [message] = read(document.slice(0, document.indexOf(mark) + mark.length));
    expect(message).toMatchObject({ kind: "PNRGOV", accepted: true });
    expect(codes(message)).toContain("XML02");
    const readable = mark === "<Passenger RPH" ? [] : mark.includes("KES") ? ["KES"] : ["KESTREL", "WREN"];
    expect(surnames(message)).toEqual(readable);
  });

  it.each([
    ["an end tag of another element", "<PNR></Passenger></PNR>"],
    ["an end tag that is missing", "<PNR><Passenger></PNR>"],
    ["an end tag too many", "<PNR></Passenger></PNR></Passenger>"],
    ["an end tag that does not end", "<PNR></PNR"],
    ["an end tag that is misspelt", "<PNR><Passenger></Passengr></PNR>"],
    ["a tag that is malformed", '<PNR><CompanyName Code="T:="/*></PNR>'],
    ["a tag that does not end", '<PNR><CompanyName Code="T" </PNR>'],
    ["a tag that holds a tag", '<PNR><CompanyName Code="T<BR>"/></PNR>'],
    ["an attribute twice", '<PNR A="1" A="2"></PNR>'],
    ["a bare < in a text", "<PNR><Text>3 < 4</Text></PNR>"],
    ["a tag that seems an instruction", "<PNR><?ext>3</Text></PNR>"],
    ["a tag that seems a declaration", "<PNR><!ext>3</Text></PNR>"],
    ["a bare <> in a text", "<PNR><Text>3 <> 4</Text></PNR>"],
  ])("%s in the middle: not taken, and nobody before or behind is lost", (_, broken) => {
    const [message] = read(push(`${pnr("AAA111", "KESTREL")}${broken}${pnr("BBB222", "WREN")}`));
    expect(message?.accepted).toBe(false);
    expect(codes(message).filter((code) => code === "XML03")).toEqual(["XML03"]);
    expect(surnames(message).filter((name) => name !== "")).toEqual(["KESTREL", "WREN"]);
  });

  it("a root that is malformed: what stands in it is read, the push is refused", () => {
    const document = push(pnr("AAA111", "KESTREL")).replace("<IATA_PNRGOV_NotifRQ", "$& Version=1");
    const [message] = read(document);
    expect(message?.accepted).toBe(false);
    expect(codes(message)).toContain("XML03");
    expect(surnames(message)).toEqual(["KESTREL"]);
  });

  it("malformed before anything of a push: told once, nothing read", () => {
    const [message] = read('<Note a="1" a="2"><!-- <PNR> --></Note>');
    expect(message?.accepted).toBe(false);
    expect(codes(message)).toEqual(["XML03"]);
  });

  it("an attribute twice in a tag that does not end: nothing is cut behind the message", () => {
    const document = push(pnr("AAA111", "KESTREL")).replace("</PNRs>", '<PNR A="1" A="secret" A="more ');
    const [message] = read(document.slice(0, document.indexOf("more ") + 5));
    expect(codes(message)).toContain("XML02");
    expect(message?.cuts.every(({ end }) => end <= message.end)).toBe(true);
  });

  it("of two pushes only the one that is malformed is refused", () => {
    const [good, bad] = [push(pnr("AAA111", "KESTREL")), push(`${pnr("BBB222", "WREN")}<PNR></X>`)];
    const bare = (document: string): string => document.slice(document.indexOf("<IATA"));
    const messages = read(`<All>${bare(bad)}${bare(good)}</All>`);
    expect(messages.map(({ accepted }) => accepted)).toEqual([false, true]);
    expect(messages.flatMap(surnames)).toEqual(["WREN", "KESTREL"]);
  });

  it("cuts what a malformed tag hides", () => {
    const hidden = '<PNR><Text Note="1" 4111111111111111 ></Text></PNR>';
    const document = Buffer.from(push(`${pnr("AAA111", "KESTREL")}${hidden}`));
    const [message] = readBytes(document);
    expect(Buffer.from(redact(document, message!).bytes).includes("4111111111111111")).toBe(false);
  });

  it("longer than the limit: said, not taken, in bounded memory", async () => {
    const one = pnr("AAA111", "KESTREL", `<SSR SSRCode="OTHS"><Text>${"X".repeat(60_000)}</Text></SSR>`);
    const chunk = Buffer.from(one);
    async function* chunks() {
      yield Buffer.from(push("").split("</PNRs>")[0]!);
      for (let sent = 0; sent < 40 * 1024 * 1024; sent += chunk.length) yield chunk;
    }
    const messages: ReadMessage[] = [];
    for await (const message of readMessages(chunks())) messages.push(message);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.accepted).toBe(false);
    expect(codes(messages[0])).toContain("XML05");
    expect(messages[0]?.bookings?.length).toBeGreaterThan(100);
  });
});

describe("hostile documents", () => {
  it.each([
    [
      "a billion laughs",
      `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>${whole.slice(whole.indexOf("<IATA"))}`,
      "XML01",
    ],
    [
      "an external entity",
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${whole.slice(whole.indexOf("<IATA"))}`,
      "XML01",
    ],
    ["depth", push(`<PNR>${"<a>".repeat(100)}`), "XML04"],
    ["attributes", push(`<PNR ${Array.from({ length: 250 }, (_, i) => `a${i}=""`).join(" ")}/>`), "XML04"],
    ["elements", push(`<PNR>${"<a/>".repeat(60_000)}</PNR>`), "XML04"],
  ])("%s: refused", (_, document, code) => {
    const [message] = read(document);
    expect(message?.accepted).toBe(false);
    expect(codes(message)).toContain(code);
  });

  it("a text of a megabyte is cut, the rest of the PNR read", () => {
    const [message] = read(push(pnr("AAA111", `KESTREL${"A".repeat(1_000_000)}`)));
    expect(message?.accepted).toBe(true);
    expect(message?.bookings?.[0]?.locator).toBe("AAA111");
    expect(surnames(message)[0]?.length).toBeLessThan(5000);
    expect(codes(message)).toContain("NOT_ADMITTED");
  });

  it("a value in more texts than a call can take is read", () => {
    const [message] = read(push(pnr("AAA111", "x<!---->".repeat(130_000))));
    expect(message?.bookings?.[0]?.locator).toBe("AAA111");
    expect(surnames(message)[0]).toMatch(/^x+$/);
  });

  it.each([
    ["in one document", `<a>${"<IATA_PNRGOV_NotifRQ></IATA_PNRGOV_NotifRQ>".repeat(6000)}</a>`],
    ["one after the other", "<IATA_PNRGOV_NotifRQ/>".repeat(6000)],
  ])("of more pushes than are taken at once, %s, none is", async (_, document) => {
    const bytes = Buffer.from(document);
    const refused = [{ kind: "UNKNOWN", accepted: false, findings: [{ code: "MESSAGES_TOO_MANY" }] }];
    expect(read(document)).toMatchObject(refused);
    expect(readBytes(bytes, 20)).toMatchObject([{ findings: [{ values: { limit: "20" } }] }]);
    const streamed: ReadMessage[] = [];
    for await (const message of readMessages([bytes])) streamed.push(message);
    expect(streamed).toMatchObject(refused);
  });

  it("separators of the segments in a value change nothing", () => {
    const [message] = read(push(pnr("AAA111", "KES\u001dTREL\u001cTIF\u001fX")));
    expect(surnames(message)).toEqual(["KES TREL TIF X"]);
  });
});

describe("encodings", () => {
  const named = push(pnr("AAA111", "ÇİÇƏK"));
  it.each([
    ["UTF-16 LE", Buffer.from(`\uFEFF${named}`, "utf16le"), "ÇİÇƏK", ["CONTENT_DECODED"]],
    ["UTF-16 BE", Buffer.from(`\uFEFF${named}`, "utf16le").swap16(), "ÇİÇƏK", ["CONTENT_DECODED"]],
    ["UTF-8 with BOM", Buffer.from(`\uFEFF${named}`, "utf8"), "ÇİÇƏK", []],
    [
      "Windows-1254 as declared",
      Buffer.from(push(pnr("AAA111", "\u00dd\u00de")).replace("UTF-8", "windows-1254"), "latin1"),
      "İŞ",
      ["CONTENT_DECODED"],
    ],
    [
      "Latin-1 as declared",
      Buffer.from(push(pnr("AAA111", "MÜLLER")).replace("UTF-8", "ISO-8859-1"), "latin1"),
      "MÜLLER",
      [],
    ],
    ["Latin-1 declared as UTF-8", Buffer.from(push(pnr("AAA111", "MÜLLER")), "latin1"), "MÜLLER", ["XML06"]],
    ["UTF-8 declared as something unknown", Buffer.from(named.replace("UTF-8", "x-nothing")), "ÇİÇƏK", []],
  ])("%s", (_, bytes, surname, said) => {
    const [message] = read(bytes);
    expect(message?.accepted).toBe(true);
    expect(surnames(message)).toEqual([surname]);
    expect(codes(message)).toEqual(said);
  });
});

describe("transmissions", () => {
  it("two documents are two messages, so are two pushes in one wrapper", () => {
    const second = push(pnr("BBB222", "WREN"));
    const body = (document: string) => document.slice(document.indexOf("<IATA"));
    for (const document of [
      `${whole}\n${second}`,
      `<Envelope><Body>${body(whole)}${body(second)}</Body></Envelope>`,
    ]) {
      const messages = read(document);
      expect(messages.map(({ index }) => index)).toEqual([0, 1]);
      expect(messages.map(surnames)).toEqual([["KESTREL"], ["WREN"]]);
      expect(messages.every(({ accepted }) => accepted)).toBe(true);
    }
  });

  it("XML with EDIFACT behind it is not taken", () => {
    const messages = read(`${whole}\nUNB+UNOA:4+J2+PIU+260301:1305+1'UNZ+0+1'`);
    expect(messages).toMatchObject([{ kind: "UNKNOWN", syntax: "xml", accepted: false }]);
    expect(codes(messages[0])).toEqual(["XML12"]);
  });

  it("other XML is unknown, and XML around EDIFACT stays a wrapper", () => {
    expect(read("<html><body>not found</body></html>")).toMatchObject([{ kind: "UNKNOWN", syntax: "xml" }]);
    const [empty] = read(`<${ROOT}></IATA_PNRGOV_NotifRQ>`);
    expect(empty).toMatchObject({ kind: "PNRGOV", accepted: false });
    expect(codes(empty)).toContain("PN02");
  });

  it("more messages than are taken at once: none is", () => {
    const messages = readBytes(Buffer.from(whole.repeat(3)), 2);
    expect(messages).toMatchObject([{ kind: "UNKNOWN", syntax: "xml", accepted: false }]);
  });
});

it("control characters in a value are blanks, in the root's own too", () => {
  const token = Buffer.from(
    push(pnr("AAA111", "KESTREL"), 1).replace(
      "PNRGOV_NotifRQ",
      'PNRGOV_NotifRQ TransactionIdentifier="7\u0000.\u00018"',
    ),
  );
  expect(read(token)[0]?.control.interchange).toBe("7 . 8");
});

it("never throws, loses no bound and keeps places inside, whatever is done to a document", () => {
  const document = Buffer.from(push(pnr("AAA111", "KESTREL") + pnr("BBB222", "WREN", "<OSI>x</OSI>"), 2));
  const damage = fc.record({
    at: fc.nat(document.length),
    remove: fc.nat(20),
    insert: fc.oneof(
      fc.constantFrom("<", ">", "&", '"', "<PNR>", "</PNR>", "<![CDATA[", "<!--", "&#0;", "UNB+", "\u0000"),
      fc.string({ maxLength: 10 }),
    ),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 5 }), (all) => {
      let bytes = document;
      for (const { at, remove, insert } of all) {
        const place = Math.min(at, bytes.length);
        bytes = Buffer.concat([
          bytes.subarray(0, place),
          Buffer.from(insert),
          bytes.subarray(place + remove),
        ]);
      }
      for (const message of readBytes(bytes)) {
        expect(message.end).toBeLessThanOrEqual(bytes.length);
        expect(message.accepted || message.findings.length > 0).toBe(true);
        let last = message.start;
        for (const cut of message.cuts) {
          expect(cut.start).toBeGreaterThanOrEqual(last);
          expect(cut.end).toBeGreaterThan(cut.start);
          last = cut.end;
        }
        expect(last).toBeLessThanOrEqual(Math.max(message.end, message.start));
      }
    }),
    { numRuns: 400 },
  );
});

const corpus = join(import.meta.dirname, "../../../../shared/corpus/pnrgov-xml/sabers-three-passengers.xml");

describe.skipIf(!existsSync(corpus))("the published sample", () => {
  it("gives its facts", () => {
    const [message] = readBytes(readFileSync(corpus));
    expect(message).toMatchObject({
      kind: "PNRGOV",
      accepted: true,
      push: {
        flight: { carrier: "ENT", number: "1234", from: "LHR", to: "WAW", departs: "2024-01-01T10:15" },
      },
    });
    expect(message?.bookings).toHaveLength(1);
    const [booking] = message?.bookings ?? [];
    expect(booking?.locator).toBe("00A234B");
    const persons = booking?.travellers.map(({ surname, given, type, birthDate }) => [
      surname,
      given,
      type,
      birthDate,
    ]);
    expect(persons).toEqual([
      ["KOWALSKA", "ANNA", null, "2002-12-30"],
      ["KOWALSKI", "ADAM", "child", "2022-12-30"],
      ["KOWALSKI", "JAN", null, "2002-12-30"],
    ]);
    expect(codes(message)).toContain("XML13");
  });
});
