// How people of each origin are named: surname forms of a family, given names by sex, patronymics; native and travel form.
import { faker as german } from "@faker-js/faker/locale/de";
import { faker as english } from "@faker-js/faker/locale/en";
import { faker as indian } from "@faker-js/faker/locale/en_IN";
import { faker as spanish } from "@faker-js/faker/locale/es";
import { faker as french } from "@faker-js/faker/locale/fr";
import { faker as hungarian } from "@faker-js/faker/locale/hu";
import { faker as italian } from "@faker-js/faker/locale/it";
import { faker as polish } from "@faker-js/faker/locale/pl";
import { faker as russian } from "@faker-js/faker/locale/ru";
import { faker as turkish } from "@faker-js/faker/locale/tr";
import { faker as ukrainian } from "@faker-js/faker/locale/uk";
import { faker as uzbek } from "@faker-js/faker/locale/uz_UZ_latin";
import type { Random } from "../random.ts";
import * as az from "./azerbaijani.ts";
import * as own from "./own-tables.ts";
import { travelForm, type Practice } from "./travel-form.ts";

export type NamingId =
  | "az"
  | "ru"
  | "uk"
  | "tr"
  | "ge"
  | "ir"
  | "ar"
  | "kz"
  | "uz"
  | "in"
  | "pk"
  | "en"
  | "de"
  | "fr"
  | "it"
  | "es"
  | "pl"
  | "hu"
  | "il"
  | "cn";

export type Sex = "M" | "F";

/** A name as its bearer writes it and as the travel document has it (A-Z). */
export type NameForm = { readonly native: string; readonly travel: string };

/** A family's surname: the two forms differ where endings follow sex (-ov/-ova, -ski/-ska). */
export type Surname = { readonly M: NameForm; readonly F: NameForm };

type Naming = {
  readonly practice: Practice;
  readonly surname: (random: Random) => readonly [man: string, woman: string, travel?: string];
  readonly given: (random: Random, sex: Sex) => readonly [native: string, travel?: string];
  /** Father's name with its marker for a son or a daughter, given the father's native given name. */
  readonly patronymic?: (father: string, sex: Sex) => string;
};

type Package = typeof english;
type Names = {
  readonly men: readonly string[];
  readonly women: readonly string[];
  readonly family: readonly string[];
};

/** Surnames that with a common given name would be a statesman's: left out. */
const heldByTheFamous: ReadonlySet<string> = new Set(
  `Горбачев Медведев Громико Шевченко Erdoğan Yıldırım Gül Demirel Merkel Scholz Schröder Meloni Renzi Conte Johnson
   Kaczyński Duda Orbán Gandhi Nehru Mirziyoyev`.split(/\s+/),
);

/** The package's own lists, taken as data so that the choice is ours and stays the same for a seed. */
function packageNames(source: Package): Names {
  const { first_name: first, last_name: last } = source.rawDefinitions.person ?? {};
  const clean = (names: readonly string[] | undefined): readonly string[] =>
    (names ?? []).filter((name) => /^[\p{L}'’‘ -]{2,24}$/u.test(name));
  return {
    men: clean(first?.male ?? first?.generic),
    women: clean(first?.female ?? first?.generic),
    family: clean([...(last?.generic ?? []), ...(last?.male ?? [])]).filter(
      (name) => !heldByTheFamous.has(name),
    ),
  };
}

/** Given names: mostly common ones, now and then one of the package's long tail. */
function givenOf(id: string, names: Names): Naming["given"] {
  const common = own.commonGivenNames[id];
  return (random, sex) => {
    const tail = sex === "M" ? names.men : names.women;
    const usual = sex === "M" ? common?.men : common?.women;
    return [
      usual !== undefined && (tail.length === 0 || random.chance(0.85))
        ? random.pick(usual)
        : random.pick(tail),
    ];
  };
}

/** -ов/-ова, -ев/-ева, -ин/-ина, -ский/-ская; other endings do not change. */
function russianWoman(man: string): string {
  if (/[оеё]в$|[иы]н$/.test(man)) return `${man}а`;
  return /[сц]кий$/.test(man) ? man.replace(/ий$/, "ая") : man;
}

const polishWoman = (man: string): string => man.replace(/([sc])ki$/, "$1ka").replace(/dzki$/, "dzka");

function fromPackage(id: string, practice: Practice, source: Package, woman = (man: string) => man): Naming {
  const names = packageNames(source);
  return {
    practice,
    surname: (random) => {
      const man = random.pick(names.family);
      return [man, woman(man)];
    },
    given: givenOf(id, names),
  };
}

function fromPairs(
  men: readonly (readonly [string, string])[],
  women: readonly (readonly [string, string])[],
  family: readonly (readonly [string, string])[],
): Naming {
  return {
    practice: "latin",
    surname: (random) => {
      const [latin, native] = random.pick(family);
      return [native, native, latin];
    },
    given: (random, sex) => {
      const [latin, native] = random.pick(sex === "M" ? men : women);
      return [native, latin];
    },
  };
}

function fromLists(men: readonly string[], women: readonly string[], family: readonly string[]): Naming {
  return {
    practice: "latin",
    surname: (random) => {
      const name = random.pick(family);
      return [name, name];
    },
    given: (random, sex) => [random.pick(sex === "M" ? men : women)],
  };
}

const azerbaijani: Naming = {
  practice: "azerbaijani",
  surname: (random) => {
    if (random.chance(0.22)) {
      const plain = random.pick(az.azerbaijaniPlainSurnames);
      return [plain, plain];
    }
    const stem = random.pick(az.azerbaijaniStems);
    const man = `${stem}${/[aeəıioöuü]$/.test(stem) ? "yev" : "ov"}`;
    return [man, `${man}a`];
  },
  given: (random, sex) => [random.pick(sex === "M" ? az.azerbaijaniMen : az.azerbaijaniWomen)],
  patronymic: (father, sex) => `${father} ${sex === "M" ? "oğlu" : "qızı"}`,
};

const russianNaming: Naming = {
  ...fromPackage("ru", "russian", russian, russianWoman),
  patronymic: (father, sex) => {
    if (father.endsWith("й")) return father.slice(0, -1) + (sex === "M" ? "евич" : "евна");
    if (/[ая]$/.test(father)) return father.slice(0, -1) + (sex === "M" ? "ич" : "ична");
    return father + (sex === "M" ? "ович" : "овна");
  },
};

const kazakh: Naming = {
  ...fromPairs(own.kazakhMen, own.kazakhWomen, []),
  surname: (random) => {
    const stem = random.pick(own.kazakhSurnameStems);
    const man = `${stem}${/[aeiou]$/.test(stem) ? "yev" : random.chance(0.4) ? "uly" : "ov"}`;
    return [man, /(ov|ev)$/.test(man) ? `${man}a` : man];
  },
};

const chinese: Naming = {
  practice: "latin",
  surname: (random) => {
    const name = random.pick(own.chineseSurnames);
    return [name, name];
  },
  given: (random) => {
    const first = random.pick(own.chineseSyllables);
    return [random.chance(0.75) ? first + random.pick(own.chineseSyllables).toLowerCase() : first];
  },
};

const namings: Readonly<Record<NamingId, Naming>> = {
  az: azerbaijani,
  ru: russianNaming,
  uk: fromPackage("uk", "ukrainian", ukrainian, russianWoman),
  tr: fromPackage("tr", "turkish", turkish),
  ge: fromLists(own.georgianMen, own.georgianWomen, own.georgianSurnames),
  ir: fromPairs(own.persianMen, own.persianWomen, own.persianSurnames),
  ar: fromPairs(own.arabicMen, own.arabicWomen, own.arabicSurnames),
  kz: kazakh,
  uz: fromPackage("uz", "latin", uzbek, (man) => (/(ov|ev)$/.test(man) ? `${man}a` : man)),
  in: fromLists(own.indianMen, own.indianWomen, packageNames(indian).family),
  pk: fromLists(own.pakistaniMen, own.pakistaniWomen, own.pakistaniSurnames),
  en: fromPackage("en", "latin", english),
  de: fromPackage("de", "german", german),
  fr: fromPackage("fr", "latin", french),
  it: fromPackage("it", "latin", italian),
  es: fromPackage("es", "latin", spanish),
  pl: fromPackage("pl", "latin", polish, polishWoman),
  hu: fromPackage("hu", "latin", hungarian),
  il: fromLists(own.israeliMen, own.israeliWomen, own.israeliSurnames),
  cn: chinese,
};

const formOf = (naming: Naming, native: string, travel?: string): NameForm => ({
  native,
  travel: travelForm(travel ?? native, travel === undefined ? naming.practice : "latin"),
});

/** A family surname of an origin, with the form for each sex. */
export function surnameOf(id: NamingId, random: Random): Surname {
  const naming = namings[id];
  const [man, woman, travel] = naming.surname(random);
  return { M: formOf(naming, man, travel), F: formOf(naming, woman, travel) };
}

/** A given name of an origin for a sex. */
export function givenNameOf(id: NamingId, sex: Sex, random: Random): NameForm {
  const naming = namings[id];
  const [native, travel] = naming.given(random, sex);
  return formOf(naming, native, travel);
}

/** The patronymic that a father's given name makes, undefined where the origin has none. */
export function patronymicOf(id: NamingId, father: NameForm, sex: Sex): NameForm | undefined {
  const naming = namings[id];
  return naming.patronymic === undefined ? undefined : formOf(naming, naming.patronymic(father.native, sex));
}
