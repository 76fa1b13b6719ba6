// What belongs to a traveller: documents, seats, tickets and bags, each added once however often it is sent.
import type { BagDraft, DocumentDraft, TravellerDraft } from "./draft.ts";
import { holds, withItem } from "./lists.ts";
import { splitTitle } from "./names.ts";
import { givenWithoutTitle, letters } from "./person-index.ts";
import type { DocsText } from "./travel-document.ts";

/** As many documents of one traveller as PAXLST keeps: nobody has more, and a hostile PNR must not cost a square. */
export const MAX_DOCUMENTS = 50;

/** What became of a document: itself where it is a new one; it was known before, or there are as many as are kept. */
export type AddedDocument = DocumentDraft | "known" | "full";

/** Gives what an SSR DOCS says to the traveller whose document it is. */
export function addDocs(traveller: TravellerDraft, docs: DocsText): AddedDocument {
  traveller.birthDate ??= docs.birthDate;
  traveller.sex ??= docs.sex;
  traveller.nationality ??= docs.nationality;
  const { type, number, issuer, expires } = docs;
  const added = number === null ? "known" : addDocument(traveller, { type, number, issuer, expires });
  noteDocumentName(traveller, docs);
  return added;
}

/**
 * Adds a document, which becomes the traveller's own, once; carriers repeat DOCS under TIF and TVL, one of them with more
 * than the other. Of two kinds with the same number each is one of its own.
 */
export function addDocument(traveller: TravellerDraft, document: DocumentDraft): AddedDocument {
  let known: DocumentDraft | undefined;
  holds(traveller.documents, (other) => {
    const { number, type } = other;
    const same = type === document.type || type === "" || document.type === "";
    if (same && number === document.number) known = other;
    return known !== undefined;
  });
  if (known === undefined) {
    if (traveller.documents.length >= MAX_DOCUMENTS) return "full";
    traveller.documents = withItem(traveller.documents, document);
    return document;
  }
  if (known.type === "") known.type = document.type;
  known.issuer ??= document.issuer;
  known.expires ??= document.expires;
  if (known.issued === undefined && document.issued !== undefined) known.issued = document.issued;
  if (known.issuePlace === undefined && document.issuePlace !== undefined)
    known.issuePlace = document.issuePlace;
  return "known";
}

function noteDocumentName(traveller: TravellerDraft, docs: DocsText): void {
  if (docs.surname === "" || traveller.documentName !== undefined) return;
  const given = givenWithoutTitle(docs.given);
  // The document settles whether letters glued to the booked name are a title.
  if (traveller.title === null && traveller.given !== null && traveller.given !== given) {
    const parts = splitTitle(traveller.given, [given, given.split(" ")[0] ?? ""]);
    traveller.given = parts.given;
    traveller.title = parts.title;
  }
  if (docs.surname === traveller.surname && given === traveller.given) return;
  if (
    letters(docs.surname) === letters(traveller.surname) &&
    letters(given) === letters(traveller.given ?? "")
  )
    return;
  traveller.documentName = { surname: docs.surname, given: given === "" ? null : given };
}

export function addSeat(
  traveller: TravellerDraft,
  seat: string,
  from: string | null,
  to: string | null,
): void {
  if (holds(traveller.seats, (known) => known.seat === seat && known.from === from && known.to === to))
    return;
  traveller.seats = withItem(traveller.seats, { seat, from, to });
}

export function hasTicket(traveller: TravellerDraft, number: string): boolean {
  return holds(traveller.tickets, (ticket) => ticket.number.slice(0, 13) === number.slice(0, 13));
}

/** Adds a bag once: through-checked bags are repeated on every flight. */
export function addBag(traveller: TravellerDraft, bag: BagDraft): void {
  const isKnown = (other: BagDraft): boolean =>
    other.tag === bag.tag &&
    other.carrier === bag.carrier &&
    (bag.tag !== null ||
      (other.pieces === bag.pieces && other.weightKg === bag.weightKg && other.to === bag.to));
  if (!holds(traveller.bags, isKnown)) traveller.bags = withItem(traveller.bags, bag);
}
