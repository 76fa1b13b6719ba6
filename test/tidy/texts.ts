// The texts of the screens in all languages: nothing missing, nothing left over, the same blanks to fill in.
import type { Complaint } from "./sources.ts";

export type Language = "en" | "az" | "fr" | "ru" | "ar";
export const languages: readonly Language[] = ["en", "az", "fr", "ru", "ar"];

/** Texts by key, nested at will: what a file `ui/texts/<language>.ts` exports. */
export type Texts = { readonly [key: string]: string | Texts };

export type TextFile = { readonly path: string; readonly language: Language; readonly texts: Texts };

/**
 * Checks the languages of one folder of texts against each other: all have the same keys, and each count the forms of its
 * language. In a folder below `texts/` English may stand in the code, whole or in part (sentences that come with an
 * answer): Azerbaijani is the measure there.
 */
export function checkTexts(folder: string, files: readonly TextFile[]): readonly Complaint[] {
  const of = (language: Language) => files.find((file) => file.language === language);
  const measured = folder.endsWith("texts") ? "en" : "az";
  const measure = of(measured);
  if (measure === undefined)
    return [{ path: folder, line: 1, text: `no texts to measure by (${measured}.ts)` }];
  const needed = measured === "en" ? languages : languages.filter((language) => language !== "en");
  const missing = needed
    .filter((language) => of(language) === undefined)
    .map((language) => ({
      path: `${folder}/${language}.ts`,
      line: 1,
      text: "the texts in this language are missing",
    }));
  return [...missing, ...files.flatMap((file) => compare(file, measure, needed))];
}

type Flat = ReadonlyMap<string, string>;

function compare(file: TextFile, measure: TextFile, whole: readonly Language[]): readonly Complaint[] {
  const here = flatten(file.texts);
  const english = flatten(measure.texts);
  const say = (text: string): Complaint => ({ path: file.path, line: 1, text });
  const counted = countedKeys(english);
  const wanted = groups(english, counted);
  const given = groups(here, counted);
  const complaints: Complaint[] = [];
  for (const [key, forms] of given) {
    const original = wanted.get(key);
    if (original === undefined) complaints.push(say(`"${key}" is no key of ${measure.language}.ts`));
    else
      complaints.push(
        ...wrongForms(file, key, forms, original).map(say),
        ...wrongBlanks(key, forms, original).map(say),
      );
    for (const [form, text] of forms)
      if (text.trim() === "") complaints.push(say(`"${key}${form}" is empty`));
  }
  if (whole.includes(file.language)) {
    for (const key of wanted.keys()) if (!given.has(key)) complaints.push(say(`"${key}" is missing`));
  }
  return complaints;
}

/** A text with a count has one form for each kind of number of its language: two in English, six in Arabic. */
function wrongForms({ language }: TextFile, key: string, forms: Flat, original: Flat): readonly string[] {
  const counted = [...original.keys()].some((form) => form !== "");
  const needed = counted
    ? new Intl.PluralRules(language).resolvedOptions().pluralCategories.map((one) => `_${one}`)
    : [""];
  const missing = needed.filter((form) => !forms.has(form) && !(form === "_many" && language === "fr"));
  return missing.map((form) => `"${key}${form}" is missing: this language has that form`);
}

/** `{{count}}` and its like stand in every language; a form for exactly none, one or two may spell the number out. */
function wrongBlanks(key: string, forms: Flat, original: Flat): readonly string[] {
  const wanted = blanksOf([...original.values()].join(" "));
  return [...forms].flatMap(([form, text]) => {
    const given = blanksOf(text);
    const spelledOut = /_(zero|one|two)$/.test(form) ? ["count"] : [];
    const lost = [...wanted].filter((blank) => !given.has(blank) && !spelledOut.includes(blank));
    const added = [...given].filter((blank) => !wanted.has(blank));
    return [
      ...lost.map((blank) => `"${key}${form}" lacks {{${blank}}}`),
      ...added.map((blank) => `"${key}${form}" has an unknown {{${blank}}}`),
    ];
  });
}

function blanksOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name]) => name ?? ""));
}

/** Keys without their plural ending, each with its forms. Which keys are counted, the measure says. */
function groups(flat: Flat, counted: ReadonlySet<string>): ReadonlyMap<string, Flat> {
  const all = new Map<string, Map<string, string>>();
  for (const [key, text] of flat) {
    const found = /^(.*)(_(?:zero|one|two|few|many|other))$/.exec(key);
    const [base, form] =
      found !== null && counted.has(found[1] ?? "") ? [found[1] ?? "", found[2] ?? ""] : [key, ""];
    const forms = all.get(base) ?? new Map<string, string>();
    forms.set(form, text);
    all.set(base, forms);
  }
  return all;
}

/** The keys that the measure has in the forms of one and of others. */
function countedKeys(english: Flat): ReadonlySet<string> {
  const bases = [...english.keys()]
    .filter((key) => key.endsWith("_one"))
    .map((key) => key.slice(0, -"_one".length));
  return new Set(bases.filter((base) => english.has(`${base}_other`)));
}

function flatten(texts: Texts, before = ""): Flat {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[`${before}${key}`, value]] : [...flatten(value, `${before}${key}.`)],
    ),
  );
}
