// The names of a list as the reference methods see them: folded to A-Z, each once for its entry.
import type { ListEntry } from "../../src/watchlists/entry.ts";
import { doubleMetaphone } from "./double-metaphone.ts";
import { patternOf, type Pattern } from "./jaro-winkler.ts";

/** A full birth date in numbers, or what is known of it; 0 where unknown. */
export type PlainDay = { readonly year: number; readonly month: number; readonly day: number };

export type FoldedName = {
  readonly text: string;
  readonly pattern: Pattern;
  readonly tokens: readonly Pattern[];
  /** Double Metaphone primary codes of the words: one by one, in order as one text, and as a set. */
  readonly codeList: readonly string[];
  readonly codes: string;
  readonly codeSet: string;
};

export type ListedName = FoldedName & {
  readonly entry: string;
  readonly dates: readonly PlainDay[];
};

export type AskedName = FoldedName & { readonly date: PlainDay | null };

const LETTERS: Readonly<Record<string, string>> = {
  Ø: "O",
  Ł: "L",
  Đ: "D",
  Æ: "AE",
  Œ: "OE",
  ß: "SS",
  Þ: "TH",
};

/** Cyrillic letters in alphabetical order, then those of Azerbaijan. */
const CYRILLIC = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯӘҒҜҺҸҮӨЈІЇЄ";
const SPELT =
  "A B V G D E ZH Z I Y K L M N O P R S T U F KH TS CH SH SHCH - Y - E YU YA A GH G H J U O Y I YI YE".split(
    " ",
  );

/** How a method sees names: with marks taken off and first name before surname, or transliterated and as listed. */
export type View = "folded" | "transliterated";

/** Upper-case A-Z words; letters of scripts that the view does not know are left out. */
export function lettersOf(text: string, view: View): string {
  return text
    .toUpperCase()
    .replace(/Ə/gu, view === "folded" ? "E" : "A")
    .replace(/\p{Script=Cyrillic}/gu, (letter) => (view === "folded" ? "" : spelt(letter)))
    .replace(/[ØŁĐÆŒÞ]/gu, (letter) => LETTERS[letter] ?? "")
    .normalize("NFD")
    .replace(/[^A-Z -]/gu, "")
    .split(/[ -]+/)
    .filter((word) => word !== "")
    .join(" ");
}

function spelt(letter: string): string {
  const plain = CYRILLIC.indexOf(letter.normalize("NFD").charAt(0));
  const found = SPELT[CYRILLIC.indexOf(letter)] ?? SPELT[plain];
  return found === undefined || found === "-" ? "" : found;
}

const codesKnown = new Map<string, string>();

function codeOf(word: string): string {
  let code = codesKnown.get(word);
  if (code === undefined) codesKnown.set(word, (code = doubleMetaphone(word)[0]));
  return code;
}

export function foldedName(text: string): FoldedName {
  const words = text.split(" ").filter((word) => word !== "");
  const codes = words.map(codeOf);
  return {
    text,
    pattern: patternOf(text),
    tokens: words.map(patternOf),
    codeList: codes,
    codes: codes.join(" "),
    codeSet: [...new Set(codes)].sort().join(" "),
  };
}

export function plainDay(text: string | null | undefined): PlainDay | null {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text ?? "");
  return found === null
    ? null
    : { year: Number(found[1]), month: Number(found[2] ?? 0), day: Number(found[3] ?? 0) };
}

/** The names of a list in a view; names of scripts it does not know are left out. */
export function listedNames(list: readonly ListEntry[], view: View): ListedName[] {
  const names: ListedName[] = [];
  for (const entry of list) {
    const dates = entry.dobs.flatMap((dob) => ("date" in dob ? (plainDay(dob.date) ?? []) : []));
    const known = new Set<string>();
    for (const name of entry.names) {
      const inOrder =
        name.surname === undefined || view === "transliterated"
          ? name.full
          : `${name.given ?? ""} ${name.surname}`;
      const text = lettersOf(inOrder, view);
      if (text === "" || known.has(text) || name.type === "original") continue;
      known.add(text);
      names.push({ ...foldedName(text), entry: entry.id, dates });
    }
  }
  return names;
}
