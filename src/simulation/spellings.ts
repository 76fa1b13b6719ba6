// Other spellings under which a listed person may travel: romanisations, typing errors, order and parts of names.
import { travelForm, type Practice } from "./names/travel-form.ts";
import type { Random } from "./random.ts";

export type SpeltName = { readonly surname: string; readonly given: string };

/** Readings of one letter besides the one national passports use (screening.md §3.1 and §3.2). */
const azerbaijaniReadings: Readonly<Record<string, readonly string[]>> = {
  Ə: ["E"],
  C: ["C", "DZH", "DJ"],
  Ç: ["C"],
  Ş: ["S"],
  X: ["H", "X"],
  Q: ["Q", "K"],
  Ğ: ["G"],
  H: ["G", "KH"],
  Ö: ["OE"],
  Ü: ["U", "YU"],
  I: ["Y"],
  J: ["J"],
};
const turkishReadings: Readonly<Record<string, readonly string[]>> = {
  Ç: ["CH"],
  Ş: ["SH"],
  Ö: ["OE"],
  Ü: ["UE"],
  Ğ: [""],
};
const russianReadings: Readonly<Record<string, readonly string[]>> = {
  Й: ["Y", "J"],
  Ю: ["YU", "JU"],
  Я: ["YA", "JA"],
  Ж: ["J"],
  Х: ["H"],
  Ц: ["C"],
  Щ: ["SCH"],
  Ё: ["YO", "IO"],
  Ш: ["CH"],
  Ч: ["TCH"],
  Е: ["YE"],
};

/** Latin spellings that vary from passport to passport for names that come from Arabic, Persian and Georgian script. */
const latinReadings: readonly (readonly [pattern: RegExp, other: string])[] = [
  [/^MOHAMM[AE]D$/, "MUHAMMAD"],
  [/^HOSSEIN/, "HUSSAIN"],
  [/^HUSSEIN$/, "HOSSEIN"],
  [/^YOUSEF/, "YUSUF"],
  [/^AHMED$/, "AHMAD"],
  [/^AHMAD$/, "AHMED"],
  [/^EBRAHIM/, "IBRAHIM"],
  [/^ABDUL(?=[A-Z])/, "ABD AL "],
  [/^AL /, "EL "],
  [/ZADEH$/, "ZADE"],
  [/POUR$/, "PUR"],
  [/GH/, "Q"],
  [/OU/, "U"],
  [/EE/, "I"],
  [/KH/, "H"],
  [/DZE$/, "DSE"],
  [/TS/, "TZ"],
  [/V/, "W"],
  [/J/, "DJ"],
  [/Y$/, "I"],
];

/** The same for Azerbaijani names that are in travel document form already. */
const azerbaijaniLatinReadings: readonly (readonly [pattern: RegExp, other: string])[] = [
  [/A(?=.*A)/g, "E"],
  [/KH/g, "H"],
  [/GH/g, "G"],
  [/SH/g, "S"],
  [/CH/g, "C"],
  [/^J/, "DZH"],
  [/J/g, "C"],
  [/^G/, "Q"],
  [/G/g, "K"],
  [/^HU/, "GU"],
  [/MM/g, "M"],
  [/YEV(?=A?$)/, "IEV"],
  [/Y/g, "I"],
];

/** A name all in capitals A-Z is in travel document form already: there are no letters left to read. */
const isTravelForm = (name: string): boolean => /^[A-Z' -]+$/.test(name);

/** Which table reads a name, by the script of the name and the State that issues its bearer's documents. */
function readingsFor(
  nationality: string,
  name: string,
): [Practice, Readonly<Record<string, readonly string[]>>] | undefined {
  if (isTravelForm(name)) return undefined;
  if (/\p{Script=Cyrillic}/u.test(name)) return ["russian", russianReadings];
  if (nationality === "AZE") return ["azerbaijani", azerbaijaniReadings];
  if (nationality === "TUR") return ["turkish", turkishReadings];
  return undefined;
}

/** Some of the letters in another reading; also the surname ending -yev as -EV or -IEV, and doubled letters single. */
function respell(name: string, nationality: string, random: Random): string {
  const table = readingsFor(nationality, name);
  if (table === undefined) {
    const others = nationality === "AZE" ? azerbaijaniLatinReadings : latinReadings;
    return respellLatin(travelForm(name, "latin"), others, random);
  }
  const [practice, readings] = table;
  const capitals = practice === "russian" ? name.toUpperCase() : name.replaceAll("i", "İ").toUpperCase();
  let text = "";
  for (const letter of capitals) {
    const others = readings[letter];
    const usual = letter === " " ? " " : travelForm(letter, practice);
    text += others !== undefined && random.chance(0.75) ? random.pick(others) : usual;
  }
  if (random.chance(0.5)) text = text.replace(/YEV(A?)$/, random.chance(0.5) ? "EV$1" : "IEV$1");
  return random.chance(0.3) ? text.replaceAll(/([BCDFGKLMNPRSTVZ])\1/g, "$1") : text;
}

function respellLatin(
  name: string,
  readings: readonly (readonly [pattern: RegExp, other: string])[],
  random: Random,
): string {
  const fitting = readings.filter(([pattern, other]) => name.replace(pattern, other) !== name);
  if (fitting.length === 0) return name;
  const [pattern, other] = random.pick(fitting);
  return name.replace(pattern, other);
}

/** Another romanisation of a name; undefined when none of the readings changes it. */
export function spellingsOf(
  name: { readonly nationality: string; readonly surname: string; readonly given: string },
  random: Random,
): SpeltName | undefined {
  const usual = {
    surname: formOf(name.surname, name.nationality),
    given: formOf(name.given, name.nationality),
  };
  for (let attempt = 0; attempt < 4; attempt++) {
    const surname = respell(name.surname, name.nationality, random);
    const given = respell(name.given, name.nationality, random);
    if (surname !== "" && given !== "" && (surname !== usual.surname || given !== usual.given))
      return { surname, given };
  }
  return undefined;
}

/** A name in travel document form, by its script and the State that issues its bearer's documents. */
export function formOf(name: string, nationality: string): string {
  const practice =
    readingsFor(nationality, name)?.[0] ??
    (nationality === "DEU" || nationality === "D" ? "german" : "latin");
  return travelForm(name, practice);
}

// prettier-ignore
const neighbours: Readonly<Record<string, string>> = {
  A: "S", B: "V", C: "X", D: "F", E: "R", F: "G", G: "H", H: "J", I: "O", J: "K", K: "L", L: "K", M: "N", N: "M", O: "P", P: "O",
  Q: "W", R: "T", S: "D", T: "Y", U: "I", V: "B", W: "E", X: "C", Y: "U", Z: "X",
};

/** One slip of a keyboard inside a word: a letter doubled, dropped, exchanged with its neighbour or mistaken. */
export function mistyped(word: string, random: Random): string {
  if (word.length < 5) return word + word.slice(-1);
  const place = random.int(1, word.length - 3);
  const letter = word.charAt(place);
  const next = word.charAt(place + 1);
  const [before, after] = [word.slice(0, place), word.slice(place + 1)];
  switch (random.int(0, 3)) {
    case 0:
      return before + letter + letter + after;
    case 1:
      return before + after;
    case 2:
      return letter === next ? before + after : before + next + letter + word.slice(place + 2);
    default:
      return before + (neighbours[letter] ?? "X") + after;
  }
}
