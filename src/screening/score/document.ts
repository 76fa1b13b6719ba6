// Document numbers: normal form, look-alike form, and what their agreement is worth (screening.md §6).

/** Kinds of document whose numbers come from other series; `unknown` is compared with any. */
export const DOCUMENT_KINDS = ["unknown", "passport", "identity", "personal", "internal", "other"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/**
 * The kind by the code of a travel document or a list's own word. Internal passports of the Russian Federation, told by
 * their ten digits, go by both the codes of passports and those of cards.
 */
export function documentKind(type: string | null, issuer: string | null, number: string): DocumentKind {
  const said = (type ?? "").trim().toUpperCase();
  if (/^(?:PIN|FIN)$|PERSONAL (?:NO|NUMBER|CODE)/.test(said)) return "personal";
  const passport = /^P[A-Z<]?$|PASSPORT/.test(said);
  const identity = /^(?:I[A-Z<]?|A[A-Z<]?|C[A-Z<]?|NI)$|IDENTI/.test(said);
  if (!passport && !identity) return /^(?:V[A-Z<]?|DL|VISA)$/.test(said) ? "other" : "unknown";
  if (issuer === "RUS" && /^\d{10}$/.test(number)) return "internal";
  return passport ? "passport" : "identity";
}

/** Whether numbers of two kinds may be one: cards are often told by the personal number on them. */
export function areOneKind(left: DocumentKind, right: DocumentKind): boolean {
  if (left === right || left === "unknown" || right === "unknown") return true;
  return (left === "personal" && right === "identity") || (left === "identity" && right === "personal");
}

const FIELD_LETTERS = 9;
const WEIGHTS = [7, 3, 1] as const;

/** Whether a check digit is that of the number in a machine-readable zone (ICAO Doc 9303-3, 4.9); null for none sent. */
export function isCheckDigitRight(number: string, digit: string | null): boolean | null {
  if (digit === null || !/^\d$/.test(digit)) return null;
  const sum = Array.from(number.padEnd(FIELD_LETTERS, "<"), valueOf).reduce(
    (total, value, at) => total + value * (WEIGHTS[at % 3] ?? 0),
    0,
  );
  return sum % 10 === Number(digit);
}

/** 0-9 as they are, A 10 to Z 35, filler 0. */
function valueOf(letter: string): number {
  return letter === "<" ? 0 : parseInt(letter, 36);
}

/** Upper case, letters and digits only, leading zeros kept; empty when too short to mean anything. */
export function documentNumber(raw: string): string {
  const text = raw.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return text.length >= 5 && /\d/.test(text) ? text : "";
}

const LOOK_ALIKE: Readonly<Record<string, string>> = {
  O: "0",
  I: "1",
  L: "1",
  S: "5",
  B: "8",
  Z: "2",
  G: "6",
};

/** The number with letters that readers confuse with digits folded to the digit. */
export function lookAlikeNumber(number: string): string {
  return number.replace(/[OILSBZG]/g, (letter) => LOOK_ALIKE[letter] ?? letter);
}
