// Finds the traveller of a booking whom a reference or a name means.
import type { BookedTraveller } from "../booking.ts";
import { splitTitle } from "./names.ts";

/** More travellers than this with one surname are only looked up by the whole name: a hostile PNR must not cost a square. */
const MAX_COMPARED = 200;

/** Letters only, upper case: `SE JOON` and `SEJOON` are the same given name. */
export function letters(name: string): string {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code < 0x41 || code > 0x5a) return name.toUpperCase().replace(/[^\p{L}]/gu, "");
  }
  return name;
}

/** References are compared without leading zeros: `002` is `2`. */
export function plainRef(ref: string): string {
  return ref.charCodeAt(0) === 0x30 ? ref.replace(/^0+(?=.)/, "") : ref;
}

/** What a traveller is known by. */
export type Named = Pick<BookedTraveller, "ref" | "surname" | "given">;
export type PersonName = { readonly surname: string; readonly given: string };

/** The given names of a document text without the title that may be glued to the first of them. */
export function givenWithoutTitle(given: string): string {
  const space = given.indexOf(" ");
  const first = space < 0 ? given : given.slice(0, space);
  const plain = splitTitle(first).given ?? "";
  return space < 0 ? plain : `${plain}${given.slice(space)}`.trim();
}

/** How well a name fits a traveller: 2 surname and given names, 1 surname only, 0 not. */
export function nameFit(traveller: Named, name: PersonName): 0 | 1 | 2 {
  if (letters(traveller.surname) !== letters(name.surname)) return 0;
  const booked = letters(traveller.given ?? "");
  const sent = letters(name.given);
  if (booked === "" || sent === "") return booked === sent ? 2 : 1;
  return booked.startsWith(sent) || sent.startsWith(booked) ? 2 : 1;
}

/** Bookings of up to so many travellers are searched one by one; only larger ones are worth an index. */
const FEW = 12;

/** The travellers of one booking by reference and by surname. New ones are told of with `add`. */
export class PersonIndex<T extends Named> {
  readonly #booking: { readonly travellers: readonly T[] };
  #byRef: Map<string, T> | null = null;
  #bySurname: Map<string, T[]> | null = null;
  #positions: Map<T, number> | null = null;

  constructor(booking: { readonly travellers: readonly T[] }) {
    this.#booking = booking;
    if (booking.travellers.length > FEW) this.#build();
  }

  get #travellers(): readonly T[] {
    return this.#booking.travellers;
  }

  #build(): void {
    this.#byRef = new Map();
    this.#bySurname = new Map();
    this.#positions = new Map();
    for (const traveller of this.#travellers) this.#enter(traveller);
  }

  #enter(traveller: T): void {
    this.#positions?.set(traveller, this.#positions.size);
    if (traveller.ref !== null) {
      for (const ref of [traveller.ref, plainRef(traveller.ref)]) {
        const known = this.#byRef?.get(ref);
        // Of several one who bears the reference as it is.
        if (known === undefined || (known.ref !== ref && traveller.ref === ref))
          this.#byRef?.set(ref, traveller);
      }
    }
    const surname = letters(traveller.surname);
    const same = this.#bySurname?.get(surname);
    if (same === undefined) this.#bySurname?.set(surname, [traveller]);
    else same.push(traveller);
  }

  /** Takes in a traveller who has been added to the booking. */
  add(traveller: T): void {
    if (this.#byRef !== null) this.#enter(traveller);
    else if (this.#travellers.length > FEW) this.#build();
  }

  /** A reference that two travellers carry; null when there is none. */
  duplicateRef(): string | null {
    if (this.#byRef === null) return firstTwice(this.#travellers);
    const seen = new Set<string>();
    for (const { ref } of this.#travellers) {
      if (ref === null) continue;
      const plain = plainRef(ref);
      if (seen.has(plain)) return ref;
      seen.add(plain);
    }
    return null;
  }

  /** The traveller with a reference: one who bears it as it is, else one of whose it differs by zeros in front. */
  byRef(ref: string): T | null {
    if (ref === "") return null;
    const plain = plainRef(ref);
    if (this.#byRef !== null) return this.#byRef.get(ref) ?? this.#byRef.get(plain) ?? null;
    let found: T | null = null;
    for (const traveller of this.#travellers) {
      if (traveller.ref === null) continue;
      if (traveller.ref === ref) return traveller;
      const isNearer = found === null || (found.ref !== plain && traveller.ref === plain);
      if (isNearer && plainRef(traveller.ref) === plain) found = traveller;
    }
    return found;
  }

  /** The one traveller whose surname and given names fit, of those it may be; null when there is none. */
  byName(name: PersonName, mayBe?: (traveller: T) => boolean): T | null {
    const same = this.#bySurname === null ? this.#travellers : this.#bySurname.get(letters(name.surname));
    if (same === undefined) return null;
    let found: T | null = null;
    for (let i = 0; i < same.length && i < MAX_COMPARED; i++) {
      const traveller = same[i]!;
      if (nameFit(traveller, name) < 2 || mayBe?.(traveller) === false) continue;
      if (found !== null) return letters(traveller.given ?? "") === letters(name.given) ? traveller : found;
      found = traveller;
    }
    return found;
  }

  /** Where a traveller of the booking stands among them. */
  positionOf(traveller: T): number {
    return this.#positions?.get(traveller) ?? this.#travellers.indexOf(traveller);
  }

  /** The only traveller of the booking; null when there are more. */
  get only(): T | null {
    return this.#travellers.length === 1 ? this.#travellers[0]! : null;
  }
}

/** As `duplicateRef`, for the few travellers of nearly every booking: none is worth a set. */
function firstTwice(travellers: readonly Named[]): string | null {
  for (let i = 1; i < travellers.length; i++) {
    const { ref } = travellers[i]!;
    if (ref === null) continue;
    const plain = plainRef(ref);
    for (let earlier = 0; earlier < i; earlier++) {
      const other = travellers[earlier]!.ref;
      if (other !== null && plainRef(other) === plain) return ref;
    }
  }
  return null;
}
