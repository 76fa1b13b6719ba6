// The published OFAC and Canadian lists, entry by entry beside an independent reading of the same files.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ListEntry } from "../entry.ts";
import { listFilesTogether, readList } from "./read-list.ts";

const LISTS = new URL("../../../../shared/data/lists/", import.meta.url);
const file = (name: string): Buffer => readFileSync(new URL(name, LISTS));

type Reference = {
  readonly id: string;
  readonly list: string;
  readonly names: readonly { readonly full: string; readonly type: string }[];
  readonly dobs: readonly object[];
  readonly sex: string | null;
  readonly nat: readonly string[];
  readonly pob: readonly string[];
  readonly docs: readonly { readonly type: string; readonly number: string }[];
};

function readWhole(bytes: Uint8Array): readonly ListEntry[] {
  const read = readList(bytes);
  if (!read.accepted) throw new Error(read.said.text);
  return read.entries;
}

const referenceOf = (list: string): Reference[] =>
  file("persons-normalised.jsonl")
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Reference)
    .filter((entry) => entry.list === list);

const folded = (text: string): string => text.toLowerCase().replace(/\s+/g, " ").trim();
const bare = (text: string): string => folded(text).replace(/[^\p{L}\p{N}]+/gu, "");
const namesOf = (entry: Reference | ListEntry): string[] => entry.names.map(({ full }) => folded(full));
const birthsOf = (entry: Reference | ListEntry): string =>
  entry.dobs
    .map((dob) => JSON.stringify(dob))
    .toSorted((a, b) => a.localeCompare(b))
    .join(" ");

/** How many of the pairs do not satisfy this. */
const count = <Pair>(pairs: readonly Pair[], holds: (pair: Pair) => boolean): number =>
  pairs.filter((pair) => !holds(pair)).length;

/** What of the one the other does not have. */
const lacking = (wanted: readonly string[], there: readonly string[]): string[] =>
  wanted.filter((one) => !there.includes(one));

type Pair = { readonly reference: Reference; readonly entry: ListEntry };

describe.skipIf(!existsSync(LISTS))("the published OFAC list of March 2021", () => {
  const parts = ["ofac-alt-2021-03.csv", "ofac-sdn-2021-03.csv", "ofac-sdn-comments-2021-03.csv"];
  const pairs = (): readonly Pair[] => {
    const [whole] = listFilesTogether(parts.map(file));
    const read = new Map(readWhole(whole ?? Buffer.alloc(0)).map((entry) => [entry.id, entry]));
    return referenceOf("OFAC").flatMap((reference) => {
      const entry = read.get(reference.id);
      return entry === undefined ? [] : [{ reference, entry }];
    });
  };

  it("all 4,620 individuals with main name, sex and every document number alike", () => {
    const all = pairs();
    expect(all).toHaveLength(4620);
    expect(count(all, ({ reference, entry }) => namesOf(entry)[0] === namesOf(reference)[0])).toBe(0);
    expect(count(all, ({ reference, entry }) => entry.sex === reference.sex)).toBe(0);
    const numbers = ({ reference, entry }: Pair) =>
      lacking(
        reference.docs.map(({ number }) => bare(number)),
        entry.documents.map(({ number }) => bare(number)),
      );
    // Ten numbers that the other reading cuts at a blank, a dot, a bracket or after 21 characters.
    expect(all.flatMap(numbers)).toHaveLength(10);
    // Kosovo is XKX there and RKS, as passports have it, here.
    const places = all.flatMap(({ reference, entry }) => lacking(reference.pob, entry.birthCountries));
    expect(places).toEqual(Array.from({ length: 5 }, () => "XKX"));
  });

  it("departs where the other reading is cut at apostrophes, guesses nationality from documents or makes spans points", () => {
    const all = pairs();
    // Weak names stand in single quotation marks: with an apostrophe within, the other reading ends or parts them there.
    const lost = all.filter(
      ({ reference, entry }) => lacking(namesOf(reference).map(bare), namesOf(entry).map(bare)).length > 0,
    );
    const apostrophes = lost.filter(({ entry }) => namesOf(entry).some((name) => /['’]/.test(name)));
    expect(lost.length).toBeLessThanOrEqual(50);
    // And `1-P`, which has one letter only.
    expect(lost.length - apostrophes.length).toBe(1);
    // `01 Jan 1958 to 31 Dec 1960` is a span of years here, and the approximate year 1958 there.
    const births = all.filter(({ reference, entry }) => birthsOf(reference) !== birthsOf(entry));
    expect(births).toHaveLength(55);
    const spans = births.filter(({ reference }) => JSON.stringify(reference.dobs).includes('"circa"'));
    expect(spans).toHaveLength(54);
    // The issuer of a document is no statement on nationality: it is not taken for one here.
    const known = all.flatMap(({ reference, entry }) => lacking(entry.nationalities, reference.nat));
    // Fourteen times the country (Comoros, Malta, Barbados ...) is not known to the other reading.
    expect(known).toHaveLength(14);
    expect(
      count(all, ({ reference, entry }) => lacking(reference.nat, entry.nationalities).length === 0),
    ).toBe(751);
  });

  it("files without the names, or of which the half is missing, are refused", () => {
    const refusal = (...files: Uint8Array[]) => {
      const read = readList(listFilesTogether(files)[0] ?? "");
      return read.accepted ? "accepted" : read.reason;
    };
    const [alt, sdn, comments] = parts.map(file);
    if (alt === undefined || sdn === undefined || comments === undefined) throw new Error("three files");
    expect(refusal(alt)).toBe("part-missing");
    expect(refusal(comments, alt)).toBe("part-missing");
    const half = sdn.subarray(0, sdn.indexOf("\n", sdn.length / 2) + 1);
    expect(refusal(half, alt)).toBe("parts-apart");
    expect(refusal(sdn.subarray(0, sdn.indexOf('"', sdn.length - 400) + 5))).toBe("truncated");
    expect(refusal(sdn)).toBe("accepted");
  });
});

describe.skipIf(!existsSync(LISTS))("the published list of the United Nations of February 2026", () => {
  const pairs = (): readonly Pair[] => {
    const read = new Map(readWhole(file("un-consolidated-2026-02-27.xml")).map((entry) => [entry.id, entry]));
    return referenceOf("UN").flatMap((reference) => {
      const entry = read.get(reference.id);
      return entry === undefined ? [] : [{ reference, entry }];
    });
  };

  it("all 730 individuals with main name, and every birth and country that the other reading has", () => {
    const all = pairs();
    expect(all).toHaveLength(730);
    expect(count(all, ({ reference, entry }) => namesOf(entry)[0] === namesOf(reference)[0])).toBe(0);
    const births = ({ dobs }: Reference | ListEntry) => dobs.map((dob) => JSON.stringify(dob));
    expect(all.flatMap(({ reference, entry }) => lacking(births(reference), births(entry)))).toEqual([]);
    expect(all.flatMap(({ reference, entry }) => lacking(reference.nat, entry.nationalities))).toEqual([]);
    expect(all.flatMap(({ reference, entry }) => lacking(reference.pob, entry.birthCountries))).toEqual([]);
    // Said among the comments alone, `Gender [Male]`: not read there.
    expect(count(all, ({ reference, entry }) => reference.sex === entry.sex)).toBe(1);
  });

  it("departs where the other reading leaves words among names and numbers, or parts of aliases out", () => {
    const all = pairs();
    const lost = all.flatMap(({ reference, entry }) =>
      lacking(namesOf(reference).map(bare), namesOf(entry).map(bare)),
    );
    // A name of one letter, one with a second behind `b)`, and two with their births behind them.
    expect(lost).toHaveLength(4);
    const documents = all.flatMap(({ reference, entry }) =>
      lacking(
        reference.docs.map(({ number }) => bare(number)),
        entry.documents.map(({ number }) => bare(number)),
      ).map((number) => [number, entry.documents.map((own) => bare(own.number))] as const),
    );
    // Sentences about documents, cut after twenty characters there: `CAR DIPLOMATIC PASS`.
    expect(documents).toHaveLength(50);
    // Births and countries that the list gives with an alias.
    expect(count(all, ({ reference, entry }) => entry.dobs.length === reference.dobs.length)).toBe(17);
  });

  it("places of birth, titles, and numbers of persons and not of cards", () => {
    const all = pairs().map(({ entry }) => entry);
    expect(all.filter(({ birthPlaces = [] }) => birthPlaces.length > 0)).toHaveLength(534);
    expect(all.filter(({ titles = [] }) => titles.length > 0)).toHaveLength(373);
    expect(all.flatMap(({ documents }) => documents).filter(({ type }) => type === "N")).toHaveLength(106);
  });
});

describe.skipIf(!existsSync(LISTS))("the published Canadian list of June 2025", () => {
  const pairs = (): readonly Pair[] => {
    // Both follow the order of the file; the other reading leaves out persons of whom one part of the name is listed.
    const whole = readWhole(file("canada-sema-2025-06.xml")).filter(
      ({ names }) => names[0]?.surname !== undefined,
    );
    return referenceOf("CA").flatMap((reference, at) => {
      const entry = whole[at];
      return entry === undefined ? [] : [{ reference, entry }];
    });
  };

  it("all 3,331 persons with main name, sex, nationality and births alike; three more with one name only", () => {
    const all = pairs();
    expect(readWhole(file("canada-sema-2025-06.xml"))).toHaveLength(3334);
    expect(all).toHaveLength(3331);
    expect(count(all, ({ reference, entry }) => namesOf(entry)[0] === namesOf(reference)[0])).toBe(0);
    expect(
      count(all, ({ reference, entry }) => entry.nationalities.join(",") === reference.nat.join(",")),
    ).toBe(0);
    expect(new Set(all.map(({ entry }) => entry.id)).size).toBe(3331);
    const births = all.filter(({ reference, entry }) => birthsOf(reference) !== birthsOf(entry));
    // Written as `1963-1964` or `1963 or 1964`: not read at all there.
    expect(births.map(({ reference }) => reference.dobs.length)).toEqual([0, 0, 0, 0]);
  });

  it("departs where the other reading leaves two names together", () => {
    const lost = pairs().flatMap(({ reference, entry }) =>
      lacking(namesOf(reference), namesOf(entry)).map((name) => ({
        name,
        parts: namesOf(entry).filter((own) => bare(name).includes(bare(own))).length,
      })),
    );
    expect(lost.length).toBeLessThanOrEqual(20);
    expect(lost.filter(({ parts }) => parts === 0)).toEqual([]);
  });
});
