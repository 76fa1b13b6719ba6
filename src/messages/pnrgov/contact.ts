// Contact details: ADD segments of all releases, and the telephone and e-mail texts of OSI and SSR CTC*.
import type { PostalAddress } from "../passenger-list.ts";

/** An e-mail address as AIRIMP writes it (`//` is @, `..` is _, `./` is -), put right; null when it is none. */
export function readEmail(text: string): string | null {
  const at = plainEmail(text);
  if (at > 0) return `${text.slice(0, at)}@${text.slice(at + 2)}`;
  let address = text.trim();
  if (address.includes("//")) address = address.replace("//", "@");
  else if (!address.includes("@")) address = address.replace(/\.AT\./i, "@");
  if (address.includes("..")) address = address.replaceAll("..", "_");
  if (address.includes("./")) address = address.replaceAll("./", "-");
  const slash = address.indexOf("/");
  if (slash >= 0) address = address.slice(0, slash);
  return isAddress(address) ? address : null;
}

/**
 * Where `//` stands in an address that needs nothing else put right: letters, digits, hyphens, underscores and single dots,
 * one of these dots behind it. -1 for any other text.
 */
function plainEmail(text: string): number {
  let at = -1;
  let dot = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80 && IN_ADDRESS[code] === 1) continue;
    if (code === DOT && i > 0 && dot !== i - 1) dot = i;
    else if (code === SLASH && at < 0 && i > 0 && dot !== i - 1 && text.charCodeAt(i + 1) === SLASH) at = i++;
    else return -1;
  }
  return at > 0 && dot > at + 2 && dot < text.length - 1 ? at : -1;
}

const DOT = 0x2e;
const SLASH = 0x2f;
/** Letters, digits, hyphen and underscore. */
const IN_ADDRESS = new Uint8Array(128).fill(1, 0x30, 0x3a).fill(1, 0x41, 0x5b).fill(1, 0x61, 0x7b);
IN_ADDRESS[0x2d] = 1;
IN_ADDRESS[0x5f] = 1;

/** Something, one @, something with a dot inside, and no blank anywhere. */
function isAddress(text: string): boolean {
  const at = text.indexOf("@");
  if (at < 1 || text.includes("@", at + 1)) return false;
  const dot = text.indexOf(".", at + 2);
  return dot > 0 && dot < text.length - 1 && !/\s/.test(text);
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text !== "";
}

const PHONE_PREFIX = /^[A-Z](?=[+\d])/;
const PHONE_SUFFIX = /[-/][A-Z]{1,2}$/;

/** A telephone number as sent, without the type letter before or after it (`H5555`, `77486972-U`); null when it is none. */
export function readPhone(text: string): string | null {
  if (isDigits(text)) return text.length >= 5 && text.length <= 20 ? text : null;
  const number = text.trim().replace(PHONE_PREFIX, "").replace(PHONE_SUFFIX, "").trim();
  const digits = number.replace(/\D/g, "").length;
  if (digits < 5 || digits > 20) return null;
  return /^[+\d][\d\s().+-]*$/.test(number) ? number : null;
}

// `CTCE name//host`, `CTC 7732486972-U`, `YY CTC M 123456789`: the letter may stand apart, an airline code before it.
const CONTACT = /^(?:[A-Z0-9]{2}[\s/]+)?CTC\s?([A-Z]?)(?=[\s/:+\d-]|$)[\s/:-]*(.*)$/s;
const PHONE_RUN = /\+?\d[\d\s().-]{4,}\d/;

export type ContactText =
  | { readonly kind: "phone" | "email" | "address"; readonly value: string }
  | { readonly kind: "refused" };

/** Longest text looked at for contacts (guide: 320 characters): the patterns take time beyond measure over longer ones. */
const LONGEST_TEXT = 1000;

/** CTC stands at the beginning, or after an airline code. */
const LAST_CONTACT_AT = 8;

/** Where the first CTC stands that a contact may begin with; -1 where none does. */
function contactAt(text: string): number {
  for (let at = 0; at <= LAST_CONTACT_AT; at++) {
    const isFound =
      text.charCodeAt(at) === C && text.charCodeAt(at + 1) === T && text.charCodeAt(at + 2) === C;
    if (isFound) return at;
  }
  return -1;
}

const C = 0x43;
const T = 0x54;

/** What an OSI or ADD text that begins with CTC gives; null when it is no contact or unreadable. */
export function readContactText(text: string): ContactText | null {
  const at = contactAt(text);
  if (at < 0) return null;
  // The usual form: CTCE or CTCM, a blank, the contact.
  const letter = text.charCodeAt(3);
  if (at === 0 && text.charCodeAt(4) === 0x20 && letter >= 0x41 && letter <= 0x5a) {
    return readContact(text.charAt(3), text.slice(5));
  }
  const match = text.length > LONGEST_TEXT ? null : CONTACT.exec(text.trim());
  return match === null ? null : readContact(match[1] ?? "", match[2] ?? "");
}

/**
 * The contact given with a CTC code's last letter (M mobile, E e-mail, R refused, T agency, A address, B H P ...) and
 * its text (AIRIMP; pnrgov.md §3.1). Null when none can be told.
 */
export function readContact(letter: string, text: string): ContactText | null {
  let value = text.trim();
  if (value.length > LONGEST_TEXT) return null;
  if (value.startsWith("/")) value = value.replace(/^\/+/, "");
  if (letter === "A" && value !== "") return { kind: "address", value };
  if (letter !== "E") {
    const phone = readPhone(value.split("/")[0] ?? "") ?? readPhone(PHONE_RUN.exec(value)?.[0] ?? "");
    if (phone !== null) return { kind: "phone", value: phone };
  }
  const email = readEmail(value);
  if (email !== null) return { kind: "email", value: email };
  return letter === "R" ? { kind: "refused" } : null;
}

const E_MAIL_IN_TEXT = /[^\s/]+(?:@|\/\/)[^\s/]+\.[^\s/]+/;

/** The telephone numbers and e-mail addresses in ADD.2.8, where several may stand (`H5555555555 W 1 555 555 5555`). */
export function readAddText(text: string): {
  readonly phones: string[];
  readonly emails: string[];
  readonly rest: string;
} {
  let rest = text.trim();
  if (rest.length > LONGEST_TEXT) return { phones: [], emails: [], rest };
  if (isDigits(rest) && readPhone(rest) !== null) return { phones: [rest], emails: [], rest: "" };
  const phones: string[] = [];
  const emails: string[] = [];
  const contact = readContactText(rest);
  if (contact?.kind === "phone") return { phones: [contact.value], emails, rest: "" };
  if (contact?.kind === "email") return { phones, emails: [contact.value], rest: "" };
  const found = E_MAIL_IN_TEXT.exec(rest);
  const email = found === null ? null : readEmail(found[0]);
  if (found !== null && email !== null) {
    emails.push(email);
    rest = rest.replace(found[0], "").trim();
  }
  const single = readPhone(rest);
  if (single !== null && !/\s[A-Z]\s/.test(rest)) return { phones: [single], emails, rest: "" };
  const parts = rest.split(/(?:^|\s+)[A-Z](?=[\s+]*\d)|[,;]/).filter((part) => part.trim() !== "");
  const numbers = parts.map((part) => readPhone(part));
  if (parts.length > 0 && numbers.every((number) => number !== null)) {
    phones.push(...numbers.filter((number) => number !== null));
    rest = "";
  }
  return { phones, emails, rest };
}

/** An address of its parts, "" standing for unknown; null when nothing is known. */
export function postalAddress(parts: {
  readonly line: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  readonly country: string;
}): PostalAddress | null {
  const { line, city, region, postcode, country } = parts;
  if (line === "" && city === "" && region === "" && postcode === "" && country === "") return null;
  const known = (value: string): string | null => (value === "" ? null : value);
  return {
    line: known(line),
    city: known(city),
    region: known(region),
    postcode: known(postcode),
    country: known(country),
  };
}
