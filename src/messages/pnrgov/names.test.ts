// Titles are taken off given names only where no name is damaged.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitTitle } from "./names.ts";

describe("splitTitle", () => {
  it.each([
    ["ISABELLE MRS", "ISABELLE", "MRS"],
    ["KONG CHUN MRS", "KONG CHUN", "MRS"],
    ["JANEMRS", "JANE", "MRS"],
    ["MOANMISS", "MOAN", "MISS"],
    ["JOHNMR", "JOHN", "MR"],
    ["WILLIAMMR", "WILLIAM", "MR"],
    ["KEVINMICHAELMR", "KEVINMICHAEL", "MR"],
    ["TOMMSTR", "TOM", "MSTR"],
    ["LIMR", "LI", "MR"],
    ["MUSTAFAMR", "MUSTAFA", "MR"],
    ["ANDREAMR", "ANDREA", "MR"],
    ["ALIMR", "ALI", "MR"],
    ["MR JOHN", "JOHN", "MR"],
    ["DR ANNA", "ANNA", "DR"],
    ["AMR MR", "AMR", "MR"],
    ["SOPHY(INF", "SOPHY", null],
    ["PETER MR(ADT)", "PETER", "MR"],
    ["PETER MR(ID00N2)", "PETER", "MR"],
    ["PETER (INFANT)", "PETER", null],
    ["PETER (IDRIS)", "PETER (IDRIS)", null],
    ["PETER (STUART)", "PETER (STUART)", null],
    ["PETER MR(ADT) (ID00N2)(ADT", "PETER", "MR"],
    ["PETERMR.", "PETER", "MR"],
    ["PETER MR.", "PETER", "MR"],
    ["(ADT)", null, null],
    ["LAMIS MISS", "LAMIS", "MISS"],
  ])("%s is %s with title %s", (sent, given, title) => {
    expect(splitTitle(sent)).toEqual({ given, title });
  });

  it.each([
    "DRAGAN",
    "AMR",
    "NASR",
    "OMR",
    "NIMR",
    "SAMR",
    "ABUAMR",
    "MOHAMEDAMR",
    "ALIAMR",
    "MOHAMED AAMR",
    "AHMED KHALEDAMR",
    "DRITA",
    "MSCISLAW",
    "MRINAL",
    "SIRAJ",
    "MADAMA",
    "WILLIAMS",
    "ALEXANDR",
    "ADAMS",
    "BADR",
    "MISSAK",
    "PROFIRA",
    "KHAMISS",
    "ALKHAMISS",
    "ALNIMR",
    "NURALQAMR",
    "SOPHY",
    "DR",
  ])("%s stays whole", (sent) => {
    expect(splitTitle(sent)).toEqual({ given: sent, title: null });
  });

  it("uses the document's given name to tell a doubtful title", () => {
    expect(splitTitle("LUCAMR")).toEqual({ given: "LUCA", title: "MR" });
    expect(splitTitle("MOHAMEDAMR", ["MOHAMEDA"])).toEqual({ given: "MOHAMEDA", title: "MR" });
    expect(splitTitle("JANEMS", ["JANE"])).toEqual({ given: "JANE", title: "MS" });
    expect(splitTitle("WILLIAMS", ["WILLIAMS"])).toEqual({ given: "WILLIAMS", title: null });
    expect(splitTitle("ABUAMR", ["ABUAMR"])).toEqual({ given: "ABUAMR", title: null });
  });

  it("names no one when only a title is sent", () => {
    expect(splitTitle("MRS")).toEqual({ given: null, title: "MRS" });
    expect(splitTitle("  ")).toEqual({ given: null, title: null });
  });

  it("reads given and title, said again in its own order, as the same", () => {
    const part = fc.constantFrom(
      "AMR",
      "ANNA",
      "MR",
      "MRS",
      "JANEMR",
      "DR",
      "(ADT)",
      "(INF",
      "MSTR.",
      "LI",
      "-",
      ".",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(part, fc.constantFrom("", " ")), { maxLength: 5 }), (parts) => {
        const once = splitTitle(parts.flat().join(""));
        const said = [once.given, once.title].filter((known) => known !== null).join(" ");
        expect(splitTitle(said)).toEqual(once);
        expect(once.given).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  });

  it("never loses a letter: given and title are always found again in what was sent", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{1,9}( [A-Z]{1,9})?$/), (sent) => {
        const { given, title } = splitTitle(sent);
        const letters = sent.replaceAll(" ", "");
        const joined = `${given ?? ""}${title ?? ""}`.replaceAll(" ", "");
        const swapped = `${title ?? ""}${given ?? ""}`.replaceAll(" ", "");
        expect([joined, swapped]).toContain(letters);
      }),
    );
  });
});
