// CONTRL: written and read again, in both syntax versions; made from what was found; never in answer to a CONTRL.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aPassengerList, aPerson } from "../fixtures.ts";
import type { ListOptions } from "../fixtures.ts";
import { explainBytes } from "../grammar/explain.ts";
import { readBytes } from "../read.ts";
import { syntaxReports } from "./from-explanations.ts";
import type { ReportOptions } from "./from-explanations.ts";
import type { ReportedMessage, SyntaxReport } from "./report.ts";
import { writeContrl } from "./write.ts";

const AT = "2026-03-01T13:06:00Z";
const written = (report: SyntaxReport, version = "4"): string =>
  Buffer.from(writeContrl(report, { syntax: ["UNOA", version], reference: "C1", at: AT })).toString("utf8");
const reports = (text: string, detail: ReportOptions["detail"] = "rejections"): readonly SyntaxReport[] =>
  syntaxReports(explainBytes(Buffer.from(text, "latin1")), { detail }).map(({ report }) => report);
const reportOn = (options: ListOptions, detail?: ReportOptions["detail"]): SyntaxReport =>
  reports(aPassengerList(options), detail)[0]!;

describe("written and read again", () => {
  const text = fc.stringMatching(/^[A-Z0-9][A-Z0-9'+:?.-]{0,12}[A-Z0-9]$/);
  const somewhere = fc.record({
    element: fc.integer({ min: 1, max: 999 }),
    component: fc.option(fc.integer({ min: 1, max: 999 })),
  });
  const verdict = {
    action: fc.constantFrom("rejected", "acknowledged", "received"),
    error: fc.option(fc.constantFrom("12", "13", "39")),
    segment: fc.option(fc.constantFrom("UNH", "UNT", "UNB")),
    position: fc.option(somewhere),
  } as const;
  const message = fc.record({
    reference: text,
    type: fc.constantFrom(["PAXLST", "D", "05B", "UN", "IATA"], ["PNRGOV", "11", "1", "IA"]),
    ...verdict,
    segments: fc.array(
      fc.record({
        segment: fc.integer({ min: 1, max: 999_999 }),
        error: fc.option(fc.constantFrom("15", "35")),
        elements: fc.array(fc.record({ error: fc.constantFrom("12", "13"), position: somewhere }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 3 },
    ),
  });
  const party = text.chain((name) => fc.constantFrom([name], [name, "ZZ"]));
  const parties = { sender: party, recipient: party };
  const report = fc.record({
    interchange: text,
    ...parties,
    ...verdict,
    messages: fc.array(message, { maxLength: 3 }),
    groups: fc.array(
      fc.record({ reference: text, ...parties, ...verdict, messages: fc.array(message, { maxLength: 2 }) }),
      { maxLength: 2 },
    ),
  });

  it("is the same report, in both syntax versions, and again the same bytes", () => {
    fc.assert(
      fc.property(report, fc.constantFrom("3", "4"), (sent, version) => {
        const bytes = written(sent, version);
        const [read, ...more] = readBytes(Buffer.from(bytes));
        expect(more).toEqual([]);
        expect(read).toMatchObject({ kind: "CONTRL", accepted: true, findings: [] });
        expect(read?.report).toEqual(sent);
        expect(written(read!.report!, version)).toBe(bytes);
        expect(explainBytes(Buffer.from(bytes)).messages[0]?.findings).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("goes back to the sender, as CONTRL 4:1 or D:3", () => {
    const report = reportOn({});
    expect(written(report, "4")).toBe(
      "UNA:+.? 'UNB+UNOA:4+PIU:ZZ+J2:ZZ+260301:1306+C1'UNH+1+CONTRL:4:1:UN'UCI+260301130501+J2:ZZ+PIU:ZZ+7'UNT+3+1'UNZ+1+C1'",
    );
    expect(written(report, "3")).toContain("UNH+1+CONTRL:D:3:UN'");
  });

  it("an action that is none, an UCS without message, a segment of another kind: kept and told", () => {
    const [message] = readBytes(
      Buffer.from(
        "UNB+UNOA:4+A+B+260301:1306+9'UNH+1+CONTRL:4:1:UN'UCI+7+B+A+5'UCS+3+13'BGM+745'UNT+5+1'UNZ+1+9'",
      ),
    );
    expect(message).toMatchObject({
      accepted: true,
      report: { interchange: "7", action: null, messages: [] },
    });
    expect(message?.findings.map(({ code, tag }) => `${code} ${tag}`)).toEqual([
      "EDI12 UCI",
      "EDI15 UCS",
      "EDI15 BGM",
      "NOT_ADMITTED null",
    ]);
  });

  it("without UCI it is refused", () => {
    const [message] = readBytes(
      Buffer.from("UNB+UNOA:4+A+B+260301:1306+9'UNH+1+CONTRL:4:1:UN'UCM+1'UNT+3+1'UNZ+1+9'"),
    );
    expect(message).toMatchObject({ accepted: false });
    expect(message?.findings.map(({ code }) => code)).toContain("EDI13");
  });
});

describe("made from what was found", () => {
  const nothing = { error: null, segment: null, position: null };

  it("all is well: the interchange is acknowledged, and nothing else said", () => {
    expect(reportOn({})).toEqual({
      interchange: "260301130501",
      sender: ["J2", "ZZ"],
      recipient: ["PIU", "ZZ"],
      action: "acknowledged",
      ...nothing,
      messages: [],
      groups: [],
    });
  });

  it("receipt only", () => {
    expect(reportOn({ persons: [] }, "receipt")).toMatchObject({
      action: "received",
      messages: [],
      groups: [],
    });
  });

  it("a refused message, in its group, with segment and data element", () => {
    const report = reportOn({ beginning: ["BGM", "999"] });
    expect(report.action).toBe("acknowledged");
    expect(report.groups).toMatchObject([
      {
        reference: "1",
        action: "acknowledged",
        messages: [{ reference: "PAX001", type: ["PAXLST", "D", "05B", "UN", "IATA"], action: "rejected" }],
      },
    ]);
    // BGM is segment 2, its first data element the second position: the tag counts (ISO 9735, 0098).
    expect(report.groups[0]?.messages[0]?.segments).toEqual([
      { segment: 2, error: null, elements: [{ error: "12", position: { element: 2, component: null } }] },
    ]);
  });

  it("without groups the message stands by itself; a missing data element has its position", () => {
    const report = reportOn({ grouped: false, beginning: ["BGM", "999"], flight: [["TDT", "", "J2075"]] });
    expect(report.groups).toEqual([]);
    const tdt = report.messages[0]?.segments.find(({ segment }) => segment === 5);
    expect(tdt?.elements).toContainEqual({ error: "13", position: { element: 2, component: null } });
  });

  it("what is tolerated is told only where that was agreed", () => {
    const person = [...aPerson(), ["DOC", "V", "V1"], ["RFF", ["AVFX", "QX7K2M"]]] as const;
    expect(reportOn({ persons: [person] }).groups).toEqual([]);
    const [group] = reportOn({ persons: [person] }, "all").groups;
    const [message] = group?.messages ?? [];
    expect(message).toMatchObject({ action: "acknowledged", error: null } satisfies Partial<ReportedMessage>);
    expect(message?.segments.at(-1)).toMatchObject({
      elements: [{ error: "39", position: { element: 2, component: 1 } }],
    });
  });

  it("trailers that do not match: at the message, and at the interchange", () => {
    const text = aPassengerList({ beginning: ["BGM", "999"], grouped: false })
      .replace("+PAX001'UNZ", "+PAX002'UNZ")
      .replace("UNZ+1+260301130501", "UNZ+1+9");
    const [report] = reports(text);
    expect(report).toMatchObject({ error: "28", segment: "UNZ", position: { element: 3, component: null } });
    expect(report?.messages[0]).toMatchObject({
      error: "28",
      segment: "UNT",
      position: { element: 3, component: null },
    });
  });

  it("an unusable UNA, or no message at all: the interchange is rejected", () => {
    const bad = aPassengerList({ serviceString: false });
    expect(reports(`UNA++.? '${bad}`)[0]).toMatchObject({ action: "rejected", error: "20", segment: "UNA" });
    expect(reports("UNB+UNOA:4+J2+PIU+260301:1305+1'UNZ+0+1'")[0]).toMatchObject({
      action: "rejected",
      error: "32",
    });
  });

  it("goes back in the syntax and with the separators of what it reports on", () => {
    const text = aPassengerList({ syntax: ["UNOA", "3"], grouped: false })
      .replaceAll("+", "*")
      .replaceAll("'", "#");
    const [sent] = syntaxReports(explainBytes(Buffer.from(text)), { detail: "receipt" });
    const bytes = writeContrl(sent!.report, { ...sent!.reply, reference: "C1", at: AT });
    expect(Buffer.from(bytes).toString()).toMatch(
      /^UNA:\*\.\? #UNB\*UNOA:3\*PIU:ZZ\*J2:ZZ\*.*\*CONTRL:D:3:UN#/,
    );
  });

  it("one report for each interchange; none for a CONTRL or for what has no header", () => {
    const list = aPassengerList();
    const contrl = written(reportOn({}));
    expect(reports(list + contrl + list).map(({ interchange }) => interchange)).toEqual([
      "260301130501",
      "260301130501",
    ]);
    expect(reports(list.slice(list.indexOf("UNH")))).toEqual([]);
  });

  it("whatever was sent, the report can be written and read", () => {
    const base = aPassengerList({ persons: [aPerson(), aPerson({}, 2)] });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(base, "latin1");
        for (const [at, byte] of changes) bytes[at] = byte;
        for (const { report, reply } of syntaxReports(explainBytes(bytes), { detail: "all" })) {
          const [read] = readBytes(writeContrl(report, { ...reply, reference: "C1", at: AT }));
          expect(read?.kind).toBe("CONTRL");
        }
      }),
      { numRuns: 200 },
    );
  });
});
