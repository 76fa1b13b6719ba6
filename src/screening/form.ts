// A form is one comparable reading of a word; this file says when two forms are near and how near (screening.md §4 G1-G4, §5.1).
import { EditPattern, letterSet, lettersLacking, slowDistance } from "./edit-pattern.ts";
import { groupOf } from "./normalise/equivalents.ts";
import { phonemicKey, skeletonOf } from "./normalise/key.ts";
import type { NameToken } from "./normalise/name-form.ts";
import type { Reading as WordReading } from "./normalise/readings.ts";
import { similarity } from "./similarity.ts";

/** What a form may be compared with: stems with stems, native with native, unvowelled by its consonants. */
export type FormClass = "latin" | "unvowelled" | "stem" | "native";

export type Form = {
  readonly text: string;
  readonly formClass: FormClass;
  readonly key: string;
  readonly skeleton: string;
  readonly group: number;
  /** Letters of key and text as bit sets. */
  readonly keyLetters: number;
  readonly textLetters: number;
};

/** One reading of a token: the form and what it costs in bits to have read the token so. */
export type Reading = {
  readonly form: Form;
  readonly cost: number;
  readonly kind: WordReading["kind"] | "native" | "joined";
};

/** Builds the form of a text. Stems and native forms have no key but themselves. */
export function formOf(text: string, formClass: FormClass): Form {
  if (formClass === "stem" || formClass === "native") {
    return { text, formClass, key: text, skeleton: "", group: -1, keyLetters: 0, textLetters: 0 };
  }
  const key = phonemicKey(text);
  const group = formClass === "latin" ? groupOf(text, key) : -1;
  const letters = { keyLetters: letterSet(key), textLetters: letterSet(text) };
  return { text, formClass, key, skeleton: skeletonOf(key), group, ...letters };
}

/**
 * The readings of a token as forms, native script included. An unusual spelling that would make it another known name
 * is left out: HASSIM as a Russian clerk's GASSIM would be QASIM.
 */
export function formsOf(
  token: NameToken,
  form: (text: string, formClass: FormClass) => Form = formOf,
): Reading[] {
  const readings: Reading[] = [];
  for (const { text, cost, kind } of token.readings) {
    const formClass = kind === "stem" || kind === "unvowelled" ? kind : "latin";
    readings.push({ form: form(text, formClass), cost, kind });
  }
  if (token.native !== null) readings.push({ form: form(token.native, "native"), cost: 0, kind: "native" });
  const group = groupOfWord(readings);
  return readings.filter(
    (reading) => reading.kind !== "base" || reading.cost === 0 || !areOtherNames(group, reading.form.group),
  );
}

/** The group of a word: that of the first of its usual readings to have one, -1 when none has. */
export function groupOfWord(readings: readonly Reading[]): number {
  return readings.find(({ form, cost }) => cost === 0 && form.group >= 0)?.form.group ?? -1;
}

/** Whether groups are those of two names known to be different: they are never spellings of each other. */
export function areOtherNames(left: number, right: number): boolean {
  return left >= 0 && right >= 0 && left !== right;
}

export const PREFIX_LETTERS = 4;
const EQUIVALENT = 0.98;
const SAME_CONSONANTS = 0.85;
const PREFIX = 0.8;
const NATIVE_EDIT = 0.85;

/** Edits allowed between two keys of these lengths. */
export function keyEdits(left: number, right: number): number {
  const shorter = Math.min(left, right);
  return shorter >= 6 ? 2 : shorter >= 3 ? 1 : 0;
}

/**
 * How near forms are to one form. This is the definition that the index's search must meet exactly: it finds every
 * listed form for which `to` is above 0. Symmetric.
 */
export class Nearness {
  readonly #form: Form;
  readonly #key: EditPattern;
  readonly #text: EditPattern;
  #skeleton: EditPattern | null = null;

  constructor(form: Form) {
    this.#form = form;
    this.#key = new EditPattern(form.formClass === "latin" ? form.key : "");
    this.#text = new EditPattern(form.formClass === "latin" ? form.text : "");
  }

  /** Similarity 0..1, 0 when they are not near. */
  to(right: Form): number {
    const left = this.#form;
    if (left.formClass !== "latin" || right.formClass !== "latin") return specialNearness(left, right);
    if (left.text === right.text) return 1;
    if (areOtherNames(left.group, right.group)) return 0;
    if (left.group >= 0 && left.group === right.group) return EQUIVALENT;
    const prefix = isPrefix(left.text, right.text) ? PREFIX : 0;
    return this.#isNear(right) ? Math.max(prefix, similarity(left, right)) : prefix;
  }

  /** G6: with an equal birth date, words of one first sound whose consonants are within one edit also count. */
  toWithBirthDate(right: Form): number {
    const near = this.to(right);
    const left = this.#form;
    if (near > 0 || left.formClass !== "latin" || right.formClass !== "latin") return near;
    if (left.key[0] !== right.key[0] || Math.min(left.skeleton.length, right.skeleton.length) < 2) return 0;
    this.#skeleton ??= new EditPattern(left.skeleton);
    return this.#skeleton.withinEdits(right.skeleton, 1) ? similarity(left, right) : 0;
  }

  /** G1 (keys within their edits), G2 (equal skeletons), or one edit between the words as written. */
  #isNear(right: Form): boolean {
    const left = this.#form;
    if (left.key === right.key) return true;
    if (left.skeleton === right.skeleton && left.skeleton.length >= 3) return true;
    const edits = keyEdits(left.key.length, right.key.length);
    if (
      edits > 0 &&
      lettersAllow(left.keyLetters, right.keyLetters, edits) &&
      this.#key.withinEdits(right.key, edits)
    )
      return true;
    if (Math.min(left.text.length, right.text.length) < 3) return false;
    return lettersAllow(left.textLetters, right.textLetters, 1) && this.#text.withinEdits(right.text, 1);
  }
}

/** Whether words of these letters can be within so many edits. */
function lettersAllow(left: number, right: number, edits: number): boolean {
  return lettersLacking(left, right) <= edits && lettersLacking(right, left) <= edits;
}

function isPrefix(left: string, right: string): boolean {
  return left.length < right.length
    ? left.length >= PREFIX_LETTERS && right.startsWith(left)
    : right.length >= PREFIX_LETTERS && left.startsWith(right);
}

function specialNearness(left: Form, right: Form): number {
  const { formClass } = left;
  if (formClass === right.formClass) {
    if (left.text === right.text) return 1;
    if (formClass !== "native" || Math.min(left.text.length, right.text.length) < 4) return 0;
    if (Math.abs(left.text.length - right.text.length) > 1) return 0;
    return slowDistance(left.text, right.text, true) <= 1 ? NATIVE_EDIT : 0;
  }
  const byConsonants =
    (formClass === "unvowelled" && right.formClass === "latin") ||
    (formClass === "latin" && right.formClass === "unvowelled");
  return byConsonants && left.skeleton.length >= 3 && left.skeleton === right.skeleton ? SAME_CONSONANTS : 0;
}
