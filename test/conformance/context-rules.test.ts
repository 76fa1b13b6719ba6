// The rules that need more than the message: paxlst.md §6 and pnrgov.md §9 with a context.
import { describe, expect, it } from "vitest";
import { checkAgainst } from "#messages";
import type { MessageContext } from "#messages";
import { second } from "./lists.ts";
import type { ListParts } from "./messages.ts";
import { booking, only, paxlst, person, pnrgov, PUSHED } from "./messages.ts";

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

it("nothing is held against a message that is not asked for", () => {
  expect(inList({}, {})).toEqual([]);
  expect(found(pnrgov([booking()]), {})).toEqual([]);
});

describe("paxlst.md §6", () => {
  it("PX01 kinds of lists that are agreed", () => {
    expect(inList({ bgm: "BGM+655" }, { lists: ["745", "250"] })).toEqual([
      ["LIST_NOT_AGREED", "UNH+1+PAXL"],
    ]);
    expect(inList({}, { lists: ["745", "250"] })).toEqual([]);
  });
  it("documents of types that are accepted, visas apart (§8)", () => {
    const persons = [person(), second()];
    const types = { documentTypes: ["I"] };
    expect(inList({ persons }, types).map(([code]) => code)).toEqual([
      "DOCUMENT_NOT_AGREED",
      "DOCUMENT_NOT_AGREED",
    ]);
    expect(inList({ persons }, types)[0]).toEqual(["DOCUMENT_NOT_AGREED", "NAD+FL+++K"]);
    expect(inList({ persons }, { documentTypes: ["I", "P"] })).toEqual([]);
    const visa = person().join("'").replace("DOC+P", "DOC+V").split("'");
    expect(inList({ persons: [visa] }, types)).toEqual([]);
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
