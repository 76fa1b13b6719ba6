// The tables hold together: every segment used is described, every group can be told, every reader knows its tags.
import { describe, expect, it } from "vitest";
import { isKnownTag, packTag } from "../edifact/tags.ts";
import { aFlight, aPassengerList, aPerson } from "../fixtures.ts";
import { readBytes } from "../read.ts";
import { envelopeGrammars, grammarFor, messageGrammars } from "./catalogue.ts";
import { cusres } from "./cusres.ts";
import { isGroup, usesOf } from "./grammar.ts";
import type { GrammarNode, SegmentGroup } from "./grammar.ts";
import { paxlstUses } from "./paxlst.ts";

const grammars = [...messageGrammars, ...envelopeGrammars];
const groupsOf = (body: readonly GrammarNode[]): readonly SegmentGroup[] =>
  body.filter(isGroup).flatMap((group) => [group, ...groupsOf(group.body)]);

describe.each(grammars.map((grammar) => [grammar.name, grammar] as const))("%s", (_, grammar) => {
  it("describes every segment it uses", () => {
    const uses = usesOf(grammar.body);
    expect(uses.filter(({ tag }) => grammar.directory[tag] === undefined)).toEqual([]);
    expect(uses.every(({ purpose, max }) => /^[A-Z0-9].*\.$/.test(purpose) && max >= 1)).toBe(true);
  });

  it("begins each group with a segment that must be there once", () => {
    for (const { body } of groupsOf(grammar.body)) expect(body[0]).toMatchObject({ status: "M", max: 1 });
  });

  it("gives every tag to the reader's recovery of lost terminators", () => {
    for (const { tag } of usesOf(grammar.body)) expect(isKnownTag(packTag(tag))).toBe(true);
  });

  it("has data elements whose ids and representations are well formed", () => {
    for (const { tag, elements } of Object.values(grammar.directory)) {
      for (const { id, max, components } of elements) {
        expect(`${tag} ${id}`).toMatch(/^[A-Z]{3} (?:[CS]\d{3}|\d{4})$/);
        expect(max).toBeGreaterThan(0);
        for (const component of components) {
          expect(`${tag} ${component.id}`).toMatch(/^[A-Z]{3} \d{4}$/);
          expect(component.representation).toMatch(/^(?:a|n|an)(?:\.\.)?[1-9]\d*$/);
        }
      }
    }
  });
});

it("the grammar of a message is found by its type, and that before 2003 by its version", () => {
  expect(grammarFor("PAXLST", "D")?.name).toBe("Passenger and crew list");
  expect(grammarFor("PAXLST", "001")?.name).toBe("Passenger and crew list before 2003");
  expect(grammarFor("INVOIC", "D")).toBeNull();
});

it("the reader of PAXLST expects every segment of its grammar", () => {
  const inside = new Set(paxlstUses.map(({ tag }) => tag).filter((tag) => !tag.startsWith("UN")));
  for (const tag of inside) {
    const stray = [tag, "1", "2"] as const;
    const places = [{ flight: [stray, ...aFlight] }, { persons: [[...aPerson(), stray]] }];
    const strange = places.filter((options) => {
      const [message] = readBytes(Buffer.from(aPassengerList(options)));
      return message?.findings.some(({ code }) => code === "SEGMENT_UNEXPECTED") ?? true;
    });
    expect([tag, strange.length < places.length]).toEqual([tag, true]);
  }
});

it("the reader of CUSRES knows every segment that its grammar keeps, and tells of the others", () => {
  for (const { tag, passedOver } of usesOf(cusres.body)) {
    if (tag.startsWith("UN")) continue;
    const kept = usesOf(cusres.body).some((use) => use.tag === tag && use.passedOver !== true);
    const text = `UNB+UNOA:4+A+B+260301:1306+9'UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'ERP+2'RFF+ABO:1'${tag}+1+2'UNT+6+1'UNZ+1+9'`;
    const codes = readBytes(Buffer.from(text))[0]?.findings.map(({ code }) => code) ?? [];
    expect([tag, passedOver === true && !kept, codes.includes("CR04")]).toEqual([tag, !kept, !kept]);
  }
});
