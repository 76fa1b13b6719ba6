// The control rules of edifact.md §2.3: each departure has its own code, and none else.
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../contrl/error-codes.ts";
import { aPassengerList } from "../fixtures.ts";
import type { ReadMessage } from "../message.ts";
import { readBytes } from "../read.ts";
import { envelopeFindings } from "./received.ts";
import type { Reception } from "./received.ts";

const list = aPassengerList();
const alone = aPassengerList({ grouped: false });
const body = alone.slice(alone.indexOf("UNH"), alone.indexOf("UNZ"));
const read = (text: string): readonly ReadMessage[] => readBytes(Buffer.from(text, "latin1"));
/** The codes of all messages that the text holds. */
const codes = (text: string): readonly string[] =>
  read(text).flatMap(({ findings }) => findings.map(({ code }) => code));
const change = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};
const marked = (elements: string): string => change(alone, "++APIS'", `++APIS${elements}'`);
const second = (reference: string): string => body.replaceAll("PAX001", reference);

describe("one departure, one code", () => {
  it.each<[rule: string, contrl: string, codes: readonly string[], text: string]>([
    ["UNZ 0020 is not UNB 0020", "28", ["EDI28"], change(list, "UNZ+1+260301130501", "UNZ+1+9")],
    ["UNE 0048 is not UNG 0048", "28", ["EDI28"], change(list, "UNE+1+1", "UNE+1+2")],
    ["UNT 0062 is not UNH 0062", "28", ["EDI28"], change(list, "+PAX001'UNE", "+PAX002'UNE")],
    ["UNT counts other segments", "29", ["EDI29"], list.replace(/UNT\+\d+/, "UNT+7")],
    ["UNE counts other messages", "29", ["EDI29"], change(list, "UNE+1", "UNE+2")],
    ["UNZ counts other groups", "29", ["EDI29"], change(list, "UNZ+1", "UNZ+2")],
    ["UNZ counts other messages", "29", ["EDI29"], change(alone, "UNZ+1", "UNZ+2")],
    ["a message reference used twice", "26", ["EDI26"], change(alone, "UNZ+1", `${body}UNZ+2`)],
    ["a date that is none", "24", ["EDI24"], change(list, "+260301:1305+2603", "+261301:1305+2603")],
    ["an empty interchange", "32", ["EDI32"], "UNB+UNOA:4+J2+PIU+260301:1305+1'UNZ+0+1'"],
    [
      "an empty group",
      "32",
      ["EDI32"],
      change(list, "UNZ+1", "UNG+PAXLST+J2+PIU+260301:1305+2+UN+D:05B'UNE+0+2'UNZ+2"),
    ],
    ["text between segments", "33", ["EDI33"], change(list, "'UNE", "'XXX+1'UNE")],
    ["text after UNZ", "33", ["EDI33"], `${list}\r\nXXX+1`],
    [
      "a message outside of groups after one inside",
      "30",
      ["EDI30"],
      change(list, "UNZ+1", `${second("PAX002")}UNZ+1`),
    ],
    [
      "a group after a message without",
      "30",
      ["EDI30"],
      change(
        change(alone, "UNZ+1", "UNG+PAXLST+J2+PIU+260301:1305+2+UN+D:05B'UNE_UNZ+1"),
        "UNE_",
        `${second("PAX002")}UNE+1+2'`,
      ),
    ],
    ["a bad UNA", "20", ["EDI20"], change(list, "UNA:+.? '", "UNA:A.? '")],
    ["a test", "25", ["EDI25"], marked("++++1")],
    ["a repertoire that is none", "46", ["EDI46"], change(alone, "UNOA:4", "QXYZ:4")],
    ["a syntax version that is none", "2", ["SYNTAX_VERSION"], change(alone, "UNOA:4", "UNOA:9")],
    ["a character outside of the repertoire", "21", ["EDI21"], change(list, "OPERATIONS", "operations")],
    ["a trailing separator", "45", ["EDI45"], change(list, "DTM+36:310809'", "DTM+36:310809:'")],
    ["no sender", "13", ["EDI13"], change(alone, "+J2:ZZ+", "++")],
    ["no recipient", "13", ["EDI13"], change(alone, "+PIU:ZZ+", "++")],
    ["a type that is not known", "14", ["KIND_UNKNOWN"], change(alone, "PAXLST:D", "INVOIC:D")],
  ])("%s: CONTRL %s", (_, contrl, expected, text) => {
    expect(codes(text)).toEqual(expected);
    expect(expected.map((code) => ERROR_CODES[code])).toEqual([contrl]);
  });

  it("a batch message in an interactive interchange: CONTRL 47", () => {
    const [message] = read(`UIB+UNOA:4+D1++++J2:ZZ+PIU:ZZ'${body}UIZ+D1+1'`);
    expect(message?.findings.map(({ code }) => code)).toContain("EDI47");
    expect(ERROR_CODES["EDI47"]).toBe("47");
  });

  it("no test: 0, or nothing", () => {
    expect([codes(marked("++++0")), codes(marked("+A"))]).toEqual([[], []]);
    expect(read(marked("++++1"))[0]?.envelope?.test).toBe("1");
    expect(read(alone)[0]?.envelope).not.toHaveProperty("test");
  });
});

describe("what only the receiver can tell", () => {
  const [message] = read(list);
  const at = Date.UTC(2026, 2, 1, 13, 6);
  const day = 24 * 3_600_000;
  const told = (reception: Partial<Reception>): readonly string[] =>
    envelopeFindings(message!, { at, ...reception }).map(({ code }) => code);

  it.each<[string, Partial<Reception>, readonly string[]]>([
    ["in time, to us", { own: ["PIU"], daysMax: 30 }, []],
    ["to somebody else", { own: ["XX1", "XX2"] }, ["EDI7"]],
    ["a day ahead is a clock", { at: at - day }, []],
    ["more is not", { at: at - 2 * day }, ["DATE_FUTURE"]],
    ["old, where nothing was agreed", { at: at + 400 * day }, []],
    ["older than agreed", { at: at + 32 * day, daysMax: 30 }, ["DATE_OLD"]],
  ])("%s", (_, reception, expected) => {
    expect(told(reception)).toEqual(expected);
  });

  it("CONTRL knows their codes", () => {
    expect(["EDI7", "DATE_FUTURE", "DATE_OLD"].map((code) => ERROR_CODES[code])).toEqual(["7", "24", "24"]);
  });
});
