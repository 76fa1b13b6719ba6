// What goes into screening one traveller and what comes out: the shapes every caller of the engine relies on.
import type { Calibration } from "./score/calibration.ts";

/** One travel document as a message carries it; `issuer` is the issuing State, alpha-3. */
export type TravellerDocument = {
  readonly type: string | null;
  readonly number: string;
  readonly issuer: string | null;
  /** The check digit sent with the number: one that is right says that no character was misread. */
  readonly checkDigit?: string | null;
};

/** Who is screened. Dates are `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; unknown is null. A listed traveller of a message may be passed as it is. */
export type Traveller = {
  readonly surname: string;
  readonly given: string | null;
  readonly birthDate: string | null;
  readonly sex: "M" | "F" | "X" | null;
  readonly nationality: string | null;
  readonly documents: readonly TravellerDocument[];
  /** The name in its own script where the message carries it. */
  readonly nativeName?: string | null;
  /** Place of birth as sent; compared where it ends with the alpha-3 code of a State. */
  readonly birthPlace?: string | null;
  /** The birth year was sent with two digits and may be a hundred years earlier (decision 0010). */
  readonly birthYearAmbiguous?: true;
  /** The day of the journey, `YYYY-MM-DD`: whether the traveller is a minor is told by it. */
  readonly travelsOn?: string | null;
};

/** Who is screened as records have them: whatever else the value carries is left out, and so is what is not known. */
export function comparedOf(person: Omit<Traveller, "sex"> & { readonly sex: string | null }): Traveller {
  const { surname, given, birthDate, sex, nationality, birthPlace, birthYearAmbiguous, travelsOn } = person;
  return {
    surname,
    given,
    birthDate,
    sex: sex === "M" || sex === "F" || sex === "X" ? sex : null,
    nationality,
    documents: person.documents.map(({ type, number, issuer }) => ({ type, number, issuer })),
    ...(birthPlace == null ? {} : { birthPlace }),
    ...(birthYearAmbiguous === true ? { birthYearAmbiguous } : {}),
    ...(travelsOn == null ? {} : { travelsOn }),
  };
}

/** strong: p >= 0.95 or the document itself; possible: at or above the alert threshold; weak: shown only on request. */
export type Band = "strong" | "possible" | "weak";

/** What is compared. `name` is the alignment as a whole (order, parts on one side only). */
export type Feature =
  | "surname"
  | "given"
  | "patronymic"
  | "name"
  | "birth-date"
  | "birth-place"
  | "document"
  | "sex"
  | "nationality"
  | "age"
  | "prior"
  // keys of the booking (keys/)
  | "phone"
  | "email"
  | "card"
  | "address"
  | "agency";

/**
 * One item of evidence. `relation` is a stable code of relations.ts (interface texts are keyed by it); `left` is the
 * traveller's value, `right` the list's; `bits` is log2 of the likelihood ratio; `effect` its signed share of all evidence but the prior, -1..1.
 */
export type Evidence = {
  readonly feature: Feature;
  readonly relation: Relation;
  readonly left: string | null;
  readonly right: string | null;
  readonly bits: number;
  readonly effect: number;
  /** English sentence; other languages are made from `feature`, `relation`, `left`, `right`. */
  readonly text: string;
};

/** What could not be compared and which side lacks it. */
export type NotCompared = {
  readonly feature: Feature;
  readonly missing: "traveller" | "entry" | "both";
  readonly text: string;
};

/** One change of data that would move this match over a threshold: the counterfactual shown with it. */
export type Counterfactual = {
  readonly feature: Feature;
  readonly relation: Relation;
  readonly bits: number;
  readonly score: number;
  readonly text: string;
};

/** `clear`: would no longer alert if ...; `strengthen`: would become an alert, or strong, if ... Null where nothing single would. */
export type WouldChange = {
  readonly clear: Counterfactual | null;
  readonly strengthen: Counterfactual | null;
};

/** A traveller and an entry that may be one person. Never a decision about a person: every alert goes to a reviewer. */
export type Match = {
  readonly entryId: string;
  readonly cluster: string | null;
  readonly list: string;
  readonly listVersion: string;
  /** The entry's name form that matched best. */
  readonly matchedName: string;
  /** Calibrated probability, 0..1. */
  readonly score: number;
  /** The threshold of this entry's category that `decision` was taken by. */
  readonly threshold: number;
  readonly band: Band;
  readonly decision: "alert" | "none";
  /** Log2 odds before calibration, prior included. */
  readonly bits: number;
  readonly why: readonly Evidence[];
  readonly notCompared: readonly NotCompared[];
  readonly wouldChange: WouldChange;
  /** Of a match on what a booking holds: that of it which the entry watches for, as sent. With it the comparison is repeated. */
  readonly booked?: readonly {
    readonly kind: "phone" | "email" | "card" | "address" | "agency";
    readonly value: string;
  }[];
};

/** Thresholds are probabilities. A threshold may differ by list category, never by nationality or the origin of a name. */
export type ThresholdProfile = {
  readonly name: string;
  readonly version: string;
  /** From here a match is an alert. */
  readonly alert: number;
  /** From here a match is strong. */
  readonly strong: number;
  /** Below this nothing is returned. */
  readonly display: number;
  readonly alertByCategory: Readonly<Record<string, number>>;
  /** The calibration that persons put in force; without it the engine's own. */
  readonly calibration?: Calibration;
};

/** How two values relate; stable, so that interface texts can be keyed by it. */
export type Relation =
  // names
  | "equal"
  | "equivalent-name"
  | "same-sound"
  | "script-reading"
  | "patronymic-form"
  | "russified"
  | "western-spelling"
  | "chinese-spelling"
  | "servant-of"
  | "vowels-differ"
  | "one-letter"
  | "letters-exchanged"
  | "spelling"
  | "truncated"
  | "initial"
  | "joined"
  | "joined-alike"
  | "split"
  | "split-alike"
  | "title-glued"
  | "gender-ending"
  | "surname-stem"
  | "different"
  | "missing-left"
  | "missing-right"
  | "order-swapped"
  | "father-as-given"
  | "weak-alias"
  | "single-name"
  | "twin"
  // birth dates
  | "day-month-swapped"
  | "one-digit"
  | "digits-swapped"
  | "year-month-equal"
  | "year-equal"
  | "swapped-near-year"
  | "within-range"
  | "outside-range"
  | "circa"
  | "calendar-conversion"
  | "default-date"
  | "same-year"
  | "near-year"
  | "far-year"
  | "other-century"
  // documents, sex, nationality, age
  | "number-equal"
  | "personal-number-equal"
  | "number-type-differs"
  | "number-country-unknown"
  | "number-country-differs"
  | "number-look-alike"
  | "number-one-edit"
  | "birth-country"
  | "birth-country-equal"
  | "minor"
  | "base-rate"
  | "key-equal";
