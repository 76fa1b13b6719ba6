// Planted cases: listed persons among ordinary travellers, namesakes, relatives, and itineraries that ask for a look.
import { partyOf, type BookingWish, type Journey } from "./booking.ts";
import type { Member } from "./company.ts";
import type { Party, Planted, PlantedKind } from "./party.ts";
import { documentOf, personOf, type Person } from "./person.ts";
import type { Random } from "./random.ts";
import { dateOf, dayOf } from "./schedule.ts";
import { formOf, mistyped, spellingsOf } from "./spellings.ts";
import { homeStateOf, stateOf, type State } from "./states.ts";
import type { WatchlistEntry } from "./watchlist.ts";

const kinds: readonly (readonly [PlantedKind, number])[] = [
  ["listed-exact", 16],
  ["listed-spelling", 24],
  ["listed-typing-error", 8],
  ["listed-alias", 8],
  ["listed-name-order", 5],
  ["listed-document-only", 8],
  ["namesake-other-birth-date", 16],
  ["relative-of-listed", 6],
];
/** Weight of itineraries that ask for a look, only where the journey goes one way. */
const riskyWeight = 45;

/** What can be said of an entry for a traveller made from it. */
type Subject = {
  readonly entry: WatchlistEntry;
  readonly state: State;
  readonly surname: string;
  readonly given: string;
  readonly birthDate: string;
  readonly sex: "M" | "F";
};

/** Fills what an entry leaves open; undefined when it has no name that can be written A-Z with surname and given name. */
function subjectOf(entry: WatchlistEntry, random: Random): Subject | undefined {
  const name = entry.names.find(
    (one) => one.type === "primary" && one.surname !== undefined && one.given !== undefined,
  );
  const alpha3 = entry.nationalities[0];
  const code = alpha3 === "DEU" ? "D" : alpha3;
  if (name?.surname === undefined || name.given === undefined || code === undefined) return undefined;
  if (formOf(name.surname, code) === "" || formOf(name.given, code) === "") return undefined;
  const state = knownState(code);
  return state === undefined
    ? undefined
    : {
        entry,
        state,
        surname: name.surname,
        given: name.given,
        birthDate: birthDateOf(entry, random),
        sex: entry.sex === "F" ? "F" : "M",
      };
}

function knownState(code: string): State | undefined {
  try {
    return stateOf(code);
  } catch {
    return undefined; // a list of the caller's own may hold States the simulator has no travellers of
  }
}

/** A full birth date within what the entry allows. */
function birthDateOf(entry: WatchlistEntry, random: Random): string {
  const dob = entry.dobs[0];
  if (dob === undefined) return dateOf(dayOf("1980-01-01") + random.int(-5000, 5000));
  const text = "date" in dob ? dob.date : String(random.int(Number(dob.from), Number(dob.to)));
  if (text.length === 10) return text;
  const month = text.length === 7 ? text.slice(5, 7) : String(random.int(1, 12)).padStart(2, "0");
  return `${text.slice(0, 4)}-${month}-${String(random.int(1, 28)).padStart(2, "0")}`;
}

type Bearer = { readonly surname: string; readonly given: string; readonly variation: string };

/** The name a planted traveller bears, undefined when the entry does not lend itself to this kind. */
function bearerOf(kind: PlantedKind, subject: Subject, random: Random): Bearer | undefined {
  const { state, entry } = subject;
  const usual = { surname: formOf(subject.surname, state.code), given: formOf(subject.given, state.code) };
  switch (kind) {
    case "listed-spelling": {
      const other = spellingsOf(
        { nationality: state.code, surname: subject.surname, given: subject.given },
        random,
      );
      return other === undefined
        ? undefined
        : { ...other, variation: "another romanisation of the listed name" };
    }
    case "listed-typing-error":
      return {
        ...usual,
        surname: mistyped(usual.surname, random),
        variation: "a typing error in the surname",
      };
    case "listed-alias": {
      const alias = entry.names.find((one) => one.type === "alias" && one.surname !== undefined);
      if (alias?.surname === undefined || alias.given === undefined) return undefined;
      const spelt = { surname: formOf(alias.surname, state.code), given: formOf(alias.given, state.code) };
      return { ...spelt, variation: "a listed alias" };
    }
    case "listed-name-order":
      return { surname: usual.given, given: usual.surname, variation: "surname and given name exchanged" };
    case "namesake-other-birth-date":
      return { ...usual, variation: "the same name, born 6 to 30 years apart" };
    case "listed-exact":
      return { ...usual, variation: "the listed name in travel document form" };
    case "listed-document-only":
    case "relative-of-listed":
    case "risky-itinerary":
      return undefined; // these do not bear the listed name
  }
}

/** A traveller made from an entry; other facts than those the kind takes over are invented. */
function travellerOf(
  kind: PlantedKind,
  subject: Subject,
  day: number,
  random: Random,
): { person: Person; variation: string } | undefined {
  const { state, entry, sex } = subject;
  const residence = homeStateOf(state.alpha2);
  const base = personOf({ nationality: state.code, residence, day, age: [22, 60], sex }, random);
  const listed = entry.documents[0];
  const listedDocument =
    listed === undefined
      ? undefined
      : {
          ...base.document,
          type: listed.type === "I" ? ("I" as const) : ("P" as const),
          number: listed.number,
        };
  if (kind === "listed-document-only") {
    if (listedDocument === undefined) return undefined;
    return {
      person: { ...base, document: listedDocument },
      variation: "the listed document, another name and birth date",
    };
  }
  if (kind === "relative-of-listed") {
    const surname = { native: subject.surname, travel: formOf(subject.surname, state.code) };
    return {
      person: { ...base, surname },
      variation: "the listed surname, another given name and birth date",
    };
  }
  const bearer = bearerOf(kind, subject, random);
  if (bearer === undefined) return undefined;
  const years = kind === "namesake-other-birth-date" ? random.int(6, 30) * (random.chance(0.5) ? 1 : -1) : 0;
  const birthDate = years === 0 ? subject.birthDate : shifted(subject.birthDate, years, day);
  const age = Math.max(20, Math.floor((day - dayOf(birthDate)) / 365.25));
  const ownDocument =
    kind !== "namesake-other-birth-date" && listedDocument !== undefined && random.chance(0.4);
  return {
    person: {
      ...base,
      birthDate,
      surname: { native: bearer.surname, travel: bearer.surname },
      given: { native: bearer.given, travel: bearer.given },
      document: ownDocument ? listedDocument : documentOf(state, age, day, random),
    },
    variation: `${bearer.variation}${ownDocument ? ", the listed document" : ""}`,
  };
}

/** The traveller that a kind makes of an entry; undefined when the entry does not lend itself to it. */
export function travellerFrom(
  kind: PlantedKind,
  entry: WatchlistEntry,
  day: number,
  random: Random,
): Person | undefined {
  const subject = subjectOf(entry, random);
  return subject === undefined ? undefined : travellerOf(kind, subject, day, random)?.person;
}

/** A birth date some years away, on another day, of a person of 16 to 85 years. */
function shifted(birthDate: string, years: number, day: number): string {
  const moved = dayOf(birthDate) + Math.round(years * 365.25) + 47;
  const clear =
    moved > day - 16 * 365.25 || moved < day - 85 * 365.25
      ? dayOf(birthDate) - Math.round(years * 365.25) - 47
      : moved;
  return dateOf(clear);
}

/** Booked hours before departure, one way, paid in cash, without bags. */
function riskyParty(id: string, journey: Journey, random: Random): Party {
  const planted: Planted = {
    kind: "risky-itinerary",
    ref: 1,
    variation: "booked at short notice, one way, paid in cash, without baggage",
  };
  return partyOf(id, journey, random, {
    kind: "solo",
    leadHours: random.int(6, 20),
    paysCash: true,
    withoutBags: true,
    planted,
  });
}

/** A planted party for a journey; undefined when the chosen entry does not lend itself to the chosen kind. */
export function plantedParty(
  id: string,
  journey: Journey,
  oneWay: boolean,
  watchlist: readonly WatchlistEntry[],
  random: Random,
): Party | undefined {
  const kind = random.weighted([...kinds, ["risky-itinerary", oneWay ? riskyWeight : 0] as const]);
  if (kind === "risky-itinerary") return riskyParty(id, journey, random);
  if (watchlist.length === 0) return undefined;
  const subject = subjectOf(random.pick(watchlist), random);
  if (subject === undefined) return undefined;
  const made = travellerOf(kind, subject, journey.day, random);
  if (made === undefined) return undefined;
  const member: Member = { person: made.person, type: "adult" };
  const planted: Planted = { kind, entry: subject.entry.id, ref: 1, variation: made.variation };
  const wish: BookingWish = { kind: "solo", members: [member], planted };
  return partyOf(id, journey, random, wish);
}
