// English sentences of evidence; other languages are made in the interface from feature and relation.
import type { Feature, NotCompared, Relation } from "./match.ts";

const FEATURES: Readonly<Record<Feature, string>> = {
  surname: "Surname",
  given: "Given name",
  patronymic: "Patronymic",
  name: "Name",
  "birth-date": "Birth date",
  "birth-place": "Place of birth",
  document: "Document number",
  sex: "Sex",
  nationality: "Nationality",
  age: "Age",
  prior: "Before anything is compared",
  phone: "Telephone number",
  email: "E-mail address",
  card: "Payment card",
  address: "Address",
  agency: "Travel agency",
};

/** What follows "LEFT and RIGHT" or stands alone where a side is missing. */
const RELATIONS: Readonly<Record<Relation, string>> = {
  equal: "are equal",
  "equivalent-name": "are one name in different traditions",
  "same-sound": "are spellings of one sound",
  "script-reading": "are one name in another script or transliteration",
  "patronymic-form": "name the same father in different forms",
  russified: "are one name, on one side as Russian letters had it: h written as g",
  "western-spelling": "are one name, on one side as German, Polish or French letters have it",
  "chinese-spelling": "are one Chinese name in two systems of spelling",
  "servant-of": "are the same name after ABD, the article written in another way",
  "vowels-differ": "differ in vowels only",
  "one-letter": "differ by one letter",
  "letters-exchanged": "differ by two letters that changed places",
  spelling: "are spelt nearly alike",
  truncated: "are equal as far as the shorter goes",
  initial: "agree in the first letter",
  joined: "are equal when the listed words are joined",
  "joined-alike": "are spelt nearly alike when the listed words are joined",
  split: "are equal when the traveller's words are joined",
  "split-alike": "are spelt nearly alike when the traveller's words are joined",
  "title-glued": "are equal without the title joined to the end",
  "gender-ending": "differ only in the ending for men or women",
  "surname-stem": "share the stem with another surname ending",
  different: "differ",
  "missing-left": "is not in the traveller's data",
  "missing-right": "is not in the entry",
  "father-as-given": "are the given name of one and the father's name of the other",
  "order-swapped": "Parts of the name stand in another order",
  "weak-alias": "The entry's name is a weak alias and counts for half",
  "single-name": "A name of one word says little, however rare",
  twin: "Born on the same day with the same surname and another given name: a twin is likelier than the same person",
  "day-month-swapped": "are equal with day and month exchanged",
  "one-digit": "differ by one digit or by one or ten years",
  "digits-swapped": "differ by two exchanged digits",
  "year-month-equal": "agree in year and month; the day is unknown on one side",
  "year-equal": "agree in the year; the rest is unknown or a default on one side",
  "swapped-near-year": "have day and month exchanged and years that differ by a slip",
  "within-range": "agree: the date lies within the listed range",
  "outside-range": "differ: the date lies outside the listed range",
  circa: "agree about: the listed year is approximate",
  "calendar-conversion": "agree after conversion between calendars",
  "default-date": "are equal, but the date is one that is used when the real one is unknown",
  "same-year": "agree in the year only",
  "near-year": "are one or two years apart",
  "far-year": "are three or more years apart",
  "other-century": "is read as a hundred years earlier: the year was sent with two digits",
  "number-equal": "are equal, and so is the issuing State",
  "personal-number-equal": "are equal as personal numbers, and so is the issuing State",
  "number-type-differs": "are equal, and so is the issuing State, but the kinds of document differ",
  "number-country-unknown": "are equal; the issuing State is unknown on one side",
  "number-country-differs": "are equal, but the issuing States differ",
  "number-look-alike": "are equal but for characters that look alike",
  "number-one-edit": "differ by one character",
  "birth-country": "agree: the nationality is the listed country of birth",
  "birth-country-equal": "agree: the place is in the listed country of birth",
  minor: "The traveller is a minor and the entry is for adults",
  "key-equal": "of the booking and of the entry are the same",
  "base-rate": "it is very unlikely that a traveller is this one entry",
};

/** Relations that are a sentence of their own. */
const WHOLE: ReadonlySet<Relation> = new Set(["order-swapped", "weak-alias", "single-name", "twin", "minor"]);

/** One English sentence for an item of evidence. */
export function evidenceText(item: {
  readonly feature: Feature;
  readonly relation: Relation;
  readonly left: string | null;
  readonly right: string | null;
}): string {
  const said = RELATIONS[item.relation];
  if (WHOLE.has(item.relation)) return `${said}.`;
  const feature = FEATURES[item.feature];
  if (item.relation === "base-rate") return `${feature}, ${said}.`;
  const values = [item.left, item.right].filter((value) => value !== null);
  return values.length === 0 ? `${feature}: ${said}.` : `${feature}: ${values.join(" and ")} ${said}.`;
}

/** One English sentence for what could not be compared. */
export function notComparedText(feature: Feature, missing: NotCompared["missing"]): string {
  const side =
    missing === "both"
      ? "neither side has it"
      : missing === "entry"
        ? "the entry has none"
        : "the traveller's data has none";
  return `${FEATURES[feature]} was not compared: ${side}.`;
}
