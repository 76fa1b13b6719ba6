// Whom a directive is about, and who may release it; a likeness of names is never enough.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  directivesAbout,
  endRefusal,
  releaseRefusal,
  type KnownIdentity,
  type ReleasedDirective,
} from "./directive.ts";

const known: KnownIdentity = {
  nameKey: "ALIYEV RASHAD",
  birthDate: "1984-03-11",
  locator: "ABC123",
  travellerRef: "P1",
  documentNumbers: ["C1234567"],
};
const nobody: KnownIdentity = {
  nameKey: "",
  birthDate: null,
  locator: null,
  travellerRef: null,
  documentNumbers: [],
};
const released = (over: Partial<ReleasedDirective> = {}): ReleasedDirective => ({
  id: "d1",
  personId: "p1",
  state: "released",
  directive: "NOT_OK",
  authority: "NOT_APPLICABLE",
  known: [known],
  ...over,
});
const about = (traveller: Partial<KnownIdentity> & { personId?: string | null }, directives = [released()]) =>
  directivesAbout(directives, { personId: null, ...nobody, ...traveller }).map(({ id }) => id);

describe("whom it is about", () => {
  test.each([
    ["the person of the record", { personId: "p1" }],
    ["the carrier's reference with the name", { travellerRef: "P1", nameKey: "ALIYEV RASHAD" }],
    [
      "locator, name and birth date",
      { locator: "ABC123", nameKey: "ALIYEV RASHAD", birthDate: "1984-03-11" },
    ],
    ["a document with the birth date", { documentNumbers: ["C1234567"], birthDate: "1984-03-11" }],
  ])("%s", (_name, traveller) => expect(about(traveller)).toEqual(["d1"]));

  test.each([
    ["a name", { nameKey: "ALIYEV RASHAD" }],
    ["a name with a birth date", { nameKey: "ALIYEV RASHAD", birthDate: "1984-03-11" }],
    ["the reference of the adult whose lap an infant sits on", { travellerRef: "P1", nameKey: "ALIYEV NUR" }],
    ["another of the same booking", { locator: "ABC123", nameKey: "ALIYEV NUR", birthDate: "2015-01-01" }],
    [
      "a document number of somebody born on another day",
      { documentNumbers: ["C1234567"], birthDate: "1990-01-01" },
    ],
    ["nobody known", { personId: null }],
  ])("not %s", (_name, traveller) => expect(about(traveller)).toEqual([]));

  test("one in force stands before one that was withdrawn", () => {
    const both = [released({ id: "old", state: "withdrawn" }), released({ id: "new" })];
    expect(about({ personId: "p1" }, both)).toEqual(["new", "old"]);
  });

  test("whoever shares no more than words of a name is never meant", () => {
    const text = fc.option(fc.string({ minLength: 1, maxLength: 12 }));
    fc.assert(
      fc.property(
        fc.array(fc.record({ nameKey: fc.string({ maxLength: 20 }), birthDate: text }), { maxLength: 5 }),
        (persons) => {
          const directives = persons.map((person, index) =>
            released({
              id: `d${index}`,
              personId: `p${index}`,
              known: [
                {
                  ...nobody,
                  ...person,
                  locator: `L${index}`,
                  travellerRef: `R${index}`,
                  documentNumbers: [`N${index}`],
                },
              ],
            }),
          );
          for (const person of persons)
            expect(about({ ...person, personId: "other" }, directives)).toEqual([]);
        },
      ),
    );
  });
});

describe("who may do what", () => {
  const proposed = { state: "proposed", proposedBy: "person:1" } as const;
  test.each([
    ["the proposer", proposed, "person:1", "own-directive"],
    ["the system", proposed, "system:intake", "decision-needs-person"],
    [
      "of one released already",
      { ...proposed, state: "released" as const },
      "person:2",
      "directive-not-proposed",
    ],
  ])("release is refused to %s", (_name, directive, by, code) =>
    expect(releaseRefusal(directive, by)?.refused.code).toBe(code),
  );
  test("release by another person", () => expect(releaseRefusal(proposed, "person:2")).toBeNull());
  test("what is in force is withdrawn, what is proposed is taken back", () => {
    expect(endRefusal(proposed, "retracted", "person:1")).toBeNull();
    expect(endRefusal(proposed, "withdrawn", "person:2")?.refused.code).toBe("directive-not-released");
    expect(endRefusal({ ...proposed, state: "released" }, "withdrawn", "person:2")).toBeNull();
    expect(endRefusal({ ...proposed, state: "released" }, "retracted", "person:1")?.refused.code).toBe(
      "directive-not-proposed",
    );
  });
});
