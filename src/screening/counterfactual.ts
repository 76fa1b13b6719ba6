// The nearest single change of data that would clear a match or strengthen it.
import type { Item } from "./explain.ts";
import type { Counterfactual, Feature, Relation, WouldChange } from "./match.ts";
import { probabilityOf } from "./score/calibration.ts";
import { BIRTH_DATE, DOCUMENT, NAME, PERSON } from "./score/model.ts";

type Change = {
  readonly feature: Feature;
  readonly relation: Relation;
  readonly bits: number;
  readonly text: string;
};

/** `clear` for alerts: the first single fact that would end it; `strengthen`: the first that would raise its band. */
export function counterfactuals(
  bits: number,
  items: readonly Item[],
  facts: { readonly threshold: number; readonly strong: number; readonly isStrong: boolean },
): WouldChange {
  const worth = (feature: Feature): number =>
    items.filter((item) => item.feature === feature).reduce((sum, item) => sum + item.bits, 0);
  const score = probabilityOf(bits);
  const after = (change: Change): Counterfactual => {
    const changed = bits - worth(change.feature) + change.bits;
    return { ...change, bits: Math.round(changed * 100) / 100, score: probabilityOf(changed) };
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

function clearing(items: readonly Item[]): Change[] {
  const changes: Change[] = [];
  const date = items.find((item) => item.feature === "birth-date");
  changes.push({
    feature: "birth-date",
    relation: "far-year",
    bits: BIRTH_DATE.farYear,
    text:
      date === undefined
        ? "Would not alert if the entry's birth date became known and differed by three years or more."
        : "Would not alert if the birth dates differed by three years or more.",
  });
  changes.push(
    {
      feature: "given",
      relation: "different",
      bits: NAME.givenConflict,
      text: "Would not alert if the given names differed.",
    },
    {
      feature: "surname",
      relation: "different",
      bits: NAME.surnameConflict,
      text: "Would not alert if the surnames differed.",
    },
    {
      feature: "sex",
      relation: "different",
      bits: PERSON.sexDifferent,
      text: "Would not alert if the sexes differed.",
    },
  );
  if (items.some((item) => item.feature === "document" && item.bits > 0)) {
    changes.push({
      feature: "document",
      relation: "different",
      bits: 0,
      text: "Would not alert if the document number were another one.",
    });
  }
  return changes;
}

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
  if (!items.some((item) => item.feature === "document" && item.bits > 0)) {
    changes.push({
      feature: "document",
      relation: "number-equal",
      bits: DOCUMENT.equal,
      text: "Would be stronger if the document numbers were known and equal.",
    });
  }
  return changes;
}
