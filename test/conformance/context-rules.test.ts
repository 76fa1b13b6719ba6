// The rules that need more than the message: edifact.md §2.3 and §2.4, paxlst.md §6, pnrgov.md §4 and §9 with a context.
import { describe, expect, it } from "vitest";
import { checkAgainst, checkSeries, seriesKey } from "#messages";
import type { MessageContext } from "#messages";
import { second } from "./lists.ts";
import type { ListParts } from "./messages.ts";
import { booking, only, paxlst, person, pnrgov, PUSH, PUSHED, read } from "./messages.ts";

/** Codes with what stands where they lie ("" without an offset). */
function found(text: string, context: MessageContext): [string, string][] {
  const source = Buffer.from(text, "latin1");
  return checkAgainst(only(text), { source, ...context }).map(({ code, offset }) => [
    code,
    offset === null ? "" : text.slice(offset, offset + 10),
  ]);
}
const inList = (parts: ListParts, context: MessageContext) => found(paxlst(parts), context);
const at = (time: string): Date => new Date(`2026-${time}:00Z`);

describe("edifact.md §2.3", () => {
  it("row recipient is one of ours", () => {
    expect(inList({}, { recipients: ["AZAPIS", "AZPIU"] })).toEqual([["EDI07", ""]]);
    expect(inList({}, { recipients: ["AZAPIS", "PIU"] })).toEqual([]);
  });
  it("row 0020 unique in its window", () => {
    expect(inList({}, { referenceUsed: true })).toEqual([["INTERCHANGE_REPEATED", ""]]);
    expect(inList({}, { referenceUsed: false })).toEqual([]);
  });
  it.each<[string, MessageContext, number]>([
    ["03-01T13:05", {}, 0],
    ["02-28T13:06", {}, 0],
    ["02-28T13:00", {}, 1],
    ["03-08T13:00", { oldestDays: 7 }, 0],
    ["03-08T13:10", { oldestDays: 7 }, 1],
    ["05-08T13:10", {}, 0],
  ])("row date of the interchange (260301:1305), received %s", (time, context, count) => {
    expect(inList({}, { receivedAt: at(time), ...context })).toEqual(
      Array.from({ length: count }, () => ["PREPARED_WHEN", ""]),
    );
  });
  it("nothing is held against a message that is not asked for", () => {
    expect(inList({}, {})).toEqual([]);
    expect(found(pnrgov([booking()]), {})).toEqual([]);
  });
});

describe("paxlst.md §6", () => {
  it("PX01 kinds of lists that are agreed", () => {
    expect(inList({ bgm: "BGM+655" }, { lists: ["745", "250"] })).toEqual([
      ["LIST_NOT_AGREED", "UNH+1+PAXL"],
    ]);
    expect(inList({}, { lists: ["745", "250"] })).toEqual([]);
  });
  it("PX03 touches a State that we are competent for", () => {
    expect(inList({}, { states: ["GE", "KZ"] })).toEqual([["STATE_UNTOUCHED", "UNH+1+PAXL"]]);
    expect(inList({}, { states: ["AZ"] })).toEqual([]);
    expect(inList({ flight: ["TDT+20+J21", "LOC+125+XQX", "LOC+87+IST"] }, { states: ["AZ"] })).toEqual([]);
  });
  it.each<[string, string[], MessageContext["identifiedBy"], number]>([
    ["AVF", ["-RFF+AVF"], "AVF", 1],
    ["ABO", ["-RFF+ABO"], "ABO", 1],
    ["AVF or ABO", ["-RFF+ABO", "-RFF+AVF"], "either", 1],
    ["AVF or ABO, one there", ["-RFF+ABO"], "either", 0],
    ["AVF, there", ["-RFF+ABO"], "AVF", 0],
  ])("PX18 %s", (_, changes, identifiedBy, count) => {
    expect(inList({ persons: [second(), person(...changes)] }, { identifiedBy: identifiedBy! })).toEqual(
      Array.from({ length: count }, () => ["PX18", "NAD+FL+++K"]),
    );
  });
  it.each(["CP", "XR", "RP"])("PX19 %s of a person who is not known", (status) => {
    const isKnown = ({ surname }: { readonly surname: string }): boolean => surname === "KESTREL";
    const persons = [person(), second()];
    expect(inList({ bgm: `BGM+745+${status}`, persons }, { isKnown })).toEqual([["PX19", "NAD+FL+++P"]]);
    expect(inList({ persons }, { isKnown })).toEqual([]);
  });
  it.each<[string, number]>([
    ["02-20T10:10", 1],
    ["03-01T09:10", 0],
    ["03-01T10:09", 0],
    ["03-01T11:30", 1],
  ])(
    "PX24 sent at %s: a week to an hour before, and until departure (14:10 at GYD, 10:10 UTC)",
    (time, count) => {
      const context = {
        receivedAt: at(time),
        listTimes: [
          { from: 168, to: 1 },
          { from: 1, to: 0 },
        ],
      };
      expect(inList({ unb: "UNB+UNOA:4+J2:ZZ+PIU:ZZ++R1++APIS" }, context)).toEqual(
        Array.from({ length: count }, () => ["PX24", "UNH+1+PAXL"]),
      );
      expect(inList({ unb: "UNB+UNOA:4+J2:ZZ+PIU:ZZ++R1++APIS", bgm: "BGM+266+CLOB" }, context)).toEqual([]);
    },
  );
});

describe("pnrgov.md §9", () => {
  const push = pnrgov([booking()]);
  const update = pnrgov([booking()], ["MSG+:141", "ORG+J2", PUSHED]);
  it("PN03 the leg touches our State", () => {
    expect(found(push, { states: ["GE"] })).toEqual([["PN03", "UNH+1+PNRG"]]);
    expect(found(push, { states: ["TR"] })).toEqual([]);
  });
  it("PN16 an update before any full push", () => {
    expect(found(update, { fullPushSeen: false })).toEqual([["PN16", "UNH+1+PNRG"]]);
    expect(found(update, { fullPushSeen: true })).toEqual([]);
    expect(found(push, { fullPushSeen: false })).toEqual([]);
  });
  it.each<[string, number]>([
    ["06-18T06:00", 0],
    ["06-19T12:00", 1],
    ["06-20T05:30", 0],
    ["06-21T05:30", 1],
  ])("PN19 at %s: 48 to 24 hours before, and at closing (09:00 at GYD, 05:00 UTC)", (time, count) => {
    const pushTimes = [
      { from: 48, to: 24 },
      { from: 0, to: -2 },
    ];
    const codes = found(push, { receivedAt: at(time), pushTimes }).filter(
      ([code]) => code !== "PREPARED_WHEN",
    );
    expect(codes).toEqual(Array.from({ length: count }, () => ["PN19", "UNH+1+PNRG"]));
  });
  it.each<[string, string, string[]]>([
    ["the same", "/P/GBR/C0190101/GBR/16MAR72/F/09AUG31/KESTREL/ROBIN", []],
    ["fewer given names", "/P/GBR/C0190101/GBR/16MAR72/F/09AUG31/KESTREL/ROB", []],
    ["another name", "/P/GBR/C0190101/GBR/16MAR72/F/09AUG31/PLOVER/MARTIN", ["surname", "given name"]],
    ["another birth date", "/P/GBR/C0190101/GBR/17MAR72/F/09AUG31/KESTREL/ROBIN", ["date of birth"]],
    ["nobody listed", "/P/GBR/X1/GBR/17MAR72/F/09AUG31/PLOVER/MARTIN", []],
  ])("PN11 held against the passenger list: %s", (_, docs, differing) => {
    const listed = only(paxlst()).passengerList!.travellers;
    const text = pnrgov([
      booking(["TIF+X:I+Y:A:2"]),
      [
        ...booking().slice(0, 2),
        "TIF+KESTREL:I+ROBIN:A:1",
        `SSR+DOCS:HK:1:J2:::::${docs}`,
        `${PUSHED}:Y`,
        "RPI+1+HK",
      ],
    ]);
    const findings = checkAgainst(only(text), { listed, source: Buffer.from(text) });
    expect(findings.map(({ code, offset, values }) => [code, offset, values?.["differing"]])).toEqual(
      differing.length === 0 ? [] : [["API_DIFFERS", text.lastIndexOf("SRC'"), differing.join(", ")]],
    );
  });
  it("PN11 by the passenger reference, with another document", () => {
    const listed = only(paxlst()).passengerList!.travellers;
    const text = pnrgov([
      booking(["REF+:J21001", "SSR+DOCS:HK:1:J2:::::/P/GBR/C0190999/GBR/16MAR72/F/09AUG31/KESTREL/ROBIN"]),
    ]);
    expect(checkAgainst(only(text), { listed })[0]?.values).toEqual({ differing: "document number" });
  });
});

describe("edifact.md §2.4 series", () => {
  const part = (s010: string, persons: readonly (readonly string[])[], access = "X1"): string =>
    paxlst({ unh: `UNH+1+PAXLST:D:05B:UN:IATA+${access}+${s010}`, persons, tail: ["CNT+42:3"] });
  const one = person();
  const two = second();
  const three = person("NAD+FL+++SISKIN:WREN", "RFF+ABO:J21003", "DOC+P:110:111+C0190103", "DTM+329:910316");
  const series = (...texts: readonly string[]) => checkSeries(texts.flatMap((text) => read(text)));
  const codes = (...texts: readonly string[]) => series(...texts).findings.map(({ code }) => code);
  const all = [part("01:C", [one]), part("02", [two]), part("03:F", [three])] as const;

  it("complete with parts 1 to n and the last marked F, in any order", () => {
    expect(series(...all)).toEqual({ isComplete: true, missing: [], findings: [] });
    expect(series(all[2], all[0], all[1]).isComplete).toBe(true);
  });
  it("incomplete while one is missing, or the last is not marked", () => {
    expect(series(all[0], all[2])).toMatchObject({ isComplete: false, missing: [2] });
    expect(series(all[0], all[1])).toMatchObject({ isComplete: false, missing: [] });
    expect(series(all[0], all[2]).findings[0]?.text).toContain("series in 3 parts, the parts 2");
    expect(series(all[0]).findings[0]?.text).toContain("series in 2+ parts, the parts 2");
    expect(checkSeries([])).toMatchObject({ isComplete: false, findings: [] });
  });
  it("a part of the same number replaces the earlier one", () => {
    expect(codes(all[0], all[1], all[2], part("02", []))).toEqual(["PX23"]);
    expect(codes(part("02", []), ...all)).toEqual([]);
  });
  it("PX23: CNT carries the total of the whole list", () => {
    expect(codes(all[0], part("02:F", [two]))).toEqual(["PX23"]);
    expect(series(all[0], part("02:F", [two])).findings[0]?.text).toContain("announces 3 passengers");
  });
  it("PN04: EQN counts the PNRs of all parts", () => {
    const head = (count: number) => [...PUSH, `EQN+${count}`];
    const push = (s010: string, bookings: readonly (readonly string[])[], count: number) =>
      pnrgov(bookings, head(count), `UNH+1+PNRGOV:13:1:IA+X1+${s010}`);
    const other = booking().map((segment) => segment.replace("ABC123", "ABC124"));
    const stated = (text: string, count: number) => text.replace(/EQN\+\d+'EQN\+\d+/, `EQN+${count}`);
    const texts = (count: number) => [
      stated(push("01:C", [booking()], count), count),
      stated(push("02:F", [other], count), count),
    ];
    expect(codes(...texts(2))).toEqual([]);
    expect(codes(...texts(3))).toEqual(["PN04"]);
  });
  it("the key of a series: the parts of one agree, everything else differs", () => {
    const keys = all.map((text) => seriesKey(only(text)));
    expect(new Set(keys).size).toBe(1);
    expect(seriesKey(only(part("02", [two], "X2")))).not.toBe(keys[0]);
    expect(seriesKey(only(paxlst({ unh: "UNH+1+PAXLST:D:05B:UN:IATA+X1+02", bgm: "BGM+250" })))).not.toBe(
      keys[0],
    );
    expect(
      seriesKey(
        only(
          paxlst({
            unh: "UNH+1+PAXLST:D:05B:UN:IATA+X1+02",
            flight: ["TDT+20+J2099", "LOC+125+GYD", "LOC+87+IST"],
          }),
        ),
      ),
    ).not.toBe(keys[0]);
    for (const alone of ["", "+X1+01:F", "+X1+01"])
      expect(seriesKey(only(paxlst({ unh: `UNH+1+PAXLST:D:05B:UN:IATA${alone}` })))).toBeNull();
  });
});
