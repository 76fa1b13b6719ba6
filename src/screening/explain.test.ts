// Every match says why: its evidence adds up, names both sides, and tells what would change it.
import { describe, expect, it } from "vitest";
import type { ListEntry } from "#watchlists";
import { buildIndex, screenTraveller, STANDARD_PROFILE, type Match, type Traveller } from "./api.ts";
import { aName, anEntry, aTraveller } from "./fixtures.ts";

function matchOf(entry: ListEntry, traveller: Traveller): Match | undefined {
  const index = buildIndex([entry], [{ code: "NAT", version: "2026-11-20" }]);
  return screenTraveller(index, traveller, { ...STANDARD_PROFILE, display: 0.0001 })[0];
}

const HUSEYNOV = anEntry("Hüseynov / Elçin / Rauf oğlu", {
  documents: [{ type: "P", number: "C01234567", country: "AZE" }],
});

describe("a match", () => {
  it("adds up: the evidence sums to the bits, the shares to no more than one (CJEU817-195, AIA-86)", () => {
    const match = matchOf(HUSEYNOV, aTraveller("GUSEINOV / ELCHIN", { birthDate: "1980-05-18" }));
    const sum = match?.why.reduce((bits, item) => bits + item.bits, 0) ?? 0;
    expect(sum).toBeCloseTo(match?.bits ?? NaN, 1);
    expect(match?.why.reduce((share, item) => share + Math.abs(item.effect), 0)).toBeLessThanOrEqual(1.05);
    expect(match?.why.every((item) => item.text.endsWith("."))).toBe(true);
  });

  it("names both sides and how they relate, strongest first, the base rate last", () => {
    const match = matchOf(HUSEYNOV, aTraveller("HUSEYNOV / ELCHIN"));
    expect(match).toMatchObject({
      entryId: "NAT-1",
      list: "NAT",
      listVersion: "2026-11-20",
      matchedName: "Hüseynov Elçin Rauf oğlu",
      band: "strong",
      decision: "alert",
      threshold: STANDARD_PROFILE.alert,
    });
    expect(match?.why.map(({ feature, relation, left, right }) => [feature, relation, left, right])).toEqual([
      ["birth-date", "equal", "1980-05-17", "1980-05-17"],
      ["given", "script-reading", "ELCHIN", "ELÇIN"],
      ["surname", "script-reading", "HUSEYNOV", "HÜSEYNOV"],
      ["nationality", "equal", "AZE", "AZE"],
      ["sex", "equal", "M", "M"],
      ["patronymic", "missing-left", null, "RAUF"],
      ["prior", "base-rate", null, null],
    ]);
    expect(match?.why[2]?.text).toBe(
      "Surname: HUSEYNOV and HÜSEYNOV are one name in another script or transliteration.",
    );
  });

  it("does not alert on a twin: the same surname and birth date, another given name", () => {
    const rare = anEntry("Qaravəlizadə / Elçin");
    const twin = aTraveller("QARAVALIZADA / TURAL");
    expect(matchOf(rare, twin)).toMatchObject({ decision: "none" });
    expect(matchOf(rare, twin)?.why).toContainEqual(
      expect.objectContaining({ feature: "given", relation: "twin" }),
    );
    expect(matchOf(rare, aTraveller("QARAVALIZADA / ELCIN"))).toMatchObject({ decision: "alert" });
  });

  it("says what was not compared and which side lacks it", () => {
    const entry = anEntry("Hüseynov / Elçin", { dobs: [], sex: null });
    const match = matchOf(entry, aTraveller("HUSEYNOV / ELCHIN"));
    expect(match?.notCompared.map(({ feature, missing }) => [feature, missing])).toEqual([
      ["birth-date", "entry"],
      ["document", "both"],
      ["sex", "entry"],
    ]);
  });

  // Each habit and slip has its own words (screening.md §5.5).
  it.each([
    ["HUSEYNOV", "Гусейнов", "russified"],
    ["HASHIMOV", "GASHIMOV", "russified"],
    ["SCHEWTSCHENKO", "SHEVCHENKO", "western-spelling"],
    ["DZIERZYNSKI", "DZIERŻYŃSKI", "script-reading"],
    ["ABDULRAHMANOV", "ABDURRAHMANOV", "servant-of"],
    ["ZARGALAMOV", "ZARGOLEMOV", "vowels-differ"],
    ["ZARGALAMOV", "ZARGALABOV", "one-letter"],
    ["ZARGALAMOV", "ZARGLAAMOV", "letters-exchanged"],
    ["ALIYEVA", "Əliyev", "gender-ending"],
    ["HASANOV", "Həsənli", "surname-stem"],
  ])("says how %s and %s are one name: %s", (traveller, listed, relation) => {
    const match = matchOf(anEntry(`${listed} / Zümrüd`), aTraveller(`${traveller} / ZUMRUD`));
    expect(match?.why.find((item) => item.feature === "surname")?.relation).toBe(relation);
  });

  it.each([
    ["ZARGALAMOVNIGAR", "Zərqələmov / Nigar", "joined"],
    ["ZARGALMOVNIGAR", "Zərqələmov / Nigar", "joined-alike"],
    ["ZARGALAMOV / NIGAR", "ZARGALAMOVNIGAR", "split"],
    ["ZARGALAMOV / NIGAR", "ZARGLAMOVNIGAR", "split-alike"],
  ])("says that %s and %s are one name written as one word: %s", (traveller, listed, relation) => {
    const match = matchOf(anEntry(listed), aTraveller(traveller));
    expect(match?.why.find((item) => item.feature === "name")?.relation).toBe(relation);
    expect(match?.wouldChange.clear?.feature).toBe("birth-date");
  });

  it("says that pinyin and Wade-Giles are one name", () => {
    const entry = anEntry("CHANG / Hsiaoping", { nationalities: ["TWN"] });
    const match = matchOf(entry, aTraveller("ZHANG / XIAOPING", { nationality: "TWN" }));
    expect(match?.why.find((item) => item.feature === "given")?.relation).toBe("chinese-spelling");
  });

  it("names the patronymic that one side lacks as what would clear or strengthen it", () => {
    const undated = { dobs: [], sex: null, nationalities: [] };
    const listed = anEntry("Zərqələmov / Elçin / Rauf oğlu", undated);
    const match = matchOf(listed, aTraveller("ZARGALAMOV / ELCHIN", { birthDate: "1980-05-17" }));
    expect(match?.decision).toBe("alert");
    expect(match?.wouldChange.clear?.feature).toBe("birth-date");
    const dated = anEntry("Hüseynov / Elçin / Rauf oğlu", {
      dobs: [{ date: "1980" }],
      sex: "F",
      nationalities: ["TUR"],
    });
    const weaker = matchOf(dated, aTraveller("HUSEYNOV / ELCHIN"));
    expect(weaker?.wouldChange.clear).toMatchObject({ feature: "patronymic", relation: "different" });
  });

  it("reckons a part of a name that differs as the engine itself would", () => {
    const match = matchOf(
      anEntry("Zərqələmov / Elçin"),
      aTraveller("ZARGALAMOV / ELCHIN", { birthDate: "1980-05-17", sex: null }),
    );
    const other = matchOf(
      anEntry("Zərqələmov / Elçin"),
      aTraveller("ZARGALAMOV / WOLFGANG", { birthDate: "1980-05-17", sex: null }),
    );
    const clear = match?.wouldChange.clear;
    expect(clear?.feature).toBe("birth-date");
    expect(other?.why.filter((item) => item.relation === "different").map((item) => item.feature)).toEqual([
      "given",
    ]);
  });

  it("tells what would clear it and what would strengthen it", () => {
    const rare = anEntry("Zərqələmov / Elçin", { dobs: [] });
    const match = matchOf(rare, aTraveller("ZARGALAMOV / ELCHIN"));
    expect(match?.decision).toBe("alert");
    expect(match?.band).toBe("possible");
    expect(match?.wouldChange.clear).toMatchObject({ feature: "birth-date", relation: "far-year" });
    expect(match?.wouldChange.clear?.score).toBeLessThan(STANDARD_PROFILE.alert);
    expect(match?.wouldChange.strengthen).toMatchObject({ feature: "birth-date", relation: "equal" });
  });

  it("is strong on a document alone, and says that the name differs", () => {
    const traveller = aTraveller("LINDQVIST / OLOF", {
      birthDate: "1991-01-02",
      nationality: "SWE",
      documents: [{ type: "P", number: "c0123 4567", issuer: "AZE" }],
    });
    const match = matchOf(HUSEYNOV, traveller);
    expect(match).toMatchObject({ band: "strong", decision: "alert" });
    expect(match?.why[0]).toMatchObject({
      feature: "document",
      relation: "number-equal",
      left: "c0123 4567",
    });
    expect(match?.why.filter((item) => item.relation === "different").map((item) => item.feature)).toContain(
      "surname",
    );
  });

  it("finds a document of which the list knows no name", () => {
    const lost = { ...HUSEYNOV, names: [], dobs: [], sex: null, nationalities: [] };
    const traveller = aTraveller("LINDQVIST / OLOF", {
      documents: [{ type: "P", number: "C01234567", issuer: "AZE" }],
    });
    expect(matchOf(lost, traveller)).toMatchObject({
      entryId: "NAT-1",
      matchedName: "",
      band: "strong",
      decision: "alert",
      why: [{ feature: "document", relation: "number-equal" }, { feature: "prior" }],
    });
    const other = { type: "P", number: "C01234568", issuer: "AZE" };
    expect(matchOf(lost, { ...traveller, documents: [other] })).toBeUndefined();
  });

  it("never calls a name alone strong, however rare, unless it is long (WL-3)", () => {
    const match = matchOf(
      anEntry("Zərqələmov / Zümrüdxan", { dobs: [] }),
      aTraveller("ZARGALAMOV / ZUMRUDKHAN", { birthDate: null }),
    );
    expect(match?.score).toBeGreaterThan(STANDARD_PROFILE.strong);
    expect(match?.band).toBe("possible");
  });

  it("halves a weak alias", () => {
    const full = matchOf(
      anEntry("", { names: [aName("Qurban Zərqələmov")] }),
      aTraveller("ZARGALAMOV / GURBAN"),
    );
    const weak = matchOf(
      anEntry("", { names: [aName("Qurban Zərqələmov", "weak")] }),
      aTraveller("ZARGALAMOV / GURBAN"),
    );
    expect(weak?.why.some((item) => item.relation === "weak-alias")).toBe(true);
    expect(weak?.bits ?? 0).toBeLessThan((full?.bits ?? 0) - 5);
  });

  it("takes the threshold of the entry's category", () => {
    const entry = anEntry("Zərqələmov / Elçin", { category: "lost-document", dobs: [] });
    const index = buildIndex([entry], []);
    const profile = { ...STANDARD_PROFILE, alertByCategory: { "lost-document": 1 } };
    const [match] = screenTraveller(index, aTraveller("ZARGALAMOV / ELCHIN"), profile);
    expect(match).toMatchObject({ threshold: 1, decision: "none", listVersion: "unversioned" });
  });

  describe("beside name, date and nationality", () => {
    const evidenceOf = (entry: ListEntry, traveller: Traveller, feature: string) =>
      matchOf(entry, traveller)?.why.find((item) => item.feature === feature);

    it("a minor is the less likely one of adults without a birth date, and nothing is said where the day of the journey is not known", () => {
      const undated = anEntry("Zərqələmov / Elçin", { dobs: [] });
      const child = aTraveller("ZARGALAMOV / ELCHIN", { birthDate: "2009-03-02", travelsOn: "2026-11-22" });
      expect(evidenceOf(undated, child, "age")).toMatchObject({
        relation: "minor",
        bits: -2,
        left: "2009-03-02",
      });
      expect(evidenceOf(undated, { ...child, travelsOn: "2027-03-02" }, "age")).toBeUndefined();
      expect(evidenceOf(undated, { ...child, travelsOn: "2027-03-01" }, "age")?.bits).toBe(-2);
      expect(evidenceOf(undated, { ...child, travelsOn: null }, "age")).toBeUndefined();
      expect(evidenceOf({ ...undated, category: "alert" }, child, "age")).toBeUndefined();
      expect(evidenceOf({ ...undated, dobs: [{ date: "2009" }] }, child, "age")).toBeUndefined();
    });

    it("a birth in the listed country counts, the more the less the nationality says it; another country says nothing", () => {
      const entry = anEntry("Zərqələmov / Elçin", { birthCountries: ["GEO"] });
      const born = (birthPlace: string | null, nationality = "AZE") =>
        evidenceOf(entry, aTraveller("ZARGALAMOV / ELCHIN", { birthPlace, nationality }), "birth-place");
      expect(born("TBILISI GEO")).toMatchObject({ relation: "birth-country-equal", bits: 3, right: "GEO" });
      expect(born("TBILISI GEO", "GEO")?.bits).toBe(1);
      expect(born("BAKU AZE")).toBeUndefined();
      expect(born("TBILISI")).toBeUndefined();
      expect(born(null)).toBeUndefined();
    });

    it("a document of another kind is told apart, and what would make it strong is said", () => {
      const traveller = aTraveller("SEYIDOV / ORKHAN", {
        birthDate: "1991-09-02",
        documents: [{ type: "I", number: "C01234567", issuer: "AZE" }],
      });
      const match = matchOf(HUSEYNOV, traveller);
      expect(match?.why.find((item) => item.feature === "document")?.relation).toBe("number-type-differs");
      expect(match?.band).not.toBe("strong");
      expect(match?.wouldChange.strengthen?.relation).toBe("number-equal");
    });

    it("a birth year of two digits is read in the century that agrees, and the evidence says so", () => {
      const entry = anEntry("Zərqələmov / Elçin", { dobs: [{ date: "1915-04-12" }] });
      const traveller = aTraveller("ZARGALAMOV / ELCHIN", { birthDate: "2015-04-12" });
      expect(matchOf(entry, traveller)?.decision).not.toBe("alert");
      const match = matchOf(entry, { ...traveller, birthYearAmbiguous: true });
      expect(match?.decision).toBe("alert");
      const dates = match?.why.filter((item) => item.feature === "birth-date");
      expect(dates?.map(({ relation, left, bits }) => [relation, left, bits])).toEqual([
        ["equal", "1915-04-12", 13],
        ["other-century", "1915-04-12", -1],
      ]);
      const sum = match?.why.reduce((bits, item) => bits + item.bits, 0) ?? 0;
      expect(sum).toBeCloseTo(match?.bits ?? NaN, 1);
    });
  });
});
