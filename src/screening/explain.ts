// Says why a traveller and an entry may be one person: evidence in order, what was not compared, what would change it.
import type { ListEntry } from "#watchlists";
import { evidenceText, notComparedText } from "./explain-text.ts";
import { counterfactuals } from "./counterfactual.ts";
import type { ListIndex } from "./index/list-index.ts";
import type {
  Evidence,
  Feature,
  Match,
  NotCompared,
  Relation,
  ThresholdProfile,
  Traveller,
} from "./match.ts";
import { nameItems } from "./name-items.ts";
import type { Query } from "./query.ts";
import type { Scored, Scores } from "./screen.ts";
import { NAME } from "./score/model.ts";
import { listedDate } from "./score/birth-date.ts";
import { priorBits, probabilityOf } from "./score/calibration.ts";
import { birthDateEvidence, nationalityEvidence, sexBits } from "./score/facts.ts";

/** One item of evidence before its sentence and share are made. */
export type Item = {
  readonly feature: Feature;
  readonly relation: Relation;
  readonly left: string | null;
  readonly right: string | null;
  readonly bits: number;
};

/** What a match is explained from. */
export type Asked = {
  readonly traveller: Traveller;
  readonly query: Query;
  readonly profile: ThresholdProfile;
  readonly scores: Scores;
};

/** The full match of one scored entry. Its evidence sums to its bits, to a hundredth. */
export function explain(index: ListIndex, asked: Asked, scored: Scored): Match {
  const { profile } = asked;
  const entry = index.store.read(scored.entry);
  const items = [...nameItems(index, asked, scored), ...factItems(index, asked, scored, entry)];
  items.push(documentItem(asked, scored, items));
  const kept = items.filter((item) => item.feature !== "document" || item.relation !== "different");
  const why = evidenceOf(kept, priorBits(index.population));
  const score = probabilityOf(scored.bits);
  const threshold = profile.alertByCategory[entry.category ?? ""] ?? profile.alert;
  const strong = isStrong(kept, scored, score >= profile.strong);
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
    decision: score >= threshold ? "alert" : "none",
    bits: hundredths(scored.bits),
    why,
    notCompared: notCompared(asked.traveller, entry),
    wouldChange: counterfactuals(scored.bits, kept, { threshold, strong: profile.strong, isStrong: strong }),
  };
}

/** Strong takes the document itself, or a score that more than a name alone carries. */
function isStrong(items: readonly Item[], scored: Scored, reached: boolean): boolean {
  if (items.some((item) => item.relation === "number-equal")) return true;
  const carried = items.some(
    (item) => (item.feature === "birth-date" || item.feature === "document") && item.bits > 0,
  );
  return reached && (carried || scored.nameBits >= NAME.strongAlone);
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
