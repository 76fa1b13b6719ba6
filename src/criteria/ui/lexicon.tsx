// What fields, collections and their values are called in the reader's language, with what the catalogue says of them.
import { useQuery } from "@tanstack/react-query";
import { createContext, use, useMemo, type ReactNode } from "react";
import {
  Answer,
  formatDay,
  formatRate,
  formatWeekday,
  useCountryNames,
  useSurroundings,
  useTexts,
  type TranslateOf,
  useOffenceNames,
} from "#design/ui";
import type { Catalogue, Dossier } from "../contract.ts";
import { criteriaTexts, fieldTexts } from "./criteria-texts.ts";
import { catalogueQuery } from "./queries.ts";

export type CatalogueField = Catalogue["fields"][number];
export type CatalogueCollection = Catalogue["collections"][number];

export type Lexicon = {
  readonly t: TranslateOf<typeof criteriaTexts>;
  readonly catalogue: Catalogue;
  readonly field: (name: string) => CatalogueField | undefined;
  readonly collection: (name: string) => CatalogueCollection | undefined;
  /** The collection whose items have the field; null: the traveller, flight or booking. */
  readonly collectionOf: (field: string) => CatalogueCollection | null;
  /** What a field or collection is called. */
  readonly label: (name: string) => string;
  readonly offence: (offence: Dossier["offences"][number]) => string;
  /** A value of a field in words. */
  readonly value: (field: string | null, value: string | number | boolean) => string;
  readonly day: (date: string) => string;
  readonly number: (value: number) => string;
  /** Keeps something written the other way together in a sentence. */
  readonly isolate: (text: string) => string;
  readonly list: (parts: readonly string[], join: "and" | "or") => string;
};

const LexiconContext = createContext<Lexicon | null>(null);

/** The lexicon of the screen; stand within `WithLexicon`. */
export function useLexicon(): Lexicon {
  const lexicon = use(LexiconContext);
  if (lexicon === null) throw new Error("no lexicon around this part of the screen");
  return lexicon;
}

/** Draws its children once the catalogue is there. */
export function WithLexicon({ children }: { children: ReactNode }) {
  const query = useQuery(catalogueQuery);
  return (
    <Answer query={query}>{(catalogue) => <Provider catalogue={catalogue}>{children}</Provider>}</Answer>
  );
}

function Provider({ catalogue, children }: { catalogue: Catalogue; children: ReactNode }) {
  const t = useTexts(criteriaTexts);
  const words = useTexts(fieldTexts);
  const { language } = useSurroundings();
  const countries = useCountryNames();
  const names = useOffenceNames();
  const lexicon = useMemo<Lexicon>(() => {
    const fields = new Map(catalogue.fields.map((field) => [field.name, field]));
    const collections = new Map(catalogue.collections.map((one) => [one.name, one]));
    const owners = new Map<string, CatalogueCollection>();
    for (const collection of catalogue.collections)
      for (const field of collection.fields) {
        fields.set(field.name, field);
        owners.set(field.name, collection);
      }
    const isolate = (text: string) => (t.direction === "rtl" ? `\u2068${text}\u2069` : text);
    const number = (value: number) => isolate(formatRate(value, language));
    return {
      t,
      catalogue,
      field: (name) => fields.get(name),
      collection: (name) => collections.get(name),
      collectionOf: (name) => owners.get(name) ?? null,
      label: (name) =>
        collections.has(name)
          ? words.code("collection", name, collections.get(name)?.meaning ?? name)
          : words.code("field", name, fields.get(name)?.meaning ?? name),
      offence: (offence) => names.get(offence) ?? offence,
      value: (name, value) => {
        if (value === "") return "…";
        if (typeof value === "boolean") return t(value ? "say.yes" : "say.no");
        if (name === "flight.weekday" && typeof value === "number") return formatWeekday(value % 7, language);
        if (typeof value === "number") return number(value);
        if (name !== null && fields.get(name)?.type === "country")
          return isolate(countries.get(value) ?? value);
        const family = name === null ? undefined : closedValues[name];
        return family === undefined ? isolate(value) : words.code(family, value, isolate(value));
      },
      day: (date) => {
        const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
        return formatDay({ year, month, day }, language);
      },
      number,
      isolate,
      list: (parts, join) =>
        parts.length < 2
          ? (parts[0] ?? "")
          : `${parts.slice(0, -1).join(t("say.comma"))} ${t(join === "and" ? "say.and" : "say.or")} ${parts.at(-1)}`,
    };
  }, [catalogue, t, words, language, countries, names]);
  return <LexiconContext value={lexicon}>{children}</LexiconContext>;
}

const families = {
  direction: ["inbound", "outbound", "transit", "domestic"],
  role: ["passenger", "crew", "in-transit-passenger", "in-transit-crew"],
  type: ["adult", "child", "infant"],
  sex: ["M", "F", "X"],
  presence: ["expected", "boarded", "not-boarded"],
  bookingState: ["active", "cancelled", "not-in-push"],
} as const;
type Family = keyof typeof families;

/** Fields whose values are few and have words of their own: the family of their texts. */
export const closedValues: Readonly<Record<string, Family>> = {
  "flight.direction": "direction",
  "trip.direction": "direction",
  "traveller.role": "role",
  "traveller.type": "type",
  "companion.type": "type",
  "traveller.sex": "sex",
  "companion.sex": "sex",
  "traveller.state": "presence",
  "companion.state": "presence",
  "trip.state": "presence",
  "booking.state": "bookingState",
};

/** The values a field can have, where they are few; null where anything can be said. */
export function valuesOf(field: string): readonly string[] | null {
  const family = closedValues[field];
  return family === undefined ? null : families[family];
}
