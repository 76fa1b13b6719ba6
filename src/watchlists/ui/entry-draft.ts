// The form of an entry: what is typed, what it means, and what is wrong with it and where. Pure.
import { keyPatterns, type EntryContent, type PersonCategory } from "../contract.ts";

export type NameType = EntryContent["names"][number]["type"];
export const nameTypes = ["primary", "alias", "weak", "original"] as const satisfies readonly NameType[];
export const sexes = ["M", "F", "X"] as const;

/** Rows carry a key, so that fields keep their place while rows come and go. */
export type NameDraft = {
  readonly key: number;
  readonly full: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  readonly type: NameType;
};
export type BirthDraft = {
  readonly key: number;
  readonly kind: "date" | "range";
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly circa: boolean;
  readonly from: string;
  readonly to: string;
};
export type DocumentDraft = {
  readonly key: number;
  readonly type: string;
  readonly number: string;
  readonly country: string;
};
export type KeyKind = keyof typeof keyPatterns;
export const keyKinds = ["phone", "email", "card", "address", "agency"] as const satisfies readonly KeyKind[];
export type KeyDraft = { readonly key: number; readonly kind: KeyKind; readonly value: string };
export type EntryDraft = {
  readonly names: readonly NameDraft[];
  readonly births: readonly BirthDraft[];
  readonly sex: "" | "M" | "F" | "X";
  readonly nationalities: readonly string[];
  readonly birthCountries: readonly string[];
  readonly birthPlaces: readonly string[];
  readonly titles: readonly string[];
  readonly documents: readonly DocumentDraft[];
  readonly keys: readonly KeyDraft[];
  readonly programme: string;
  readonly category: string;
  /** Empty until it is chosen. */
  readonly personCategory: PersonCategory | "";
  readonly role: string;
  readonly instructions: string;
  /** ISO date; empty: as long as is allowed. */
  readonly expires: string;
};

/** What can be wrong; the catalogue has a text for each under `entry.problem`. */
export type EntryFault =
  | "name-missing"
  | "year-missing"
  | "year-wrong"
  | "month-wrong"
  | "day-wrong"
  | "range-wrong"
  | "document-number-missing"
  | "phone-wrong"
  | "email-wrong"
  | "card-wrong"
  | "address-wrong"
  | "agency-wrong"
  | "category-missing";
export type EntryProblem = { readonly field: string; readonly fault: EntryFault };

/** The id of the field that says who the person is. */
export const personField = "entry-person-category";

let lastKey = 0;
const nextKey = (): number => {
  lastKey += 1;
  return lastKey;
};

export function emptyName(type: NameType = "alias"): NameDraft {
  return { key: nextKey(), full: "", surname: "", given: "", patronymic: "", type };
}
export function emptyBirth(): BirthDraft {
  return { key: nextKey(), kind: "date", day: "", month: "", year: "", circa: false, from: "", to: "" };
}
export function emptyDocument(): DocumentDraft {
  return { key: nextKey(), type: "P", number: "", country: "" };
}

export function emptyKey(): KeyDraft {
  return { key: nextKey(), kind: "phone", value: "" };
}

/** The form for a new entry (`null`) or filled with what an entry says. */
export function draftOf(content: EntryContent | null): EntryDraft {
  if (content === null) {
    return {
      names: [emptyName("primary")],
      births: [emptyBirth()],
      sex: "",
      nationalities: [],
      birthCountries: [],
      birthPlaces: [],
      titles: [],
      documents: [emptyDocument()],
      keys: [],
      programme: "",
      category: "",
      personCategory: "",
      role: "",
      instructions: "",
      expires: "",
    };
  }
  return {
    names: content.names.map((name) => ({ ...emptyName(name.type), ...name })),
    births: content.dobs.map(birthDraftOf),
    sex: content.sex ?? "",
    nationalities: content.nationalities,
    birthCountries: content.birthCountries,
    birthPlaces: content.birthPlaces ?? [],
    titles: content.titles ?? [],
    documents: content.documents.map((document) => ({
      key: nextKey(),
      ...document,
      country: document.country ?? "",
    })),
    keys: (content.keys ?? []).map(({ kind, value }) => ({ ...emptyKey(), kind, value })),
    programme: content.programme ?? "",
    category: content.category ?? "",
    personCategory: content.personCategory ?? "",
    role: content.role ?? "",
    instructions: content.instructions ?? "",
    expires: content.expires ?? "",
  };
}

function birthDraftOf(birth: EntryContent["dobs"][number]): BirthDraft {
  if ("from" in birth) return { ...emptyBirth(), kind: "range", from: birth.from, to: birth.to };
  const [year = "", month = "", day = ""] = birth.date.split("-");
  return { ...emptyBirth(), year, month, day, circa: birth.circa === true };
}

/** The id of a field in the form: `row` is the key of its row. */
export function fieldId(part: "name" | "birth" | "document" | "key", row: number, field: string): string {
  return `${part}-${row}-${field}`;
}

/** What the form says, or everything that is wrong with it. Rows left empty are left out. */
export function readDraft(
  draft: EntryDraft,
): { readonly content: EntryContent } | { readonly problems: readonly EntryProblem[] } {
  const problems: EntryProblem[] = [];
  const names = draft.names.filter((name) => !isBlankName(name));
  for (const name of names) {
    if (blank(name.full)) problems.push({ field: fieldId("name", name.key, "full"), fault: "name-missing" });
  }
  const births = draft.births.filter((birth) => !isBlankBirth(birth));
  for (const birth of births) problems.push(...faultsOfBirth(birth));
  const documents = draft.documents.filter(
    (document) => !(blank(document.number) && blank(document.country)),
  );
  for (const document of documents) {
    if (blank(document.number)) {
      const field = fieldId("document", document.key, "number");
      problems.push({ field, fault: "document-number-missing" });
    }
  }
  const keys = draft.keys.filter((key) => !blank(key.value));
  for (const { key, kind, value } of keys) {
    if (!new RegExp(keyPatterns[kind], "u").test(keyText(kind, value)))
      problems.push({ field: fieldId("key", key, "value"), fault: `${kind}-wrong` });
  }
  if (names.length + documents.length + keys.length === 0) {
    const first = draft.names[0]?.key ?? 0;
    // The first field of the form, so the first that is said.
    problems.unshift({ field: fieldId("name", first, "full"), fault: "name-missing" });
  }
  if (draft.personCategory === "") problems.push({ field: personField, fault: "category-missing" });
  if (problems.length > 0) return { problems };
  return {
    content: {
      names: names.map((name) => ({
        full: tidy(name.full),
        ...optional("surname", name.surname),
        ...optional("given", name.given),
        ...optional("patronymic", name.patronymic),
        type: name.type,
      })),
      dobs: births.map(birthOf),
      sex: draft.sex === "" ? null : draft.sex,
      nationalities: [...draft.nationalities],
      birthCountries: [...draft.birthCountries],
      ...words("birthPlaces", draft.birthPlaces),
      ...words("titles", draft.titles),
      documents: documents.map((document) => ({
        type: tidy(document.type) || "F",
        number: tidy(document.number).toUpperCase(),
        country: blank(document.country) ? null : document.country,
      })),
      ...(keys.length === 0
        ? {}
        : { keys: keys.map(({ kind, value }) => ({ kind, value: keyText(kind, value) })) }),
      ...optional("programme", draft.programme),
      ...optional("category", draft.category),
      ...(draft.personCategory === "" ? {} : { personCategory: draft.personCategory }),
      ...optional("role", draft.role),
      ...(blank(draft.instructions) ? {} : { instructions: draft.instructions.trim() }),
      ...optional("expires", draft.expires),
    },
  };
}

const blank = (text: string): boolean => text.trim() === "";
const tidy = (text: string): string => text.trim().replace(/\s+/gu, " ");

/** A key as it is kept: numbers without the signs people put between them. */
function keyText(kind: KeyKind, typed: string): string {
  switch (kind) {
    case "phone":
      return typed.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
    case "email":
      return typed.trim().toLowerCase();
    case "card":
      return typed.replace(/[\s-]/g, "").replace(/[xX*•#.]/g, "X");
    case "address":
      return tidy(typed);
    case "agency":
      return typed.replace(/[\s.\-/]/g, "").toUpperCase();
  }
}

function optional<Key extends string>(key: Key, value: string): { readonly [Name in Key]?: string } {
  return (blank(value) ? {} : { [key]: tidy(value) }) as { readonly [Name in Key]?: string };
}

function words<Key extends string>(
  key: Key,
  typed: readonly string[],
): { readonly [Name in Key]?: string[] } {
  const said = typed.map(tidy).filter((text) => text !== "");
  return (said.length === 0 ? {} : { [key]: said }) as { readonly [Name in Key]?: string[] };
}

function isBlankName(name: NameDraft): boolean {
  return [name.full, name.surname, name.given, name.patronymic].every(blank);
}

function isBlankBirth(birth: BirthDraft): boolean {
  return birth.kind === "range"
    ? blank(birth.from) && blank(birth.to)
    : blank(birth.year) && blank(birth.month) && blank(birth.day);
}

function faultsOfBirth(birth: BirthDraft): readonly EntryProblem[] {
  const at = (field: string, fault: EntryFault): readonly EntryProblem[] => [
    { field: fieldId("birth", birth.key, field), fault },
  ];
  if (birth.kind === "range") {
    if (!isYear(birth.from)) return at("from", blank(birth.from) ? "year-missing" : "year-wrong");
    if (!isYear(birth.to)) return at("to", blank(birth.to) ? "year-missing" : "year-wrong");
    return Number(birth.from) > Number(birth.to) ? at("to", "range-wrong") : [];
  }
  if (blank(birth.year)) return at("year", "year-missing");
  if (!isYear(birth.year)) return at("year", "year-wrong");
  const month = Number(birth.month);
  if (!blank(birth.month) && !(Number.isInteger(month) && month >= 1 && month <= 12)) {
    return at("month", "month-wrong");
  }
  if (blank(birth.day)) return [];
  if (blank(birth.month)) return at("month", "month-wrong");
  const day = Number(birth.day);
  const last = new Date(Date.UTC(Number(birth.year), month, 0)).getUTCDate();
  return Number.isInteger(day) && day >= 1 && day <= last ? [] : at("day", "day-wrong");
}

/** A year someone alive can be born in, roughly; a typing error of a century is caught. */
function isYear(text: string): boolean {
  return /^(1[89]|20)\d\d$/.test(text.trim());
}

function birthOf(birth: BirthDraft): EntryContent["dobs"][number] {
  if (birth.kind === "range") return { from: birth.from.trim(), to: birth.to.trim() };
  const parts = [birth.year, birth.month, birth.day].map((part) => part.trim()).filter((part) => part !== "");
  const date = parts.map((part, index) => (index === 0 ? part : part.padStart(2, "0"))).join("-");
  return { date, ...(birth.circa ? { circa: true as const } : {}) };
}
