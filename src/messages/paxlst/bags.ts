// Baggage of a traveller: MEA (how many, how heavy) and FTX BAG (tags, as runs).
import { digitsAt } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { FindingCollector } from "../findings.ts";
import type { SourceFilter } from "../minimise/filter.ts";
import type { ListedTraveller } from "../passenger-list.ts";
import { Q } from "./tags.ts";

const { CT, WT, KGM, LBR } = Q;

/** Longest run of tags that is written out, and most tags kept for one traveller. */
export const MAX_BAG_RUN = 99;
export const MAX_BAG_TAGS = 999;

const DIGITS = "0123456789";
const KILOGRAMS_IN_POUND = 0.45359237;

/** A traveller's baggage while it is being read. */
export type Bags = { count: number | null; tags: readonly string[]; weightKg: number | null };
/** What everybody without bag tags has: one array for all, which nobody can add to. */
const NO_TAGS: readonly string[] = Object.freeze([]);
/** What a traveller without baggage data has: one object for all. */
export const NO_BAGS: ListedTraveller["bags"] = Object.freeze({
  count: null,
  tags: NO_TAGS,
  weightKg: null,
});

/** Baggage of which nothing is known yet. */
export function emptyBags(): Bags {
  return { count: null, tags: NO_TAGS, weightKg: null };
}

/** A number with an optional decimal part, null when it is none. */
function decimalOf(text: string): number | null {
  const plain = text.replace(",", ".");
  return /^\d{1,6}(\.\d{1,3})?$/.test(plain) ? Number(plain) : null;
}

/** MEA+CT (bags checked) and MEA+WT (their weight) at segment `s`, put into `bags` (made if need be); others are passed over. */
export function readMeasure(
  m: SegmentedMessage,
  s: number,
  bags: Bags | null,
  findings: FindingCollector,
): Bags | null {
  const qualifier = m.code(s, 1, 1);
  if (qualifier !== CT && qualifier !== WT) return bags;
  let at = m.component(s, 3, 2);
  if (m.textAt(s, at) === "") {
    at = m.component(s, 3, 1);
    if (m.textAt(s, at) === "") return bags;
    findings.add("MEASURE_SHIFTED", m.place(s, 3), { qualifier: m.value(s, 1, 1) });
  }
  let whole = m.numberAt(s, at);
  if (whole < 0 && qualifier === CT) whole = decimalOf(m.textAt(s, at)) ?? -1; // blanks before it
  if (qualifier === CT && whole >= 0) {
    const own = bags ?? emptyBags();
    own.count = whole;
    return own;
  }
  const unit = qualifier === CT ? 0 : m.code(s, 3, 1);
  const value = whole >= 0 ? whole : decimalOf(m.textAt(s, at));
  if (value === null || (unit !== KGM && unit !== LBR)) {
    const what = qualifier === CT ? "number of bags" : "weight in KGM or LBR";
    const values = { qualifier: m.value(s, 1, 1), value: m.textAt(s, at), what } as const;
    findings.add("MEASURE_INVALID", m.place(s, 3), values);
    return bags;
  }
  const own = bags ?? emptyBags();
  own.weightKg = unit === KGM ? value : inKilograms(value);
  return own;
}

function inKilograms(pounds: number): number {
  return Math.round(pounds * KILOGRAMS_IN_POUND * 10) / 10;
}

/** A carrier of two or three characters and six digits, or ten digits (paxlst.md 3.10). */
const BAG_TAG = /^(?:[A-Z\d]{2,3}\d{6}|\d{10})$/;

/** Whether what stands at `start`..`end`, nothing but capital letters and digits, is a bag tag. */
export function isBagTag(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 8 || length > 10) return false;
  for (let p = length === 10 ? start : end - 6; p < end; p++) if (bytes[p]! > 0x39) return false;
  return true;
}

/** FTX+BAG at segment `s`: tags, each perhaps with the length of the run that it begins. What is none is cut. */
export function readBagTags(
  m: SegmentedMessage,
  s: number,
  bags: Bags | null,
  { findings, filter }: { readonly findings: FindingCollector; readonly filter: SourceFilter },
): Bags | null {
  const first = m.component(s, 4, 1);
  if (first < 0) return bags;
  const end = first + m.componentCount(s, 4);
  let own = bags;
  for (let k = first; k < end; k++) {
    const tag = m.textAt(s, k);
    if (tag === "" || tag === "NULL") continue;
    if (!BAG_TAG.test(tag)) {
      filter.dropText(m, s, { start: m.compStart[k]!, end: m.compStart[k + 1]! - 1 });
      continue;
    }
    own ??= emptyBags();
    let count = 1;
    if (k + 1 < end && tag.length > 5) {
      const stated = m.numberAt(s, k + 1);
      if (stated >= 0 && stated < 100_000) {
        k++;
        if (stated > 1) count = stated;
      }
    }
    const known = own.tags.length;
    if (known > 0) own.tags = [...own.tags, ...bagRun(tag, count, MAX_BAG_TAGS - known)];
    else own.tags = tagsOfRun(tag, count);
    const kept = own.tags.length - known;
    if (kept < count) findings.add("BAG_RUN", m.place(s, 4, k - first + 1), { count, tag, limit: kept });
  }
  return own;
}

/** The tags of a traveller who has none yet: one, or a run of them. Not all where there are too many, or they cannot be counted on. */
export function tagsOfRun(first: string, count: number): string[] {
  // Lists of one or two tags are made as such: an array that grows takes room for seventeen.
  return count === 1 ? [first] : (shortRun(first, count) ?? bagRun(first, count, MAX_BAG_TAGS));
}

/** The run of two or three tags of which only the last digit changes; null for any other. */
function shortRun(first: string, count: number): string[] | null {
  const digit = first.charCodeAt(first.length - 1) - 0x30;
  if (count > 3 || digit < 0 || digit + count > 10) return null;
  const stem = first.slice(0, -1);
  const second = stem + DIGITS[digit + 1]!;
  return count === 2 ? [first, second] : [first, second, stem + DIGITS[digit + 2]!];
}

/** The tags of a run, at most `room`. It counts on in the last six digits (the serial number). */
function bagRun(first: string, count: number, room: number): string[] {
  const length = Math.max(0, Math.min(count, MAX_BAG_RUN, room));
  if (length === 0) return [];
  let stemLength = first.length;
  while (stemLength > 0 && first.length - stemLength < 6) {
    const code = first.charCodeAt(stemLength - 1);
    if (code < 0x30 || code > 0x39) break;
    stemLength--;
  }
  const width = first.length - stemLength;
  const tags = [first];
  if (width === 0) return tags;
  const stem = first.slice(0, stemLength);
  const modulus = 10 ** width;
  const serial = digitsAt(first, stemLength, width);
  for (let i = 1; i < length; i++) {
    // Counting from 10^width keeps the zeros in front.
    tags.push(stem + String(modulus + ((serial + i) % modulus)).slice(1));
  }
  return tags;
}
