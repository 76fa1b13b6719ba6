// What is written is read back: values under every set of service characters, counts, wrapped lines.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteClasses, lexSegments, STOP } from "./lexer.ts";
import type { LexResult } from "./lexer.ts";
import { SegmentedMessage } from "./segments.ts";
import { DEFAULT_CHARACTERS, readServiceCharacters } from "./service-characters.ts";
import { writeInterchange, writeSegment } from "./write.ts";
import type { SegmentToWrite } from "./write.ts";

const sets = [":+.? '", ":+.?*'", "*:.? #", ":-.? '", ":(.) -", ':+.? "'].map(
  (six) => readServiceCharacters(Buffer.from(six, "latin1"), 0) ?? DEFAULT_CHARACTERS,
);

function readBack(text: string, characters = DEFAULT_CHARACTERS): string[][][] {
  const message = new SegmentedMessage();
  message.bytes = Buffer.from(text, "utf8");
  message.characters = characters;
  const classes = byteClasses(characters, true);
  const result: LexResult = { next: 0, stop: STOP.starved };
  do {
    lexSegments(message, classes, { from: result.next, to: message.bytes.length, atEnd: true }, result);
  } while (result.stop === STOP.service);
  return Array.from({ length: message.count }, (_, s) => [
    [message.tagText(s)],
    ...Array.from({ length: message.elementCount(s) }, (_e, e) =>
      Array.from({ length: message.componentCount(s, e + 1) }, (_c, c) => message.value(s, e + 1, c + 1)),
    ),
  ]);
}

/** Any text on one line; service characters of all sets come often. */
const value = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from("'+:?*#-()\". AÉЖ1")),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    {
      maxLength: 12,
    },
  )
  .map((letters) => letters.join("").replace(/[\p{Cc}\p{Cs}]/gu, ""));

function withoutTail<T>(items: readonly T[], isEmpty: (item: T) => boolean): T[] {
  const kept = [...items];
  while (kept.length > 1 && isEmpty(kept.at(-1)!)) kept.pop();
  return kept;
}

describe("writing", () => {
  it("leaves out what is empty at the end and keeps what is empty before", () => {
    expect(writeSegment(["NAD", "FL", "", "", ["DOE", "JANE", ""], ""])).toBe("NAD+FL+++DOE:JANE'");
    expect(writeSegment(["DAT"])).toBe("DAT'");
    expect(writeSegment(["FTX", "A?B'C:D+E"])).toBe("FTX+A??B?'C?:D?+E'");
    expect(writeSegment(["FTX", "TWO\r\nLINES"])).toBe("FTX+TWO  LINES'");
  });

  it("computes the trailers", () => {
    const message = { type: ["PAXLST", "D", "05B", "UN"], segments: [["BGM", "745"] as const] };
    const text = writeInterchange(
      {
        syntax: ["UNOA", "4"],
        sender: "A",
        recipient: ["B", "ZZ"],
        preparedAt: ["260301", "1305"],
        reference: "77",
        group: { type: "PAXLST", reference: "5", version: ["UN", "D", "05B"] },
        messages: [
          { ...message, reference: "1" },
          { ...message, reference: "2", accessReference: "X", part: ["02", "F"] },
        ],
      },
      { lineBreaks: true },
    );
    expect(text.split("\r\n")).toEqual([
      "UNA:+.? '",
      "UNB+UNOA:4+A+B:ZZ+260301:1305+77'",
      "UNG+PAXLST+A+B:ZZ+260301:1305+5+UN+D:05B'",
      "UNH+1+PAXLST:D:05B:UN'",
      "BGM+745'",
      "UNT+3+1'",
      "UNH+2+PAXLST:D:05B:UN+X+02:F'",
      "BGM+745'",
      "UNT+3+2'",
      "UNE+2+5'",
      "UNZ+1+77'",
      "",
    ]);
  });

  it("every value survives under every set of service characters", () => {
    const elements = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(elements, fc.constantFrom(...sets), (sent, characters) => {
        const expected = withoutTail(
          sent.map((components) => withoutTail(components, (text) => text === "")),
          (components) => components.every((text) => text === ""),
        );
        const segment: SegmentToWrite = ["FTX", ...sent];
        const [[tag, ...read] = []] = readBack(writeSegment(segment, characters), characters);
        expect(tag).toEqual(["FTX"]);
        const isEmpty = expected.length === 1 && expected[0]!.length === 1 && expected[0]![0] === "";
        expect(read).toEqual(isEmpty ? [] : expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("lines of any width are put together again", () => {
    const ascii = value.map((text) => text.replace(/[^ -~]/g, "X"));
    fc.assert(
      fc.property(
        fc.array(ascii, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 20, max: 80 }),
        (values, wrapAt) => {
          const header = {
            syntax: ["UNOB", "4"],
            sender: "A",
            recipient: "B",
            preparedAt: ["260301", "1305"],
            reference: "1",
          };
          const segments: SegmentToWrite[] = values.map((text) => ["FTX", "AAI", text]);
          const messages = [{ reference: "1", type: ["PAXLST", "D", "05B", "UN"], segments }];
          const plain = writeInterchange({ ...header, messages }, { serviceString: false });
          const wrapped = writeInterchange({ ...header, messages }, { serviceString: false, wrapAt });
          expect(wrapped.split("\r\n").every((line) => line.length <= wrapAt)).toBe(true);
          expect(readBack(wrapped)).toEqual(readBack(plain));
        },
      ),
      { numRuns: 300 },
    );
  });
});
