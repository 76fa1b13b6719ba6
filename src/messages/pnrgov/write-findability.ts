// Tells whether a reader finds the traveller whom a service means, where it is to stand: by reference, place or name.
import type { BookedTraveller, Booking } from "../booking.ts";
import { seemsAnothers } from "./another-person.ts";
import { isBaby, isBookedAdult } from "./infant-text.ts";
import { splitTitle } from "./names.ts";
import { givenWithoutTitle, letters, nameFit, PersonIndex } from "./person-index.ts";
import type { PersonName } from "./person-index.ts";
import { splitAssociation } from "./travel-document.ts";

type Service = NonNullable<Booking["services"]>[number];

/** How a service means a traveller: as the infant of the one it stands with, or by a name at the end of its text. */
export type Sought = {
  readonly asInfant: boolean;
  readonly byName: boolean;
  /** With a text it would mean somebody else. */
  readonly isSilent: boolean;
};

const PLAINLY: Sought = { asInfant: false, byName: false, isSilent: false };
const AS_INFANT: Sought = { ...PLAINLY, asInfant: true };
const BY_NAME: Sought = { ...PLAINLY, byName: true };
const SILENTLY: Sought = { ...PLAINLY, isSilent: true };

/** Services whose texts may end in a name. */
const WITH_ASSOCIATION = new Set(
  "DOCS DOCO DOCA FOID CHLD TKNE TKNA TKNM TKNR FQTV FQTR FQTU FQTS".split(" "),
);

/** Services whose references, or texts, tell whose they are; of all others the place alone does. */
export const OF_SOMEBODY: ReadonlySet<string> = new Set(["SEAT", "RQST", "INFT", ...WITH_ASSOCIATION]);

/** The name at the end of a service's text: `-1BELT/SOPHY`. */
export const associationOf = ({ surname, given }: BookedTraveller): string => `-1${surname}/${given ?? ""}`;

/** The name as documents bear it. */
const documentNameOf = ({ documentName, surname, given }: BookedTraveller): PersonName => {
  const name = documentName ?? { surname, given };
  return { surname: name.surname, given: givenWithoutTitle(name.given ?? "") };
};

const bookedNameOf = ({ surname, given }: BookedTraveller): PersonName => ({
  surname,
  given: givenWithoutTitle(given ?? ""),
});

/** Whether a reader would take an infant to travel with one with whom it does not. */
const joinsAdult = (infant: BookedTraveller, owner: BookedTraveller | null): boolean =>
  owner !== null && owner !== infant && owner.ref !== null && owner.ref !== infant.infantOf;

/** The travellers of a booking as a reader looks for them. */
export class Findability {
  readonly #travellers: readonly BookedTraveller[];
  readonly #persons: PersonIndex<BookedTraveller>;
  readonly #infants: readonly BookedTraveller[];

  readonly #date: string;

  /** `date`: by which the reader tells who is an infant. */
  constructor(travellers: readonly BookedTraveller[], date: string) {
    this.#date = date;
    this.#travellers = travellers;
    this.#persons = new PersonIndex({ travellers });
    this.#infants = travellers.filter(({ type }) => type === "infant");
  }

  get hasInfants(): boolean {
    return this.#infants.length > 0;
  }

  /** Position of the traveller with a reference; null when there is none. */
  byRef(ref: string): number | null {
    const found = this.#persons.byRef(ref);
    return found === null ? null : this.#persons.positionOf(found);
  }

  /**
   * How a service that stands with the traveller at `stands` (-1: with none) can mean the one at `index`; null when it would
   * be taken for another's, or for nobody's.
   */
  how(service: Pick<Service, "code" | "travellers">, index: number, stands: number): Sought | null {
    const { code, travellers: refs } = service;
    const meant = this.#travellers[index]!;
    if (!OF_SOMEBODY.has(code)) return index === stands ? PLAINLY : null;
    const referred = refs.map((ref) => this.#persons.byRef(ref)).find((found) => found !== null);
    const owner = referred ?? this.#travellers[stands] ?? this.#persons.only;
    if (code === "INFT") {
      const isLeft = index === stands && this.#infants.length > 1;
      return this.#named(meant, owner) ?? (isLeft ? SILENTLY : null);
    }
    if (owner === meant) return PLAINLY;
    if (code === "DOCS" && this.seemsInfant(meant)) return null;
    const inLap = owner !== null && meant.type === "infant" && meant.infantOf === owner.ref;
    if (code === "DOCS" && this.#bears(meant, owner)) {
      if (inLap) return AS_INFANT;
      return meant.type === "infant" && joinsAdult(meant, owner) ? null : PLAINLY;
    }
    if ((code === "DOCO" || code === "DOCA") && owner !== null && this.#lapInfant(owner) === meant)
      return AS_INFANT;
    if (referred !== undefined || !WITH_ASSOCIATION.has(code)) return null;
    const { association } = splitAssociation(associationOf(meant));
    if (association === null) return null;
    const { surname, given } = association;
    const found = this.#persons.byName({ surname, given: splitTitle(given).given ?? "" });
    return found === meant ? BY_NAME : null;
  }

  /** Whether a document of a traveller, who is no infant, may be taken for that of one because of his birth date. */
  seemsInfant(traveller: BookedTraveller): boolean {
    return isBookedAdult(traveller) === true && isBaby(traveller.birthDate, this.#date);
  }

  /** Whether a document that stands with a traveller, with the name that his documents bear, is not taken for another's. */
  bearsOwn(index: number): boolean {
    const meant = this.#travellers[index]!;
    const name = documentNameOf(meant);
    if (nameFit(meant, name) === 2) return true;
    if (seemsAnothers(meant, name)) return false;
    const other = this.#persons.byName(name);
    return other === null || other === meant;
  }

  /** Whether a document is given to the one whose name it bears although it stands with another. */
  #bears(meant: BookedTraveller, owner: BookedTraveller | null): boolean {
    // The name that is written: another's is not.
    const name = this.bearsOwn(this.#persons.positionOf(meant)) ? documentNameOf(meant) : bookedNameOf(meant);
    if (name.surname === "") return false;
    if (meant.type === "infant" && owner !== null) {
      return owner.type !== "infant" && this.#persons.byName(name, ({ type }) => type !== "adult") === meant;
    }
    return (owner === null || nameFit(owner, name) < 2) && this.#persons.byName(name) === meant;
  }

  /** Whether INFT finds an infant: by its name, or as the only one. */
  #named(meant: BookedTraveller, owner: BookedTraveller | null): Sought | null {
    const { surname, given } = meant;
    const found = given === null ? this.#onlyInfant() : this.#infantNamed({ surname, given }, owner);
    if (found !== meant || meant.type === null) return null;
    if (this.#infants.length > 1 && joinsAdult(meant, owner)) return null;
    return owner !== null && owner !== meant && owner.ref === meant.infantOf ? AS_INFANT : PLAINLY;
  }

  #infantNamed(name: PersonName, owner: BookedTraveller | null): BookedTraveller | null {
    const mayBe = (person: BookedTraveller): boolean =>
      person !== owner && person.type !== "adult" && letters(person.given ?? "") === letters(name.given);
    return this.#persons.byName(name, ({ type }) => type === "infant") ?? this.#persons.byName(name, mayBe);
  }

  #onlyInfant(): BookedTraveller | null {
    return this.#infants.length === 1 ? this.#infants[0]! : null;
  }

  #lapInfant({ ref }: BookedTraveller): BookedTraveller | null {
    const own = this.#infants.filter(({ infantOf }) => infantOf !== undefined && infantOf === ref);
    if (own.length === 1) return own[0]!;
    return this.#onlyInfant();
  }
}
