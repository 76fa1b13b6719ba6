// The answer to the carrier: references echoed, envelope turned round, separators mirrored, long lists split, texts neutral.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBytes } from "../read.ts";
import { DEFAULT_OUTBOUND, DIRECTIVES, NOTICES, readDirective } from "./directives.ts";
import { answerErrors } from "./errors.ts";
import { answerHead, writeAnswer, writeCusres } from "./write.ts";
import type { AnswerOptions, TravellerAnswer } from "./write.ts";

const AT = "2026-06-19T12:31:05Z";

function requestText(options: { release?: string; una?: string; flights?: string } = {}): string {
  const { release = "05B", una = "", flights } = options;
  const legs =
    flights ?? "TDT+20+J20015+++J2'LOC+125+GYD'DTM+189:2606200900:201'LOC+87+IST'DTM+232:2606201200:201'";
  return (
    `${una}UNB+UNOA:4+J2DCS:ZZ+AZPIU:ZZ+260619:1230+IC77++IAPI'UNG+PAXLST+J2DCS:ZZ+AZPIU:ZZ+260619:1230+9+UN+D:${release}'` +
    `UNH+MSG1+PAXLST:D:${release}:UN:IATA+CAR9+01:F'BGM+745'RFF+TN:T0042:::3'NAD+MS+++DESK'${legs}` +
    "NAD+FL+++SAMPLE:ANNA'ATT+2++F'DTM+329:800101'NAT+2+AZE'RFF+AVF:ABC123'RFF+ABO:P1'DOC+P+C1234567'DTM+36:300101'" +
    "LOC+91+AZE'CNT+42:1'UNT+20+MSG1'UNE+1+9'UNZ+1+IC77'"
  );
}

function requestOf(text: string) {
  const [request] = readBytes(Buffer.from(text, "latin1"));
  if (request === undefined) throw new Error("no request");
  return request;
}

const answerText = (options: Omit<AnswerOptions, "at">, request = requestOf(requestText())): string =>
  Buffer.from(writeCusres({ request, at: AT, ...options }) ?? []).toString("latin1");

const anna: TravellerAnswer = { locator: "ABC123", travellerRef: "P1", directive: "OK" };

describe("writeCusres", () => {
  it("answers with the request's references, flight and travellers", () => {
    expect(answerText({ travellers: [anna] })).toBe(
      "UNB+UNOA:4+AZPIU:ZZ+J2DCS:ZZ+260619:1231+IC77++IAPI'UNG+CUSRES+AZPIU:ZZ+J2DCS:ZZ+260619:1231+9+UN+D:05B'" +
        "UNH+MSG1+CUSRES:D:05B:UN:IATA+CAR9+01:F'BGM+962'RFF+TN:T0042:::3'RFF+AF:J20015'DTM+189:2606200900:201'" +
        "DTM+232:2606201200:201'LOC+125+GYD'LOC+87+IST'ERP+2'RFF+AVF:ABC123'RFF+ABO:P1'ERC+0Z'FTX+AAP+++OK TO BOARD'" +
        "UNT+14+MSG1'UNE+1+9'UNZ+1+IC77'",
    );
  });

  it("repeats the flight for every leg, with the airports' qualifiers as sent", () => {
    const flights =
      "TDT+20+J2015+++J2'LOC+92+BCN'DTM+189:2606200900:201'LOC+92+IST'DTM+232:2606201200:201'" +
      "TDT+20+J2015+++J2'LOC+92+IST'DTM+189:2606201300:201'LOC+92+ESB'DTM+232:2606201400:201'";
    const text = answerText({ travellers: [anna] }, requestOf(requestText({ flights })));
    expect(text).toContain(
      "RFF+AF:J2015'DTM+189:2606200900:201'DTM+232:2606201200:201'LOC+92+BCN'LOC+92+IST'" +
        "RFF+AF:J2015'DTM+189:2606201300:201'DTM+232:2606201400:201'LOC+92+IST'LOC+92+ESB'",
    );
  });

  it("uses the separators of the request and its UNA", () => {
    const request = requestOf(
      requestText({ una: "UNA:*.? #" })
        .replace(/[+']/g, (mark) => (mark === "+" ? "*" : "#"))
        .replace("UNA:*.? #", "UNA:*.? #"),
    );
    const text = answerText({ travellers: [{ ...anna, locator: "AB*12" }] }, request);
    expect(text.startsWith("UNA:*.? #UNB*UNOA:4*AZPIU:ZZ*J2DCS:ZZ*")).toBe(true);
    expect(text).toContain("RFF*AVF:AB?*12#");
    expect(readBytes(Buffer.from(text))[0]?.response?.results[0]?.locator).toBe("AB*12");
  });

  it.each([
    ["OK", "NOT_APPLICABLE", "0Z"],
    ["OK", "VALID", "0A"],
    ["OK", "NONE_FOUND", "0B"],
    ["OK", "CHECK_DOCUMENTS", "0B"],
    ["NOT_OK", "VALID", "1Z"],
    ["SELECTEE", "NOT_APPLICABLE", "2Z"],
    ["ERROR", "NOT_APPLICABLE", "4Z"],
    ["PENDING", "NOT_APPLICABLE", "0Z"],
  ] as const)("%s with authority %s is %s", (directive, authority, code) => {
    const text = answerText({ travellers: [{ ...anna, directive, authority }], telephone: "+994125550100" });
    expect(text).toContain(`ERC+${code}'`);
  });

  it("tells what to send again by error codes, never by a directive's digit", () => {
    const text = answerText({
      travellers: [{ ...anna, directive: "RESUBMIT", errors: ["DOCUMENT", "NAME"] }],
    });
    expect(text).toContain(
      "ERC+188'FTX+AAP+++TRAVEL DOCUMENT DATA INVALID'ERC+153'FTX+AAP+++NAME DOES NOT MATCH'",
    );
    expect(text).not.toMatch(/ERC\+\d[A-Z]/);
    const missing = answerText({ travellers: [{ ...anna, locator: null, travellerRef: null }] });
    expect(missing).toContain("ERP+2'ERC+14'FTX+AAP+++AVF OR ABO MISSING'");
  });

  it("says what is wrong with the whole message at level 1", () => {
    const text = answerText({ travellers: [], errors: ["FLIGHT_NUMBER"] });
    expect(text).toContain("LOC+87+IST'ERP+1'ERC+114'FTX+AAP+++FLIGHT NUMBER INVALID'UNT+");
  });

  it.each([
    ["05B", 99, [99]],
    ["05B", 100, [99, 1]],
    ["02B", 500, [99, 99, 99, 99, 99, 5]],
    ["12B", 500, [500]],
    ["05B", 0, [0]],
  ])("under D.%s %i travellers go in messages of %j", (release, count, sizes) => {
    const travellers = Array.from({ length: count }, (_, i) => ({ ...anna, travellerRef: `P${i}` }));
    const text = answerText({ travellers }, requestOf(requestText({ release })));
    const messages = readBytes(Buffer.from(text));
    expect(messages.map((message) => message.response?.results.length)).toEqual(sizes);
    expect(messages.flatMap((message) => message.findings)).toEqual([]);
    expect(messages.map((message) => message.control.part)).toEqual(sizes.map((_, i) => i + 1));
    expect(messages.map((message) => message.control.final)).toEqual(
      sizes.map((_, i) => i === sizes.length - 1),
    );
    expect(messages.every((message) => message.response?.transaction?.reference === "T0042")).toBe(true);
    const refs = messages.flatMap((message) =>
      message.response?.results.map((result) => result.travellerRef),
    );
    expect(refs).toEqual(travellers.map((traveller) => traveller.travellerRef));
  });

  it("writes unsolicited messages and acknowledgements from what was kept of the request", () => {
    const kept = answerHead(requestOf(requestText()));
    expect(kept).not.toBeNull();
    if (kept === null) return;
    const stored: typeof kept = JSON.parse(
      JSON.stringify({ ...kept, transaction: { reference: "OWN1", revision: null } }),
    );
    const text = Buffer.from(
      writeAnswer(stored, { kind: "unsolicited", at: AT, travellers: [{ ...anna, directive: "NOT_OK" }] }),
    ).toString();
    const [message] = readBytes(Buffer.from(text));
    expect(message?.response).toMatchObject({ kind: "unsolicited", transaction: { reference: "OWN1" } });
    expect(message?.response?.results[0]).toMatchObject({ directive: "NOT_OK", texts: ["DO NOT BOARD"] });
  });

  it("gives no answer to a message without interchange header", () => {
    const text = requestText();
    const request = requestOf(text.slice(text.indexOf("UNH+"), text.indexOf("UNE+")));
    expect(request.kind).toBe("PAXLST");
    expect(writeCusres({ request, at: AT, travellers: [anna] })).toBeNull();
  });

  it("never lets any text through but the neutral ones of its tables", () => {
    const allowed = new Set([
      ...Object.values(DEFAULT_OUTBOUND).flatMap(({ text }) =>
        text === null ? [] : [text.replace("{telephone}", "994125550100"), text.replace(/ - CALL.*$/, "")],
      ),
      ...Object.values(answerErrors).map(({ text }) => text as string),
      ...Object.values(NOTICES),
    ]);
    const answers = fc.array(
      fc.record({
        locator: fc.option(fc.stringMatching(/^[A-Z0-9]{6}$/)),
        travellerRef: fc.option(fc.stringMatching(/^[A-Z0-9]{1,10}$/)),
        directive: fc.constantFrom(...DIRECTIVES),
        authority: fc.constantFrom("VALID", "DENIED", "UNKNOWN" as const),
        notice: fc.constantFrom("limited" as const, "cancelled" as const),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(
        answers,
        fc.option(fc.constant("994125550100"), { nil: undefined }),
        (travellers, telephone) => {
          const text = answerText({
            travellers: travellers.map((t) => ({ ...t, authority: t.authority as "VALID" })),
            ...(telephone !== undefined && { telephone }),
          });
          for (const sent of text.matchAll(/FTX\+AAP\+\+\+([^']*)'/g)) {
            expect(allowed).toContain(sent[1]);
            expect((sent[1] ?? "").length).toBeLessThanOrEqual(70);
            expect(sent[1]).toMatch(/^[A-Z0-9 .,/()-]+$/);
          }
        },
      ),
    );
  });
});

describe("tables", () => {
  it("reads back every code of the default map, and no digit that States use with opposite meanings", () => {
    for (const directive of DIRECTIVES) {
      if (directive === "RESUBMIT" || directive === "PENDING") continue;
      expect(readDirective(DEFAULT_OUTBOUND[directive].code)?.directive).toBe(directive);
    }
    expect(readDirective("3Z")).toBeNull();
    expect(readDirective("118")).toBeNull();
    expect(readDirective("0")).toEqual({ directive: "OK", authority: "UNKNOWN" });
  });

  it("gives every error a number of its own and a text that agents' screens can show", () => {
    const entries = Object.values(answerErrors);
    expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length);
    for (const { code, text } of entries) {
      expect(code).toMatch(/^\d{1,3}$/);
      expect(text).toMatch(/^[A-Z0-9 .,/()-]{1,70}$/);
    }
  });
});

it("a request with separators beyond ASCII is answered with the usual ones", () => {
  const una = Buffer.from("UNA\u0080+.? '", "latin1");
  const text = requestText().replaceAll(":", "\u0080");
  const [request] = readBytes(Buffer.concat([una, Buffer.from(text, "latin1")]));
  const bytes = writeCusres({ request: request!, travellers: [anna], at: AT });
  expect(readBytes(bytes!)[0]).toMatchObject({
    kind: "CUSRES",
    response: { results: [{ directive: "OK" }] },
  });
});
