// What is watched for beside names: telephone, e-mail, card, address, agency, each in the one form that is compared.
import { createHmac } from "node:crypto";
import type { EntryKey, EntryKeyKind } from "#watchlists";

/**
 * The forms of a value that are compared exactly; none for what says too little to be compared: a telephone number without
 * its country, a card of which fewer than the first six and last four digits are known, an address without a number.
 * `salt` is the installation's own: what another holds of cards says nothing here.
 */
export function comparedForms({ kind, value }: EntryKey, salt: Uint8Array): readonly string[] {
  const form = forms[kind](value.normalize("NFKC").trim(), salt);
  return form === null ? [] : [`${kind} ${form}`];
}

const forms: Readonly<Record<EntryKeyKind, (value: string, salt: Uint8Array) => string | null>> = {
  phone: phoneForm,
  email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value) ? value.toLowerCase() : null),
  card: cardForm,
  address: addressForm,
  agency: agencyForm,
};

/** E.164: with its country code, as `+` or `00` says or its length lets no other reading. */
function phoneForm(value: string): string | null {
  const isInternational = /^(?:\+|00)/.test(value);
  const digits = value.replace(/\D/g, "").replace(/^00/, "");
  const isLong = digits.length >= 11 && !digits.startsWith("0");
  return digits.length >= 8 && digits.length <= 15 && (isInternational || isLong) ? `+${digits}` : null;
}

/**
 * First six and last four digits with the length between, as a hash keyed by the installation: what is compared and held in
 * memory is no card number, and cannot be looked up in a table made elsewhere.
 */
function cardForm(value: string, salt: Uint8Array): string | null {
  const masked = value.replace(/[\s-]/g, "").replace(/[xX*•#.]/g, "X");
  const parts = /^(\d{6})\d*(X+)\d*(\d{4})$/.exec(masked);
  if (parts === null) return null;
  return createHmac("sha256", salt).update(`${parts[1]} ${masked.length} ${parts[3]}`, "utf8").digest("hex");
}

/** Words that stand for the kind of way, left out: they are written in many ways. */
const wayWords: ReadonlySet<string> = new Set(
  "st str street kuc kucesi kuchesi ave avenue prospekt pr prospekti road rd rue ul ulitsa".split(" "),
);

/** Its words in alphabetical order without marks; street, number and place must be there. */
function addressForm(value: string): string | null {
  const words = value
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ə/g, "e")
    .replace(/ı/g, "i")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !wayWords.has(word));
  if (words.length < 3 || !words.some((word) => /\d/.test(word))) return null;
  return [...new Set(words)].toSorted().join(" ");
}

/** An IATA number by its first seven digits (the eighth checks them), an office by its letters and digits. */
function agencyForm(value: string): string | null {
  const text = value.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  if (/^\d{7,8}$/.test(text)) return text.slice(0, 7);
  return /^[A-Z0-9]{4,12}$/.test(text) ? text : null;
}

/** How a value is shown in evidence: of a card no more than its last four digits. */
export function shownKey({ kind, value }: EntryKey): string {
  return kind === "card" ? `…${value.slice(-4)}` : value;
}
