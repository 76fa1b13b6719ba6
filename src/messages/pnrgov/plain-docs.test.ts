// The fast way of reading SSR DOCS says the same as the tolerant one, or nothing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteClasses, lexSegments, STOP } from "../edifact/lexer.ts";
import { SegmentedMessage } from "../edifact/segments.ts";
import { textFrom } from "../minimise/filter.ts";
import { readPlainDocs } from "./plain-docs.ts";
import { readDocs } from "./travel-document.ts";

const FLIGHT = "2026-06-20T09:00";

function plain(text: string) {
  const table = new SegmentedMessage();
  table.bytes = Buffer.from(`SSR+DOCS:HK:1:J2:::::${text}'`, "latin1");
  const range = { from: 0, to: table.bytes.length, atEnd: true };
  lexSegments(table, byteClasses(table.characters, true), range, { next: 0, stop: STOP.starved });
  const expected = { reference: FLIGHT, surname: "SAMPLE", given: "ANNA" };
  return readPlainDocs(table, 0, textFrom(table, 0, 1, 9), expected);
}

describe("readPlainDocs", () => {
  it("reads what carriers mostly send", () => {
    expect(plain("/P/AZE/C01234567/AZE/04MAR88/F/11NOV30/SAMPLE/ANNA LALA")).toMatchObject({
      number: "C01234567",
    });
    expect(plain("/P/AZE/C01234567//04MAR88/F//SAMPLE/ANNA/LALA")).toMatchObject({ given: "ANNA LALA" });
  });

  it.each([
    "P/AZE/C01234567/AZE/04MAR88/F/11NOV30/SAMPLE/ANNA",
    "/P/AZE/C01234567/AZE/04MAR88/FI/11NOV30/SAMPLE/ANNA",
    "/P/AZE/C01234567/AZE/31FEB88/F/11NOV30/SAMPLE/ANNA",
    "/P/AZE/C01234567/AZE/04MAR88/F/11NOV61/SAMPLE/ANNA",
    "/P/AZE/C01234567/AZE/04MAR88/F/11NOV30/SAMPLE/ANNA-1SAMPLE/PAUL",
    "/P/AZE//AZE/04MAR88/F/11NOV30/SAMPLE/ANNA",
    "/P/AZE/C01 /AZE/04MAR88/F/11NOV30/SAMPLE/ANNA",
    "////04MAR88/F//SAMPLE/ANNA",
    "",
  ])("leaves to the tolerant reader: %s", (text) => {
    expect(plain(text)).toBeNull();
  });

  it("agrees with the tolerant reader wherever it answers", () => {
    const item = fc.oneof(
      fc.constantFrom(
        "P",
        "I",
        "AZE",
        "AZ",
        "D",
        "C01234567",
        "04MAR88",
        "29FEB24",
        "31APR20",
        "04MAR2088",
        "F",
        "M",
        "MI",
        "X",
        "U",
        "",
      ),
      fc.constantFrom(
        "SAMPLE",
        "ANNA MRS",
        " ANNA",
        "A-1B",
        "H",
        "ANNA-LALA",
        "11NOV30",
        "11NOV99",
        "O?'SAMPLE",
        "ANNA",
      ),
    );
    const regular = fc.tuple(
      fc.constantFrom("P", "I", ""),
      fc.constantFrom("AZE", "D", "GB", ""),
      fc.constantFrom("C01234567", "12", ""),
      fc.constantFrom("AZE", ""),
      fc.constantFrom("04MAR88", "29FEB24", "30JUN26", "01JUN26"),
      fc.constantFrom("M", "F", "X"),
      fc.constantFrom("11NOV30", "11NOV99", "11NOV06", ""),
      item,
      item,
      item,
    );
    const slashed = fc
      .oneof(regular, fc.array(item, { maxLength: 13 }))
      .map((items) => `/${items.join("/")}`);
    fc.assert(
      fc.property(slashed, (text) => {
        const read = plain(text);
        expect(read === null ? null : readDocs(text, FLIGHT)).toEqual(read);
      }),
      { numRuns: 3000 },
    );
  });
});
