// One invented traveller: name, birth, nationality, residence and documents that hold together.
import {
  givenNameOf,
  patronymicOf,
  surnameOf,
  type NameForm,
  type NamingId,
  type Sex,
  type Surname,
} from "./names/naming.ts";
import type { Random } from "./random.ts";
import { dateOf, dayOf } from "./schedule.ts";
import { stateOf, type State } from "./states.ts";

export type TravelDocument = {
  /** P passport, I identity card, V visa. */
  readonly type: "P" | "I" | "V";
  readonly number: string;
  /** Travel document code of the issuer (Germany is D). */
  readonly issuer: string;
  readonly expires: string;
};

export type Person = {
  readonly sex: Sex;
  readonly birthDate: string;
  readonly surname: NameForm;
  readonly given: NameForm;
  readonly patronymic?: NameForm;
  /** Travel document code of the State. */
  readonly nationality: string;
  /** Alpha-3 of the country of residence. */
  readonly residence: string;
  readonly birthPlace: string;
  readonly document: TravelDocument;
  readonly visa?: TravelDocument;
  readonly phone: string;
  readonly email: string;
  readonly address: {
    readonly street: string;
    readonly city: string;
    readonly postcode: string;
    readonly country: string;
  };
};

export type PersonWish = {
  readonly nationality: string;
  /** The State of residence. */
  readonly residence: State;
  /** Day of travel: ages and expiry dates are counted from it. */
  readonly day: number;
  readonly age: readonly [min: number, max: number];
  readonly sex?: Sex;
  /** Surname, naming and father of a family already begun. */
  readonly family?: Family;
};

export type Family = { readonly naming: NamingId; readonly surname: Surname; readonly father: NameForm };

const GERMAN_SERIAL = "CFGHJKLMNPRTVWXYZ0123456789";

/** Fills a document number pattern: `#` digit, `@` letter, `%` German serial character. */
function fillPattern(pattern: string, random: Random): string {
  return pattern.replaceAll(/[#@%]/g, (sign) => {
    if (sign === "#") return random.digits(1);
    return random.letters(1, sign === "@" ? "ABCEGHKLMNPRTUVX" : GERMAN_SERIAL);
  });
}

/** A passport, or a card where the State has one and `passport` is not asked for, that is valid on the day. */
export function documentOf(
  state: State,
  age: number,
  day: number,
  random: Random,
  passport = false,
): TravelDocument {
  const card = state.card !== undefined && !passport && random.chance(0.35);
  const years = age < 14 ? Math.min(5, state.passportYears) : state.passportYears;
  const expires = day + random.int(40, years * 365 - 20);
  const pattern = card && state.card !== undefined ? state.card : state.passport;
  return {
    type: card ? "I" : "P",
    number: fillPattern(pattern, random),
    issuer: state.code,
    expires: dateOf(expires),
  };
}

/** Begins a family: how its members are named. */
export function familyOf(nationality: string, random: Random): Family {
  const naming = random.pick(stateOf(nationality).naming);
  const surname = surnameOf(naming, random);
  return { naming, surname, father: givenNameOf(naming, "M", random) };
}

const needsVisa: ReadonlySet<string> = new Set([
  "IND",
  "PAK",
  "EGY",
  "JOR",
  "USA",
  "GBR",
  "D",
  "FRA",
  "ITA",
  "ESP",
  "POL",
  "CHN",
]);

/** A fictional subscriber: the digits after the operator's prefix begin with zeros, which nobody is given. */
const phoneOf = (state: State, random: Random): string =>
  state.mobile.length >= 8
    ? state.mobile + random.digits(state.code === "USA" ? 4 : 3)
    : `${state.mobile}000${random.digits(4)}`;

/** An invented person of a nationality who lives in a State, of an age on the day of travel. */
export function personOf(wish: PersonWish, random: Random): Person {
  const state = stateOf(wish.nationality);
  const sex = wish.sex ?? (random.chance(0.52) ? "M" : "F");
  const family = wish.family ?? familyOf(wish.nationality, random);
  const given = givenNameOf(family.naming, sex, random);
  const age = random.int(wish.age[0], wish.age[1]);
  const birthDay = wish.day - Math.floor(age * 365.25) - random.int(age === 0 ? 20 : 1, 364);
  const patronymic = patronymicOf(family.naming, family.father, sex);
  const [city, postcode] = random.pick(wish.residence.cities);
  const surname = family.surname[sex];
  const visa = needsVisa.has(wish.nationality) && random.chance(0.5) ? visaOf(wish.day, random) : undefined;
  return {
    sex,
    birthDate: dateOf(birthDay),
    surname,
    given,
    ...(patronymic === undefined ? {} : { patronymic }),
    nationality: wish.nationality,
    residence: wish.residence.code === "D" ? "DEU" : wish.residence.code,
    birthPlace: random.pick(state.cities)[0],
    document: documentOf(state, age, wish.day, random),
    ...(visa === undefined ? {} : { visa }),
    phone: phoneOf(wish.residence, random),
    email: emailOf(given, surname, random),
    address: {
      street: `${random.pick(wish.residence.streets)} ${random.int(1, 180)}`,
      city,
      postcode,
      country: wish.residence.alpha2,
    },
  };
}

/** An electronic visa of Azerbaijan: thirty days around the journey. */
function visaOf(day: number, random: Random): TravelDocument {
  return {
    type: "V",
    number: `E${random.digits(8)}`,
    issuer: "AZE",
    expires: dateOf(day + random.int(25, 80)),
  };
}

function emailOf(given: NameForm, surname: NameForm, random: Random): string {
  const name = `${given.travel}.${surname.travel}`.toLowerCase().replaceAll(/[^a-z.]/g, "");
  return `${name}${random.chance(0.5) ? random.int(1, 99) : ""}@${random.pick(["example.com", "example.org", "example.net"])}`;
}

/** Whole years between a birth date and a day. */
export const ageOn = (birthDate: string, day: number): number =>
  Math.floor((day - dayOf(birthDate)) / 365.25);
