// Kinds of variation between a listed person and a traveller, and of people who only resemble one: as carriers, clerks and States make them.
import type { Random } from "../../src/simulation/random.ts";
import { birthDate, type Name, type Person } from "./origins.ts";

/** What a carrier sends of a person. */
export type Sent = {
  readonly surname: string;
  readonly given: string;
  readonly dob: string;
  readonly nationality: string;
  readonly sex: "M" | "F" | null;
  readonly document: { readonly type: string; readonly number: string; readonly country: string };
  readonly nativeName?: string;
};

/** Null where the person does not lend itself to the kind. */
export type Kind = (sent: Sent, person: Person, random: Random) => Sent | null;

/** The person as its travel document has it, with another document than the listed one. */
export function sentOf(person: Person, random: Random): Sent {
  const patronymic = person.patronymic === null ? "" : ` ${person.patronymic.travel}`;
  return {
    surname: person.surname.travel,
    given: `${person.given.travel}${patronymic}`,
    dob: person.birthDate,
    nationality: person.nationality,
    sex: person.sex,
    document: { type: "P", number: `X${random.digits(8)}`, country: person.nationality },
  };
}

type Respelling = readonly (readonly [RegExp, string])[];

/** How clerks of other countries write a name they hear or copy. */
const CLERKS: Readonly<Record<string, Respelling>> = {
  french: [
    [/SH/g, "CH"],
    [/^CH(?=[AEIOU])/g, "TCH"],
    [/(?<![OA])U/g, "OU"],
    [/(?<!D)J/g, "DJ"],
    [/OV$/g, "OFF"],
    [/EV$/g, "EFF"],
    [/W/g, "OU"],
  ],
  german: [
    [/(?<!T)SH/g, "SCH"],
    [/(?<!S)CH/g, "TSCH"],
    [/V/g, "W"],
    [/KH/g, "CH"],
    [/ZH/g, "SCH"],
    [/J/g, "DSCH"],
    [/Y(?=[AEOU])/g, "J"],
  ],
  polish: [
    [/V/g, "W"],
    [/SH/g, "SZ"],
    [/CH/g, "CZ"],
    [/KH/g, "CH"],
    [/ZH/g, "Z"],
    [/Y(?=[AEOU])/g, "J"],
  ],
  turkish: [
    [/SH/g, "S"],
    [/CH/g, "C"],
    [/KH/g, "H"],
    [/GH/g, "G"],
    [/J/g, "C"],
    [/W/g, "V"],
    [/Q/g, "K"],
  ],
  english: [
    [/I(?=[NMLR]$)/g, "EE"],
    [/U(?=[NMLRD])/g, "OO"],
    [/K(?=[AOU])/g, "C"],
    [/IY$|II$/g, "Y"],
    [/(?<=[AEIOU])([LNMRST])(?=[AEIOU])/, "$1$1"],
  ],
  russian: [
    [/^H(?=[AEIOU])/g, "G"],
    [/TH/g, "T"],
    [/W/g, "V"],
    [/(?<!D)J(?=[AEIOU])/g, "DZH"],
    [/PH/g, "F"],
    [/(?<=[AEIOU])H(?=[AEIOU])/g, "KH"],
  ],
  arabic: [
    [/P/g, "B"],
    [/V/g, "F"],
    [/E(?=[^AEIOU]E)/g, "I"],
    [/O(?=[^AEIOU])/g, "U"],
    [/CH/g, "SH"],
  ],
};

function respelt(text: string, rules: Respelling): string {
  let out = text;
  for (const [pattern, other] of rules) out = out.replace(pattern, other);
  return out;
}

const wordwise = (text: string, change: (word: string) => string): string =>
  text.split(" ").map(change).join(" ");

/** Another State's clerk wrote the name: both parts by one habit. */
const byClerk: Kind = (sent, _person, random) => {
  const rules = CLERKS[random.pick(Object.keys(CLERKS))] ?? [];
  const surname = wordwise(sent.surname, (word) => respelt(word, rules));
  const given = wordwise(sent.given, (word) => respelt(word, rules));
  return surname === sent.surname && given === sent.given ? null : { ...sent, surname, given };
};

const inOwnScript: Kind = (sent, person) =>
  person.surname.native === person.surname.travel || /^[\p{ASCII}]+$/u.test(person.surname.native)
    ? null
    : { ...sent, surname: person.surname.native, given: person.given.native };

const oneField: Kind = (sent, _person, random) => ({
  ...sent,
  surname: random.chance(0.5) ? `${sent.surname} ${sent.given}` : `${sent.given} ${sent.surname}`,
  given: "",
});

/** Everything in one word, or the title glued to the end of it. */
const glued: Kind = (sent, _person, random) => {
  const title = sent.sex === "F" ? random.pick(["MRS", "MS"]) : "MR";
  return random.chance(0.5)
    ? { ...sent, given: `${sent.given.replaceAll(" ", "")}${title}` }
    : { ...sent, surname: `${sent.surname}${sent.given}`.replaceAll(" ", ""), given: title };
};

/** Reservation systems cut at lengths of their own. */
const cutShort: Kind = (sent, _person, random) => {
  const length = random.pick([19, 22, 24]);
  const whole = `${sent.surname}/${sent.given}`;
  const [surname = "", given = ""] = whole.slice(0, length).split("/");
  return whole.length <= length || given.length < 3 ? null : { ...sent, surname, given };
};

const LOOK_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/O/, "0"],
  [/I/, "1"],
  [/S/, "5"],
  [/RN/, "M"],
  [/M/, "RN"],
  [/U/, "V"],
  [/I/, "L"],
  [/E/, "F"],
  [/B/, "8"],
];

/** A reader of the document took letters for others. */
const misread: Kind = (sent, _person, random) => {
  const rules = random.shuffled(LOOK_ALIKES);
  const misreadPart = (text: string): string => {
    const rule = rules.find(([pattern]) => pattern.test(text.slice(1)));
    return rule === undefined ? text : text.slice(0, 1) + text.slice(1).replace(rule[0], rule[1]);
  };
  return { ...sent, surname: misreadPart(sent.surname), given: misreadPart(sent.given) };
};

/** Letters of another script that look the same: typed on a Cyrillic keyboard. */
const homoglyphs: Kind = (sent) => {
  const surname = sent.surname.replace(/[AEOCX]/, (letter) => "АЕОСХ"["AEOCX".indexOf(letter)] ?? letter);
  return surname === sent.surname ? null : { ...sent, surname };
};

const twoSlips: Kind = (sent, _person, random) => {
  const place = random.int(1, Math.max(1, sent.surname.length - 4));
  const word = sent.surname;
  if (word.length < 7 || word.includes(" ")) return null;
  const once = word.slice(0, place) + word.charAt(place + 1) + word.charAt(place) + word.slice(place + 2);
  const other = Math.min(once.length - 1, place + 3);
  return { ...sent, surname: once.slice(0, other) + once.slice(other + 1) };
};

const withoutVowels: Kind = (sent) => {
  const surname = sent.surname.replace(/(?<=[^AEIOU ])[AE](?=[^AEIOU ][AEIOU])/, "");
  return surname === sent.surname ? null : { ...sent, surname };
};

const doubled: Kind = (sent) => {
  const given = sent.given.replace(/(?<=[AEIOU])([LMNRSTZ])(?=[AEIOU])/, "$1$1");
  const surname = sent.surname.replace(/([LMNRSTZ])\1/, "$1");
  return given === sent.given && surname === sent.surname ? null : { ...sent, given, surname };
};

/** The given name's Muhammad as MD, or all but the surname as initials. */
const abbreviated: Kind = (sent) => {
  const given = sent.given.replace(/\bM[OU]H?AMM?[AE]D\b/, "MD").replace(/\bABDU?L ?(?=[A-Z]{4})/, "A ");
  if (given !== sent.given) return { ...sent, given };
  const words = sent.given.split(" ");
  return words.length < 2
    ? null
    : { ...sent, given: [words[0], ...words.slice(1).map((word) => word[0])].join(" ") };
};

const EXTRA: Readonly<Record<string, readonly string[]>> = {
  ar: ["AL TAMIMI", "AL DULAIMI", "ABU OMAR", "ABDULLAH SALEH", "BIN NASSER"],
  ir: ["MOUSAVI", "TEHRANI", "SEYED"],
  pk: ["KHAN", "CHAUDHRY", "SYED"],
  in: ["KUMAR", "SINGH"],
  es: ["MORALES", "DE JESUS"],
  en: ["JR", "III", "LEE"],
  de: ["VON"],
};

/** The document has a tribe, a further surname, an honorific or a suffix that the list has not. */
const moreWords: Kind = (sent, person, random) => {
  const extra = EXTRA[person.origin];
  if (extra === undefined) return null;
  const word = random.pick(extra);
  return random.chance(0.5)
    ? { ...sent, surname: `${sent.surname} ${word}` }
    : { ...sent, given: `${sent.given} ${word}` };
};

/** A married woman's surname stands behind or before her own. */
const doubleSurname: Kind = (sent, person, random) => {
  const other = random.pick(["MARTIN", "WEBER", "ORUJOVA", "YILDIZ", "ROMANOVA", "TAGHIZADA"]);
  if (person.sex !== "F") return null;
  return {
    ...sent,
    surname: random.chance(0.5) ? `${sent.surname} ${other}` : `${other}-${sent.surname}`,
  };
};

/** Azerbaijani surnames with the ending taken off or exchanged. */
const otherEnding: Kind = (sent, person, random) => {
  if (person.origin !== "az") return null;
  const surname = sent.surname.replace(/(?:Y?EV|OV)A?$/, random.pick(["LI", "ZADA", ""]));
  return surname === sent.surname || surname.length < 4 ? null : { ...sent, surname };
};

const otherNationality: Kind = (sent, _person, random) => ({
  ...sent,
  nationality: random.pick(["RUS", "TUR", "DEU", "SWE", "CAN"]),
});

const shiftYear = (date: string, years: number): string =>
  `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;

/** The date as other papers have it: a default of the issuing State, a neighbouring year, a slip of a digit. */
const otherDate: Kind = (sent, _person, random) => {
  const dob = sent.dob;
  switch (random.int(0, 4)) {
    case 0:
      return { ...sent, dob: `${dob.slice(0, 4)}-01-01` };
    case 1:
      return { ...sent, dob: `${dob.slice(0, 4)}-07-01` };
    case 2:
      return { ...sent, dob: shiftYear(dob, random.pick([-1, 1])) };
    case 3:
      return {
        ...sent,
        dob: `${dob.slice(0, 8)}${dob.slice(9)}${dob.slice(8, 9)}`.replace(/-(0[^1-9]|[4-9].)$/, "-11"),
      };
    default:
      return { ...sent, dob: dob.slice(0, 7) };
  }
};

/** The listed document, read with look-alike characters, under a name that was changed. */
const listedDocument: Kind = (sent, person, random) => ({
  ...sent,
  surname: random.pick(["NOVAK", "ABBASOV", "KARAM", "LINDGREN"]),
  document: { ...sent.document, number: person.document },
});

/** Chains of fathers' names: the last one left out, or the family's name. */
const shorterChain: Kind = (sent, person) => {
  const words = sent.given.split(" ");
  if (person.patronymic !== null) return { ...sent, given: words[0] ?? "" };
  return words.length < 2 ? null : { ...sent, given: words.slice(0, -1).join(" ") };
};

const exchanged: Kind = (sent) => ({ ...sent, surname: sent.given, given: sent.surname });

const twoOf =
  (one: Kind, other: Kind): Kind =>
  (sent, person, random) => {
    const first = one(sent, person, random);
    return first === null ? null : other(first, person, random);
  };

/** Kinds of listed travellers, with their weights. */
export const LISTED_KINDS: readonly (readonly [name: string, kind: Kind, weight: number])[] = [
  ["clerk", byClerk, 22],
  ["own-script", inOwnScript, 8],
  ["one-field", oneField, 6],
  ["glued", glued, 6],
  ["cut-short", cutShort, 4],
  ["misread", misread, 7],
  ["homoglyphs", homoglyphs, 3],
  ["two-slips-one-word", twoSlips, 4],
  ["vowel-lost", withoutVowels, 4],
  ["doubled-letter", doubled, 4],
  ["abbreviated", abbreviated, 4],
  ["more-words", moreWords, 5],
  ["double-surname", doubleSurname, 5],
  ["other-ending", otherEnding, 4],
  ["other-nationality", otherNationality, 4],
  ["other-date", otherDate, 6],
  ["listed-document", listedDocument, 4],
  ["shorter-chain", shorterChain, 5],
  ["clerk-exchanged", twoOf(byClerk, exchanged), 5],
  ["clerk-other-date", twoOf(byClerk, otherDate), 5],
  ["clerk-one-field", twoOf(byClerk, oneField), 4],
];

const awayFrom = (date: string, random: Random, least: number): string =>
  shiftYear(
    birthDate(random, 1970, 1970),
    Number(date.slice(0, 4)) - 1970 + (random.chance(0.5) ? 1 : -1) * random.int(least, 25),
  );

/** People who resemble a listed person and are others; `other` is a stranger of the same origin. */
export const OTHER_KINDS: readonly (readonly [
  name: string,
  make: (sent: Sent, other: Sent, random: Random) => Sent,
  weight: number,
])[] = [
  ["neg-namesake", (sent, _other, random) => ({ ...sent, dob: awayFrom(sent.dob, random, 5) }), 24],
  [
    "neg-brother",
    (sent, other, random) => ({ ...sent, given: other.given, dob: awayFrom(sent.dob, random, 2) }),
    20,
  ],
  ["neg-twin", (sent, other) => ({ ...sent, given: other.given }), 5],
  ["neg-recombined", (sent, other) => ({ ...other, given: sent.given }), 18],
  ["neg-same-day", (sent, other) => ({ ...other, dob: sent.dob }), 14],
  ["neg-same-day-given", (sent, other) => ({ ...other, given: sent.given, dob: sent.dob }), 8],
  ["neg-stranger", (_sent, other) => other, 30],
];

/** The two words of a name form as one full name. */
export const fullOf = (surname: Name, given: Name, key: keyof Name): string =>
  `${given[key]} ${surname[key]}`;
