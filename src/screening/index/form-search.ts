// Finds every listed form near a given one without looking at the rest: deletes, skeletons, groups, prefixes.
import { formOf, keyEdits, Nearness, PREFIX_LETTERS, type Form, type FormClass } from "../form.ts";
import { HashCollector, hashOf, HashPostings, hashWithout, type PostingColumns } from "./hash-postings.ts";

// Seeds keep the key spaces apart in one multimap.
const KEY = 1;
const SURFACE = 2;
const SKELETON = 3;
const GROUP = 4;
const EXACT = 5;
const NATIVE = 6;
const CONSONANTS = 7;

/** Deletes allowed for a key: what keyEdits grants it against a key of any length. */
function deletesOf(key: string): number {
  return keyEdits(key.length, key.length);
}

/** Calls `visit` with the hash of `text` less up to `deletes` letters, the text itself first. */
function eachDelete(text: string, deletes: number, seed: number, visit: (hash: number) => void): void {
  visit(hashOf(text, seed));
  if (deletes < 1) return;
  for (let first = 0; first < text.length; first++) {
    if (text[first] !== text[first - 1]) visit(hashWithout(text, first, -1, seed));
    if (deletes < 2) continue;
    for (let second = first + 1; second < text.length; second++)
      visit(hashWithout(text, first, second, seed));
  }
}

/** Calls `visit` with every hash a listed form is filed under, or a sought form is looked up by. */
function eachHash(form: Form, visit: (hash: number) => void): void {
  const { formClass, text, key, skeleton, group } = form;
  if (formClass === "stem") return visit(hashOf(text, EXACT));
  if (formClass === "native") return eachDelete(text, text.length >= 4 ? 1 : 0, NATIVE, visit);
  if (formClass === "unvowelled") {
    visit(hashOf(text, EXACT + 8));
    if (skeleton.length >= 3) visit(hashOf(skeleton, CONSONANTS + 8));
    return undefined;
  }
  eachDelete(key, deletesOf(key), KEY, visit);
  if (text.length >= 3) eachDelete(text, 1, SURFACE, visit);
  else visit(hashOf(text, SURFACE));
  if (skeleton.length >= 3) visit(hashOf(skeleton, SKELETON));
  if (group >= 0) visit(hashOf(String(group), GROUP));
  return undefined;
}

/** Forms near a sought one, and how near, place by place. */
export type Neighbours = { readonly numbers: Uint32Array; readonly nears: Float64Array };

/** Texts of Latin forms, in no order. */
export type ListedTexts = Pick<ReadonlySet<string>, "has"> & { keys(): Iterable<string> };

const FEW_FORMS = 48;

/** Neighbours kept in memory: at twelve bytes a pair, some 50 MB at most. */
const MOST_KNOWN_PAIRS = 4_000_000;

export type FormSearchColumns = {
  readonly postings: PostingColumns;
  /** Numbers of latin forms, in the order of their texts: for prefixes. */
  readonly sorted: Uint32Array;
};

/** Files every form under what it is found by. */
export function formSearchColumns(forms: readonly Form[]): FormSearchColumns {
  const collector = new HashCollector();
  const latin: number[] = [];
  for (const [number, form] of forms.entries()) {
    eachHash(form, (hash) => collector.add(hash, number));
    // consonants pair vowelled with unvowelled forms: each is filed where the other looks
    if (form.skeleton.length >= 3 && form.formClass === "latin")
      collector.add(hashOf(form.skeleton, CONSONANTS + 8), number);
    if (form.formClass === "unvowelled" && form.skeleton.length >= 3)
      collector.add(hashOf(form.skeleton, CONSONANTS), number);
    if (form.formClass === "latin") latin.push(number);
  }
  latin.sort((one, two) => ((forms[one]?.text ?? "") < (forms[two]?.text ?? "") ? -1 : 1));
  return { postings: collector.freeze().columns, sorted: Uint32Array.from(latin) };
}

/** Read-only search over the forms of an index. */
export class FormSearch {
  readonly columns: FormSearchColumns;
  readonly #forms: readonly Form[];
  readonly #postings: HashPostings;
  readonly #sorted: Uint32Array;
  readonly #exact: ReadonlyMap<string, number>;
  /** The Latin texts of the index by which words are weighed: of this one unless it is a part of another. */
  #listed: ListedTexts;
  readonly #seen: Uint32Array;
  #round = 0;
  readonly #found: number[] = [];
  /** Neighbours of listed latin forms, kept once sought: only words the list itself holds, never a traveller's own. */
  #known = new Map<number, Neighbours>();
  #knownPairs = 0;
  /** Neighbours of other Latin words, until `forget`: on one flight families share names. */
  readonly #asked = new Map<string, Neighbours>();
  readonly #made = new Map<string, Form>();

  constructor(forms: readonly Form[], columns: FormSearchColumns) {
    this.#forms = forms;
    this.columns = columns;
    this.#postings = new HashPostings(columns.postings);
    this.#sorted = columns.sorted;
    const exact = new Map<string, number>();
    for (const number of columns.sorted) exact.set(forms[number]?.text ?? "", number);
    this.#exact = exact;
    this.#listed = exact;
    this.#seen = new Uint32Array(forms.length);
  }

  get memoryBytes(): number {
    return this.#postings.memoryBytes + this.#sorted.byteLength + this.#seen.byteLength;
  }

  /** Whether a Latin form is listed as it stands, in the index by which words are weighed. */
  has(form: Form): boolean {
    return form.formClass === "latin" && this.#listed.has(form.text);
  }

  /** The Latin texts by which it tells that. */
  get listed(): ListedTexts {
    return this.#listed;
  }

  /** Of a part of another index: a word is listed that is listed there. */
  weighBy(listed: ListedTexts): void {
    this.#listed = listed;
  }

  /** The form of a text: as listed, or made once a question. */
  readonly formOf = (text: string, formClass: FormClass): Form => {
    const listed = formClass === "latin" ? this.#exact.get(text) : undefined;
    const known = listed === undefined ? undefined : this.#forms[listed];
    if (known !== undefined) return known;
    const id = `${formClass[0] ?? ""}${text}`;
    let made = this.#made.get(id);
    if (made === undefined) this.#made.set(id, (made = formOf(text, formClass)));
    return made;
  };

  /** Every listed form whose nearness to `form` is above 0, once, with that nearness. */
  find(form: Form): Neighbours {
    if (form.formClass !== "latin") return this.#seek(form);
    const listed = this.#exact.get(form.text);
    if (listed === undefined) {
      let asked = this.#asked.get(form.text);
      if (asked === undefined) this.#asked.set(form.text, (asked = this.#seek(form)));
      return asked;
    }
    const known = this.#known.get(listed);
    if (known !== undefined) return known;
    const sought = this.#seek(form);
    if (this.#knownPairs > MOST_KNOWN_PAIRS) {
      this.#known = new Map();
      this.#knownPairs = 0;
    }
    this.#known.set(listed, sought);
    this.#knownPairs += sought.numbers.length;
    return sought;
  }

  /** Forgets the words of travellers: they are kept for the length of one question only. */
  forget(): void {
    this.#asked.clear();
    this.#made.clear();
  }

  #seek(form: Form): Neighbours {
    const numbers: number[] = [];
    const nears: number[] = [];
    this.#round += 1;
    const found = this.#found;
    const count = this.#forms.length <= FEW_FORMS ? this.#all(found) : this.#mayBeNear(form, found);
    const nearness = new Nearness(form);
    for (let at = 0; at < count; at++) {
      const number = found[at] ?? 0;
      if (this.#seen[number] === this.#round) continue;
      this.#seen[number] = this.#round;
      const listed = this.#forms[number];
      const near = listed === undefined ? 0 : nearness.to(listed);
      if (near <= 0) continue;
      numbers.push(number);
      nears.push(near);
    }
    return { numbers: Uint32Array.from(numbers), nears: Float64Array.from(nears) };
  }

  /** Numbers of all forms: where they are few, looking at each costs less than seeking. */
  #all(found: number[]): number {
    for (let number = 0; number < this.#forms.length; number++) found[number] = number;
    return this.#forms.length;
  }

  /** Numbers of forms that may be near, all that are among them; some perhaps twice. */
  #mayBeNear(form: Form, found: number[]): number {
    let count = 0;
    eachHash(form, (hash) => {
      count = this.#postings.collect(hash, found, count);
    });
    if (form.formClass !== "latin") return count;
    if (form.skeleton.length >= 3) {
      count = this.#postings.collect(hashOf(form.skeleton, CONSONANTS), found, count);
    }
    return this.#collectPrefixes(form.text, found, count);
  }

  /** Adds listed forms that begin with `text` and those that `text` begins with. */
  #collectPrefixes(text: string, found: number[], length: number): number {
    let count = length;
    if (text.length < PREFIX_LETTERS) return count;
    for (let letters = PREFIX_LETTERS; letters < text.length; letters++) {
      const number = this.#exact.get(text.slice(0, letters));
      if (number !== undefined) found[count++] = number;
    }
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#textAt(middle) < text) low = middle + 1;
      else high = middle;
    }
    for (; low < this.#sorted.length && this.#textAt(low).startsWith(text); low++)
      found[count++] = this.#sorted[low] ?? 0;
    return count;
  }

  #textAt(place: number): string {
    return this.#forms[this.#sorted[place] ?? 0]?.text ?? "";
  }
}
