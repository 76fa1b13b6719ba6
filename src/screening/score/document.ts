// Document numbers: normal form, look-alike form, and what their agreement is worth (screening.md §6).

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
