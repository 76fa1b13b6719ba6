// A synthetic watchlist of invented persons: aliases, partial birth dates, documents and names in their own script.
import { azerbaijaniInCyrillic, travelForm } from "./names/travel-form.ts";
import { familyOf, personOf, type Person } from "./person.ts";
import { randomOf, type Random } from "./random.ts";
import { dayOf } from "./schedule.ts";
import { spellingsOf } from "./spellings.ts";
import { stateOf } from "./states.ts";

/** The same shape as a list entry of the watchlists, which come later in the order of the slices. */
export type WatchlistEntry = {
  readonly id: string;
  readonly list: string;
  readonly ref: string | null;
  readonly names: readonly {
    readonly full: string;
    readonly surname?: string;
    readonly given?: string;
    readonly patronymic?: string;
    readonly type: "primary" | "alias" | "weak" | "original";
  }[];
  readonly dobs: readonly (
    | { readonly date: string; readonly circa?: true }
    | { readonly from: string; readonly to: string }
  )[];
  readonly sex: "M" | "F" | "X" | null;
  readonly nationalities: readonly string[];
  readonly birthCountries: readonly string[];
  readonly documents: readonly {
    readonly type: string;
    readonly number: string;
    readonly country: string | null;
  }[];
  readonly programme?: string;
  readonly category?: string;
  readonly instructions?: string;
};

// prettier-ignore
const nationalities = [
  ["AZE", 40], ["RUS", 13], ["TUR", 9], ["IRN", 8], ["GEO", 6], ["IRQ", 4], ["JOR", 3], ["EGY", 2], ["PAK", 4], ["IND", 2], ["UZB", 4],
  ["KAZ", 3], ["UKR", 4], ["GBR", 1], ["D", 1], ["ITA", 1],
] as const;

type Category = {
  readonly list: string;
  readonly category: string;
  readonly programme: string;
  readonly instructions: string;
};

const categories: readonly (readonly [Category, number])[] = [
  [
    {
      list: "DEMO-NAT",
      category: "wanted",
      programme: "wanted for arrest",
      instructions: "Verify identity with the document in hand; call the duty officer before any measure.",
    },
    40,
  ],
  [
    {
      list: "DEMO-NAT",
      category: "entry-ban",
      programme: "entry ban",
      instructions: "Check that the ban is still in force on the day of travel.",
    },
    25,
  ],
  [
    {
      list: "DEMO-NAT",
      category: "alert",
      programme: "discreet check",
      instructions: "Report itinerary and company; do not stop the traveller.",
    },
    15,
  ],
  [
    {
      list: "DEMO-INTL",
      category: "sanctions",
      programme: "travel ban",
      instructions: "Ask the owner of the list for confirmation before disclosure.",
    },
    12,
  ],
  [
    {
      list: "DEMO-DOC",
      category: "lost-document",
      programme: "document reported lost",
      instructions: "Compare the photograph of the document with its bearer.",
    },
    8,
  ],
];

const alpha3Of = (code: string): string => (code === "D" ? "DEU" : code);

/** The name in the script its bearer writes, for origins whose own script lists carry. */
function originals(person: Person): WatchlistEntry["names"] {
  const { surname, given } = person;
  if (person.nationality === "AZE" && /[əçşğöüıĞÖÜİÇŞƏ]/i.test(surname.native + given.native)) {
    const cyrillic = azerbaijaniInCyrillic(`${surname.native} ${given.native}`);
    return [{ full: cyrillic, type: "original" }];
  }
  if (/[^\p{Script=Latin}\s'’‘-]/u.test(surname.native)) {
    return [{ full: `${surname.native} ${given.native}`, type: "original" }];
  }
  return [];
}

function namesOf(person: Person, random: Random): WatchlistEntry["names"] {
  const { surname, given, patronymic } = person;
  // National lists keep Azerbaijani names as they are written; others come in travel document form.
  const asWritten = person.nationality === "AZE" && random.chance(0.6);
  const family = asWritten ? surname.native : surname.travel;
  const first = asWritten ? given.native : given.travel;
  const father = patronymic === undefined ? "" : asWritten ? patronymic.native : patronymic.travel;
  const showFather = father !== "" && random.chance(0.5);
  const names: WatchlistEntry["names"][number][] = [
    {
      full: `${family} ${first}${showFather ? ` ${father}` : ""}`,
      surname: family,
      given: first,
      ...(showFather ? { patronymic: father } : {}),
      type: "primary",
    },
  ];
  if (random.chance(0.6)) names.push(...originals(person));
  if (random.chance(0.35)) {
    const spelling = spellingsOf(
      { nationality: person.nationality, surname: surname.native, given: given.native },
      random,
    );
    if (spelling !== undefined) {
      names.push({
        full: `${spelling.surname} ${spelling.given}`,
        surname: spelling.surname,
        given: spelling.given,
        type: "alias",
      });
    }
  }
  if (random.chance(0.2)) {
    const other = familyOf(person.nationality, random).surname[person.sex].travel;
    names.push({ full: `${other} ${given.travel}`, surname: other, given: given.travel, type: "alias" });
  }
  if (random.chance(0.08))
    names.push({
      full: `${travelForm(given.native, "latin")} ${random.pick(["THE TALL", "THE DRIVER", "JUNIOR"])}`,
      type: "weak",
    });
  return names;
}

function birthDatesOf(birthDate: string, random: Random): WatchlistEntry["dobs"] {
  const draw = random.next();
  if (draw < 0.78) return [{ date: birthDate }];
  if (draw < 0.86) return [{ date: birthDate.slice(0, 7) }];
  if (draw < 0.93) return [{ date: birthDate.slice(0, 4) }];
  const year = Number(birthDate.slice(0, 4));
  if (draw < 0.97)
    return [{ date: birthDate }, { date: `${year + 1}${birthDate.slice(4).replace("02-29", "02-28")}` }];
  return [{ from: String(year - 1), to: String(year + 1) }];
}

function entryOf(seed: number, index: number, ids: Map<string, number>): WatchlistEntry {
  const random = randomOf(seed, "watchlist", index);
  const category = random.weighted(categories);
  const nationality = random.weighted(nationalities);
  const person = personOf(
    {
      nationality,
      residence: stateOf(nationality),
      day: dayOf("2026-01-01"),
      age: [19, 68],
      sex: random.chance(0.82) ? "M" : "F",
    },
    random,
  );
  const count = (ids.get(category.list) ?? 0) + 1;
  ids.set(category.list, count);
  const ref = `${category.list.slice(5, 8)}/${2019 + (index % 7)}/${String(1000 + count * 7)}`;
  const hasDocument = category.category === "lost-document" || random.chance(0.42);
  return {
    id: `${category.list}-${String(count).padStart(4, "0")}`,
    list: category.list,
    ref,
    names: namesOf(person, random),
    dobs: birthDatesOf(person.birthDate, random),
    sex: random.chance(0.9) ? person.sex : null,
    nationalities: [alpha3Of(nationality)],
    birthCountries: random.chance(0.4) ? [alpha3Of(nationality)] : [],
    documents: hasDocument
      ? [{ type: person.document.type, number: person.document.number, country: alpha3Of(nationality) }]
      : [],
    programme: category.programme,
    category: category.category,
    instructions: category.instructions,
  };
}

/** The synthetic watchlist of a seed. Its persons are invented; any likeness is chance. */
export function syntheticWatchlist(seed: number, entries = 240): WatchlistEntry[] {
  const ids = new Map<string, number>();
  return Array.from({ length: entries }, (_, index) => entryOf(seed, index, ids));
}
