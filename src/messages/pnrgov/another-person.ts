// Tells whether a name, a birth date or a document is another person's than the traveller with whom it stands.
import type { BookedTraveller } from "../booking.ts";
import { holds } from "./lists.ts";
import { sexOfTitle } from "./names.ts";
import { givenWithoutTitle, letters, nameFit } from "./person-index.ts";
import type { Named, PersonName } from "./person-index.ts";
import type { DocsText } from "./travel-document.ts";

/** Whether two birth dates, both known, are those of two persons: of other years, and by more than one digit, as in a slip. */
export function bornApart(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b || a.slice(0, 4) === b.slice(0, 4)) return false;
  let differing = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) differing++;
  return differing > 1;
}

type Bearer = Pick<
  BookedTraveller,
  "ref" | "surname" | "given" | "title" | "sex" | "nationality" | "birthDate" | "documents" | "documentName"
>;

/**
 * Whether a document that does not bear the traveller's name is another's: birth date or sex differ, or the name does
 * clearly. Of one surname that is so only where the traveller's own document is known: the given name of a booking may be
 * what a person is called, and the only document that of this person.
 */
export function isAnothersDocument(owner: Bearer, docs: DocsText): boolean {
  const name = { surname: docs.surname, given: givenWithoutTitle(docs.given) };
  if (owner.birthDate !== null && docs.birthDate !== null && owner.birthDate !== docs.birthDate) return true;
  if (owner.sex !== null && docs.sex !== null && owner.sex !== docs.sex) return true;
  if (titleDiffers(owner, name, docs.sex)) return true;
  const { documentName } = owner;
  if (documentName !== undefined && nameFit({ ref: null, ...documentName }, name) === 2) return false;
  if (holdsNumber(owner, docs.number)) return false;
  if (nameFit(owner, name) === 0) return namesAnother(owner, name);
  const isDescribed = owner.sex !== null || owner.nationality !== null;
  const known = owner.given ?? documentName?.given ?? "";
  return isDescribed && known !== "" && name.given !== "" && !isAlikeGiven(known, name.given);
}

/** Whether a traveller has a document of that number. */
export function holdsNumber({ documents }: Pick<Bearer, "documents">, sent: string | null): boolean {
  return sent !== null && holds(documents, ({ number }) => number === sent);
}

/** Whether documents that bear their own name, and are a traveller's, would be taken for another's by it. */
export function seemsAnothers(owner: Bearer, name: PersonName): boolean {
  return titleDiffers(owner, name, owner.sex) || namesAnother(owner, name);
}

/**
 * Whether a document bears another given name than the booked one, and is the first that does: a surname may change, and a
 * name in letters of its own language has another spelling in the document.
 */
export function isGivenOther(
  { given, documentName }: Pick<Bearer, "given" | "documentName">,
  name: PersonName,
): boolean {
  if (given === null || name.given === "" || !LATIN.test(letters(given))) return false;
  if (documentName !== undefined && nameFit({ ref: null, ...documentName }, name) === 2) return false;
  return nameFit({ ref: null, surname: name.surname, given }, name) < 2;
}

/** Whether the title says another sex than the document, and the given name is another too: titles alone are often wrong. */
function titleDiffers(
  { title, given }: Pick<Bearer, "title" | "given">,
  name: PersonName,
  sex: Bearer["sex"],
): boolean {
  const titled = sexOfTitle(title);
  if (titled === null || sex === null || titled === sex || given === null || name.given === "") return false;
  return !isAlikeGiven(given, name.given);
}

/**
 * Whether a name is another person's than the traveller's: neither the surname nor the given names are the same, the one in
 * the place of the other, or nearly so. A surname alone changes with a marriage, given names with who writes them.
 */
export function namesAnother(traveller: Named, name: PersonName): boolean {
  const surnames = [letters(traveller.surname), letters(name.surname)] as const;
  const givens = [letters(traveller.given ?? ""), letters(name.given)] as const;
  if (surnames.some((part) => part === "") || givens.some((part) => part === "")) return false;
  const isSwapped = isAlike(surnames[0], givens[1]) || isAlike(surnames[1], givens[0]);
  return !isSwapped && !isAlike(...surnames) && !isAlikeGiven(traveller.given ?? "", name.given);
}

/** Whether given names may be the same: one begins as the other, they share a word, or they differ as two spellings do. */
function isAlikeGiven(a: string, b: string): boolean {
  const words = new Set(a.split(" ").map(letters));
  const [known, sent] = [letters(a), letters(b)];
  if (known.startsWith(sent) || sent.startsWith(known)) return true;
  return isAlike(known, sent) || b.split(" ").some((word) => word !== "" && words.has(letters(word)));
}

const LATIN = /^[A-Z]*$/;
/** Names are not compared beyond this length. */
const LONGEST_COMPARED = 40;

/** Whether two names differ by no more than a third of their letters, as spellings of one name do, or cannot be compared. */
function isAlike(a: string, b: string): boolean {
  // A name in letters of its own language is in another spelling in the document.
  if (a === b || !LATIN.test(a) || !LATIN.test(b)) return true;
  const longest = Math.max(a.length, b.length);
  const most = Math.floor(longest / 3);
  if (longest > LONGEST_COMPARED || Math.abs(a.length - b.length) > most) return false;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]! <= most;
}
