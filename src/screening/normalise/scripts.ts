// Readings of Greek, Georgian, Armenian, Arabic, Hebrew and Hangul words (screening.md §3.3, §3.4).

import { vowelled } from "./arabic-names.ts";

type Table = Readonly<Record<string, string>>;
export type ScriptReading = { readonly text: string; readonly cost: number; readonly unvowelled?: true };

const GREEK: Table = {
  Α: "A",
  Β: "V",
  Γ: "G",
  Δ: "D",
  Ε: "E",
  Ζ: "Z",
  Η: "I",
  Θ: "TH",
  Ι: "I",
  Κ: "K",
  Λ: "L",
  Μ: "M",
  Ν: "N",
  Ξ: "X",
  Ο: "O",
  Π: "P",
  Ρ: "R",
  Σ: "S",
  Τ: "T",
  Υ: "Y",
  Φ: "F",
  Χ: "CH",
  Ψ: "PS",
  Ω: "O",
};

const GEORGIAN: Table = {
  ა: "A",
  ბ: "B",
  გ: "G",
  დ: "D",
  ე: "E",
  ვ: "V",
  ზ: "Z",
  თ: "T",
  ი: "I",
  კ: "K",
  ლ: "L",
  მ: "M",
  ნ: "N",
  ო: "O",
  პ: "P",
  ჟ: "ZH",
  რ: "R",
  ს: "S",
  ტ: "T",
  უ: "U",
  ფ: "P",
  ქ: "K",
  ღ: "GH",
  ყ: "Q",
  შ: "SH",
  ჩ: "CH",
  ც: "TS",
  ძ: "DZ",
  წ: "TS",
  ჭ: "CH",
  ხ: "KH",
  ჯ: "J",
  ჰ: "H",
};

const ARMENIAN: Table = {
  Ա: "A",
  Բ: "B",
  Գ: "G",
  Դ: "D",
  Ե: "E",
  Զ: "Z",
  Է: "E",
  Ը: "Y",
  Թ: "T",
  Ժ: "ZH",
  Ի: "I",
  Լ: "L",
  Խ: "KH",
  Ծ: "TS",
  Կ: "K",
  Հ: "H",
  Ձ: "DZ",
  Ղ: "GH",
  Ճ: "CH",
  Մ: "M",
  Յ: "Y",
  Ն: "N",
  Շ: "SH",
  Ո: "O",
  Չ: "CH",
  Պ: "P",
  Ջ: "J",
  Ռ: "R",
  Ս: "S",
  Վ: "V",
  Տ: "T",
  Ր: "R",
  Ց: "TS",
  Ւ: "V",
  Փ: "P",
  Ք: "K",
  Օ: "O",
  Ֆ: "F",
};

/** Consonants and long vowels; short vowels are not written, so these readings compare by skeleton. */
const ARABIC: Table = {
  ا: "A",
  ب: "B",
  پ: "P",
  ت: "T",
  ث: "TH",
  ج: "J",
  چ: "CH",
  ح: "H",
  خ: "KH",
  د: "D",
  ذ: "DH",
  ر: "R",
  ز: "Z",
  ژ: "ZH",
  س: "S",
  ش: "SH",
  ص: "S",
  ض: "D",
  ط: "T",
  ظ: "Z",
  ع: "A",
  غ: "GH",
  ف: "F",
  ڤ: "V",
  ق: "Q",
  ک: "K",
  گ: "G",
  ل: "L",
  م: "M",
  ن: "N",
  ه: "H",
  و: "U",
  ی: "I",
  ء: "",
  ئ: "I",
  ؤ: "U",
  ے: "E",
  ں: "N",
  ٹ: "T",
  ڈ: "D",
  ڑ: "R",
  ښ: "KH",
  ځ: "Z",
  څ: "TS",
  ټ: "T",
  ډ: "D",
  ړ: "R",
  ڼ: "N",
  ې: "E",
  ۍ: "I",
};

const HEBREW: Table = {
  א: "A",
  ב: "B",
  ג: "G",
  ד: "D",
  ה: "H",
  ו: "U",
  ז: "Z",
  ח: "H",
  ט: "T",
  י: "I",
  כ: "K",
  ך: "KH",
  ל: "L",
  מ: "M",
  ם: "M",
  נ: "N",
  ן: "N",
  ס: "S",
  ע: "A",
  פ: "P",
  ף: "F",
  צ: "TS",
  ץ: "TS",
  ק: "K",
  ר: "R",
  ש: "SH",
  ת: "T",
};

function spell(word: string, table: Table): string {
  let out = "";
  for (const letter of word) out += table[letter] ?? table[letter.normalize("NFD")[0] ?? ""] ?? "";
  return out;
}

/** As Greek passports spell it (ELOT 743), then as it sounds. */
export function greekReadings(word: string): readonly ScriptReading[] {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "");
  const common = plain
    .replaceAll("ΟΥ", "OU")
    .replace(/([ΑΕΗ])Υ/gu, "$1V")
    .replace(/^ΜΠ/u, "B")
    .replaceAll("ΓΓ", "NG");
  const official = common.replaceAll("ΜΠ", "MP").replaceAll("ΝΤ", "NT").replaceAll("ΓΚ", "GK");
  const heard = common
    .replaceAll("ΜΠ", "B")
    .replaceAll("ΝΤ", "D")
    .replaceAll("ΓΚ", "G")
    .replaceAll("ΕΙ", "I")
    .replaceAll("ΟΙ", "I");
  const letters = (text: string): string => text.replace(/[^A-Z]/gu, (letter) => GREEK[letter] ?? "");
  const [text, other] = [letters(official), letters(heard)];
  if (text === "") return [];
  return text === other
    ? [{ text, cost: 0 }]
    : [
        { text, cost: 0 },
        { text: other, cost: 0.2 },
      ];
}

export function georgianReadings(word: string): readonly ScriptReading[] {
  // upper-casing yields Mtavruli letters; the table is in Mkhedruli
  const text = spell(word.toLowerCase(), GEORGIAN);
  return text === "" ? [] : [{ text, cost: 0 }];
}

/** Letters that West Armenian sounds the other way round. */
const WEST_ARMENIAN: Table = {
  ...ARMENIAN,
  Բ: "P",
  Գ: "K",
  Դ: "T",
  Կ: "G",
  Պ: "B",
  Տ: "D",
  Ծ: "DZ",
  Ձ: "TS",
  Ճ: "J",
  Ջ: "CH",
};

/** East Armenian first, then West; at the beginning of a word ո is VO and ե is YE. */
export function armenianReadings(word: string): readonly ScriptReading[] {
  const spelt = (table: Table): string =>
    word
      .replaceAll("և", "ԵՎ")
      .replace(/^Ո(?!Ւ)/u, "ՎՈ")
      .replace(/^Ե(?!Ւ|Վ)/u, "ՅԵ")
      .split("ՈՒ")
      .map((run) => spell(run, table))
      .join("U");
  const [east, west] = [spelt(ARMENIAN), spelt(WEST_ARMENIAN)];
  if (east === "") return [];
  return east === west
    ? [{ text: east, cost: 0 }]
    : [
        { text: east, cost: 0 },
        { text: west, cost: 0.5 },
      ];
}

/** Known names with their vowels; else, and beside them, unvowelled readings: waw and ya once as vowels, once as consonants. */
export function arabicReadings(word: string): readonly ScriptReading[] {
  const bare = word.replace(/^ال(?=..)/u, "");
  const vowel = spell(bare, ARABIC);
  const consonant = vowel.replace(/U/g, "V");
  if (vowel === "") return [];
  const name = vowelled(word);
  const readings: ScriptReading[] = name === null ? [] : [{ text: name, cost: 0 }];
  const cost = name === null ? 0 : UNVOWELLED_KNOWN;
  readings.push({ text: vowel, cost, unvowelled: true });
  if (consonant !== vowel) readings.push({ text: consonant, cost, unvowelled: true });
  return readings;
}

/** Where a word is a known name, its consonants alone are seldom those of another. */
const UNVOWELLED_KNOWN = 3;

export function hebrewReadings(word: string): readonly ScriptReading[] {
  const vowel = spell(word, HEBREW);
  if (vowel === "") return [];
  const readings: ScriptReading[] = [{ text: vowel, cost: 0, unvowelled: true }];
  const consonant = vowel.replace(/U/g, "V");
  if (consonant !== vowel) readings.push({ text: consonant, cost: 0, unvowelled: true });
  return readings;
}

const INITIALS = [
  "G",
  "KK",
  "N",
  "D",
  "TT",
  "R",
  "M",
  "B",
  "PP",
  "S",
  "SS",
  "",
  "J",
  "JJ",
  "CH",
  "K",
  "T",
  "P",
  "H",
];
const MEDIALS = [
  "A",
  "AE",
  "YA",
  "YAE",
  "EO",
  "E",
  "YEO",
  "YE",
  "O",
  "WA",
  "WAE",
  "OE",
  "YO",
  "U",
  "WO",
  "WE",
  "WI",
  "YU",
  "EU",
  "UI",
  "I",
];
const FINALS = [
  "",
  "K",
  "K",
  "K",
  "N",
  "N",
  "N",
  "T",
  "L",
  "K",
  "M",
  "L",
  "L",
  "L",
  "P",
  "L",
  "M",
  "P",
  "P",
  "T",
  "T",
  "NG",
  "T",
  "T",
  "K",
  "T",
  "P",
  "T",
];

/** Revised Romanisation of a run of Hangul syllables, without the assimilations at syllable borders. */
export function hangulReadings(word: string): readonly ScriptReading[] {
  let text = "";
  for (const letter of word) {
    const at = letter.charCodeAt(0) - 0xac00;
    if (at < 0 || at > 11171) continue;
    text += `${INITIALS[Math.floor(at / 588)] ?? ""}${MEDIALS[Math.floor((at % 588) / 28)] ?? ""}${FINALS[at % 28] ?? ""}`;
  }
  if (text === "") return [];
  const older = text.replaceAll("EO", "O").replaceAll("EU", "U");
  return older === text
    ? [{ text, cost: 0 }]
    : [
        { text, cost: 0 },
        { text: older, cost: 0.2 },
      ];
}
