// SSR DOCS, DOCO, DOCA and FOID: travel documents, visas and addresses written as AIRIMP free text.
import { alpha3 } from "#vocabulary";
import { readDayMonthName } from "../edifact/dates.ts";
import type { PostalAddress, Sex, TravelDocument } from "../passenger-list.ts";
import type { Phrase } from "../phrases.ts";

export type Associated = { readonly surname: string; readonly given: string };

/** What an SSR DOCS says. `infant`: the sex code was FI or MI. `faults`: what could not be read, for PN11. */
export type DocsText = {
  readonly type: string;
  readonly issuer: string | null;
  readonly number: string | null;
  readonly nationality: string | null;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly infant: boolean;
  readonly expires: string | null;
  readonly surname: string;
  readonly given: string;
  readonly association: Associated | null;
  readonly shifted: boolean;
  readonly faults: readonly Phrase<"parts">[];
};

/** Where a name association begins: hyphen, number of the traveller, first letter of the surname. */
const ASSOCIATION = /-\d{1,2}(?=[A-Z])/;
const DAY = /^\d{1,2}[A-Z]{3}(?:\d{4}|\d{2})$/;
/** `20SEP12`, without a pattern: nearly every birth date is written so. */
function isUsualDay(text: string): boolean {
  return (
    text.length === 7 &&
    isDigit(text, 0) &&
    isDigit(text, 1) &&
    isDigit(text, 5) &&
    isDigit(text, 6) &&
    !isDigit(text, 3)
  );
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}
const DOCUMENT_TYPE = /^[A-Z]{1,2}$/;
const STATE = /^[A-Z]{1,3}$/;
const BIRTH_ITEM = 5;
const SLASH = 0x2f;
const NO_FAULTS: readonly Phrase<"parts">[] = [];

const SEXES: ReadonlyMap<string, { readonly sex: Sex | null; readonly infant: boolean }> = new Map([
  ["M", { sex: "M", infant: false }],
  ["F", { sex: "F", infant: false }],
  ["MI", { sex: "M", infant: true }],
  ["FI", { sex: "F", infant: true }],
  ["X", { sex: "X", infant: false }],
  ["U", { sex: null, infant: false }],
  ["UI", { sex: null, infant: true }],
  ["XI", { sex: "X", infant: true }],
]);

/** Takes the name association suffix (`-1BELT/ISABELLE MRS`) off an SSR's free text. */
export function splitAssociation(text: string): {
  readonly text: string;
  readonly association: Associated | null;
} {
  // Between the hyphen and the letter of the name stands a number.
  const digit = text.charCodeAt(text.lastIndexOf("-") + 1);
  if (!(digit >= 0x30 && digit <= 0x39) || !text.includes("-")) return { text, association: null };
  const last = text.lastIndexOf("/");
  // A slash at the end may follow the given name, or part it, where it is absent, from the surname.
  const isEnded = last > 0 && last === text.length - 1;
  const found = isEnded ? associationAt(text, text.lastIndexOf("/", last - 1), last) : null;
  return found ?? associationAt(text, last, text.length) ?? { text, association: null };
}

/** The association whose surname ends at `slash` and whose given name ends at `end`; null when none does. */
function associationAt(text: string, slash: number, end: number) {
  if (slash < 1) return null;
  const from = text.lastIndexOf("/", slash - 1) + 1;
  const begins = ASSOCIATION.exec(text.slice(from, slash));
  if (begins === null) return null;
  const at = from + begins.index;
  return {
    text: text.slice(0, at),
    association: {
      surname: text.slice(at + begins[0].length, slash).trim(),
      given: text.slice(slash + 1, end).trim(),
    },
  };
}

/** The items of a slash-separated text; item 0 stands before the leading slash, which some hosts leave out. */
export function slashItems(text: string): string[] {
  const items = (text.charCodeAt(0) === SLASH ? text : `/${text}`).split("/");
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    // Blanks at the ends are rare, and so is trimming. Beyond ASCII there are blanks too.
    if (mayBeBlank(item.charCodeAt(0)) || mayBeBlank(item.charCodeAt(item.length - 1)))
      items[i] = item.trim();
  }
  return items;
}

function mayBeBlank(code: number): boolean {
  return code <= 0x20 || code > 0x7e;
}

/** A State code as alpha-3: `KR` becomes KOR, `D` DEU; another three-letter code in capitals, what is unknown as sent. */
export function readState(code: string): string | null {
  if (code === "") return null;
  if (code.length !== 3) return alpha3(code.toUpperCase()) ?? code;
  return isCapital(code, 0) && isCapital(code, 1) && isCapital(code, 2) ? code : code.toUpperCase();
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x41 && code <= 0x5a;
}

/**
 * Reads the free text of an SSR DOCS. `reference` is the flight's departure date, which decides centuries. Where items
 * are shifted, a date followed by a sex token tells where the birth date stands (pnrgov.md §3.1).
 */
export function readDocs(freeText: string, reference: string | null): DocsText {
  const { text, association } = splitAssociation(freeText);
  const items = slashItems(text);
  let faults = NO_FAULTS;
  const birthAt = birthItem(items);
  const shifted = birthAt !== BIRTH_ITEM;
  const front = shifted ? recoverFront(items.slice(1, birthAt)) : frontAsPlaced(items);
  const birthText = items[birthAt] ?? "";
  const birthDate = birthText === "" ? null : readDay(birthText, { date: reference, birth: true });
  if (birthText !== "" && birthDate === null) faults = [...faults, "birth date"];
  const sexText = (items[birthAt + 1] ?? "").toUpperCase();
  const sex = SEXES.get(sexText) ?? null;
  if (sexText !== "" && sex === null) faults = [...faults, "sex"];
  // Without its empty item the expiry date leaves its place to the surname.
  const isUndated = isSurname(items[birthAt + 2] ?? "") && (items[birthAt + 3] ?? "") !== "";
  const nameAt = birthAt + (isUndated ? 2 : 3);
  const expiryText = isUndated ? "" : (items[birthAt + 2] ?? "");
  const expires = expiryText === "" ? null : readDay(expiryText, { date: reference, birth: false });
  if (expiryText !== "" && expires === null) faults = [...faults, "expiry date"];
  else if (expires !== null && reference !== null && !plausibleExpiry(expires, reference))
    faults = [...faults, "expiry date"];
  if (front.number === "" && (front.type !== "" || front.issuer !== ""))
    faults = [...faults, "document number"];
  const given = items[nameAt + 1] ?? "";
  const secondGiven = items[nameAt + 2] ?? "";
  return {
    type: front.type,
    issuer: readState(front.issuer),
    number: front.number === "" ? null : front.number,
    nationality: readState(front.nationality),
    birthDate,
    sex: sex?.sex ?? null,
    infant: sex?.infant ?? false,
    expires,
    surname: items[nameAt] ?? "",
    given: secondGiven === "" || secondGiven === "H" ? given : `${given} ${secondGiven}`,
    association,
    shifted: shifted || isUndated,
    faults,
  };
}

/** Words that stand where a date is not known. */
const NO_DATE = /^(?:X+|N\/?A|NIL|NONE|NULL|UNKNOWN|UNK)$/i;

/** Whether what stands in the place of a date is a name: every date has figures, whatever is damaged of it. */
function isSurname(text: string): boolean {
  return /^\p{L}[\p{L} '’.-]*$/u.test(text) && !NO_DATE.test(text);
}

/** A day as `20SEP12`; of the first nine of a month the zero may be left out. */
function readDay(
  text: string,
  reference: { readonly date: string | null; readonly birth: boolean },
): string | null {
  return readDayMonthName(/^\d[A-Za-z]/.test(text) ? `0${text}` : text, reference);
}

/** Within 20 years before and 25 after the flight (pnrgov.md §3.1); others are kept and reported. */
function plausibleExpiry(expires: string, reference: string): boolean {
  const years = Number(expires.slice(0, 4)) - Number(reference.slice(0, 4));
  return years >= -20 && years <= 25;
}

type Front = {
  readonly type: string;
  readonly issuer: string;
  readonly number: string;
  readonly nationality: string;
};

const frontAsPlaced = (items: readonly string[]): Front => ({
  type: items[1] ?? "",
  issuer: items[2] ?? "",
  number: items[3] ?? "",
  nationality: items[4] ?? "",
});

/** Where the birth date stands: at item 5, unless a date with a sex token after it stands elsewhere. */
function birthItem(items: readonly string[]): number {
  if (isUsualDay(items[BIRTH_ITEM] ?? "")) return BIRTH_ITEM;
  const stands = (i: number): boolean =>
    DAY.test(items[i] ?? "") && SEXES.has((items[i + 1] ?? "").toUpperCase());
  if (DAY.test(items[BIRTH_ITEM] ?? "")) return BIRTH_ITEM;
  for (let i = 1; i < items.length && i <= 10; i++) if (stands(i)) return i;
  return BIRTH_ITEM;
}

/** The items before a shifted birth date, told by their pattern: a type, a State, a number, another State. */
function recoverFront(items: readonly string[]): Front {
  const sent = items.filter((item) => item !== "");
  let type = "";
  let number = "";
  const states: string[] = [];
  let statesBeforeNumber = 0;
  for (const item of sent) {
    if (type === "" && number === "" && states.length === 0 && isType(item)) type = item;
    else if (number === "" && /\d/.test(item)) {
      number = item;
      statesBeforeNumber = states.length;
    } else if (STATE.test(item)) states.push(item);
  }
  const issuerKnown = number !== "" ? statesBeforeNumber > 0 : states.length > 1;
  return {
    type,
    number,
    issuer: issuerKnown ? (states[0] ?? "") : "",
    nationality: (issuerKnown ? states[1] : states[0]) ?? "",
  };
}

const isType = (item: string): boolean =>
  DOCUMENT_TYPE.test(item) && (item.length === 1 || item === "AC" || item === "IP" || item === "PS");

export type DocoText = {
  /** V visa, R redress number, K known traveller number. */
  readonly type: string;
  readonly number: string;
  /** The State for which it is valid, which is the one that issued it. */
  readonly country: string | null;
  /** Where it was issued, as sent, and when; "" and null where that is not said. */
  readonly issuePlace: string;
  readonly issued: string | null;
  readonly infant: boolean;
  readonly association: Associated | null;
};

/** The visa, redress or known traveller number of an SSR DOCO as a document. */
export function visaOf({ type, number, country, issuePlace, issued }: DocoText): TravelDocument {
  return {
    type,
    number,
    issuer: country,
    expires: null,
    ...(issued !== null && { issued }),
    ...(issuePlace !== "" && { issuePlace }),
  };
}

/**
 * Reads an SSR DOCO; null without a number. `reference` is the flight's departure date, before which it was issued. The
 * place of birth (item 1) is not read: no element admits it.
 */
export function readDoco(freeText: string, reference: string | null): DocoText | null {
  const { text, association } = splitAssociation(freeText);
  const items = slashItems(text);
  const number = items[3] ?? "";
  if (number === "") return null;
  const issueText = items[5] ?? "";
  return {
    type: (items[2] ?? "") === "" ? "V" : (items[2] ?? ""),
    number,
    country: readState(items[6] ?? ""),
    issuePlace: items[4] ?? "",
    issued: issueText === "" ? null : readDay(issueText, { date: reference, birth: true }),
    infant: items[INFANT_ITEM] === "I",
    association,
  };
}

/** Whether an SSR DOCO or DOCA is the infant's of whom it stands with. */
export function isOfInfant(freeText: string): boolean {
  return freeText.includes("/I") && slashItems(splitAssociation(freeText).text)[INFANT_ITEM] === "I";
}

const INFANT_ITEM = 7;

export type DocaText = {
  readonly address: PostalAddress;
  readonly infant: boolean;
  readonly association: Associated | null;
};

/**
 * Reads an SSR DOCA (residence or destination address); null when nothing but the type is given. `isAssociated`: what looks
 * like a name association at its end is one, and no part of the address.
 */
export function readDoca(freeText: string, isAssociated = true): DocaText | null {
  const { text, association } = isAssociated
    ? splitAssociation(freeText)
    : { text: freeText, association: null };
  const items = slashItems(text);
  const item = (i: number): string | null => ((items[i] ?? "") === "" ? null : (items[i] ?? null));
  const address = {
    line: item(3),
    city: item(4),
    region: item(5),
    postcode: item(6),
    country: readState(items[2] ?? ""),
  };
  if (Object.values(address).every((part) => part === null)) return null;
  return { address, infant: items[INFANT_ITEM] === "I", association };
}

const IDENTITY_TYPES: Readonly<Record<string, string>> = { PP: "P", NI: "I", ID: "I", DL: "DL" };
const FOID = /^\/?([A-Z]{2})\/?([A-Z0-9-]{3,})/;

/** The identity document of an SSR FOID (`PP12345678`); null for cards, tickets and other forms of identification. */
export function readFoid(freeText: string): { readonly type: string; readonly number: string } | null {
  const match = FOID.exec(freeText.trim());
  const type = IDENTITY_TYPES[match?.[1] ?? ""];
  if (match === null || type === undefined) return null;
  return { type, number: match[2] ?? "" };
}
