// What a person set for this browser: theme, density, language, single keys. Nothing of the work itself is kept here.
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useTransition,
  type ReactNode,
} from "react";
import { directionOf, isLanguage, type Language } from "#design/ui";

export type Scheme = "dark" | "light" | "system";
export type Density = "compact" | "normal" | "relaxed";
export type Preferences = {
  readonly scheme: Scheme;
  readonly density: Density;
  readonly language: Language;
  readonly singleKeys: boolean;
};

type Kept = Preferences & {
  readonly set: (change: Partial<Preferences>) => void;
  /** The theme after `system` was asked. */
  readonly shownScheme: "dark" | "light";
};

const place = "openpiu.preferences";

const PreferencesContext = createContext<Kept | undefined>(undefined);

/** Keeps the preferences and puts them on the page: theme, density, language, direction. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(read);
  const [, startTransition] = useTransition();
  const systemIsLight = useSystemIsLight();
  const shownScheme =
    preferences.scheme === "system" ? (systemIsLight ? "light" : "dark") : preferences.scheme;

  const set = useCallback((change: Partial<Preferences>) => {
    const apply = () =>
      setPreferences((before) => {
        const next = { ...before, ...change };
        write(next);
        return next;
      });
    // A language that is still being fetched leaves the old one on the screen meanwhile; all else holds at once.
    if (change.language === undefined) apply();
    else startTransition(apply);
  }, []);

  useEffect(() => {
    const page = document.documentElement;
    page.dataset["mantineColorScheme"] = shownScheme;
    page.dataset["density"] = preferences.density;
    page.lang = preferences.language;
    page.dir = directionOf(preferences.language);
  }, [preferences, shownScheme]);

  const value = useMemo(() => ({ ...preferences, shownScheme, set }), [preferences, shownScheme, set]);
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

/** The preferences and how to change them. */
export function usePreferences(): Kept {
  const kept = use(PreferencesContext);
  if (kept === undefined) throw new Error("preferences are asked for outside PreferencesProvider");
  return kept;
}

/** Whether a language was chosen in this browser; if not, the person's own is taken at sign-in. */
export function languageWasChosen(): boolean {
  return stored()["language"] !== undefined;
}

function read(): Preferences {
  const kept = stored();
  const oneOf = <Word extends string>(words: readonly Word[], value: unknown, otherwise: Word): Word =>
    words.find((word) => word === value) ?? otherwise;
  return {
    scheme: oneOf(["dark", "light", "system"], kept["scheme"], "dark"),
    density: oneOf(["normal", "compact", "relaxed"], kept["density"], "normal"),
    language: isLanguage(kept["language"]) ? kept["language"] : languageOfBrowser(),
    singleKeys: kept["singleKeys"] !== false,
  };
}

function languageOfBrowser(): Language {
  for (const tag of navigator.languages) {
    const language = tag.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return "en";
}

function stored(): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place) ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // Storage is closed or holds something else: the defaults stand.
    return {};
  }
}

function write(preferences: Preferences): void {
  try {
    localStorage.setItem(place, JSON.stringify(preferences));
  } catch {
    // Storage is full or closed: the choice holds for this page only.
    return;
  }
}

function useSystemIsLight(): boolean {
  const [light, setLight] = useState(() => matchMedia("(prefers-color-scheme: light)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: light)");
    const changed = () => setLight(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return light;
}
