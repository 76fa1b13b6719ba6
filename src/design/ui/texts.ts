// Texts of the screens: typed catalogues, one per slice, loaded per language, falling back to English.
import { createInstance } from "i18next";

/** The languages of the screens, each named in itself where it is offered. */
export const languages = { en: "English", az: "Azərbaycanca", fr: "Français", ru: "Русский", ar: "العربية" };
export type Language = keyof typeof languages;

/** Whether a word is one of the languages of the screens. */
export function isLanguage(word: unknown): word is Language {
  return typeof word === "string" && Object.hasOwn(languages, word);
}

/** The writing direction of a language. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

type PluralForm = "zero" | "one" | "two" | "few" | "many" | "other";
/** A key without its plural form: `rows_one` and `rows_other` are asked for as `rows`. */
type Stem<Key extends string> = Key extends `${infer Base}_${PluralForm}` ? Base : Key;

export type Catalogue = Readonly<Record<string, string>>;
/** A catalogue in which every key of the English one must stand: a missing key is a type error. */
export type Complete<English extends Catalogue> = { readonly [Key in keyof English]: string };
/** What a catalogue may hold besides: the plural forms that its language has and English has not; no other key. */
export type Partly<English extends Catalogue> = Readonly<
  Partial<Record<keyof English | `${Stem<keyof English & string>}_${PluralForm}`, string>>
>;

/** Values for the `{{names}}` of a text; `count` chooses the plural form. */
export type TextValues = Readonly<Record<string, string | number>>;

export type Translate<Key extends string> = {
  (key: Stem<Key>, values?: TextValues): string;
  /**
   * The text of a machine code: key `<family>.<code>`. A code this catalogue does not know is shown as `otherwise`
   * (by default the code itself), never left out. Blanks in it stay: nobody has said what to fill in.
   */
  code(family: string, code: string, otherwise?: string): string;
  /** How the language is written. */
  readonly direction: "ltr" | "rtl";
};

/** The catalogues of one slice. */
export type Texts<Key extends string> = {
  readonly namespace: string;
  /**
   * Loads a language once; the same promise for the same language, as React's `use` needs it. What is loaded says so in
   * `status`: then `use` goes on at once.
   */
  load(language: Language): Promise<void>;
  /** The translator; English where the language is not loaded. */
  translator(language: Language): Translate<Key>;
};

/** The translator's type of a slice's texts, for functions that are given one. */
export type TranslateOf<Of> = Of extends Texts<infer Key> ? Translate<Key> : never;

const engine = createInstance();
void engine.init({
  lng: "en",
  fallbackLng: "en",
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

/**
 * Declares the catalogues of one slice. English is part of the slice's own bundle, so that there is always something
 * to show; the others are fetched when they are chosen.
 */
export function defineTexts<const English extends Catalogue>(
  namespace: string,
  sources: {
    readonly en: English;
    readonly az: () => Promise<Complete<English>>;
    readonly fr: () => Promise<Complete<English>>;
    readonly ru: () => Promise<Complete<English>>;
    readonly ar: () => Promise<Complete<English>>;
  },
): Texts<keyof English & string> {
  engine.addResourceBundle("en", namespace, sources.en);
  const there = Object.assign(Promise.resolve(), { status: "fulfilled" as const, value: undefined });
  const loading = new Map<Language, Promise<void>>([["en", there]]);
  const translators = new Map<Language, Translate<keyof English & string>>();

  function load(language: Language): Promise<void> {
    const already = loading.get(language);
    if (already !== undefined) return already;
    const promise = (language === "en" ? Promise.resolve(sources.en) : sources[language]()).then(
      (catalogue: Complete<English>) => {
        engine.addResourceBundle(language, namespace, language === "fr" ? spaced(catalogue) : catalogue);
        translators.delete(language);
      },
      // The file could not be fetched: English is shown now, the next load of the page asks again.
      () => undefined,
    );
    const told = promise.then(() => void Object.assign(told, { status: "fulfilled", value: undefined }));
    loading.set(language, told);
    return told;
  }

  return {
    namespace,
    load,
    translator: (language) => {
      const known = translators.get(language);
      if (known !== undefined) return known;
      const made = translatorOf(language, namespace);
      translators.set(language, made);
      return made;
    },
  };
}

/** French with its signs held to the word before them: no line begins with `;`, `:`, `?`, `!` or `»`, none ends with `«`. */
function spaced(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, text]) => [key, text.replaceAll(/ (?=[;:?!»])|(?<=«) /g, "\u00a0")]),
  );
}

function translatorOf<Key extends string>(language: Language, namespace: string): Translate<Key> {
  const text = (key: string, values: TextValues = {}): string =>
    engine.t(key, { ...values, lng: language, ns: namespace });
  return Object.assign((key: Stem<Key>, values?: TextValues): string => text(key, values), {
    direction: directionOf(language),
    code: (family: string, code: string, otherwise = code): string => {
      const key = `${family}.${code}`;
      return engine.exists(key, { lng: language, ns: namespace })
        ? engine.t(key, { lng: language, ns: namespace, skipInterpolation: true })
        : otherwise;
    },
  });
}
