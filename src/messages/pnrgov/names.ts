// Names of TIF segments: the title is taken off only where that cannot damage a name.

/** Titles that are unmistakable as a word of their own at the end of a given name. */
const TITLES = new Set(["MR", "MRS", "MS", "MISS", "MSTR", "MASTER", "MISTER", "DR", "PROF", "MME", "MLLE"]);
/** Titles that can stand as a word of their own in front: DR and PROF there are titles too, SIR or LADY may be names. */
const LEADING = new Set(["MR", "MRS", "MS", "MISS", "MSTR", "DR", "PROF"]);
// Given names of men that end in A, with what may stand glued before them, and the syllables in which Chinese ones do: a MR
// behind any other A may be the end of the name Amr, glued to another one.
const MEN_IN_A =
  /(?:ANDREA|JOSHUA|JOSUA|NICOLA|NIKOLA|MATTIA|ELIA|ISAIA|JEREMIA|TOBIA|LUCA|LUKA|NIKITA|ILIA|ILYA|ILJA|SASHA|SASCHA|MISHA|MISCHA|GRISHA|PASHA|DIMA|VANYA|KOLYA|FOMA|KUZMA|SAVVA|MUSTAFA|MOUSTAFA|MOSTAFA|HAMZA|MUSA|MOUSSA|MOUSA|ISSA|EISSA|YAHYA|YAHIA|ZAKARIA|ZAKARIYA|ZACHARIA|MURTAZA|MURTADA|MURTUZA|REZA|RIZA|RZA|RAZA|AGHA|AGA|BABA|TAHA|TALHA|OSAMA|USAMA|OUSSAMA|JUMA|KRISHNA|RAMA|SHIVA|SURYA|ADITYA|ARYA|BALA|RAJA|MIRZA|VANJA|SINISA|BORISA|STEVICA|IVICA|PERICA|SAVA|KOSTA|MITJA|ANDRIJA|ILIJA|MATIJA|BATISTA|JOSEMARIA|MARIA|GARCIA|KENTA|SHOTA|YUTA|RYOTA|SOTA|KEITA|SHINYA|TAKUYA|TATSUYA|KAZUYA|TETSUYA|YUYA|NAOYA|HUA|JIA|XIA)$/;
/** A given name element that holds nothing but one of these names no one. */
const TITLE_ONLY = new Set(["MR", "MRS", "MS", "MISS", "MSTR"]);
/** Passenger types, and discounts of staff (ID), that some hosts append; they are no part of a name, as (IDRIS) may be. */
const TYPE_WORDS = /\((?:ADT|ADULT|CHD|CHILD|CNN|ID|INF|INFANT|INS|YTH|STU|SRC|UNN)(?![A-Z])[^)]*\)?$/;

const PART_ENDS = new Set(["-", "'", "’"]);

// Names that end in MR by themselves, with what may stand glued before them (Abu Amr, Bin Omr): no title is taken off these.
const OWN_MR =
  /^(?:(?:ABU|ABO|ABI|BU|BIN|BEN|BINT|IBN|BANI|AL|EL|OULD|AIT|UM|UMM|OM)[AOU]|(?:AL|EL|UL)(?:NI|SA)|AA|[^AEIOU]{0,2}[AEIOU])MR$|QAMR$/;
// Khamis is written Khamiss too.
const OWN_MISS = /KHAMISS$/;
// Common given names of two letters: LIMR is Li, Mr. Nimr, Samr, Zamr, Qamr and their like are names as they stand.
const TWO_LETTERS = new Set(
  "AL AN BO CY DE ED HA HE HO JI JO JU KE KI LE LI LU LY MI MO QI RO RU TU TY VU VY WU XI XU YI YU".split(
    " ",
  ),
);

export type NamePart = { readonly given: string | null; readonly title: string | null };

/**
 * Splits the given-name element of a TIF into given names and title. `confirmed` are given names known for the same person
 * from SSR DOCS: a glued title that cannot be told safely is taken off when what is left is exactly one of them.
 * Returns the element as sent as `given` where no title can be told safely (pnrgov.md §3, TIF).
 */
export function splitTitle(element: string, confirmed: readonly string[] = []): NamePart {
  const plain = plainName(element);
  if (plain !== null) return plain;
  let given = element.trim();
  if (given === "") return { given: null, title: null };
  if (given.includes("(")) given = withoutTypeWords(given);
  if (given === "") return { given: null, title: null };
  if (TITLE_ONLY.has(given)) return { given: null, title: given };

  const lastSpace = given.lastIndexOf(" ");
  let lastWord = lastSpace < 0 ? given : given.slice(lastSpace + 1);
  const point = lastWord.endsWith(".") ? 1 : 0;
  if (point > 0) lastWord = lastWord.slice(0, -1);
  if (lastSpace > 0 && TITLES.has(lastWord)) {
    return { given: given.slice(0, lastSpace).trim(), title: lastWord };
  }
  const firstSpace = given.indexOf(" ");
  if (firstSpace > 0 && LEADING.has(given.slice(0, firstSpace))) {
    return { given: given.slice(firstSpace + 1).trim(), title: given.slice(0, firstSpace) };
  }
  const glued = gluedTitle(lastWord, lastSpace > 0);
  const title = glued ?? confirmedTitle(given, confirmed);
  if (title === null) return { given, title: null };
  const length = title.length + (glued === null ? 0 : point);
  return { given: given.slice(0, given.length - length).trimEnd(), title };
}

/**
 * Surname, given names and title of the two elements of a TIF. The whole name may stand in the surname, as `SMITH/JOHN MR`,
 * the title alone where the given names do.
 */
export function nameOf(surname: string, element: string): NamePart & { readonly surname: string } {
  const { given, title } = splitTitle(element);
  const slash = given === null ? surname.indexOf("/") : -1;
  if (slash <= 0) return { surname, given, title };
  const whole = splitTitle(surname.slice(slash + 1).trim());
  return {
    surname: surname.slice(0, slash).trim(),
    given: whole.given,
    title: title ?? whole.title,
  };
}

const MALE = new Set(["MR", "MSTR", "MASTER", "MISTER"]);
const FEMALE = new Set(["MRS", "MS", "MISS", "MME", "MLLE"]);

/** The sex that a title says; null for one that either may bear, and without one. */
export function sexOfTitle(title: string | null): "M" | "F" | null {
  if (title === null) return null;
  return MALE.has(title) ? "M" : FEMALE.has(title) ? "F" : null;
}

const D = 0x44;
const M = 0x4d;
const R = 0x52;
const S = 0x53;
const T = 0x54;
const BLANK = 0x20;
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;

/** Whether a title of the lists ends in the two letters: MR, DR, MSTR, MS, MRS, MISS. */
function mayEndTitle(beforeLast: number, last: number): boolean {
  if (last === R) return beforeLast === M || beforeLast === D || beforeLast === T;
  return last === S && (beforeLast === M || beforeLast === R || beforeLast === S);
}

/** One word of letters, alone if it ends as no title does, or before MR or MRS: nearly every name is so. Null otherwise. */
function plainName(element: string): NamePart | null {
  const { length } = element;
  const last = element.charCodeAt(length - 1);
  let word = length;
  let title: string | null = null;
  if (last === R && element.charCodeAt(length - 2) === M && element.charCodeAt(length - 3) === BLANK) {
    title = "MR";
    word = length - 3;
  } else if (last === S && length > 4 && element.endsWith(" MRS")) {
    title = "MRS";
    word = length - 4;
  } else if (!isCapital(last) || mayEndTitle(element.charCodeAt(length - 2), last)) return null;
  if (word === 0) return null;
  for (let i = 0; i < word; i++) if (!isCapital(element.charCodeAt(i))) return null;
  return { given: title === null ? element : element.slice(0, word), title };
}

/** The title glued to the end of a word, where the word without it is safely a name; null otherwise. */
function gluedTitle(word: string, hasOtherWords: boolean): string | null {
  if (word.length < 4 || word.includes("(")) return null;
  if (word.endsWith("MSTR")) return word.length >= 6 ? "MSTR" : null;
  if (word.endsWith("MISS")) return word.length >= 7 && !OWN_MISS.test(word) ? "MISS" : null;
  if (word.endsWith("MRS")) return word.length >= 5 ? "MRS" : null;
  if (!word.endsWith("MR")) return null;
  const stem = word.slice(0, -2);
  if (TWO_LETTERS.has(stem)) return "MR";
  // Of AL-AMR the part after the hyphen is the name.
  if (OWN_MR.test(word) || OWN_MR.test(lastPart(word))) return null;
  // MOHAMEDAMR is Mohamed Amr as well as Mohameda, Mr: only the document can tell.
  if (stem.endsWith("A") && !MEN_IN_A.test(stem)) return null;
  return stem.length >= 3 || hasOtherWords ? "MR" : null;
}

/** The element without the passenger types at its end, however many some host has appended. */
function withoutTypeWords(given: string): string {
  let end = given.length;
  for (;;) {
    // It ends with the text: before another bracket that closes it cannot begin.
    const from = end < 2 ? 0 : given.lastIndexOf(")", end - 2) + 1;
    const at = given.slice(from, end).search(TYPE_WORDS);
    if (at < 0) return given.slice(0, end);
    end = from + at;
    while (end > 0 && given.charCodeAt(end - 1) === BLANK) end--;
  }
}

/** What stands after the last hyphen or apostrophe. */
function lastPart(word: string): string {
  let from = word.length;
  while (from > 0 && !PART_ENDS.has(word.charAt(from - 1))) from--;
  return word.slice(from);
}

// WILLIAMS, ALEXANDR and their like end in letters that are also titles: only the document can tell.
function confirmedTitle(given: string, confirmed: readonly string[]): string | null {
  for (const title of ["MR", "MS", "DR"]) {
    if (given.endsWith(title) && confirmed.includes(given.slice(0, -title.length))) return title;
  }
  return null;
}
