// The nearest single change of data that would clear a match or strengthen it.
import type { Counterfactual, Feature, Relation, WouldChange } from "./match.ts";
import { probabilityOf, type Calibration } from "./score/calibration.ts";
import { BIRTH_DATE, DOCUMENT, NAME, PERSON } from "./score/model.ts";
import type { Item } from "./scored.ts";
import { wholeName, wordsNeeded } from "./score/name-evidence.ts";

type Change = {
  readonly feature: Feature;
  readonly relation: Relation;
  readonly bits: number;
  readonly text: string;
};

const NAME_PARTS: ReadonlySet<Feature> = new Set(["surname", "given", "patronymic", "name"]);

/**
 * Bits of the match were `change` so. Words of a name count for less together than alone, so what stays of a name when
 * a part of it goes is reckoned anew; a conflict that is already counted is not counted twice.
 */
function bitsAfter(bits: number, items: readonly Item[], change: Change): number {
  const own = items.filter((item) => item.feature === change.feature);
  const before = own.reduce((sum, item) => sum + item.bits, 0);
  if (change.relation === "number-equal") return Math.max(bits - before + change.bits, DOCUMENT.strongBits);
  if (!NAME_PARTS.has(change.feature)) return bits - before + change.bits;
  const agreeing = (some: readonly Item[]): number =>
    some.reduce((sum, item) => sum + (NAME_PARTS.has(item.feature) ? Math.max(0, item.bits) : 0), 0);
  const [whole, part] = [agreeing(items), agreeing(own)];
  const words = wordsNeeded(whole);
  const rest = Number.isFinite(words) ? wholeName(words * (1 - part / Math.max(whole, 1e-9))) : whole - part;
  return bits - whole + rest - (before - part) + change.bits;
}

/** `clear` for alerts: the first single fact that would end it; `strengthen`: the first that would raise its band. */
export function counterfactuals(
  bits: number,
  items: readonly Item[],
  facts: {
    readonly threshold: number;
    readonly strong: number;
    readonly isStrong: boolean;
    readonly calibration: Calibration | undefined;
  },
): WouldChange {
  const score = probabilityOf(bits, facts.calibration);
  const after = (change: Change): Counterfactual => {
    const changed = bitsAfter(bits, items, change);
    return {
      ...change,
      bits: Math.round(changed * 100) / 100,
      score: probabilityOf(changed, facts.calibration),
    };
  };
  const alert = score >= facts.threshold;
  const clear = alert
    ? (clearing(items)
        .map(after)
        .find((change) => change.score < facts.threshold) ?? null)
    : null;
  const goal = alert ? facts.strong : facts.threshold;
  const strengthen = facts.isStrong
    ? null
    : (strengthening(items)
        .map(after)
        .find((change) => change.score >= goal) ?? null);
  return { clear, strengthen };
}

/** Whether only one side has a father's name. */
function lacksPatronymic(items: readonly Item[]): boolean {
  return items.some((item) => item.feature === "patronymic" && item.relation.startsWith("missing-"));
}

/** What is missing first, then what agrees. */
function clearing(items: readonly Item[]): Change[] {
  const date = items.find((item) => item.feature === "birth-date");
  const agrees = (feature: Feature): boolean =>
    items.some((item) => item.feature === feature && item.bits > 0);
  const farApart = { feature: "birth-date", relation: "far-year", bits: BIRTH_DATE.farYear } as const;
  const changes: Change[] = [];
  if (date === undefined) {
    changes.push({
      ...farApart,
      text: "Would not alert if the entry's birth date became known and differed by three years or more.",
    });
  }
  if (lacksPatronymic(items)) {
    changes.push({
      feature: "patronymic",
      relation: "different",
      bits: NAME.patronymicConflict,
      text: "Would not alert if the patronymics were known and differed.",
    });
  }
  if (date !== undefined) {
    changes.push({
      ...farApart,
      text: "Would not alert if the birth dates differed by three years or more.",
    });
  }
  for (const [feature, bits, text] of PARTS) {
    if (agrees(feature)) changes.push({ feature, relation: "different", bits, text });
  }
  changes.push({
    feature: "sex",
    relation: "different",
    bits: PERSON.sexDifferent,
    text: "Would not alert if the sexes differed.",
  });
  if (agrees("document")) {
    changes.push({
      feature: "document",
      relation: "different",
      bits: 0,
      text: "Would not alert if the document number were another one.",
    });
  }
  return changes;
}

const PARTS: readonly (readonly [Feature, number, string])[] = [
  ["given", NAME.givenConflict, "Would not alert if the given names differed."],
  ["surname", NAME.surnameConflict, "Would not alert if the surnames differed."],
  ["name", 2 * NAME.unknownConflict, "Would not alert if the names differed."],
];

function strengthening(items: readonly Item[]): Change[] {
  const changes: Change[] = [];
  const date = items.find((item) => item.feature === "birth-date");
  if (date === undefined || (date.relation !== "equal" && date.bits > 0)) {
    changes.push({
      feature: "birth-date",
      relation: "equal",
      bits: BIRTH_DATE.equal,
      text: "Would be stronger if the full birth dates were known and equal.",
    });
  }
  if (lacksPatronymic(items)) {
    changes.push({
      feature: "patronymic",
      relation: "equal",
      bits: NAME.patronymicAgrees,
      text: "Would be stronger if the patronymics were known and equal.",
    });
  }
  if (items.some((item) => item.relation === "number-type-differs")) {
    changes.push({
      feature: "document",
      relation: "number-equal",
      bits: DOCUMENT.equal,
      text: "Would be stronger if the kinds of the documents were the same too.",
    });
  } else if (!items.some((item) => item.feature === "document" && item.bits > 0)) {
    changes.push({
      feature: "document",
      relation: "number-equal",
      bits: DOCUMENT.equal,
      text: "Would be stronger if the document numbers were known and equal.",
    });
  }
  return changes;
}
