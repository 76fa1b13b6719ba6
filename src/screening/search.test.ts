// The index finds exactly what looking at every entry finds: no candidate is lost, at any threshold.
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readList, type ListEntry } from "#watchlists";
import { buildIndex, screenTraveller, STANDARD_PROFILE, type ListIndex, type Traveller } from "./api.ts";
import { findPairs, type JoinHit } from "./candidates.ts";
import { EditPattern, slowDistance } from "./edit-pattern.ts";
import { aName, anEntry, aTraveller } from "./fixtures.ts";
import { addGlued } from "./glued.ts";
import { Nearness, type Form } from "./form.ts";
import { joinDistance, joinedKey, joinsOf } from "./index/join-search.ts";
import { ROLES } from "./index/list-index.ts";
import { unpackDate } from "./index/packed-date.ts";
import { queryOf, type Query, type QueryName } from "./query.ts";
import { compareDates } from "./score/birth-date.ts";
import { priorBits, probabilityOf } from "./score/calibration.ts";
import { DOCUMENT_KINDS } from "./score/document.ts";
import { compareDocuments, factBitsOf, type DocumentEvidence } from "./score/facts.ts";
import { NameScorer } from "./score/scorer.ts";
import { nameBeside, screenTravellers, totalBits } from "./screen.ts";
import { editCost } from "./similarity.ts";
import { WordPairs } from "./word-pairs.ts";

const SURNAMES =
  "Əliyev Məmmədova Quliyev Hüseynov Cəfərov Xəlilzadə İbrahimli Al-Rahmani Ivanov Petrova Yılmaz Öztürk Garcia Rivas Kim Nguyen Haqqani Иванов Гусейнов Sokolovskiy O'Brien Müller Beridze Grigoryan".split(
    " ",
  );
const GIVENS =
  "Elçin Gülnarə Rəşad Vüqar Abdulrahman Mohammed Hossein Sergey Petrovich Olga Ayşe Leonel Jong-Un Chol Maria Yusif Абдулла محمد Anna Zümrüd Xəyal A. Nikolay Tariq".split(
    " ",
  );
/** Names as they stand in the document's own script, whole or in part. */
const NATIVES = [
  "Гусейнов Абдулла",
  "محمد رحمانی",
  "محمد",
  "Əliyev Rəşad",
  "Иванов Сергей Петрович",
  "김종은",
];
const FATHERS = ["Vaqif oğlu", "Rauf qızı", "Əli oğlu", "İlham qızı"];

const oneOf = (from: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...from);
const aDate = fc
  .record({
    // years that are near, a slip away, far, or of another calendar
    y: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1950, max: 1956 }) },
      { weight: 1, arbitrary: fc.constantFrom(1905, 1940, 1947, 1960, 1965, 1850, 1329, 1334, 2495, 2571) },
    ),
    m: fc.integer({ min: 1, max: 12 }),
    d: fc.oneof(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 3 })),
  })
  .map(({ y, m, d }) => `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`);
const aDob = fc.oneof(
  aDate.map((date) => ({ date })),
  aDate.map((date) => ({ date: date.slice(0, 7) })),
  aDate.map((date) => ({ date: date.slice(0, 4), circa: true as const })),
  aDate.map((date) => ({ from: date.slice(0, 4), to: "1955" })),
);
const aDocument = fc.integer({ min: 1_234_560, max: 1_234_590 }).map((number) => `C${number}`);
const aCountry = fc.constantFrom("AZE", "RUS", "IRN");

const listed: fc.Arbitrary<ListEntry> = fc
  .record({
    surname: oneOf(SURNAMES),
    given: oneOf(GIVENS),
    second: fc.option(oneOf(GIVENS), { nil: null }),
    father: fc.option(oneOf(FATHERS), { nil: null }),
    alias: fc.option(fc.tuple(oneOf(GIVENS), oneOf(SURNAMES)), { nil: null }),
    dobs: fc.array(aDob, { maxLength: 2 }),
    sex: fc.constantFrom("M" as const, "F" as const, null),
    nationalities: fc.array(aCountry, { maxLength: 2 }),
    birthCountries: fc.array(aCountry, { maxLength: 1 }),
    documents: fc.array(fc.record({ number: aDocument, country: fc.option(aCountry, { nil: null }) }), {
      maxLength: 1,
    }),
  })
  .map(({ surname, given, second, father, alias, dobs, sex, nationalities, birthCountries, documents }) =>
    anEntry("", {
      names: [
        aName(
          [
            surname,
            second === null ? given : `${given} ${second}`,
            ...(father === null ? [] : [father]),
          ].join(" / "),
        ),
        ...(alias === null ? [] : [aName(alias.join(" "), alias[0].length > 5 ? "alias" : "weak")]),
      ],
      dobs,
      sex,
      nationalities,
      birthCountries,
      documents: documents.map((document) => ({ type: "P", ...document })),
    }),
  );

/** Damage as typists, carriers and readers do it, on the travel-document form of a listed name. */
const damage: fc.Arbitrary<(name: string) => string> = fc.constantFrom(
  (name: string) => name,
  (name: string) => name.replace(/([A-Z])([A-Z])(?=[A-Z])/, "$2$1"),
  (name: string) => name.slice(0, 2) + name.slice(3),
  (name: string) => name.replace(/E/g, "A"),
  (name: string) => `${name.slice(0, 4)}X${name.slice(4)}`,
  (name: string) => name.replace(/ /g, ""),
  (name: string) => `${name}MR`,
  (name: string) => name.slice(0, 5),
  (name: string) => name[0] ?? "",
  (name: string) => `${name.slice(0, 3)} ${name.slice(3)}`,
  (name: string) => name.replace(/H/g, "G").replace(/Q/g, "K"),
);

const travelling = fc
  .record({
    surname: oneOf(SURNAMES),
    given: fc.array(oneOf(GIVENS), { maxLength: 2 }),
    harm: fc.tuple(damage, damage),
    swap: fc.boolean(),
    single: fc.integer({ min: 0, max: 6 }),
    dob: fc.oneof(
      aDate,
      aDate.map((date) => date.slice(0, 7)),
      fc.constant(null),
    ),
    sex: fc.constantFrom("M" as const, "F" as const, "X" as const, null),
    nationality: fc.option(aCountry, { nil: null }),
    number: fc.option(aDocument, { nil: null }),
    type: fc.constantFrom("P", "I", null),
    birthPlace: fc.constantFrom("BAKU AZE", "TABRIZ IRN", "MOSCOW", null),
    travelsOn: fc.constantFrom("1970-01-01", "2026-11-22", null),
    native: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, oneOf(NATIVES)),
  })
  .map(({ surname, given, harm, swap, single, dob, number, type, native, ...facts }): Traveller => {
    const plain = (text: string): string =>
      text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ə", "a").toUpperCase();
    const [family, personal] = [harm[0](plain(surname)), harm[1](plain(given.join(" ")))];
    const [one, two] = swap ? [personal, family] : [family, personal];
    const documents = number === null ? [] : [{ type, number, issuer: facts.nationality }];
    const name = single === 0 ? { surname: `${one}${two}`, given: null } : { surname: one, given: two };
    return { ...facts, ...name, birthDate: dob, documents, nativeName: native };
  });

/**
 * Scores every name of every entry, finding words, joins, dates and documents by looking at all of them. Where either
 * side has no readable name, the document alone counts (G5).
 */
function lookAtAll(index: ListIndex, traveller: Traveller): Map<string, number> {
  const query = queryOf(index, traveller);
  const documents = allDocuments(index, query);
  const prior = priorBits(index.population);
  const best = new Map<string, number>();
  for (const queried of query.names) {
    const pairs = new WordPairs(index.tokens.surfaces.length);
    findPairs(index, queried, pairs, (form) => allForms(index, form));
    const scorer = new NameScorer(index, queried, pairs, allJoins(index, queried));
    for (let at = 0; at < index.names; at++) {
      const entry = index.nameEntry[at] ?? 0;
      const nameBits = scorer.score(at, isBorn(index, query, entry), null);
      const document = documents.get(entry);
      if (!scorer.anchored && document === undefined) continue;
      const documentBits = document === undefined || nameBits < document.needsNameBits ? 0 : document.bits;
      const name = nameBeside(nameBits, documentBits);
      const sum = prior + name + factBitsOf(index, query, entry) + documentBits;
      const id = index.store.read(entry).id;
      best.set(id, Math.max(best.get(id) ?? -Infinity, totalBits(sum, document)));
    }
  }
  for (const [entry, document] of documents) {
    const id = index.store.read(entry).id;
    if (best.has(id) || document.needsNameBits > 0) continue;
    best.set(id, totalBits(prior + factBitsOf(index, query, entry) + document.bits, document));
  }
  return best;
}

function allForms(index: ListIndex, form: Form) {
  const nearness = new Nearness(form);
  const near = index.forms
    .map((listedForm, number) => ({ number, near: nearness.to(listedForm) }))
    .filter((one) => one.near > 0);
  return {
    numbers: Uint32Array.from(near, (one) => one.number),
    nears: Float64Array.from(near, (one) => one.near),
  };
}

function allJoins(index: ListIndex, name: QueryName): Map<number, JoinHit[]> {
  const hits = new Map<number, JoinHit[]>();
  addGlued(
    index,
    name,
    (form) => allForms(index, form),
    (at, hit) => hits.set(at, [...(hits.get(at) ?? []), hit]),
  );
  for (let at = 0; at < index.names; at++) {
    const [from, to] = [index.nameTokens.starts[at] ?? 0, index.nameTokens.starts[at + 1] ?? 0];
    const tokens = [...index.nameTokens.values.subarray(from, to)];
    const roles = [...index.nameRoles.subarray(from, to)].map((role) => ROLES[role] ?? "unknown");
    const keys = tokens.map((token) =>
      index.tokens.kinds[token] === 0
        ? (index.forms[index.tokens.forms.values[index.tokens.forms.starts[token] ?? 0] ?? 0]?.key ?? "")
        : "",
    );
    for (const [run, members] of joinsOf(tokens.length, roles).entries()) {
      const joined = joinedKey(members, keys);
      if (joined === null) continue;
      for (const [token, { looseKeys }] of name.tokens.entries()) {
        for (const loose of looseKeys) {
          if (joinDistance(loose, joined) < 0) continue;
          hits.set(at, [...(hits.get(at) ?? []), { token, run }]);
        }
      }
    }
  }
  return hits;
}

function allDocuments(index: ListIndex, query: Query): Map<number, DocumentEvidence> {
  const best = new Map<number, DocumentEvidence>();
  for (const document of query.documents) {
    for (const [at, number] of index.documentNumbers.entries()) {
      const evidence = compareDocuments(document, {
        number,
        country: index.documentCountry[at] ?? 0,
        kind: DOCUMENT_KINDS[index.documentKind[at] ?? 0] ?? "unknown",
      });
      const entry = index.documentEntry[at] ?? 0;
      if (evidence !== null && evidence.bits > (best.get(entry)?.bits ?? 0)) best.set(entry, evidence);
    }
  }
  return best;
}

function isBorn(index: ListIndex, query: Query, entry: number): boolean {
  const { starts, values } = index.entries.dobs;
  if (query.birthDate === null) return false;
  for (let at = starts[entry] ?? 0; at < (starts[entry + 1] ?? 0); at++) {
    const { relation } = compareDates(query.birthDate, unpackDate(values[at] ?? 0));
    if (relation === "equal" || relation === "default-date") return true;
  }
  return false;
}

const rounded = (scores: Iterable<readonly [string, number]>): string[] =>
  [...scores].map(([id, bits]) => `${id} ${(Math.round(bits * 100) / 100).toFixed(2)}`).sort();

/** Screens each traveller by search and by looking at every entry, at three thresholds; how many matches were found. */
function expectAllFound(
  entries: readonly ListEntry[],
  travellers: readonly Traveller[],
  population: number | null = null,
): number {
  const numbered = entries.map((entry, at) => ({ ...entry, id: `E-${at}` }));
  const alone = buildIndex(numbered, []);
  const index =
    population === null ? alone : buildIndex(numbered, [], { rarityOf: { ...alone, population } });
  let found = 0;
  for (const traveller of travellers) {
    const all = lookAtAll(index, traveller);
    for (const display of [0.0005, 0.02, 0.5]) {
      const matches = screenTraveller(index, traveller, { ...STANDARD_PROFILE, display });
      const expected = [...all].filter(([, bits]) => probabilityOf(bits) >= display);
      expect(rounded(matches.map((match) => [match.entryId, match.bits] as const))).toEqual(
        rounded(expected),
      );
      found += matches.length;
    }
  }
  return found;
}

describe("candidate search", () => {
  it("finds what looking at every entry finds, at every threshold", () => {
    let found = 0;
    const lists = fc.array(listed, { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(lists, fc.array(travelling, { minLength: 40, maxLength: 40 }), (entries, travellers) => {
        found += expectAllFound(entries, travellers);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(300);
  });

  it.each([60_000, 1_000_000])("does so as a part of a list of %d, by dates", (population) => {
    let found = 0;
    const lists = fc.array(listed, { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(lists, fc.array(travelling, { minLength: 40, maxLength: 40 }), (entries, travellers) => {
        found += expectAllFound(entries, travellers, population);
      }),
      { numRuns: 4, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(30);
  });

  it.each(["NA.", "FNU LNU", "", "-"])("finds a traveller named %j by the document alone", (surname) => {
    const documents = [{ type: "P", number: "C1234563", country: "IRN" }];
    const entries = [anEntry("Petrova / Vüqar", { documents }), anEntry("UNKNOWN", { documents })];
    const traveller = aTraveller(surname, {
      birthDate: "1956-12-22",
      documents: [{ type: "P", number: "C1234563", issuer: null }],
    });
    expect(expectAllFound(entries, [traveller])).toBeGreaterThan(0);
  });

  it("gives the same bytes again, and after another traveller", () => {
    const entries = fc
      .sample(listed, { numRuns: 80, seed: 7 })
      .map((entry, at) => ({ ...entry, id: `E-${at}` }));
    const [index, other] = [buildIndex(entries, []), buildIndex(entries, [])];
    fc.assert(
      fc.property(travelling, travelling, (one, two) => {
        const first = JSON.stringify(screenTraveller(index, one, STANDARD_PROFILE));
        screenTraveller(index, two, STANDARD_PROFILE);
        expect(JSON.stringify(screenTraveller(index, one, STANDARD_PROFILE))).toBe(first);
        expect(JSON.stringify(screenTraveller(other, one, STANDARD_PROFILE))).toBe(first);
      }),
      { numRuns: 200 },
    );
  });

  it("gives a list of travellers what it gives each of them", () => {
    const index = buildIndex(fc.sample(listed, { numRuns: 80, seed: 11 }), []);
    fc.assert(
      fc.property(fc.array(travelling, { maxLength: 12 }), (travellers) => {
        expect(screenTravellers(index, travellers, STANDARD_PROFILE)).toEqual(
          travellers.map((traveller) => screenTraveller(index, traveller, STANDARD_PROFILE)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("never throws, whatever the names, dates and documents", () => {
    const index = buildIndex(fc.sample(listed, { numRuns: 40, seed: 3 }), []);
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.string({ maxLength: 12 }),
      fc.constantFrom("<<", "MR", "", "-"),
    );
    fc.assert(
      fc.property(text, fc.option(text, { nil: null }), text, text, (surname, given, birthDate, number) => {
        const documents = [{ type: null, number, issuer: number }];
        const traveller = {
          surname,
          given,
          birthDate,
          sex: null,
          nationality: birthDate,
          documents,
          nativeName: given,
        };
        expect(Array.isArray(screenTraveller(index, traveller, STANDARD_PROFILE))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

const BENCH = new URL("../../../shared/bench/", import.meta.url);

describe.skipIf(!existsSync(BENCH))("candidate search on the development list", () => {
  it("finds what looking at every entry finds", () => {
    const reading = readList(readFileSync(new URL("screening-dev-watchlist.jsonl", BENCH)));
    if (!reading.accepted) throw new Error(reading.said.text);
    const index = buildIndex(reading.entries, []);
    const rows = readFileSync(new URL("screening-dev.jsonl", BENCH), "utf8").split("\n").slice(0, 600);
    for (const row of rows.filter((_row, at) => at % Math.ceil(600 / BENCH_TRAVELLERS) === 0)) {
      const { surname, given, dob, sex, nationality, document } = JSON.parse(row) as BenchRow;
      const documents = [{ type: document.type, number: document.number, issuer: document.country }];
      const traveller: Traveller = { surname, given, birthDate: dob, sex, nationality, documents };
      const all = [...lookAtAll(index, traveller)].filter(([, bits]) => probabilityOf(bits) >= 0.02);
      const matches = screenTraveller(index, traveller, { ...STANDARD_PROFILE, display: 0.02 });
      expect(rounded(matches.map((match) => [match.entryId, match.bits] as const))).toEqual(rounded(all));
    }
  });
});

const BENCH_TRAVELLERS = 5;
type BenchRow = {
  readonly surname: string;
  readonly given: string;
  readonly dob: string;
  readonly sex: Traveller["sex"];
  readonly nationality: string;
  readonly document: { readonly type: string; readonly number: string; readonly country: string };
};

describe("edit distances", () => {
  const word = fc.string({ unit: fc.constantFrom("A", "B", "C", "D", "E", "H"), maxLength: 12 });
  it("bit-parallel and dynamic programming agree", () => {
    fc.assert(
      fc.property(word, word, (one, two) => {
        const pattern = new EditPattern(one);
        const codes = Uint8Array.from(two, (letter) => letter.charCodeAt(0));
        expect(pattern.levenshtein(two, 20)).toBe(slowDistance(one, two, false));
        expect(pattern.levenshteinCodes(codes, 0, two.length, 20)).toBe(slowDistance(one, two, false));
        expect(pattern.withinEdits(two, 2)).toBe(slowDistance(one, two, true) <= 2);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("weighted edit cost", () => {
  const cost = (one: string, two: string): number => editCost(one, two, 100);
  const word = fc.string({ unit: fc.constantFrom("A", "E", "H", "K", "S", "M", "N"), maxLength: 8 });

  it("is the least there is: no way of editing the words in two parts costs less", () => {
    fc.assert(
      fc.property(word, word, (one, two) => {
        const whole = cost(one, two) - 1e-9;
        for (let i = 0; i <= one.length; i++) {
          for (let j = 0; j <= two.length; j++) {
            const parts = cost(one.slice(0, i), two.slice(0, j)) + cost(one.slice(i), two.slice(j));
            expect(whole).toBeLessThanOrEqual(parts);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is that of every letter taken out and put in at most, and 0 for equal words only", () => {
    fc.assert(
      fc.property(word, word, (one, two) => {
        expect(cost(one, two)).toBeLessThanOrEqual(cost(one, "") + cost("", two) + 1e-9);
        expect(cost(one, two)).toBeCloseTo(cost(two, one), 9);
        expect(cost(one, two) === 0).toBe(one === two);
      }),
      { numRuns: 3000 },
    );
  });
});
