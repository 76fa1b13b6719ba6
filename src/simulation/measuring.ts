// Invented travellers to measure screening by: listed ones under other spellings, their namesakes, and ordinary ones of each origin.
import type { NamingId } from "./names/naming.ts";
import type { PlantedKind } from "./party.ts";
import { familyOf, personOf, type Person } from "./person.ts";
import { travellerFrom } from "./planting.ts";
import { randomOf } from "./random.ts";
import { dayOf } from "./schedule.ts";
import { homeStateOf, stateOf } from "./states.ts";
import { syntheticWatchlist, type WatchlistEntry } from "./watchlist.ts";

/** Who is screened; `origin` is how the invented person is named. No real person's origin is ever worked out. */
export type MeasuringTraveller = {
  readonly origin: NamingId;
  readonly surname: string;
  readonly given: string;
  readonly birthDate: string;
  readonly sex: "M" | "F";
  readonly nationality: string;
  readonly documents: readonly { readonly type: string; readonly number: string; readonly issuer: string }[];
};

export type MeasuringCases = {
  /** Invented list entries, under ids of their own. */
  readonly entries: readonly WatchlistEntry[];
  readonly planted: readonly {
    readonly kind: Exclude<PlantedKind, "risky-itinerary">;
    readonly entryId: string;
    readonly traveller: MeasuringTraveller;
  }[];
  /** Ordinary travellers who are on no list. */
  readonly decoys: readonly MeasuringTraveller[];
};

const kinds: readonly MeasuringCases["planted"][number]["kind"][] = [
  "listed-exact",
  "listed-spelling",
  "listed-typing-error",
  "listed-alias",
  "listed-name-order",
  "listed-document-only",
  "namesake-other-birth-date",
  "relative-of-listed",
];
/** A State of each origin. */
const origins: readonly string[] = [
  "AZE",
  "RUS",
  "UKR",
  "TUR",
  "GEO",
  "IRN",
  "EGY",
  "KAZ",
  "UZB",
  "IND",
  "PAK",
  "GBR",
  "D",
  "FRA",
  "ITA",
  "ESP",
  "POL",
  "HUN",
  "ISR",
  "CHN",
];
const day = dayOf("2026-01-01");

/**
 * The cases of a seed: up to `perState` entries of each listed nationality with one traveller of each kind that the entry
 * lends itself to, and `perOrigin` ordinary travellers of each origin.
 */
export function measuringCases(
  seed: number,
  { perState, perOrigin }: { readonly perState: number; readonly perOrigin: number },
): MeasuringCases {
  const byState = Map.groupBy(syntheticWatchlist(seed, perState * 60), ({ nationalities: [state] }) => state);
  const entries = [...byState.values()]
    .flatMap((some) => some.slice(0, perState))
    .map((entry) => ({ ...entry, id: `SYNTHETIC-${entry.id}`, list: "SYNTHETIC" }));
  const planted = entries.flatMap((entry) =>
    kinds.flatMap((kind) => {
      const person = travellerFrom(kind, entry, day, randomOf(seed, "measuring", entry.id, kind));
      const origin = person === undefined ? undefined : soleNaming(person.nationality);
      return person === undefined || origin === undefined
        ? []
        : [{ kind, entryId: entry.id, traveller: measured(person, origin) }];
    }),
  );
  const decoys = origins.flatMap((nationality) => {
    const random = randomOf(seed, "decoys", nationality);
    const residence = homeStateOf(stateOf(nationality).alpha2);
    return Array.from({ length: perOrigin }, () => {
      const family = familyOf(nationality, random);
      return measured(
        personOf({ nationality, residence, day, age: [18, 80], family }, random),
        family.naming,
      );
    });
  });
  return { entries, planted, decoys };
}

/** How people of a State are named; undefined where in several ways: whose name a list bears is then not known. */
function soleNaming(nationality: string): NamingId | undefined {
  const [naming, ...others] = new Set(stateOf(nationality).naming);
  return others.length === 0 ? naming : undefined;
}

function measured(person: Person, origin: NamingId): MeasuringTraveller {
  const alpha3 = (code: string): string => (code === "D" ? "DEU" : code);
  const { type, number, issuer } = person.document;
  return {
    origin,
    surname: person.surname.travel,
    given: person.given.travel,
    birthDate: person.birthDate,
    sex: person.sex,
    nationality: alpha3(person.nationality),
    documents: [{ type, number, issuer: alpha3(issuer) }],
  };
}
