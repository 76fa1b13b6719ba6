// Looks over a whole list for the same person, reference or document twice, and for filler data (PX16, PX17, PX25, PX27).
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { FindingCollector, Place } from "../findings.ts";
import type { ListedTraveller, TravelDocument } from "../passenger-list.ts";
import type { Phrase } from "../phrases.ts";

/** A list with fewer persons is no filler because two of them agree. */
const FILLER_PERSONS = 5;

function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Positions of travellers by a text of theirs: open addressing, the same two arrays for every list. */
class FirstSeen {
  #slots = new Int32Array(1024);
  #hashes = new Int32Array(1024);
  #mask = 0;

  /** Forgets everything; makes room for `expected` positions. */
  reset(expected: number): void {
    let size = 16;
    while (size < expected * 2) size *= 2;
    if (size > this.#slots.length) {
      this.#slots = new Int32Array(size);
      this.#hashes = new Int32Array(size);
    }
    this.#slots.fill(0, 0, size);
    this.#mask = size - 1;
  }

  /** First slot to look at for a hash. */
  slotOf(hash: number): number {
    return hash & this.#mask;
  }

  /** The slot after one that did not fit. */
  after(slot: number): number {
    return (slot + 1) & this.#mask;
  }

  /** The position kept in a slot if it has the hash; -1 for another hash, -2 for an empty slot. */
  at(slot: number, hash: number): number {
    const kept = this.#slots[slot]!;
    if (kept === 0) return -2;
    return this.#hashes[slot] === hash ? kept - 1 : -1;
  }

  put(slot: number, hash: number, position: number): void {
    this.#slots[slot] = position + 1;
    this.#hashes[slot] = hash;
  }
}

const references = new FirstSeen();
const documents = new FirstSeen();

/** The first traveller with the same passenger reference, -1 when this is the first. */
function sameReference(travellers: readonly ListedTraveller[], position: number, reference: string): number {
  const hash = hashText(reference, 7);
  for (let slot = references.slotOf(hash); ; slot = references.after(slot)) {
    const earlier = references.at(slot, hash);
    if (earlier === -2) {
      references.put(slot, hash, position);
      return -1;
    }
    if (earlier >= 0 && travellers[earlier]!.travellerRef === reference) return earlier;
  }
}

/** The document that identifies a person: the first that is no visa (paxlst.md 3.15); undefined without one. */
function primaryDocument(traveller: ListedTraveller): TravelDocument | undefined {
  const [first] = traveller.documents;
  return first === undefined || first.type !== "V"
    ? first
    : traveller.documents.find(({ type }) => type !== "V");
}

/** The first traveller whose identity document has the same number and issuer, -1 when this is the first. */
function sameDocument(travellers: readonly ListedTraveller[], position: number, own: TravelDocument): number {
  const hash = hashText(own.number, 11);
  for (let slot = documents.slotOf(hash); ; slot = documents.after(slot)) {
    const earlier = documents.at(slot, hash);
    if (earlier === -2) {
      documents.put(slot, hash, position);
      return -1;
    }
    if (earlier < 0) continue;
    const other = primaryDocument(travellers[earlier]!);
    if (other?.number === own.number && other.issuer === own.issuer) return earlier;
  }
}

function samePerson(a: ListedTraveller, b: ListedTraveller): boolean {
  return a.surname === b.surname && a.given === b.given && a.birthDate === b.birthDate;
}

/** NAD of the person at a segment's ordinal, as a place for findings. */
export function placeOfPerson(m: SegmentedMessage, ordinal: number): Place {
  const s = ordinal - m.before - 1;
  return s >= 0 && s < m.count ? m.place(s) : { segment: ordinal, tag: "NAD", offset: null };
}

/** Adds the findings about persons of one list that repeat each other. */
export function findRepetitions(
  m: SegmentedMessage,
  travellers: readonly ListedTraveller[],
  findings: FindingCollector,
): void {
  if (travellers.length < 2) return;
  references.reset(travellers.length);
  documents.reset(travellers.length);
  for (let i = 0; i < travellers.length; i++) {
    const traveller = travellers[i]!;
    const reference = traveller.travellerRef;
    let repeated = false;
    if (reference !== null) {
      const earlier = sameReference(travellers, i, reference);
      if (earlier >= 0) repeated = reportReference(m, travellers[earlier]!, traveller, findings);
    }
    const document = primaryDocument(traveller);
    const earlier =
      document === undefined || document.number === "" ? -1 : sameDocument(travellers, i, document);
    if (earlier >= 0) reportDocument(m, travellers[earlier]!, traveller, repeated, findings);
    // One entry for each document: they follow one another.
    else if (i > 0 && !repeated && isRepeated(travellers[i - 1]!, traveller)) {
      const other = travellers[i - 1]!.segment;
      findings.add("PERSON_REPEATED", placeOfPerson(m, traveller.segment), { other });
    }
  }
  findFiller(m, travellers, findings);
}

function reportReference(
  m: SegmentedMessage,
  earlier: ListedTraveller,
  traveller: ListedTraveller,
  findings: FindingCollector,
): boolean {
  const same = samePerson(earlier, traveller);
  const another = same && hasAnotherDocument(earlier, traveller);
  // An infant on a lap may share the adult's reference (cusres.md 5).
  if (!same && (isInfant(earlier, traveller) || isInfant(traveller, earlier))) return false;
  const code = another ? "PERSON_REPEATED" : same ? "PX25" : "PX17";
  findings.add(code, placeOfPerson(m, traveller.segment), { other: earlier.segment });
  return same;
}

function hasAnotherDocument(a: ListedTraveller, b: ListedTraveller): boolean {
  const [first, second] = [a.documents[0]?.number ?? "", b.documents[0]?.number ?? ""];
  return first !== "" && second !== "" && first !== second;
}

/** The same booking, name and birth date with another document. */
function isRepeated(a: ListedTraveller, b: ListedTraveller): boolean {
  return b.birthDate !== null && a.locator === b.locator && samePerson(a, b) && hasAnotherDocument(a, b);
}

/** Years by which a person on whose lap an infant may sit is older. */
const GENERATION = 12;

/** Whether the one is so much younger than the other that it may be the infant on its lap, with its name. */
function isInfant(infant: ListedTraveller, adult: ListedTraveller): boolean {
  if (infant.birthDate === null || adult.birthDate === null) return false;
  return Number(infant.birthDate.slice(0, 4)) - Number(adult.birthDate.slice(0, 4)) >= GENERATION;
}

function reportDocument(
  m: SegmentedMessage,
  earlier: ListedTraveller,
  traveller: ListedTraveller,
  reported: boolean,
  findings: FindingCollector,
): void {
  const values = { other: earlier.segment };
  if (
    earlier.birthDate !== traveller.birthDate &&
    (isInfant(earlier, traveller) || isInfant(traveller, earlier))
  )
    return; // children are entered in a parent's passport
  if (earlier.birthDate !== traveller.birthDate)
    findings.add("PX16", placeOfPerson(m, traveller.segment), values);
  else if (!reported && samePerson(earlier, traveller))
    findings.add("PX25", placeOfPerson(m, traveller.segment), values);
}

function findFiller(
  m: SegmentedMessage,
  travellers: readonly ListedTraveller[],
  findings: FindingCollector,
): void {
  const first = travellers[0]!;
  const persons = travellers.length;
  if (persons < FILLER_PERSONS) return;
  const number = first.documents[0]?.number;
  const all = (same: (traveller: ListedTraveller) => boolean): boolean => travellers.every(same);
  const add = (what: Phrase<"what">): void =>
    findings.add("PX27", placeOfPerson(m, first.segment), { persons, what });
  if (first.birthDate !== null && all((t) => t.birthDate === first.birthDate)) add("date of birth");
  if (first.given !== null && all((t) => t.given === first.given)) add("given name");
  if (number !== undefined && all((t) => t.documents[0]?.number === number)) add("document number");
}
