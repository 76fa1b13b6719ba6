// Each field that is kept is bound to the text of law that names it; what is not stops the program before it reads anything.
import { expect, test } from "vitest";
import { bookingFields, listFields, type Basis, type Leaf } from "./admitted-fields.ts";
import { boundToLaw, faultsOfList, isLeaf, isList, legalTextOf, type Spec } from "./legal-text.ts";
import { code } from "./shapes.ts";

const leaf = (basis: unknown): Leaf => ({ basis: basis as Basis, shape: code });
const leavesOf = (spec: Spec): readonly Leaf[] =>
  isLeaf(spec) ? [spec] : isList(spec) ? leavesOf(spec[0]) : Object.values(spec).flatMap(leavesOf);

test("the law names every field that is kept of a booking and of a list (ANX9-9.24a)", () => {
  for (const fields of [bookingFields, listFields] as readonly Spec[]) {
    expect(faultsOfList(fields)).toEqual([]);
    const leaves = leavesOf(fields);
    expect(leaves.length).toBeGreaterThan(40);
    for (const { basis } of leaves) {
      if (basis === "message" || basis === "beyond") continue;
      expect(legalTextOf(basis)).toEqual({
        text: expect.stringMatching(
          /^Directive \(EU\) 2016\/681 Annex I \((?:1?\d)\)$|^Regulation \(EU\) 2025\/13 Art\. 4\([23]\)$/,
        ),
      });
    }
  }
});

test.each([0, 20, 3.5, -1, Number.NaN, "pnr", "", null, undefined, {}, { law: "" }, { law: "Art. 5" }])(
  "a field by %s is bound to no law: the list is refused and names the field (ANX9-9.24a)",
  (basis) => {
    const made: Spec = { travellers: [{ hair: leaf(basis), surname: leaf(4) }] };
    expect(faultsOfList(made).map(({ path }) => path)).toEqual(["travellers.hair"]);
    expect(() => boundToLaw(made)).toThrow(/the field travellers\.hair may not be kept/);
  },
);

test("an extra element needs its place in PAXLST or its maintenance request, beside the article (ANX9-9.9)", () => {
  const law = "Law on passenger data, Art. 12(3)";
  const refused = [
    { law },
    { law, dmrReference: "" },
    { law, dmrReference: "soon" },
    { law, element: "hair" },
  ];
  for (const basis of refused) expect(faultsOfList({ extra: leaf(basis) })).toHaveLength(1);
  expect(faultsOfList({ extra: leaf({ dmrReference: "DMR 123", law: "" }) })).toHaveLength(1);
  for (const basis of [
    { law, dmrReference: "DMR 123" },
    { law, element: "ATT 9017" },
  ]) {
    expect(legalTextOf(basis)).toEqual({ text: law });
    expect(boundToLaw({ extra: leaf(basis) })).toBeDefined();
  }
  // None is shipped.
  for (const fields of [bookingFields, listFields] as readonly Spec[])
    expect(leavesOf(fields).filter(({ basis }) => typeof basis === "object")).toEqual([]);
});
