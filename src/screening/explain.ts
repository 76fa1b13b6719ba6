// Says why a traveller and an entry may be one person: evidence in order, what was not compared, what would change it.
import type { ListEntry } from "#watchlists";
import { evidenceText, notComparedText } from "./explain-text.ts";
import { counterfactuals } from "./counterfactual.ts";
import type { ListIndex } from "./index/list-index.ts";
import type { Evidence, Feature, Match, NotCompared, Traveller } from "./match.ts";
import { nameItems } from "./name-items.ts";
import type { Query } from "./query.ts";
import type { Asked, Item, Scored } from "./scored.ts";
import { BIRTH_DATE, NAME } from "./score/model.ts";
import { listedDate } from "./score/birth-date.ts";
import { priorBits, probabilityOf } from "./score/calibration.ts";
import {
  birthDateEvidence,
  birthPlaceBits,
  isSameDocument,
  minorBits,
  nationalityEvidence,
  sexBits,
} from "./score/facts.ts";

/** The full match of one scored entry. Its evidence sums to its bits, to a hundredth. */
export function explain(index: ListIndex, asked: Asked, scored: Scored): Match {
  const { profile } = asked;
  const entry = index.store.read(scored.entry);
  const items = [...nameItems(index, asked, scored), ...factItems(index, asked, scored, entry)];
  items.push(documentItem(asked, scored, items));
  if (asked.otherCentury) {
    const left = asked.traveller.birthDate;
    const bits = BIRTH_DATE.otherCentury;
    items.push({ feature: "birth-date", relation: "other-century", left, right: null, bits });
  }
  const kept = items.filter((item) => item.feature !== "document" || item.relation !== "different");
  const why = evidenceOf(kept, priorBits(index.population));
  const bits = scored.bits + (asked.otherCentury ? BIRTH_DATE.otherCentury : 0);
  const score = probabilityOf(bits, profile.calibration);
  const threshold = profile.alertByCategory[entry.category ?? ""] ?? profile.alert;
  const strong = isStrong(kept, scored.nameBits, score >= profile.strong);
  const name = entry.names[nameOrdinal(index, scored, entry)];
  return {
    entryId: entry.id,
    cluster: entry.cluster ?? null,
    list: entry.list,
    listVersion: index.listVersions[index.entries.list[scored.entry] ?? 0] ?? "unversioned",
    matchedName: name?.full ?? "",
    score,
    threshold,
    band: strong ? "strong" : score >= threshold ? "possible" : "weak",
    decision: score >= threshold || isDocument(kept) ? "alert" : "none",
    bits: hundredths(bits),
    why,
    notCompared: notCompared(asked.traveller, entry),
    wouldChange: counterfactuals(bits, kept, {
      threshold,
      strong: profile.strong,
      isStrong: strong,
      calibration: profile.calibration,
    }),
  };
}

/** The listed document itself is an alert, whatever the name, the thresholds and the calibration say (screening.md section 6). */
export function isDocument(items: readonly Pick<Item, "relation">[]): boolean {
  return items.some((item) => isSameDocument(item.relation));
}

/** Strong takes the document itself, or a score that more than a name alone carries. */
export function isStrong(
  items: readonly Pick<Item, "feature" | "relation" | "bits">[],
  nameBits: number,
  reached: boolean,
): boolean {
  if (isDocument(items)) return true;
  const carried = items.some(
    (item) => (item.feature === "birth-date" || item.feature === "document") && item.bits > 0,
  );
  return reached && (carried || nameBits >= NAME.strongAlone);
}

export function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Which of the entry's names was indexed under the scored number: names without readable words were passed over. */
function nameOrdinal(index: ListIndex, scored: Scored, entry: ListEntry): number {
  const ordinal = index.nameOrdinals[scored.name] ?? 0;
  return Math.min(ordinal, entry.names.length - 1);
}

function factItems(index: ListIndex, asked: Asked, scored: Scored, entry: ListEntry): Item[] {
  const { query, traveller } = asked;
  const items: Item[] = [];
  const date = birthDateEvidence(index, query, scored.entry);
  if (date !== null) {
    const place = date.place - (index.entries.dobs.starts[scored.entry] ?? 0);
    const right = datesOf(entry)[place] ?? null;
    items.push({
      feature: "birth-date",
      relation: date.relation,
      left: traveller.birthDate,
      right,
      bits: date.bits,
    });
  }
  const sex = sexBits(index, query, scored.entry);
  if (sex !== null) {
    items.push({
      feature: "sex",
      relation: sex > 0 ? "equal" : "different",
      left: traveller.sex,
      right: entry.sex,
      bits: sex,
    });
  }
  const nationality = nationalityEvidence(index, query, scored.entry);
  if (nationality !== null) {
    const listed = nationality.relation === "birth-country" ? entry.birthCountries : entry.nationalities;
    items.push({
      feature: "nationality",
      relation: nationality.relation,
      left: traveller.nationality,
      right: listed.join(", "),
      bits: nationality.bits,
    });
  }
  return [...items, ...placeAndAge(index, query, scored.entry, { traveller, entry })];
}

/** Birth in a listed country, and a minor against an entry for adults. */
function placeAndAge(
  index: ListIndex,
  query: Query,
  number: number,
  { traveller, entry }: { readonly traveller: Traveller; readonly entry: ListEntry },
): Item[] {
  const place = birthPlaceBits(index, query, number);
  const minor = minorBits(index, query, number);
  const [left, right] = [traveller.birthPlace ?? null, entry.birthCountries.join(", ")];
  const items: Item[] = [];
  if (place !== null)
    items.push({ feature: "birth-place", relation: "birth-country-equal", left, right, bits: place });
  if (minor !== null)
    items.push({
      feature: "age",
      relation: "minor",
      left: traveller.birthDate,
      right: entry.category ?? null,
      bits: minor,
    });
  return items;
}

/** Readable birth dates of an entry, in the order the index holds them. */
function datesOf(entry: ListEntry): string[] {
  const dates: string[] = [];
  for (const dob of entry.dobs) {
    if (listedDate(dob) === null) continue;
    dates.push(
      "date" in dob ? `${dob.circa === true ? "about " : ""}${dob.date}` : `${dob.from} to ${dob.to}`,
    );
  }
  return dates;
}

/** The document takes what remains of the sum: an equal number of the same State lifts the pair as far as it must. */
function documentItem(asked: Asked, scored: Scored, items: readonly Item[]): Item {
  const document = asked.scores.documents.get(scored.entry);
  if (document === undefined || scored.nameBits < document.needsNameBits) {
    return { feature: "document", relation: "different", left: null, right: null, bits: 0 };
  }
  const others = items.reduce((sum, item) => sum + item.bits, scored.prior);
  return {
    feature: "document",
    relation: document.relation,
    left: document.left,
    right: document.right,
    bits: scored.bits - others,
  };
}

function evidenceOf(items: readonly Item[], prior: number): Evidence[] {
  const total = items.reduce((sum, item) => sum + Math.abs(item.bits), 0);
  const evidence = items
    .filter((item) => Math.abs(item.bits) >= 0.005)
    .map((item) => ({
      ...item,
      bits: hundredths(item.bits),
      effect: total === 0 ? 0 : hundredths(item.bits / total),
      text: evidenceText(item),
    }))
    .sort((one, two) => Math.abs(two.bits) - Math.abs(one.bits));
  const base = {
    feature: "prior",
    relation: "base-rate",
    left: null,
    right: null,
    bits: hundredths(prior),
  } as const;
  evidence.push({ ...base, effect: 0, text: evidenceText(base) });
  return evidence;
}

function notCompared(traveller: Traveller, entry: ListEntry): NotCompared[] {
  const facts: readonly (readonly [Feature, boolean, boolean])[] = [
    ["birth-date", traveller.birthDate !== null, entry.dobs.length > 0],
    ["document", traveller.documents.length > 0, entry.documents.length > 0],
    ["sex", traveller.sex === "M" || traveller.sex === "F", entry.sex === "M" || entry.sex === "F"],
    [
      "nationality",
      traveller.nationality !== null && traveller.nationality !== "XXX",
      entry.nationalities.length > 0,
    ],
  ];
  const missing: NotCompared[] = [];
  for (const [feature, left, right] of facts) {
    if (left && right) continue;
    const side = left ? "entry" : right ? "traveller" : "both";
    missing.push({ feature, missing: side, text: notComparedText(feature, side) });
  }
  return missing;
}
