// SSR INFT: the infant that travels with an adult, named in a text of the agent.
import { compactDate, readDayMonthName, readDateTime, referenceYearOf } from "../edifact/dates.ts";
import type { BookedTraveller } from "../booking.ts";
import type { Phrase } from "../phrases.ts";
import { splitTitle } from "./names.ts";

/** `surname` is empty where the text names none; `faults` says what of it could not be read, for PN11. */
export type InfantText = {
  readonly surname: string;
  readonly given: string;
  readonly birthDate: string | null;
  readonly faults: readonly Phrase<"parts">[];
};

/** What may stand before the name: a slash, the word INF, a point, the number of infants. */
const LEAD = /^\/?(?:INF[./ ])?\.?(?:\d{1,2}(?=[^\d/]+\/))?/;
const NAMED_DAY = /\d{2}[A-Z]{3}\d{2}(?:\d{2})?/;
const DAY_IN_FIGURES = /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)/;

/**
 * Reads `BELT/SOPHY 20SEP12`, with a title, a blank or a slash between its parts, as agents write it; null when the text is
 * empty. The name is what stands before the first figure, the rest is read for the date only.
 */
export function readInfant(text: string, reference: string | null): InfantText | null {
  const sent = text.trim().replace(LEAD, "");
  if (sent === "") return null;
  const figures = sent.search(/\d/);
  const name = withoutTail(figures < 0 ? sent : sent.slice(0, figures));
  const birthDate = figures < 0 ? null : readBirth(sent, reference);
  const slash = name.indexOf("/");
  const surname = slash < 0 ? "" : name.slice(0, slash).trim();
  const given = splitTitle(name.slice(slash + 1).replaceAll("/", " ")).given ?? "";
  const faults: Phrase<"parts">[] = [];
  if (surname === "") faults.push("name");
  if (figures >= 0 && birthDate === null) faults.push("birth date");
  return { surname, given, birthDate, faults };
}

/** Years below which a traveller is an infant (IATA passenger type INF). */
const INFANT_YEARS = 2;

/** Whether one born that day is an infant on the day of `reference`; false where either is not known. */
export function isBaby(birthDate: string | null, reference: string | null): boolean {
  if (birthDate === null || reference === null) return false;
  return compactDate(reference) - compactDate(birthDate) < INFANT_YEARS * 10_000;
}

/** Titles that children bear too. */
const CHILDREN = new Set(["MSTR", "MASTER", "MISS"]);

/** Whether type or title of a traveller say that he is no infant; null where they say nothing. */
export function isBookedAdult({ type, title }: Pick<BookedTraveller, "type" | "title">): boolean | null {
  if (type !== null) return type === "adult";
  return title !== null && !CHILDREN.has(title) ? true : null;
}

const TAIL = /[\s/.,-]/;

/** A text without the signs at its end, looked at one by one: an expression begins anew at each of a long run inside it. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && TAIL.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

function readBirth(sent: string, date: string | null): string | null {
  const named = NAMED_DAY.exec(sent)?.[0];
  if (named !== undefined) return readDayMonthName(named, { date, birth: true });
  const figures = DAY_IN_FIGURES.exec(sent);
  return figures === null ? null : readDateTime(figures.slice(1).join(""), "102", referenceYearOf(date));
}
