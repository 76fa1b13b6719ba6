// The layout of what is kept: segments of EDIFACT, elements of XML, lines of a table, and where bytes stand in it.
import { describe, expect, test } from "vitest";
import { sourceView } from "./source-view.ts";

const edifact = { element: 0x2b, release: 0x3f, terminator: 0x27 };
const xml = { element: 0x20, release: -1, terminator: 0x3c };
const table = { element: 0x3b, release: -1, terminator: 0x0a };

const lines = (text: string, service: typeof edifact) => {
  const bytes = Buffer.from(text, "utf8");
  const view = sourceView(bytes, service);
  return view.segments.map(({ ordinal, tag, start, end }) => [ordinal, tag, view.text.slice(start, end)]);
};

describe("sourceView", () => {
  test("a segment a line", () => {
    expect(lines("UNH+1'\r\nNAD+FL?'X'UN\nT+2'", edifact)).toEqual([
      [1, "UNH", "UNH+1'"],
      [2, "NAD", "NAD+FL?'X'"],
      [3, "UNT", "UNT+2'"],
    ]);
  });

  test("an element of XML a line, without its indentation", () => {
    expect(lines("<a>\n  <b c='1'/>\n  <d>É f</d>\n</a>", xml)).toEqual([
      [1, "<a", "<a>"],
      [2, "<b", "<b c='1'/>"],
      [3, "<d", "<d>É f</d></a>"],
    ]);
  });

  test("a row of a table a line, and a byte keeps its place", () => {
    const text = "surname;given\r\nƏLİYEVA;NİGAR\r\n";
    expect(lines(text, table)).toEqual([
      [1, "", "surname;given"],
      [2, "", "ƏLİYEVA;NİGAR"],
    ]);
    const bytes = Buffer.from(text, "utf8");
    const view = sourceView(bytes, table);
    expect(view.text.slice(view.position(bytes.indexOf("NİGAR")))).toMatch(/^NİGAR/);
  });
});
