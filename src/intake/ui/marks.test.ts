// Findings and cuts lie where they belong in the source: pure layout of the inspector's lines.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReceiptDetail } from "../contract.ts";
import { layOut, segmentLines } from "./marks.ts";

type Source = NonNullable<ReceiptDetail["source"]>;
type Finding = ReceiptDetail["findings"][number];

function aSource(lines: readonly string[], cuts: Source["cuts"] = []): Source {
  let text = "";
  const segments = lines.map((line, index) => {
    const start = text.length;
    text += `${line}\n`;
    return { ordinal: index + 1, tag: line.slice(0, 3), start, end: start + line.length, purpose: null };
  });
  return { text, segments, cuts, expiresAt: "2026-12-01T00:00:00Z" };
}

function aFinding(over: Partial<Finding>): Finding {
  return {
    code: "PX09",
    severity: "error",
    segment: 1,
    tag: "DTM",
    offset: null,
    text: "",
    source: "",
    ...over,
  };
}

/** The text of the pieces on which a finding lies. */
function markedBy(source: Source, finding: Finding): string {
  const layout = layOut(source, [finding]);
  return layout.lines
    .flatMap((line) => line.pieces)
    .filter((piece) => piece.findings.includes(0))
    .map((piece) => piece.text)
    .join("");
}

describe("a finding marks", () => {
  const source = aSource(["UNH+1+PAXLST:D:12B'", "DTM+329:841341'", "DOC+P:110:111+C?'12'"]);
  const at = (text: string) => source.text.indexOf(text);

  test("the value it points at, up to the separator", () => {
    expect(markedBy(source, aFinding({ offset: at("841341") }))).toBe("841341");
  });
  test("the segment's tag, when it points at the segment", () => {
    expect(markedBy(source, aFinding({ offset: at("DTM") }))).toBe("DTM");
  });
  test("the tag of the segment it names, when it points nowhere", () => {
    expect(markedBy(source, aFinding({ segment: 3, offset: null }))).toBe("DOC");
  });
  test("a value with a released separator as a whole", () => {
    expect(markedBy(source, aFinding({ offset: at("C?'12") }))).toBe("C?'12");
  });
  test("the separator, where the value is empty", () => {
    expect(markedBy(source, aFinding({ offset: at("+1+") }))).toBe("+");
  });
  test("nothing, when it is about the whole message", () => {
    expect(layOut(source, [aFinding({ segment: null, offset: null })]).lineOfFinding).toEqual([null]);
  });
});

test("a cut and a finding on the same value both lie on it", () => {
  const source = aSource(["FOP+CC:VI:411111XXXXXX1111'"], [{ start: 16, end: 22, reason: "card-number" }]);
  const layout = layOut(source, [aFinding({ offset: 10 })]);
  const pieces = layout.lines[0]?.pieces ?? [];
  expect(pieces.filter((piece) => piece.cut === 0)).toEqual([
    { text: "XXXXXX", part: "data", findings: [0], cut: 0 },
  ]);
  expect(
    pieces
      .filter((piece) => piece.findings.length > 0)
      .map((piece) => piece.text)
      .join(""),
  ).toBe("411111XXXXXX1111");
  expect(layout.lineOfCut).toEqual([0]);
});

test("whatever the findings and cuts, the lines show the whole text and nothing twice", () => {
  const line = fc.stringMatching(/^[A-Z]{3}[A-Z0-9+:?]{0,20}'$/);
  const place = fc.nat(200);
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 8 }),
      fc.array(place),
      fc.array(place),
      (lines, found, cut) => {
        const source = aSource(
          lines,
          cut.map((start) => ({ start, end: start + 3, reason: "not-admitted" })),
        );
        const layout = layOut(
          source,
          found.map((offset, index) => aFinding({ offset, segment: index })),
        );
        expect(layout.lines.map((one) => one.pieces.map((piece) => piece.text).join(""))).toEqual(lines);
      },
    ),
  );
});

test("an answer is one segment a line, released terminators and line breaks aside", () => {
  expect(segmentLines("UNH+1'\r\nFTX+AAP+++O?'K'UNT+3+1'")).toEqual([
    "UNH+1'",
    "FTX+AAP+++O?'K'",
    "UNT+3+1'",
  ]);
  expect(segmentLines("UNH+1")).toEqual(["UNH+1"]);
});
