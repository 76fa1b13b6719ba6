// The candidate guarantee: 10,000 pairs of varied names, the conditions of screening.md §4 against what the search meets.
import { expect, test } from "vitest";
import { syntheticWatchlist } from "#simulation";
import type { ListEntry } from "#watchlists";
import { candidateEntries } from "./candidate-entries.ts";
import { formOf, Nearness } from "./form.ts";
import { conditionsOf, isGluedNear, type Condition, type Met } from "./guarantee.fixtures.ts";
import { buildIndex } from "./index/build-index.ts";
import type { Traveller } from "./match.ts";
import { STANDARD_PROFILE } from "./profile.ts";
import { screenTraveller } from "./screen.ts";

/** The same numbers on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const next = numbers(20_261_122);
const LETTERS = "ABDEFGIKLMNOPRSTUVZ";

function typo(text: string): string {
  if (text === "") return text;
  const at = next(text.length);
  const letter = LETTERS[next(LETTERS.length)] ?? "";
  const [before, here, after] = [text.slice(0, at), text[at] ?? "", text.slice(at + 1)];
  return (
    [
      before + after,
      before + letter + here + after,
      before + letter + after,
      before + after.slice(0, 1) + here + after.slice(1),
    ][next(4)] ?? text
  );
}

const twice = (text: string): string => typo(typo(text));
type Spelt = { readonly surname: string; readonly given: string };
/** Kinds of variation as the measurement protocol has them (§10): errors, order, cuts, glue, titles, sounds, parts left out. */
const kinds: readonly ((name: Spelt) => Spelt)[] = [
  (name) => name,
  ({ surname, given }) => ({ surname: typo(surname), given }),
  ({ surname, given }) => ({ surname, given: typo(given) }),
  ({ surname, given }) => ({ surname: typo(surname), given: typo(given) }),
  ({ surname, given }) => ({ surname: twice(surname), given: twice(given) }),
  ({ surname, given }) => ({ surname: given === "" ? surname : given, given: given === "" ? "" : surname }),
  ({ surname, given }) => ({ surname: `${surname}${given}`.replaceAll(" ", ""), given: "" }),
  ({ surname, given }) => ({ surname: typo(`${surname}${given}`.replaceAll(" ", "")), given: "" }),
  ({ surname, given }) => ({ surname, given: `${given}MR` }),
  ({ surname, given }) => ({ surname: surname.slice(0, 5), given }),
  ({ surname }) => ({ surname, given: "" }),
  ({ surname, given }) => ({ surname, given: given.slice(0, 1) }),
  ({ surname, given }) => ({
    surname: surname.replace(/H/g, "G").replace(/A/g, "E"),
    given: given.replace(/KH/g, "X"),
  }),
  ({ surname, given }) => ({
    surname: surname.replace(/SH/g, "S").replace(/V/g, "W"),
    given: given.replace(/Y/g, "I"),
  }),
];

function travellerFrom(entry: ListEntry, kind: (name: Spelt) => Spelt): Traveller {
  const [name, dob, document] = [entry.names[next(entry.names.length)], entry.dobs[0], entry.documents[0]];
  const spelt = kind({
    surname: (name?.surname ?? name?.full ?? "X").toUpperCase(),
    given: (name?.given ?? "").toUpperCase(),
  });
  return {
    surname: spelt.surname,
    given: spelt.given === "" ? null : spelt.given,
    birthDate: dob !== undefined && "date" in dob && next(3) > 0 ? dob.date : null,
    sex: entry.sex,
    nationality: entry.nationalities[0] ?? null,
    documents:
      document === undefined || next(2) === 0
        ? []
        : [
            {
              type: "P",
              number: next(2) === 0 ? document.number : typo(document.number),
              issuer: document.country,
            },
          ],
    nativeName: next(5) === 0 ? (entry.names.find(({ type }) => type === "original")?.full ?? null) : null,
  };
}

/**
 * What a condition of two words asks for and the engine passes over on purpose (decisions 0050 and 0074): words so unlike
 * that their pair is worth nothing whatever else agrees, and two names known to be different.
 */
function isWorthNothing({ condition, left, right }: Met): boolean {
  if (condition === "G3" || condition === "G5" || condition === "G7") return false;
  return new Nearness(formOf(left, "latin")).to(formOf(right, "latin")) === 0;
}

test("a pair that meets a condition is a candidate, unless all its near words are worth nothing", () => {
  const entries = [...syntheticWatchlist(5, 400)];
  const index = buildIndex(entries, []);
  const met = new Map<Condition, number>();
  const lost: string[] = [];
  let pairs = 0;
  for (let round = 0; round < 28; round++) {
    const kind = kinds[round % kinds.length];
    const listed = entries[next(entries.length)];
    if (kind === undefined || listed === undefined) throw new Error("no pair");
    const traveller = travellerFrom(listed, kind);
    const found = candidateEntries(index, traveller);
    for (const entry of entries) {
      pairs += 1;
      const ways = conditionsOf(traveller, entry);
      for (const condition of new Set(ways.map((way) => way.condition)))
        met.set(condition, (met.get(condition) ?? 0) + 1);
      if (found.has(entry.id) || ways.every(isWorthNothing)) continue;
      const way = ways.find((one) => !isWorthNothing(one));
      lost.push(`${way?.condition} ${traveller.surname}/${traveller.given} ~ ${way?.left} ${way?.right}`);
    }
  }
  expect(lost).toEqual([]);
  expect(pairs).toBeGreaterThan(10_000);
  for (const condition of ["G1", "G2", "G3", "G4", "G5", "G6"] as const)
    expect([condition, met.get(condition) ?? 0]).toEqual([
      condition,
      expect.toSatisfy((count: number) => count > 0),
    ]);
});

/** Ways to write a name as one word: either part first, the father's name within or at the end. */
const glues: readonly ((name: Spelt & { readonly father: string }) => string)[] = [
  ({ surname, given }) => `${surname}${given}`,
  ({ surname, given }) => `${given}${surname}`,
  ({ surname, given, father }) => `${surname}${given}${father}`,
  ({ surname, given, father }) => `${given}${father}${surname}`,
];
const bare = (text: string): string => text.toUpperCase().replace(/[^\p{L}]/gu, "");
/** Without the marker of a father's name, as G3 has particles. */
const father = (patronymic: string | undefined): string => bare((patronymic ?? "").split(" ")[0] ?? "");

/**
 * Glued names with up to so many errors: how many meet G3, which of those are lost, and which with one error at most are
 * scored far below the name in words.
 */
function gluedNames(count: number, errors: number, swapped: boolean) {
  const entries = [...syntheticWatchlist(5, 400)].filter(
    ({ names: [name] }) => name?.surname !== undefined && name.given !== undefined,
  );
  const index = buildIndex(entries, []);
  const profile = { ...STANDARD_PROFILE, display: 0 };
  const lost: string[] = [];
  const low: string[] = [];
  let met = 0;
  for (let round = 0; round < count; round++) {
    const entry = entries[next(entries.length)];
    const name = entry?.names[0];
    const glue = glues[round % glues.length];
    if (entry === undefined || name === undefined || glue === undefined) throw new Error("no pair");
    const [surname, given] = [bare(name.surname ?? ""), bare(name.given ?? "")];
    let text = glue({ surname, given, father: father(name.patronymic) });
    const slips = next(errors + 1);
    for (let slip = 0; slip < slips; slip++) text = typo(text);
    const facts = { birthDate: null, sex: null, nationality: entry.nationalities[0] ?? null, documents: [] };
    const asListed = { ...facts, surname: name.surname ?? "", given: name.given ?? "" };
    // the traveller in one word and the entry in several, or the other way round
    const traveller = swapped ? asListed : { ...facts, surname: text, given: null };
    const other = swapped ? { ...entry, names: [{ full: text, type: "primary" as const }] } : entry;
    const searched = swapped ? buildIndex([other], [], { rarityOf: index }) : index;
    if (!isGluedNear(traveller, other)) continue;
    met += 1;
    const said = `${text} ~ ${name.full}`;
    if (!candidateEntries(searched, traveller).has(entry.id)) lost.push(said);
    const bitsIn = (list: typeof index, one: Traveller): number =>
      screenTraveller(list, one, profile).find(({ entryId }) => entryId === entry.id)?.bits ?? -Infinity;
    if (slips <= 1 && bitsIn(searched, traveller) < bitsIn(index, asListed) - 9) low.push(said);
  }
  return { met, lost, low };
}

test.each([
  { swapped: false, said: "a traveller's" },
  { swapped: true, said: "a listed" },
])("$said name in one word is met within the edits of G3, and scored as the whole name", ({ swapped }) => {
  const found = gluedNames(600, 3, swapped);
  expect(found.met).toBeGreaterThan(300);
  expect(found.lost).toEqual([]);
  expect(found.low).toEqual([]);
});
