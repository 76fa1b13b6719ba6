// Invented list entries and travellers of any number, recombined from names by a seeded generator.
import { existsSync, readFileSync } from "node:fs";
import { allLocales } from "@faker-js/faker";
import type { Traveller } from "../src/screening/match.ts";
import type { ListEntry } from "../src/watchlists/entry.ts";
import { readList } from "../src/watchlists/formats/read-list.ts";

const SHARED = new URL("../../shared/bench/", import.meta.url);

/** Seeded xorshift32: the same seed gives the same list on every machine. */
export function seeded(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
}

type Names = {
  readonly surnames: readonly string[];
  readonly givens: readonly string[];
  readonly nationalities: readonly string[];
};

/** The development list where it is at hand, else null. */
export function developmentList(): readonly ListEntry[] | null {
  const file = new URL("screening-dev-watchlist.jsonl", SHARED);
  if (!existsSync(file)) return null;
  const reading = readList(readFileSync(file));
  return reading.accepted ? reading.entries : null;
}

/** Ordinary travellers of the development set where it is at hand, else null. */
export function developmentTravellers(): readonly Traveller[] | null {
  const file = new URL("screening-dev-traffic.jsonl", SHARED);
  if (!existsSync(file)) return null;
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => travellerOf(JSON.parse(line) as DevelopmentRow));
}

type DevelopmentRow = {
  readonly surname: string;
  readonly given: string;
  readonly dob: string;
  readonly sex: Traveller["sex"];
  readonly nationality: string;
  readonly document: { readonly type: string; readonly number: string; readonly country: string };
};

function travellerOf(row: DevelopmentRow): Traveller {
  const { type, number, country } = row.document;
  const documents = [{ type, number, issuer: country }];
  return {
    surname: row.surname,
    given: row.given,
    birthDate: row.dob,
    sex: row.sex,
    nationality: row.nationality,
    documents,
  };
}

/** Names to recombine: those of a list, or of every locale of the faker package. */
export function namesOf(list: readonly ListEntry[] | null): Names {
  if (list === null) {
    const people = Object.values(allLocales).map((locale) => locale.person);
    const flat = (value: unknown): string[] =>
      typeof value === "string"
        ? [value]
        : value === null || typeof value !== "object"
          ? []
          : Object.values(value).flatMap(flat);
    return {
      surnames: people.flatMap((person) => flat(person?.last_name)),
      givens: people.flatMap((person) => flat(person?.first_name)),
      nationalities: ["AZE", "TUR", "GEO", "RUS", "IRN", "DEU", "FRA", "IND", "CHN", "UKR"],
    };
  }
  const names = list.flatMap((entry) => entry.names.filter((name) => name.surname !== undefined));
  return {
    surnames: names.map((name) => name.surname ?? ""),
    givens: names.map((name) => name.given ?? ""),
    nationalities: list.flatMap((entry) => entry.nationalities),
  };
}

const LETTERS = "ABDEFGIKLMNOPRSTUVZ";

/** One surname in five is altered in one or two letters, so that the number of distinct names grows with the list. */
function altered(name: string, next: (below: number) => number): string {
  if (next(5) > 0 || name.length < 4) return name;
  let out = name;
  for (let times = 1 + next(2); times > 0; times--) {
    const at = 1 + next(out.length - 1);
    out = out.slice(0, at) + (LETTERS[next(LETTERS.length)] ?? "") + out.slice(at + next(2));
  }
  return out;
}

/** So many invented entries, one after the other. */
export function* inventedEntries(count: number, names: Names, seed: number): Generator<ListEntry> {
  const next = seeded(seed);
  const pick = (from: readonly string[]): string => from[next(from.length)] ?? "";
  for (let at = 0; at < count; at++) {
    const [surname, given] = [altered(pick(names.surnames), next), pick(names.givens)];
    const nationality = pick(names.nationalities);
    const year = 1940 + next(68);
    const full = `${given} ${surname}`;
    const date = `${year}-${String(1 + next(12)).padStart(2, "0")}-${String(1 + next(28)).padStart(2, "0")}`;
    yield {
      id: `INV-${at}`,
      list: "INV",
      ref: null,
      names: [
        { full, surname, given, type: "primary" },
        ...(next(2) === 0 ? [] : [{ full: `${pick(names.givens)} ${surname}`, type: "alias" as const }]),
      ],
      dobs: next(4) === 0 ? [] : next(4) === 0 ? [{ date: String(year) }] : [{ date }],
      sex: next(3) === 0 ? null : next(2) === 0 ? "M" : "F",
      nationalities: nationality === "" ? [] : [nationality],
      birthCountries: [],
      documents:
        next(2) === 0
          ? []
          : [{ type: "P", number: `C${10_000_000 + next(89_999_999)}`, country: nationality }],
      category: "wanted",
    };
  }
}

/** So many invented travellers. */
export function inventedTravellers(count: number, names: Names, seed: number): Traveller[] {
  const travellers: Traveller[] = [];
  for (const entry of inventedEntries(count, names, seed)) {
    const [name, dob, document] = [entry.names[0], entry.dobs[0], entry.documents[0]];
    travellers.push({
      surname: (name?.surname ?? "").toUpperCase(),
      given: (name?.given ?? "").toUpperCase(),
      birthDate: dob !== undefined && "date" in dob ? dob.date : null,
      sex: entry.sex,
      nationality: entry.nationalities[0] ?? null,
      documents:
        document === undefined
          ? []
          : [{ type: document.type, number: document.number, issuer: document.country }],
    });
  }
  return travellers;
}
