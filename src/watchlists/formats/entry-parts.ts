// Gathers what one row or element says of a person, each thing once, with a note on every value that was not understood.
import { keyOf } from "../entry-keys.ts";
import type { EntryDob, EntryDocument, EntryKey, EntryKeyKind, EntryName, ListEntry } from "../entry.ts";
import { birthOf, type DateOrder } from "./birth-text.ts";
import { countryCode, countryOfAlpha2 } from "./country-names.ts";
import { documentOf } from "./document-text.ts";
import { nameFault, type RowCollector } from "./reading.ts";

const UNKNOWN = /^(?:na|n\/a|none|unknown|not known|-+|0+|xx|xxx)$/i;
const MALE = /^(?:m|male|masculin|masculino|man)$/i;
const FEMALE = /^(?:f|female|féminin|femenino|woman)$/i;
/** As many as an entry keeps of one kind; a list with more has run together. */
const MOST = 200;

/** Whether most letters of a name are not Latin: single Latin ones stand among Cyrillic by mistake. */
function isOriginal(full: string): boolean {
  const letters = full.match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length * 2 < letters.length;
}

/** As many places or titles as an entry keeps, and so much of each: they are shown and edited whole. */
const MOST_WORDS = 20;
const LONGEST_WORDS = 200;

/** Places or titles as the list writes them, each once; what stands for nothing is left out. */
function keptWords(said: readonly string[]): readonly string[] {
  const kept = new Map<string, string>();
  for (const one of said) {
    const text = one.replace(/\s+/g, " ").trim().slice(0, LONGEST_WORDS).trim();
    if (/\p{L}/u.test(text) && !UNKNOWN.test(text) && !kept.has(text.toLowerCase()))
      kept.set(text.toLowerCase(), text);
  }
  return [...kept.values()].slice(0, MOST_WORDS);
}

/** Both as fields of an entry, which has neither where the list says none. */
export function placesAndTitles(
  places: readonly string[],
  titles: readonly string[],
): Pick<ListEntry, "birthPlaces" | "titles"> {
  const [birthPlaces, held] = [keptWords(places), keptWords(titles)];
  return {
    ...(birthPlaces.length === 0 ? {} : { birthPlaces }),
    ...(held.length === 0 ? {} : { titles: held }),
  };
}

/** Two letters at least, or one that is a word. */
const NAME = /\p{L}.*\p{L}|\p{Script=Han}/u;

type NameParts = Partial<Pick<EntryName, "surname" | "given" | "patronymic">>;

export class EntryParts {
  readonly #rows: RowCollector;
  readonly #ref: string | null;
  readonly #names = new Map<string, EntryName>();
  readonly #dobs = new Map<string, EntryDob>();
  readonly #nationalities = new Set<string>();
  readonly #birthCountries = new Set<string>();
  readonly #documents = new Map<string, EntryDocument>();
  readonly #keys = new Map<string, EntryKey>();
  readonly #birthPlaces: string[] = [];
  readonly #titles: string[] = [];
  #sex: "M" | "F" | "X" | null = null;

  constructor(rows: RowCollector, ref: string | null) {
    this.#rows = rows;
    this.#ref = ref;
  }

  /** A name with two letters at least. `original` is told by its script where the list does not say it. */
  name(said: string, type: EntryName["type"], parts: NameParts = {}): void {
    const full = said.replace(/\s+/g, " ").trim();
    const key = full.toLowerCase();
    if (full === "" || this.#names.has(key) || this.#names.size >= MOST) return;
    const fault = nameFault(full) ?? (NAME.test(full) ? null : "value-not-understood");
    if (fault !== null) return this.#note("name", full, fault);
    const inOwnScript = type !== "primary" && isOriginal(full);
    this.#names.set(key, { full, ...parts, type: inOwnScript ? "original" : type });
  }

  /** A name by its parts, in the order in which it is spoken. */
  parted(given: string, surname: string, type: EntryName["type"]): void {
    const [first, last] = [given.trim().replace(/\s+/g, " "), surname.trim().replace(/\s+/g, " ")];
    const parts = first === "" || last === "" ? {} : { surname: last, given: first };
    this.name(`${first} ${last}`, type, parts);
  }

  birth(said: string, field: string, order: DateOrder = "day-first"): void {
    if (said.trim() === "" || UNKNOWN.test(said.trim())) return;
    for (const one of said.slice(0, 400).split(/\s+or\s+|;/i)) {
      const dob = birthOf(one, order);
      if (dob === null) this.#note(field, one, "date-not-understood");
      else this.born(dob);
    }
  }

  born(dob: EntryDob): void {
    if (this.#dobs.size < MOST) this.#dobs.set(JSON.stringify(dob), dob);
  }

  nationality(said: string, field: string): void {
    this.#country(this.#nationalities, said, field);
  }

  birthCountry(said: string, field: string): void {
    this.#country(this.#birthCountries, said, field);
  }

  /** A place as the list writes it, of which nothing but the words is kept. */
  place(said: string): void {
    if (this.#birthPlaces.length < MOST) this.#birthPlaces.push(said);
  }

  /** An honorific, rank or office; of what stands for nothing, nothing is kept. */
  title(said: string): void {
    if (this.#titles.length < MOST) this.#titles.push(said);
  }

  /** A place whose last part is the country: `Giza, Egypt`, `Jalisco Mexico`, `(Medina) Saudi Arabia`. */
  birthPlace(place: string, field: string): void {
    this.place(place);
    const pieces = place.split(",").map((piece) => piece.replace(/\([^()]*\)/g, " ").trim());
    const last = pieces.at(-1) ?? "";
    // `Congo, Democratic Republic of the` has a comma within; `Jalisco Mexico` lacks one.
    const said = [pieces.slice(-2).join(", "), last, last.split(/\s+/).at(-1) ?? ""];
    const known = said.find((words) => countryCode(words) !== null);
    // A town by itself says no country, and none is left out.
    if (known !== undefined || pieces.length > 1) this.#country(this.#birthCountries, known ?? last, field);
  }

  /** A country that is known to the caller: nothing is said where it is none. */
  knownNationality(code: string | null): void {
    if (code !== null) this.#nationalities.add(code);
  }

  #country(into: Set<string>, said: string, field: string): void {
    const text = said.trim();
    if (text === "" || UNKNOWN.test(text)) return;
    const code = text.length === 2 ? countryOfAlpha2(text) : countryCode(text);
    if (code === null) this.#note(field, text, "country-not-understood");
    else into.add(code);
  }

  /** `country` in words or as a code; where it is empty the document's own words may tell it. */
  document(
    said: { readonly type: string; readonly text: string; readonly country?: string },
    field: string,
  ): void {
    const text = said.text.trim();
    if (text === "" || UNKNOWN.test(text)) return;
    const country = (said.country ?? "").trim();
    const code = country.length === 2 ? countryOfAlpha2(country) : countryCode(country);
    const document = documentOf({ type: said.type, text, country: code });
    if (document === null) this.#note(field, text, "document-not-understood");
    else if (this.#documents.size < MOST) {
      this.#documents.set(`${document.type} ${document.number} ${document.country}`, document);
    }
  }

  /** What cannot be compared is left out; the value itself is not repeated in the note (it may be a card number). */
  key(kind: EntryKeyKind, said: string): void {
    if (said.trim() === "") return;
    const value = keyOf(kind, said);
    if (value === null) this.#note(kind, "", "key-not-understood");
    else if (this.#keys.size < MOST) this.#keys.set(`${kind} ${value}`, { kind, value });
  }

  sex(said: string, field: string): void {
    const text = said.trim();
    if (MALE.test(text)) this.#sex ??= "M";
    else if (FEMALE.test(text)) this.#sex ??= "F";
    else if (/^(?:x|unspecified)$/i.test(text)) this.#sex ??= "X";
    else if (text !== "" && !UNKNOWN.test(text)) this.#note(field, text, "value-not-understood");
  }

  /** A birth that is told in a way that is not compared. */
  unread(field: string, said: string): void {
    this.#note(field, said, "date-not-understood");
  }

  #note(field: string, value: string, code: Parameters<RowCollector["note"]>[0]["code"]): void {
    this.#rows.note({ ref: this.#ref, field, value, code });
  }

  /** The entry; texts that are empty are left out. */
  entry(of: {
    readonly id: string;
    readonly list: string;
    readonly programme?: string;
    readonly category?: string;
    readonly instructions?: string;
  }): ListEntry {
    const keys = [...this.#keys.values()];
    return {
      id: of.id,
      list: of.list,
      ref: this.#ref,
      names: [...this.#names.values()],
      dobs: [...this.#dobs.values()],
      sex: this.#sex,
      nationalities: [...this.#nationalities],
      birthCountries: [...this.#birthCountries],
      ...placesAndTitles(this.#birthPlaces, this.#titles),
      documents: [...this.#documents.values()],
      ...(keys.length === 0 ? {} : { keys }),
      ...this.#text("programme", of.programme),
      ...this.#text("category", of.category),
      ...this.#text("instructions", of.instructions),
    };
  }

  #text<Field extends "programme" | "category" | "instructions">(
    field: Field,
    said = "",
  ): { readonly [Name in Field]?: string } {
    const text = said.trim();
    return (text === "" ? {} : { [field]: this.#rows.bounded(text, field, this.#ref) }) as {
      readonly [Name in Field]?: string;
    };
  }
}
