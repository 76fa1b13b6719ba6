// Baggage of a traveller: MEA (how many, how heavy) and FTX BAG (tags, as runs).
import { digitsAt } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { FindingCollector } from "../findings.ts";
import type { ListedTraveller } from "../passenger-list.ts";
import { Q } from "./tags.ts";

/** Longest run of tags that is written out, and most tags kept for one traveller. */
export const MAX_BAG_RUN = 99;
export const MAX_BAG_TAGS = 999;

const KILOGRAMS_IN_POUND = 0.45359237;

/** A traveller's baggage while it is being read. */
export type Bags = { count: number | null; readonly tags: string[]; weightKg: number | null };
/** What a traveller without baggage data has: one object for all. */
export const NO_BAGS: ListedTraveller["bags"] = Object.freeze({
  count: null,
  tags: Object.freeze([]),
  weightKg: null,
});

function emptyBags(): Bags {
  return { count: null, tags: [], weightKg: null };
}

function numberOf(text: string): number | null {
  const whole = text.length <= 6 ? digitsAt(text, 0, text.length) : -1;
  if (whole >= 0) return whole;
  const plain = text.replace(",", ".");
  return /^\d{1,6}\.\d{1,3}$/.test(plain) ? Number(plain) : null;
}

/** MEA+CT (bags checked) and MEA+WT (their weight) at segment `s`, put into `bags` (made if need be); others are passed over. */
export function readMeasure(
  m: SegmentedMessage,
  s: number,
  bags: Bags | null,
  findings: FindingCollector,
): Bags | null {
  const qualifier = m.code(s, 1, 1);
  if (qualifier !== Q.CT && qualifier !== Q.WT) return bags;
  let text = m.trimmed(s, 3, 2);
  if (text === "") {
    text = m.trimmed(s, 3, 1);
    if (text === "") return bags;
    findings.add("MEASURE_SHIFTED", m.place(s, 3), { qualifier: m.value(s, 1, 1) });
  }
  const value = numberOf(text);
  const unit = qualifier === Q.CT ? 0 : m.code(s, 3, 1);
  if (qualifier === Q.CT ? !Number.isInteger(value) : value === null || (unit !== Q.KGM && unit !== Q.LBR)) {
    const what = qualifier === Q.CT ? "number of bags" : "weight in KGM or LBR";
    findings.add("MEASURE_INVALID", m.place(s, 3), { qualifier: m.value(s, 1, 1), value: text, what });
    return bags;
  }
  const own = bags ?? emptyBags();
  if (qualifier === Q.CT) own.count = value;
  else if (value !== null) own.weightKg = unit === Q.KGM ? value : inKilograms(value);
  return own;
}

function inKilograms(pounds: number): number {
  return Math.round(pounds * KILOGRAMS_IN_POUND * 10) / 10;
}

/** FTX+BAG at segment `s`: tags, each perhaps with the length of the run that it begins. */
export function readBagTags(
  m: SegmentedMessage,
  s: number,
  bags: Bags | null,
  findings: FindingCollector,
): Bags | null {
  const first = m.component(s, 4, 1);
  if (first < 0) return bags;
  const end = first + m.componentCount(s, 4);
  let own = bags;
  for (let k = first; k < end; k++) {
    const tag = m.textAt(s, k);
    if (tag === "" || tag === "NULL") continue;
    own ??= emptyBags();
    let count = 1;
    if (k + 1 < end && tag.length > 5) {
      const stated = runLength(m, s, k + 1);
      if (stated >= 0) k++;
      count = Math.max(1, stated);
    }
    const kept = addRun(own.tags, tag, count);
    if (kept < count) {
      findings.add("BAG_RUN", m.place(s, 4, k - first + 1), { count, tag, limit: kept });
    }
  }
  return own;
}

/** A component as the length of a run: up to five digits, else -1. */
function runLength(m: SegmentedMessage, s: number, k: number): number {
  const text = m.textAt(s, k);
  return text === "" || text.length > 5 ? -1 : digitsAt(text, 0, text.length);
}

/** Adds the tags of a run; answers how many. A run counts on in the last six digits (the serial number). */
function addRun(tags: string[], first: string, count: number): number {
  const room = Math.max(0, Math.min(count, MAX_BAG_RUN, MAX_BAG_TAGS - tags.length));
  if (room === 0) return 0;
  tags.push(first);
  if (room === 1) return 1;
  let stemLength = first.length;
  while (stemLength > 0 && first.length - stemLength < 6) {
    const code = first.charCodeAt(stemLength - 1);
    if (code < 0x30 || code > 0x39) break;
    stemLength--;
  }
  const width = first.length - stemLength;
  if (width === 0) return 1;
  const stem = first.slice(0, stemLength);
  const modulus = 10 ** width;
  const serial = digitsAt(first, stemLength, width);
  for (let i = 1; i < room; i++) {
    // Counting from 10^width keeps the zeros in front.
    tags.push(stem + String(modulus + ((serial + i) % modulus)).slice(1));
  }
  return room;
}
