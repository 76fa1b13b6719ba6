// The repository's own labelled set for screening: an invented list, travellers who are on it, who resemble it, and ordinary ones.
import { randomOf, type Random } from "../../src/simulation/random.ts";
import type { EntryDob, EntryName, ListEntry } from "../../src/watchlists/entry.ts";
import type { LabelledRow, OrdinaryRow } from "../screening-figures.ts";
import { fullOf, LISTED_KINDS, OTHER_KINDS, sentOf, type Sent } from "./kinds.ts";
import { ORIGINS, personOf, type Person } from "./origins.ts";

/** The seed of the set that the test holds. */
export const OWN_SEED = 5;
const ENTRIES = 4_000;
const LISTED = 1_800;
const OTHERS = 1_500;
const ORDINARY = 6_000;

export type OwnSet = {
  readonly list: readonly ListEntry[];
  readonly rows: readonly LabelledRow[];
  readonly ordinary: readonly OrdinaryRow[];
};

/** How a list may know a birth date. */
function listedDates(date: string, random: Random): EntryDob[] {
  const year = Number(date.slice(0, 4));
  return random.weighted<EntryDob[]>([
    [[{ date }], 76],
    [[{ date: date.slice(0, 4) }], 8],
    [[{ date: date.slice(0, 4), circa: true }], 4],
    [[{ from: String(year - 1), to: String(year + 2) }], 3],
    [[{ date }, { date: `${year + 3}-05-04` }], 4],
    [[], 5],
  ]);
}

/** How a list may write a name: as its bearer does, or as the travel document does, parts told apart or not. */
function listedNames(person: Person, random: Random): EntryName[] {
  const key = random.chance(0.45) ? "native" : "travel";
  const { surname, given, patronymic } = person;
  const father = patronymic !== null && random.chance(0.6) ? patronymic[key] : null;
  const full = fullOf(surname, given, key);
  const names: EntryName[] = random.chance(0.85)
    ? [
        {
          full,
          surname: surname[key],
          given: given[key],
          ...(father === null ? {} : { patronymic: father }),
          type: "primary",
        },
      ]
    : [{ full: `${surname[key].toUpperCase()}, ${given[key]}`, type: "primary" }];
  const other = key === "native" ? "travel" : "native";
  if (random.chance(0.25)) {
    const original = other === "native" && !/^\p{ASCII}+$/u.test(surname.native);
    names.push({ full: fullOf(surname, given, other), type: original ? "original" : "alias" });
  }
  return names;
}

function entryOf(person: Person, at: number, random: Random): ListEntry {
  const id = `OWN-${at}`;
  return {
    id,
    list: "OWN",
    ref: null,
    names: listedNames(person, random),
    dobs: listedDates(person.birthDate, random),
    sex: random.chance(0.85) ? person.sex : null,
    nationalities: random.chance(0.85) ? [person.nationality] : [],
    birthCountries: random.chance(0.3) ? [person.nationality] : [],
    documents: random.chance(0.4)
      ? [{ type: "P", number: person.document, country: person.nationality }]
      : [],
    category: "wanted",
  };
}

type Labels = Pick<LabelledRow, "id" | "match" | "matchIds" | "kind" | "group">;
const rowOf = (sent: Sent, labels: Labels): LabelledRow => ({ ...sent, ...labels });

function listedRow(
  people: readonly Person[],
  list: readonly ListEntry[],
  at: number,
  random: Random,
): LabelledRow {
  for (;;) {
    const place = random.int(0, people.length - 1);
    const [person, entry] = [people[place], list[place]];
    const [name, kind] = random.weighted(LISTED_KINDS.map((one) => [one, one[2]] as const));
    if (person === undefined || entry === undefined) continue;
    if (name === "listed-document" && entry.documents.length === 0) continue;
    const sent = kind(sentOf(person, random), person, random);
    if (sent === null) continue;
    return rowOf(sent, {
      id: `L${at}`,
      match: entry.id,
      matchIds: [entry.id],
      kind: name,
      group: person.origin,
    });
  }
}

function otherRow(
  people: readonly Person[],
  list: readonly ListEntry[],
  strangers: ReadonlyMap<string, readonly Person[]>,
  at: number,
  random: Random,
): LabelledRow {
  // an entry without a full birth date cannot be told from its namesake: such pairs would be labelled by chance
  const dated = (place: number): boolean =>
    list[place]?.dobs.length === 1 && list[place].dobs.some((dob) => "date" in dob && dob.date.length === 10);
  let place = random.int(0, people.length - 1);
  while (!dated(place)) place = random.int(0, people.length - 1);
  const person = people[place] ?? random.pick(people);
  const other = random.pick(strangers.get(person.origin) ?? people);
  const [name, make] = random.weighted(OTHER_KINDS.map((one) => [one, one[2]] as const));
  const sent = make(sentOf(person, random), sentOf(other, random), random);
  return rowOf(sent, { id: `N${at}`, match: null, matchIds: [], kind: name, group: person.origin });
}

/** The set of a seed: the same seed gives the same set on every machine. */
export function ownSet(seed: number): OwnSet {
  const random = randomOf(seed, "people");
  const people = Array.from({ length: ENTRIES }, () => personOf(random, "listed"));
  const list = people.map((person, at) => entryOf(person, at, random));
  const listedNames = new Set(people.map((person) => `${person.surname.travel}/${person.given.travel}`));
  const strangers = new Map(ORIGINS.map(({ id }) => [id, [] as Person[]]));
  while (Array.from(strangers.values()).some((some) => some.length < 20)) {
    const person = personOf(random, "listed");
    if (!listedNames.has(`${person.surname.travel}/${person.given.travel}`))
      strangers.get(person.origin)?.push(person);
  }
  const rows = [
    ...Array.from({ length: LISTED }, (_item, at) => listedRow(people, list, at, random)),
    ...Array.from({ length: OTHERS }, (_item, at) => otherRow(people, list, strangers, at, random)),
  ];
  const ordinary = Array.from({ length: ORDINARY }, (_item, at) => {
    const person = personOf(random, "ordinary");
    return { id: `T${at}`, group: person.origin, ...sentOf(person, random) };
  });
  return { list, rows, ordinary };
}
