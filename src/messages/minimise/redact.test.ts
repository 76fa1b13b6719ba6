// Planted sensitive content leaves neither the model nor the redacted source, wherever and however it is sent.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeSegment } from "../edifact/write.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import type { ServiceCharacters } from "../edifact/service-characters.ts";
import { readBytes } from "../read.ts";
import { redact } from "./redact.ts";

const CLASSIC: ServiceCharacters = {
  component: 0x3a,
  element: 0x2b,
  decimal: 0x2e,
  release: 0x3f,
  repetition: -1,
  terminator: 0x27,
};
const STARS: ServiceCharacters = {
  component: 0x3a,
  element: 0x2a,
  decimal: 0x2e,
  release: 0x3f,
  repetition: -1,
  terminator: 0x23,
};
const PARENTHESES: ServiceCharacters = {
  component: 0x3a,
  element: 0x28,
  decimal: 0x2e,
  release: 0x29,
  repetition: -1,
  terminator: 0x2d,
};

const FLIGHT: SegmentToWrite = ["TVL", ["200626", "0900", "200626", "1200"], "GYD", "IST", "J2", ["15", "Y"]];
const una = (c: ServiceCharacters): string =>
  `UNA${[c.component, c.element, c.decimal, c.release, 0x20, c.terminator].map((code) => String.fromCharCode(code)).join("")}`;

/** A push of one PNR with `planted` among its segments, wrapped at `width` (0: not), under the service characters. */
function push(planted: readonly SegmentToWrite[], characters: ServiceCharacters, width: number): Buffer {
  const segments: SegmentToWrite[] = [
    ["UNB", ["IATA", "1"], "J2", "AZPIU", ["260619", "1230"], "1"],
    ["UNH", "1", ["PNRGOV", "13", "1", "IA"]],
    ["MSG", ["", "22"]],
    ["ORG", "J2"],
    ["TVL", ["200626", "0900", "200626", "1200"], "GYD", "IST", "J2", "15"],
    ["EQN", "1"],
    ["SRC"],
    ["RCI", ["J2", "ABC123", "", "010526", "1020"]],
    ["TIF", ["O'SAMPLE", "I"], ["ANNA MRS", "A", "1"]],
    ["TKT", ["7711234567890", "T", "1"]],
    ["MON", ["T", "10.00", "AZN"]],
    ["FOP", ["CC", "", "10.00", "VI", "4111111111111111", "1230"]],
    ...planted,
    FLIGHT,
    ["RPI", "1", "HK"],
    ["UNT", "0", "1"],
    ["UNZ", "1", "1"],
  ];
  const text = segments.map((segment) => writeSegment(segment, characters)).join("");
  const wrapped = width === 0 ? text : text.replace(new RegExp(`(.{${width}})`, "gs"), "$1\r\n");
  return Buffer.from(una(characters) + wrapped, "utf8");
}

const CANARY = "QXZCANARYQ";
const sensitive = fc.constantFrom(
  "DIABETIC",
  "MUSLIM",
  "WHEELCHAIR",
  "беременна",
  "مريض",
  "ƏLİL",
  "VGML",
  "4111 1111 1111 1111",
);
const plant = fc
  .tuple(
    sensitive,
    fc.constantFrom("remark", "osi", "service", "meal", "umnr", "history", "unknown", "other", "place"),
  )
  .map(([word, where]): SegmentToWrite => {
    const text = `${CANARY} ${word} it's 1+1:2`;
    switch (where) {
      case "osi":
        return ["IFT", ["4", "28", "", "J2"], text];
      case "remark":
        return ["IFT", ["4", "19"], text, text];
      case "service":
        return ["SSR", ["OTHS", "HK", "1", "J2", "", "", "", "", text]];
      case "meal":
        return ["SSR", ["XXML", "HK", "1", "J2", "", "", "GYD", "IST", text], [CANARY, "", "1"]];
      case "umnr":
        return ["SSR", ["UMNR", "HK", "1", "J2", "", "", "", "", `UM09 ${text}`]];
      case "history":
        return ["LTS", `3/A/SR/SSR OTHS ${text}`];
      case "unknown":
        return ["ZZQ", text, ["A", text]];
      case "place":
        return ["SSR", ["DOCO", "HK", "1", "J2", "", "", "", "", `/${CANARY} CITY/V/V123/BAKU/01JAN26/DEU`]];
      case "other":
      default:
        return ["SSR", ["PCTC", "HK", "1", "J2", "", "", "", "", `/${text}`]];
    }
  });

/** Of which a line, once it is cut, is shorter by as much as a blank that a device has dropped. */
const wrappedWithCuts: SegmentToWrite[] = [
  ["IFT", ["4", "28", "", "J2"], `${CANARY} مريض it's 1+1:2`],
  ["IFT", ["4", "19"], `${CANARY} ƏLİL it's 1+1:2`, `${CANARY} ƏLİL it's 1+1:2`],
];

describe("redact", () => {
  it("leaves nothing planted in model, findings or kept source, and the same model is read again", () => {
    fc.assert(
      fc.property(
        fc.array(plant, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(CLASSIC, STARS, PARENTHESES),
        fc.constantFrom(0, 64, 69),
        (planted, characters, width) => {
          const source = push(planted, characters, width);
          const [message] = readBytes(source);
          expect(message?.kind).toBe("PNRGOV");
          if (message === undefined) return;
          const kept = redact(source, message);
          const text = Buffer.from(kept.bytes)
            .toString("utf8")
            .replace(/[\r\n]/g, "");
          const model = JSON.stringify([message.bookings, message.findings]);
          for (const word of [
            CANARY,
            "DIABETIC",
            "MUSLIM",
            "WHEELCHAIR",
            "беременна",
            "مريض",
            "ƏLİL",
            "XXML",
            "4111111111111111",
            "4111 1111",
          ]) {
            expect(text).not.toContain(word);
            expect(model).not.toContain(word);
          }
          const whole = Buffer.concat([
            source.subarray(0, message.start),
            kept.bytes,
            source.subarray(message.end),
          ]);
          const [again] = readBytes(whole);
          expect(again?.bookings).toEqual(message.bookings);
          expect(again?.cuts).toEqual([]);
          expect(message.bookings?.[0]?.payments[0]?.card?.masked).toBe("411111XXXXXX1111");
          expect(message.bookings?.[0]?.travellers[0]?.surname).toBe("O'SAMPLE");
        },
      ),
      { numRuns: 300, examples: [[wrappedWithCuts, PARENTHESES, 64]] },
    );
  });

  it("masks a card number wherever in FOP it stands, and keeps the last four digits", () => {
    const forms: SegmentToWrite[] = [
      ["FOP", ["CC", "3", "10.00", "VI", "4111111111111111", "1230"]],
      ["FOP", ["CCVI4111111111111111/1230"]],
      ["FOP", ["MS", "", "10.00", "", "4111111111111111"]],
      ["FOP", ["CA", "", "10.00"], ["CC", "", "5.00", "VI", "4111111111111111"]],
    ];
    for (const fop of forms) {
      const source = push([fop], CLASSIC, 0);
      const [message] = readBytes(source);
      if (message === undefined) throw new Error("no message");
      const kept = Buffer.from(redact(source, message).bytes).toString("latin1");
      expect(kept).not.toContain("4111111111111111");
      expect(JSON.stringify(message.bookings)).not.toContain("4111111111111111");
      expect(message.bookings?.[0]?.payments.at(-1)?.card?.masked).toBe("411111XXXXXX1111");
      const [again] = readBytes(
        Buffer.concat([
          source.subarray(0, message.start),
          Buffer.from(kept, "latin1"),
          source.subarray(message.end),
        ]),
      );
      expect(again?.bookings).toEqual(message.bookings);
    }
  });

  it.each([
    ["a remark", "IFT+4:28::J2+DOESN'T EAT PORK MUSLIM CARD 4111111111111111'"],
    ["a remark with separators", "IFT+4:28::J2+MOTHER'S MUSLIM + CARD: 4111111111111111'"],
    ["a service", "SSR+OTHS:HK:1:J2:::GYD:IST:CAN'T EAT PORK MUSLIM 4111111111111111'"],
    ["a number alone", "IFT+4:28::J2+MUSLIM'4111111111111111'"],
  ])("nothing of %s stays behind an apostrophe that was not released", (_, planted) => {
    const source = push([], CLASSIC, 0);
    const at = source.indexOf("TVL+200626:0900:200626:1200+GYD+IST+J2+15:Y");
    const sent = Buffer.concat([source.subarray(0, at), Buffer.from(planted), source.subarray(at)]);
    const [message] = readBytes(sent);
    if (message === undefined) throw new Error("no message");
    const kept = Buffer.from(redact(sent, message).bytes).toString("latin1");
    expect(`${kept}${JSON.stringify(message)}`).not.toMatch(/PORK|MUSLIM|4111111111111111/);
    const codes = message.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["TAG_INVALID", "PN18"]));
    // That it has no tag says enough.
    expect(codes).not.toContain("PN20");
    expect(kept).toMatch(/'(?:REDACTED|X{16})'TVL/);
  });

  it.each([
    ["FTX+AAI+++DOESN'T EAT PORK MUSLIM 4111111111111111'", "PN18"],
    ["FTX+AAI+++DOESN'T PAY BY 4111111111111111'", "CARD_MASKED"],
    ["FTX+BAG+++MUSLIM 4111111111111111'", "PN18"],
    ["FTX+BAG+++J2123456:1:4111111111111111'", "CARD_MASKED"],
    ["FTX+BAG+++PAY BY CASH'", "NOT_ADMITTED"],
  ])(
    "nothing of a text of a passenger list stays, with or without an apostrophe that was not released: %s",
    (planted, told) => {
      const source = Buffer.from(
        "UNB+UNOA:4+J2+AZPIU+260619:1230+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'NAD+MS+++DESK'TDT+20+J20015+++J2'" +
          "LOC+125+GYD'DTM+189:2606200900:201'LOC+87+IST'DTM+232:2606201200:201'NAD+FL+++SAMPLE:ANNA'ATT+2++F'DTM+329:800101'" +
          `${planted}NAT+2+AZE'RFF+AVF:ABC123'DOC+P+C1234567'DTM+36:300101'LOC+91+AZE'CNT+42:1'UNT+19+1'UNZ+1+1'`,
      );
      const [message] = readBytes(source);
      if (message === undefined) throw new Error("no message");
      const kept = Buffer.from(redact(source, message).bytes).toString("latin1");
      expect(`${kept}${JSON.stringify(message)}`).not.toMatch(/PORK|MUSLIM|PAY BY|4111111111111111/);
      expect(message.findings.map(({ code }) => code)).toContain(told);
      expect(message.passengerList?.travellers[0]?.nationality).toBe("AZE");
    },
  );

  it.each([
    ["LTS+0/O/NM/SMITH/JOHN MR CARD 4111111111111111 WCHR'", /4111111111111111|WCHR/],
    ["LTS+0/O/NM/SMITH/JOHN MR CARD 4111111111111111'", /4111111111111111/],
    ["LTS+0/O/NM/SMITH/JOHN MR VGML'", /VGML/],
    ["ADD++700:4111111111111111:BAKU'", /4111111111111111/],
    ["ADD++700:NIZAMI ST:4111 1111 1111 1111'", /4111 1111/],
    ["SSR+INFT:HK:1:J2:::GYD:IST:BELT/TINY 20SEP25 HALAL MEAL'", /HALAL/],
    ["SSR+INFT:HK:1:J2:::GYD:IST:BELT/TINY 20SEP25 LIKES TOYS'", /TOYS/],
    ["SSR+SEAT:HK:1:J2:HALAL:LIKES TOYS:GYD:IST+12A::1'", /HALAL|TOYS/],
    ["EBD+USD:50.00+1::N+HALAL 4111111111111111'", /HALAL|4111111111111111/],
    ["FAR+N+++++HALAL 4111111111111111'", /HALAL|4111111111111111/],
    ["PTK+HALAL+LIKES TOYS'", /HALAL|TOYS/],
    ["TXD+HALAL+1:GB:USD:4111111111111111'", /HALAL|4111111111111111/],
    ["ABI+4+HALAL 4111111111111111+ATL++DL'", /HALAL|4111111111111111/],
    ["ABI+4+05FD28:GS+ATL++DL'SAC+HALAL 4111111111111111++X'", /HALAL|4111111111111111/],
    ["TIF+BELT:I+SOPHYMRS:A:1::LIKES TOYS'", /TOYS/],
    ["TIF+BELT:I+SOPHYMRS:A:1+::::HALAL MUSLIM'", /HALAL|MUSLIM/],
    ["REF+:4111111111111111'", /4111111111111111/],
    [
      "TVL+200626:0900:200626:1200+GYD+IST+J2+15:Y'TRI++GYD-1'TBD++2:33:700++HALAL:LIKES TOYS+J2:123456:2:IST'",
      /HALAL|TOYS/,
    ],
    [
      "TVL+200626:0900:200626:1200+GYD+IST+J2+15:Y'TRI++GYD-1'TBD++2:33:700+++J2:DIABETIC 41111:2:IST'",
      /DIABETIC/,
    ],
    ["MON+T:HALAL 4111111111111111:USD'", /HALAL|4111111111111111/],
    ["MON+T:LIKES TOYS:4111.1111.1111.1111'", /TOYS|4111\.1111/],
  ])("%s: nothing of what is no code or number stays", (planted, secret) => {
    const source = push([], CLASSIC, 0);
    const at = source.indexOf("TVL+200626:0900:200626:1200+GYD+IST+J2+15:Y");
    const sent = Buffer.concat([source.subarray(0, at), Buffer.from(planted), source.subarray(at)]);
    const [message] = readBytes(sent);
    if (message === undefined) throw new Error("no message");
    const kept = Buffer.from(redact(sent, message).bytes).toString("latin1");
    expect(`${kept}${JSON.stringify(message)}`).not.toMatch(secret);
  });

  it("cuts free text of a passenger list, but not its bag tags", () => {
    const source = Buffer.from(
      "UNB+UNOA:4+J2+AZPIU+260619:1230+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'NAD+MS+++DESK'TDT+20+J20015+++J2'" +
        "LOC+125+GYD'DTM+189:2606200900:201'LOC+87+IST'DTM+232:2606201200:201'NAD+FL+++SAMPLE:ANNA'ATT+2++F'DTM+329:800101'" +
        "FTX+BAG+++J2123456'FTX+AAI+++PASSENGER IS DIABETIC'FTX+AAA+++LIKES WINDOWS'NAT+2+AZE'RFF+AVF:ABC123'" +
        "DOC+P+C1234567'DTM+36:300101'LOC+91+AZE'QTY+1:2'CNT+42:1'UNT+23+1'UNZ+1+1'",
    );
    const [message] = readBytes(source);
    if (message === undefined) throw new Error("no message");
    expect(message.cuts.map((cut) => [cut.reason, source.subarray(cut.start, cut.end).toString()])).toEqual([
      ["sensitive-text", "++PASSENGER IS DIABETIC"],
      ["not-admitted", "++LIKES WINDOWS"],
      ["not-admitted", "1:2"],
    ]);
    expect(message.passengerList?.travellers[0]?.bags.tags).toEqual(["J2123456"]);
    const kept = Buffer.from(redact(source, message).bytes).toString();
    expect(kept).toContain("FTX+AAI+REDACTED'");
    const [again] = readBytes(
      Buffer.concat([source.subarray(0, message.start), Buffer.from(kept), source.subarray(message.end)]),
    );
    expect(again?.passengerList).toEqual(message.passengerList);
    expect(again?.cuts).toEqual([]);
  });
});
