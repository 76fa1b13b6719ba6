// The candidate guarantee: 10,000 pairs of varied names, the conditions of screening.md §4 against what the search meets.
import { expect, test } from "vitest";
import { syntheticWatchlist } from "#simulation";
import type { ListEntry } from "#watchlists";
import { candidateEntries } from "./candidate-entries.ts";
import { formOf, Nearness } from "./form.ts";
import { conditionsOf, type Condition, type Met } from "./guarantee.fixtures.ts";
import { buildIndex } from "./index/build-index.ts";
import type { Traveller } from "./match.ts";

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

test("a pair that meets a condition is a candidate, unless all its near words are worth nothing or it is glued with two errors", () => {
  const entries = [...syntheticWatchlist(5, 400)];
  const index = buildIndex(entries, []);
  const met = new Map<Condition, number>();
  const lost: string[] = [];
  let lostGlued = 0;
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
      if (way?.condition === "G3") {
        lostGlued += 1;
        continue;
      }
      lost.push(`${way?.condition} ${traveller.surname}/${traveller.given} ~ ${way?.left} ${way?.right}`);
    }
  }
  expect(lost).toEqual([]);
  // Glued names of one field with two errors in few consonants: the search allows fewer edits there than G3 (decision 0074).
  expect(lostGlued / (met.get("G3") ?? 1)).toBeLessThan(0.05);
  expect(pairs).toBeGreaterThan(10_000);
  for (const condition of ["G1", "G2", "G3", "G4", "G5", "G6"] as const)
    expect([condition, met.get(condition) ?? 0]).toEqual([
      condition,
      expect.toSatisfy((count: number) => count > 0),
    ]);
});
