// Codes of States and airports in a PAXLST: one string for each code, and whether the code is known.
import { airport, alpha3, isTravelDocumentState } from "#vocabulary";
import type { SegmentedMessage } from "../edifact/segments.ts";

const LETTERS = 26 * 26 * 26;
const threeLetters: (string | undefined)[] = Array.from({ length: LETTERS });
const UNASKED = 0;
const KNOWN = 1;
const states = new Uint8Array(LETTERS);
const airports = new Uint8Array(LETTERS);

/** Slot of a component of three capital letters in the tables, else -1. */
function slotOf(m: SegmentedMessage, k: number): number {
  const start = m.compStart[k]!;
  if (m.compStart[k + 1]! - 1 - start !== 3) return -1;
  const a = m.bytes[start]! - 65;
  const b = m.bytes[start + 1]! - 65;
  const c = m.bytes[start + 2]! - 65;
  return a >= 0 && a < 26 && b >= 0 && b < 26 && c >= 0 && c < 26 ? (a * 26 + b) * 26 + c : -1;
}

function textOf(slot: number): string {
  const known = threeLetters[slot];
  if (known !== undefined) return known;
  const letters = [Math.floor(slot / 676), Math.floor(slot / 26) % 26, slot % 26];
  const text = String.fromCharCode(...letters.map((letter) => letter + 65));
  threeLetters[slot] = text;
  return text;
}

/**
 * A place code as read. `known`: it is one of the code list; `alpha2`: it was sent with two letters and replaced; `small`:
 * it was sent in small letters.
 */
export type PlaceCode = { text: string; known: boolean; alpha2: string; small: string };

/** Reads the code of a State (nationality, issuer, residence) at component `k`; null when absent. The answer is reused by the next call. */
export function readState(m: SegmentedMessage, s: number, k: number): PlaceCode | null {
  if (k < 0) return null;
  const slot = !m.isDirty(s) ? slotOf(m, k) : -1;
  answer.alpha2 = "";
  answer.small = "";
  if (slot >= 0) {
    answer.text = textOf(slot);
    if (states[slot] === UNASKED) states[slot] = isTravelDocumentState(answer.text) ? KNOWN : 2;
    answer.known = states[slot] === KNOWN;
    return answer;
  }
  const sent = m.textAt(s, k);
  const text = sent.includes("<") ? sent.replaceAll("<", "") : sent;
  if (text === "") return null;
  const capitals = text.length <= 3 ? text.toUpperCase() : text;
  answer.known = isTravelDocumentState(capitals);
  answer.text = answer.known ? capitals : text;
  if (answer.known && capitals !== text) answer.small = text;
  if (text.length === 2) {
    const three = alpha3(capitals);
    if (three !== undefined) {
      answer.alpha2 = text;
      answer.text = three === "XKK" ? "RKS" : three;
      answer.known = true;
    }
  }
  return answer;
}

/** Reads the code of an airport (IATA, ICAO or UN/LOCODE) at component `k`; null when absent. The answer is reused by the next call. */
export function readAirport(m: SegmentedMessage, s: number, k: number): PlaceCode | null {
  if (k < 0) return null;
  const slot = !m.isDirty(s) ? slotOf(m, k) : -1;
  answer.alpha2 = "";
  if (slot >= 0) {
    answer.text = textOf(slot);
    if (airports[slot] === UNASKED) airports[slot] = airport(answer.text) === undefined ? 2 : KNOWN;
    answer.known = airports[slot] === KNOWN;
    return answer;
  }
  const text = m.textAt(s, k);
  if (text === "") return null;
  answer.text = text;
  answer.known = isKnownPlace(text);
  return answer;
}

/** Ports of UN/LOCODE are only looked at for their State: there is no table of ports here. */
function isKnownPlace(text: string): boolean {
  if (airport(text) !== undefined) return true;
  return text.length === 5 && alpha3(text.slice(0, 2)) !== undefined;
}

const answer: PlaceCode = { text: "", known: false, alpha2: "", small: "" };

/** The State (alpha-2) in which an airport lies, undefined when that is not known. */
export function countryOfPlace(code: string): string | undefined {
  return airport(code)?.country ?? (code.length === 5 ? code.slice(0, 2) : undefined);
}
