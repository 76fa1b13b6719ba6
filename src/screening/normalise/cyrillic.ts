// Readings of Cyrillic words: Russian, Ukrainian, Belarusian, Azerbaijani and the other alphabets (screening.md §3.1, §3.2).
import { latinReadings, type Hints } from "./latin.ts";

type Table = Readonly<Record<string, string>>;

/** Russian letters, and the letters other alphabets add to them. */
const RUSSIAN: Table = {
  А: "A",
  Б: "B",
  В: "V",
  Г: "G",
  Д: "D",
  Е: "E",
  Ё: "E",
  Ж: "ZH",
  З: "Z",
  И: "I",
  Й: "Y",
  К: "K",
  Л: "L",
  М: "M",
  Н: "N",
  О: "O",
  П: "P",
  Р: "R",
  С: "S",
  Т: "T",
  У: "U",
  Ф: "F",
  Х: "KH",
  Ц: "TS",
  Ч: "CH",
  Ш: "SH",
  Щ: "SHCH",
  Ъ: "",
  Ы: "Y",
  Ь: "",
  Э: "E",
  Ю: "YU",
  Я: "YA",
  Ґ: "G",
  Є: "YE",
  І: "I",
  Ї: "YI",
  Ў: "U",
  Қ: "Q",
  Ғ: "GH",
  Ң: "NG",
  Ұ: "U",
  Ү: "U",
  Һ: "H",
  Ө: "O",
  Ә: "A",
  Ҳ: "H",
  Ҷ: "J",
  Ӣ: "I",
  Ӯ: "U",
  Ђ: "DJ",
  Љ: "LJ",
  Њ: "NJ",
  Ћ: "C",
  Џ: "DZ",
  Ј: "J",
  Ѓ: "GJ",
  Ќ: "KJ",
  Ѕ: "DZ",
};

/** BGN/PCGN 1993 table of correspondences: Azerbaijani Cyrillic to today's Latin. */
const AZERBAIJANI: Table = {
  А: "A",
  Б: "B",
  В: "V",
  Г: "Q",
  Ғ: "Ğ",
  Д: "D",
  Е: "E",
  Ә: "Ə",
  Ж: "J",
  З: "Z",
  И: "İ",
  Ы: "I",
  Ј: "Y",
  К: "K",
  Ҝ: "G",
  Л: "L",
  М: "M",
  Н: "N",
  О: "O",
  Ө: "Ö",
  П: "P",
  Р: "R",
  С: "S",
  Т: "T",
  У: "U",
  Ү: "Ü",
  Ф: "F",
  Х: "X",
  Һ: "H",
  Ч: "Ç",
  Ҹ: "C",
  Ш: "Ş",
  Й: "Y",
  Э: "E",
  Ю: "YU",
  Я: "YA",
  Ц: "S",
  Щ: "Ş",
  Ь: "",
  Ъ: "",
};

const ONLY_AZERBAIJANI = /[ҜҸ]|Ә.*[ЈҺҒӨҮ]|[ЈҺҒӨҮ].*Ә/u;
const UKRAINIAN = /[ҐЄІЇ]/u;
const COMMON_AZERBAIJANI = /[ӘҺ]/u;

function spell(word: string, table: Table): string {
  let out = "";
  for (const letter of word) out += table[letter] ?? table[letter.normalize("NFD")[0] ?? ""] ?? "";
  return out;
}

/** Whether the letters speak of Azerbaijani Cyrillic. Kazakh and Tatar share some of them and read nearly alike. */
export function isAzerbaijaniCyrillic(word: string): boolean {
  return ONLY_AZERBAIJANI.test(word) || COMMON_AZERBAIJANI.test(word);
}

/** An Azerbaijani name in Russian letters, undone: г as h, дж as j, ю as u and я as a after a consonant. */
function unrussified(word: string): string {
  return spell(
    word
      .replaceAll("ДЖ", "Ж")
      .replace(/(?<=[БВГДЖЗКЛМНПРСТФХЦЧШЩ])Ю/gu, "У")
      .replace(/(?<=[БВГДЖЗКЛМНПРСТФХЦЧШЩ])Я/gu, "А")
      .replace(/^Э/u, "А"),
    { ...RUSSIAN, Г: "H", Ж: "J" },
  );
}

/** Latin readings of a Cyrillic word, most usual first; at most eight, `cost` in bits. */
export function cyrillicReadings(word: string, hints: Hints): readonly { text: string; cost: number }[] {
  if (isAzerbaijaniCyrillic(word) || (hints.azerbaijani && word.includes("Ј"))) {
    return latinReadings(spell(word, AZERBAIJANI), { ...hints, azerbaijani: true, turkic: true });
  }
  const found = new Map<string, number>();
  const add = (text: string, cost: number): void => {
    if (text !== "" && (found.get(text) ?? Infinity) > cost) found.set(text, cost);
  };
  const ukrainian = UKRAINIAN.test(word);
  if (ukrainian) add(spell(word, { ...RUSSIAN, Г: "H", И: "Y", Е: "E" }), 0);
  add(spell(word, RUSSIAN), ukrainian ? 0.3 : 0);
  if (/Г/u.test(word) && !ukrainian) add(spell(word, { ...RUSSIAN, Г: "H" }), hints.azerbaijani ? 0 : 0.5);
  if (/Ё/u.test(word)) add(spell(word, { ...RUSSIAN, Ё: "YO" }), 0);
  if (/Ц/u.test(word)) add(spell(word, { ...RUSSIAN, Ц: "C" }), 0.3);
  if (hints.azerbaijani) add(unrussified(word), 0.2);
  if (hints.azerbaijani && /[ЕЭ]/u.test(word)) add(unrussified(word).replace(/E(?!V)/g, "A"), 0.6);
  return [...found].slice(0, 8).map(([text, cost]) => ({ text, cost }));
}
