// Codes of States and airports in a PAXLST: one string for each code, and whether the code is known.
import { airport, alpha3, isTravelDocumentState } from "#vocabulary";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { isThreeLetters } from "../edifact/tags.ts";

const LETTERS = 26 * 26 * 26;
const FIRST_SLOT = 65 * (26 * 26 + 26 + 1);
/** What is said of each code of three letters met so far. */
const states: (PlaceCode | undefined)[] = Array.from({ length: LETTERS });
const airports: (PlaceCode | undefined)[] = Array.from({ length: LETTERS });

/** Slot of a component of three capital letters in the tables, else -1. */
function slotOf(m: SegmentedMessage, k: number): number {
  const start = m.compStart[k]!;
  if (m.compStart[k + 1]! - 1 - start !== 3) return -1;
  // With the separator before it.
  const letters = m.words.getInt32(start - 1) & 0xffffff;
  return isThreeLetters(letters) ? slotOfLetters(letters) : -1;
}

function slotOfLetters(letters: number): number {
  return ((letters >> 16) * 26 + ((letters >> 8) & 0xff)) * 26 + (letters & 0xff) - FIRST_SLOT;
}

/** The slot of the three capital letters at a position before a terminator; -1 when anything else stands there. */
export function threeLettersAt(words: DataView, at: number): number {
  const letters = words.getInt32(at) >>> 8;
  return isThreeLetters(letters) ? slotOfLetters(letters) : -1;
}

/** The code of the State in a slot, null when there is none. */
export function knownState(slot: number): string | null {
  const { text, known } = states[slot] ?? stateOf(slot);
  return known ? text : null;
}

/** The code of the airport in a slot, null when there is none. */
export function knownAirport(slot: number): string | null {
  const { text, known } = airports[slot] ?? airportOf(slot);
  return known ? text : null;
}

function textOf(slot: number): string {
  const letters = [Math.floor(slot / 676), Math.floor(slot / 26) % 26, slot % 26];
  return String.fromCharCode(...letters.map((letter) => letter + 65));
}

function placeCode(text: string, known: boolean): PlaceCode {
  return { text, known, alpha2: "", small: "" };
}

function stateOf(slot: number): PlaceCode {
  const text = textOf(slot);
  return (states[slot] = placeCode(text, isTravelDocumentState(text)));
}

function airportOf(slot: number): PlaceCode {
  const text = textOf(slot);
  return (airports[slot] = placeCode(text, airport(text) !== undefined));
}

/**
 * A place code as read. `known`: it is one of the code list; `alpha2`: it was sent with two letters and replaced; `small`:
 * it was sent in small letters.
 */
export type PlaceCode = {
  readonly text: string;
  readonly known: boolean;
  readonly alpha2: string;
  readonly small: string;
};

/** Reads the code of a State (nationality, issuer, residence) at component `k`; null when absent. */
export function readState(m: SegmentedMessage, s: number, k: number): PlaceCode | null {
  if (k < 0) return null;
  const slot = m.isDirty(s) ? -1 : slotOf(m, k);
  return slot >= 0 ? (states[slot] ?? stateOf(slot)) : readOtherState(m.textAt(s, k));
}

/** The code of a State that is not simply three capital letters. */
function readOtherState(sent: string): PlaceCode | null {
  const text = sent.includes("<") ? sent.replaceAll("<", "").trim() : sent;
  if (text === "") return null;
  const capitals = text.length <= 3 ? text.toUpperCase() : text;
  const known = isTravelDocumentState(capitals);
  const small = known && capitals !== text ? text : "";
  const three = text.length === 2 ? alpha3(capitals) : undefined;
  if (three !== undefined) {
    return { text: three === "XKK" ? "RKS" : three, known: true, alpha2: text, small };
  }
  return { text: known ? capitals : text, known, alpha2: "", small };
}

/** Reads the code of an airport (IATA, ICAO or UN/LOCODE) at component `k`; null when absent. */
export function readAirport(m: SegmentedMessage, s: number, k: number): PlaceCode | null {
  if (k < 0) return null;
  const slot = m.isDirty(s) ? -1 : slotOf(m, k);
  if (slot >= 0) return airports[slot] ?? airportOf(slot);
  const text = m.textAt(s, k);
  return text === "" ? null : placeCode(text, isKnownPlace(text));
}

/** Ports of UN/LOCODE are only looked at for their State: there is no table of ports here. */
function isKnownPlace(text: string): boolean {
  if (airport(text) !== undefined) return true;
  return text.length === 5 && alpha3(text.slice(0, 2)) !== undefined;
}

/** The State (alpha-2) in which an airport lies, undefined when that is not known. */
export function countryOfPlace(code: string): string | undefined {
  return airport(code)?.country ?? (code.length === 5 ? code.slice(0, 2) : undefined);
}
