// Looks over a whole list for the same person, reference or document twice, and for filler data (PX16, PX17, PX25, PX27).
import type { FindingCollector } from "../findings.ts";
import type { ListedTraveller } from "../passenger-list.ts";

/** A list with fewer persons is no filler because two of them agree. */
const FILLER_PERSONS = 5;

function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Positions of travellers by a text of theirs: open addressing, so that a long list costs one array. */
class FirstSeen {
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #hashes: Int32Array;

  constructor(expected: number) {
    let size = 16;
    while (size < expected * 2) size *= 2;
    this.#slots = new Int32Array(size);
    this.#hashes = new Int32Array(size);
    this.#mask = size - 1;
  }

  /** The position first given with the hash for which `same` holds; otherwise keeps this one and answers -1. */
  find(hash: number, position: number, same: (earlier: number) => boolean): number {
    let slot = hash & this.#mask;
    for (;;) {
      const kept = this.#slots[slot]!;
      if (kept === 0) break;
      if (this.#hashes[slot] === hash && same(kept - 1)) return kept - 1;
      slot = (slot + 1) & this.#mask;
    }
    this.#slots[slot] = position + 1;
    this.#hashes[slot] = hash;
    return -1;
  }
}

function samePerson(a: ListedTraveller, b: ListedTraveller): boolean {
  return a.surname === b.surname && a.given === b.given && a.birthDate === b.birthDate;
}

function placeOf(traveller: ListedTraveller): { segment: number; tag: string; offset: null } {
  return { segment: traveller.segment, tag: "NAD", offset: null };
}

/** Adds the findings about persons of one list that repeat each other. */
export function findRepetitions(travellers: readonly ListedTraveller[], findings: FindingCollector): void {
  if (travellers.length < 2) return;
  const references = new FirstSeen(travellers.length);
  const documents = new FirstSeen(travellers.length);
  for (let i = 0; i < travellers.length; i++) {
    const traveller = travellers[i]!;
    const reference = traveller.travellerRef;
    let repeated = false;
    if (reference !== null) {
      const earlier = references.find(
        hashText(reference, 7),
        i,
        (j) => travellers[j]!.travellerRef === reference,
      );
      if (earlier >= 0) repeated = reportReference(travellers[earlier]!, traveller, findings);
    }
    const document = traveller.documents[0];
    if (document === undefined || document.number === "") continue;
    const { number, issuer } = document;
    const earlier = documents.find(hashText(number, 11), i, (j) => {
      const other = travellers[j]!.documents[0];
      return other?.number === number && other.issuer === issuer;
    });
    if (earlier >= 0) reportDocument(travellers[earlier]!, traveller, repeated, findings);
  }
  findFiller(travellers, findings);
}

function reportReference(
  earlier: ListedTraveller,
  traveller: ListedTraveller,
  findings: FindingCollector,
): boolean {
  const same = samePerson(earlier, traveller);
  findings.add(same ? "PX25" : "PX17", placeOf(traveller), { other: earlier.segment });
  return same;
}

function reportDocument(
  earlier: ListedTraveller,
  traveller: ListedTraveller,
  reported: boolean,
  findings: FindingCollector,
): void {
  const values = { other: earlier.segment };
  if (earlier.birthDate !== traveller.birthDate) findings.add("PX16", placeOf(traveller), values);
  else if (!reported && samePerson(earlier, traveller)) findings.add("PX25", placeOf(traveller), values);
}

function findFiller(travellers: readonly ListedTraveller[], findings: FindingCollector): void {
  const first = travellers[0]!;
  const persons = travellers.length;
  if (persons < FILLER_PERSONS) return;
  const number = first.documents[0]?.number;
  const all = (same: (traveller: ListedTraveller) => boolean): boolean => travellers.every(same);
  const add = (what: string): void => findings.add("PX27", placeOf(first), { persons, what });
  if (first.birthDate !== null && all((t) => t.birthDate === first.birthDate)) add("date of birth");
  if (first.given !== null && all((t) => t.given === first.given)) add("given name");
  if (number !== undefined && all((t) => t.documents[0]?.number === number)) add("document number");
}
