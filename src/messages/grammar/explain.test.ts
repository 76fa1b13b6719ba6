// A message explained: where each segment stands, what each value is, and what departs from the grammar.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SegmentToWrite } from "../edifact/write.ts";
import { aFlight, aPassengerList, aPerson } from "../fixtures.ts";
import type { ListOptions } from "../fixtures.ts";
import { EXPLAIN_LIMITS, explainBytes } from "./explain.ts";
import type { Explanation, ExplainedSegment } from "./explanation.ts";

const explain = (text: string): Explanation => explainBytes(Buffer.from(text, "latin1")).messages[0]!;
const list = (options: ListOptions = {}): Explanation => explain(aPassengerList(options));
const tagged = ({ segments }: Explanation, tag: string): readonly ExplainedSegment[] =>
  segments.filter((segment) => segment.tag === tag);
const codes = (explanation: Explanation): readonly string[] => explanation.findings.map(({ code }) => code);
const many = (count: number, segment: SegmentToWrite): readonly SegmentToWrite[] =>
  Array.from({ length: count }, () => segment);

describe("a list as it should be", () => {
  const text = aPassengerList({ persons: [aPerson(), aPerson({}, 2)] });
  const explanation = explain(text);

  it("has nothing wrong with it, and a place and a purpose for every segment", () => {
    expect(explanation.findings).toEqual([]);
    expect(explanation).toMatchObject({ kind: "PAXLST", version: "D.05B", stopped: null, accepted: true });
    expect(explanation.grammar).toMatchObject({ type: "PAXLST", name: "Passenger and crew list" });
    expect(explanation.segments).toHaveLength(explanation.segmentCount);
    for (const { name, purpose, ordinal } of explanation.segments) {
      expect([name !== null && purpose !== null, ordinal > 0]).toEqual([true, true]);
    }
  });

  it("tells the groups that a segment stands in", () => {
    const [first, second] = tagged(explanation, "DOC");
    expect(first?.path).toEqual([
      { group: "SG4", repetition: 1 },
      { group: "SG5", repetition: 1 },
    ]);
    expect(second?.path[0]).toEqual({ group: "SG4", repetition: 2 });
    expect(tagged(explanation, "NAD").map(({ path }) => path[0]?.group)).toEqual(["SG1", "SG4", "SG4"]);
    expect(
      tagged(explanation, "LOC")
        .map(({ path }) => path.at(-1)?.group)
        .slice(0, 2),
    ).toEqual(["SG3", "SG3"]);
  });

  it("takes a name of unknown kind among the persons for one of them, as the reader does", () => {
    const odd = aPerson({ NAD: ["NAD", "XX", "", "", ["RAVEN", "JOHN"]] }, 2);
    const told = list({ persons: [aPerson(), odd] });
    const names = tagged(told, "NAD");
    expect(names.map(({ path }) => path[0]?.group)).toEqual(["SG1", "SG4", "SG4"]);
    expect(names.at(-1)?.purpose).toBe("Kind of person, name and address.");
    expect(codes(told)).toContain("ROLE_UNKNOWN");
    expect(codes(told)).not.toContain("SEGMENT_ORDER");
    const late = list({ persons: [aPerson(), aPerson({ NAD: ["NAD", "MS", "", "", ["DESK"]] }, 2)] });
    expect(tagged(late, "NAD").at(-1)?.path[0]?.group).toBe("SG1");
  });

  it("names each value, says what its code means, and where its bytes stand", () => {
    const person = tagged(explanation, "NAD")[1]!;
    expect(person).toMatchObject({ name: "Name and address", purpose: "Kind of person, name and address." });
    expect(person.elements.map(({ id, position }) => [position, id])).toEqual([
      [1, "3035"],
      [4, "C080"],
    ]);
    expect(person.elements[0]?.values[0]).toMatchObject({ id: "3035", value: "FL", meaning: "passenger" });
    for (const { elements, start, end, text: shown } of explanation.segments) {
      expect(text.slice(start, end)).toBe(shown);
      for (const { values } of elements) {
        for (const value of values) expect(text.slice(value.start, value.end)).toBe(value.value);
      }
    }
  });

  it("tells the envelope around it", () => {
    expect(explanation.header.map(({ tag }) => tag)).toEqual(["UNA", "UNB", "UNG"]);
    expect(explanation.trailer.map(({ tag }) => tag)).toEqual(["UNE", "UNZ"]);
    const [una, unb] = explanation.header;
    expect(una?.elements.map(({ values }) => values[0]?.value).join("")).toBe(":+.? '");
    expect(text.slice(una?.start, una?.end)).toBe(una?.text);
    expect(unb?.elements[0]?.values[0]).toMatchObject({
      id: "0001",
      meaning: "capital letters, digits and the characters of level A",
    });
  });
});

describe("what departs from the grammar has its own code", () => {
  const visa: SegmentToWrite = ["DOC", "V", "V123"];
  const person = (...added: readonly SegmentToWrite[]): ListOptions => ({
    persons: [[...aPerson(), ...added]],
  });
  it.each<[string, ListOptions]>([
    ["EDI13", { flight: [["TDT", "", "J2075"], ...aFlight.slice(1)] }],
    // The reader tells of the first.
    ["EDI15", person(["GIN", "1"], ["GIN", "2"])],
    ["EDI16", person(visa, ["DTM", ["36", "310809", "101", "9"]])],
    ["EDI16", person(visa, ["LOC", "91", "GBR", "", "", "", "X"])],
    ["EDI35", person(visa, ...many(10, ["GEI", "4", "173"]))],
    ["EDI36", person(...many(5, ["DOC", "V", "V123"]))],
    ["EDI37", person(["DOC", "V", "V123", "", "X"])],
    ["EDI39", person(visa, ["RFF", ["AVFX", "QX7K2M"]])],
    ["SEGMENT_ORDER", person(["ATT", "2", "", "F"])],
  ])("%s", (code, options) => {
    const structural = list(options).findings.filter(({ code: found }) =>
      /^(?:EDI|SEGMENT_ORDER)/.test(found),
    );
    expect(structural.map((finding) => finding.code)).toEqual([code]);
    expect(structural[0]).toMatchObject({ text: expect.not.stringContaining("{") as string });
  });

  it("EDI12 and EDI40: an indicator that is no code, a time too short", () => {
    expect(codes(list({ part: ["01", "X"], accessReference: "A1" }))).toContain("EDI12");
    expect(codes(list({ preparedAt: ["260301", "130"] }))).toEqual(expect.arrayContaining(["EDI40"]));
  });

  it("EDI13 where a mandatory group is missing", () => {
    const explanation = list({ flight: [] });
    expect(explanation.findings).toContainEqual(
      expect.objectContaining({ code: "EDI13", text: "TDT (SG2) is missing; it is mandatory." }),
    );
  });

  it("says once what the reader has said already", () => {
    const text = aPassengerList().replace("UNT+", "UNT+").replace("+PAX001'UNE", "'UNE");
    const missing = explain(text).findings.filter(({ code }) => code === "EDI13");
    expect(missing.map(({ text: said }) => said)).toEqual(["UNT 0062 is missing; it is mandatory."]);
  });
});

describe("limits", () => {
  it("stops explaining, and says so", () => {
    const text = aPassengerList({ persons: many(300, ["X", "Y"]).map((_, i) => aPerson({}, i)) });
    const { messages } = explainBytes(Buffer.from(text), { ...EXPLAIN_LIMITS, segments: 50 });
    expect(messages[0]?.segments.length).toBeLessThanOrEqual(50);
    expect(messages[0]).toMatchObject({ stopped: { limit: 50 }, segmentCount: 3311 });
    expect(codes(messages[0]!)).not.toContain("EDI13");
  });

  it("explains the first messages of many", () => {
    const text = aPassengerList().repeat(4);
    const { messages, complete } = explainBytes(Buffer.from(text), { ...EXPLAIN_LIMITS, messages: 3 });
    expect([messages.length, complete]).toEqual([3, false]);
    expect(messages.every(({ header }) => header.length === 3)).toBe(true);
  });

  it("shows no more of a value, of a segment, of the findings than it may", () => {
    const long = aPassengerList({ persons: [[...aPerson(), ["FTX", "BAG", "", "", "9".repeat(5000)]]] });
    const ftx = tagged(explain(long), "FTX")[0]!;
    expect(ftx.text.length).toBeLessThanOrEqual(EXPLAIN_LIMITS.text + 1);
    expect(ftx.elements.at(-1)?.values[0]?.value.length).toBeLessThanOrEqual(EXPLAIN_LIMITS.value + 1);
    const strange = list({ persons: [[...aPerson(), ...many(900, ["GIN", "1"])]] });
    expect(strange.findings).toHaveLength(EXPLAIN_LIMITS.findings + 1);
    expect(strange.findings.at(-1)?.code).toBe("FINDINGS_OMITTED");
  });

  it("a list that is read in pieces is explained as one", () => {
    const persons = Array.from({ length: 2300 }, (_, i) => aPerson({}, i));
    const text = aPassengerList({ persons });
    const { messages } = explainBytes(Buffer.from(text), { ...EXPLAIN_LIMITS, segments: 100_000 });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ segmentCount: 11 + 2300 * 11, stopped: null });
    expect(codes(messages[0]!).filter((code) => code.startsWith("EDI"))).toEqual([]);
    expect(tagged(messages[0]!, "NAD").at(-1)?.path).toEqual([{ group: "SG4", repetition: 2300 }]);
  });
});

describe("a bomb is explained as far as the limits go", () => {
  const bytes = 128 * 1024;
  it.each([
    ["empty data elements", "+".repeat(bytes)],
    ["components", `NAD+FL+${"A:".repeat(bytes / 2)}`],
    ["segments", "A'".repeat(bytes / 2)],
    ["persons", "NAD+FL+++A:B'".repeat(bytes / 13)],
    ["messages", "UNT+1+1'UNH+1+PAXLST:D:05B:UN'".repeat(bytes / 30)],
    ["interchanges", "UNZ+1+1'UNB+UNOA:4+A+B+260301:1305+1'".repeat(bytes / 37)],
    ["release characters", `FTX+BAG+++${"??".repeat(bytes / 2)}`],
  ])("of %s", (_, body) => {
    const text = `UNB+UNOA:4+J2+PIU+260301:1305+1'UNH+1+PAXLST:D:05B:UN'${body}'UNT+3+1'UNZ+1+1'`;
    const { messages } = explainBytes(Buffer.from(text));
    expect(messages.length).toBeLessThanOrEqual(EXPLAIN_LIMITS.messages);
    const segments = messages.flatMap((message) => message.segments);
    expect(segments.length).toBeLessThanOrEqual(EXPLAIN_LIMITS.segments);
    for (const { findings } of messages)
      expect(findings.length).toBeLessThanOrEqual(EXPLAIN_LIMITS.findings + 1);
    expect(JSON.stringify(messages).length).toBeLessThan(4_000_000);
  });
});

describe("what is no message", () => {
  it("an interchange without messages shows its envelope", () => {
    const explanation = explain("UNB+UNOA:4+J2+PIU+260301:1305+1'UNZ+0+1'");
    expect([explanation.kind, explanation.header.map(({ tag }) => tag)]).toEqual(["UNKNOWN", ["UNB", "UNZ"]]);
    expect(codes(explanation)).toContain("EDI32");
  });

  it.each(["", "nothing of the kind", "UNH", "UNB+", "\u0000\u0001"])("%j", (text) => {
    expect(explain(text)).toMatchObject({ kind: "UNKNOWN", accepted: false });
  });

  it("a type that is not known is described as far as its envelope goes", () => {
    const explanation = explain(
      "UNB+UNOA:4+J2+PIU+260301:1305+1'UNH+1+INVOIC:D:05B:UN'BGM+380'UNT+3+1'UNZ+1+1'",
    );
    expect(explanation).toMatchObject({ kind: "UNKNOWN", grammar: null });
    expect(explanation.segments.map(({ tag, name }) => [tag, name])).toEqual([
      ["UNH", "Message header"],
      ["BGM", null],
      ["UNT", "Message trailer"],
    ]);
  });
});

it("whatever is sent: plain data, inside the bytes, never an error", () => {
  const base = Buffer.from(aPassengerList({ persons: [aPerson(), aPerson({}, 2)] }), "latin1");
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 12 }), (changes) => {
      const bytes = Buffer.from(base);
      for (const [at, byte] of changes) bytes[at] = byte;
      const explanations = explainBytes(bytes);
      expect(JSON.parse(JSON.stringify(explanations))).toEqual(explanations);
      for (const { segments, header, trailer } of explanations.messages) {
        for (const { start, end } of [...segments, ...header, ...trailer]) {
          expect(start >= 0 && end >= start && end <= bytes.length).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
});
