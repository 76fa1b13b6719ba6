// The lexer: separators, release, wrapped lines, lost terminators, bounds.
import { describe, expect, it } from "vitest";
import { byteClasses, lexSegments, MAX_SEGMENT_BYTES, STOP } from "./lexer.ts";
import type { LexResult } from "./lexer.ts";
import { NOTE, rowLayout, SegmentedMessage } from "./segments.ts";
import { DEFAULT_CHARACTERS, readServiceCharacters } from "./service-characters.ts";

function lex(text: string, una = ":+.? '"): SegmentedMessage {
  const message = new SegmentedMessage();
  message.bytes = Buffer.from(text, "utf8");
  message.characters = readServiceCharacters(Buffer.from(una, "latin1"), 0) ?? DEFAULT_CHARACTERS;
  const classes = byteClasses(message.characters, true);
  const result: LexResult = { next: 0, stop: STOP.starved };
  do {
    lexSegments(message, classes, { from: result.next, to: message.bytes.length, atEnd: true }, result);
  } while (result.stop === STOP.service);
  return message;
}

describe("cutting segments", () => {
  it("finds tags, elements and components, empty ones too", () => {
    const m = lex("NAD+FL+++SMITH:JOHN'DAT'DTM+36:'");
    expect([m.count, m.tagText(0), m.tagText(1), m.tagText(2)]).toEqual([3, "NAD", "DAT", "DTM"]);
    expect([m.elementCount(0), m.elementCount(1), m.componentCount(0, 4), m.componentCount(0, 2)]).toEqual([
      4, 0, 2, 1,
    ]);
    expect([m.value(0, 4, 1), m.value(0, 4, 2), m.value(0, 4, 3), m.value(0, 9, 1)]).toEqual([
      "SMITH",
      "JOHN",
      "",
      "",
    ]);
    expect([m.offset(0, 4, 2), m.endOffset(0, 4, 2), m.endOffset(0)]).toEqual([15, 19, 20]);
    expect(m.noteCount(NOTE.trailingSeparator)).toBe(1);
  });

  it("takes a component separator behind the tag for the element separator, unless it nests", () => {
    const m = lex("NAD:FL+++SMITH:JOHN'NAD:1+FL+++SMITH'NAD:2:10'");
    expect([m.tagText(0), m.value(0, 1, 1), m.value(0, 4, 2)]).toEqual(["NAD", "FL", "JOHN"]);
    expect([m.value(1, 1, 1), m.value(1, 4, 1), m.elementCount(2)]).toEqual(["FL", "SMITH", 0]);
    expect([m.noteCount(NOTE.badTag), m.noteOffset(NOTE.badTag)]).toEqual([1, 0]);
  });

  it("restores released characters and says when a release was needless", () => {
    const m = lex("NAD+O?'LEARY:A?+B:C??:D?E'");
    expect([1, 2, 3, 4].map((c) => m.value(0, 1, c))).toEqual(["O'LEARY", "A+B", "C?", "DE"]);
    expect(m.noteCount(NOTE.needlessRelease)).toBe(1);
  });

  it("reads what is wrapped in the middle of tags, numbers and release pairs", () => {
    const m = lex("U\r\nNT+2\r\n5+AB?\r\n'C'\r\nN\nAD+MS'");
    expect([m.tagText(0), m.value(0, 1, 1), m.value(0, 2, 1), m.tagText(1)]).toEqual([
      "UNT",
      "25",
      "AB'C",
      "NAD",
    ]);
  });

  it("drops the blank that a wrapping device added, and keeps one that belongs to the text", () => {
    const line = "ABCDEFGHIJKLMNOP";
    const m = lex(`FTX+IJKLMNOP\r\n${line}\r\n${line}\r\n${line}\r\nABCDEFGHIJK+MNOP \r\nQR'`);
    expect(m.value(0, 2, 1)).toBe("MNOPQR");
    expect(lex("NAD+JOHN \r\nPAUL'").value(0, 1, 1)).toBe("JOHN PAUL");
  });

  it("ends a segment without terminator at the line before the next tag", () => {
    const m = lex("LOC+125+SYD\nDTM+189:1306210900:201'LOC+87+HNL");
    expect([m.count, m.value(0, 2, 1), m.value(2, 2, 1)]).toEqual([3, "SYD", "HNL"]);
    expect(m.noteCount(NOTE.lostTerminator)).toBe(2);
  });

  it("decodes UTF-8, the declared set, else Windows-1252", () => {
    expect(lex("NAD+ÉRIC'").value(0, 1, 1)).toBe("ÉRIC");
    const m = lex("NAD+X'");
    m.bytes = Buffer.from([0x4e, 0x41, 0x44, 0x2b, 0xc9, 0x27]);
    m.rows[rowLayout.ROW_STATE] = 1;
    expect(m.value(0, 1, 1)).toBe("É");
    m.syntaxIdentifier = "UNOE";
    expect(m.value(0, 1, 1)).toBe("Щ");
  });

  it("keeps the beginning of a segment beyond the limit and says so", () => {
    const m = lex(`NAD+FL+++SMITH:JOHN+${"X".repeat(MAX_SEGMENT_BYTES)}'LOC+87+HNL'`);
    expect([m.count, m.value(0, 4, 1), m.noteCount(NOTE.truncatedSegment)]).toEqual([1, "SMITH", 1]);
  });

  it("counts a million empty segments without holding them", () => {
    const m = lex(`${"'".repeat(1_000_000)}DAT'`);
    expect([m.count, m.noteCount(NOTE.emptySegment)]).toEqual([1, 1_000_000]);
  });

  it.each([
    ["*:.? #", "NAD:FL*X#"],
    [":-.? '", "NAD-FL:X'"],
    [":(.) -", "NAD(FL:X-"],
  ])("follows UNA %s", (una, text) => {
    const m = lex(text, una);
    expect(m.tagText(0)).toBe("NAD");
    expect([m.value(0, 1, 1), m.value(0, 1, 2)]).toEqual(["FL", "X"]);
  });
});
