// What every screen stands in: language, the unit's zone, what the signed-in person may do, and the hooks to ask for it.
import { createContext, use, useMemo, type ReactNode } from "react";
import { designTexts } from "./design-texts.ts";
import "./tokens.css";
import type { Language, Texts, Translate } from "./texts.ts";

export type Surroundings = {
  readonly language: Language;
  /** The unit's own zone (IANA). */
  readonly zone: string;
  /** Height of a table's row in pixels, by the density chosen; the style sheet has the same as `--row`. */
  readonly rowHeight: number;
  /** Actions the signed-in person may be offered; the server decides again on each request. */
  readonly may: ReadonlySet<string>;
  /** Id of the signed-in person: what they prepared themselves, another must put in force. */
  readonly me: string | null;
};

const SurroundingsContext = createContext<Surroundings>({
  language: "en",
  zone: "UTC",
  rowHeight: 38,
  may: new Set(),
  me: null,
});

/** Gives the screens below their surroundings; the shell does this once. */
export function SurroundingsProvider({ value, children }: { value: Surroundings; children: ReactNode }) {
  return <SurroundingsContext value={value}>{children}</SurroundingsContext>;
}

/** The surroundings of the calling component. */
export function useSurroundings(): Surroundings {
  return use(SurroundingsContext);
}

/** Whether the signed-in person may be offered an action; what they may not do is absent, not greyed. */
export function useMay(action: string): boolean {
  return use(SurroundingsContext).may.has(action);
}

/** Id of the signed-in person. Only words and offers depend on it; the server decides. */
export function useMe(): string | null {
  return use(SurroundingsContext).me;
}

/** The translator of a slice's texts in the language shown; waits (Suspense) while that language is fetched. */
export function useTexts<Key extends string>(texts: Texts<Key>): Translate<Key> {
  const { language } = use(SurroundingsContext);
  // Whether it is there already must not decide: a draw that is taken up again asks for the same things in the same order.
  if (language !== "en") use(texts.load(language));
  return useMemo(() => texts.translator(language), [texts, language]);
}

/** The translator of the shared pieces' own texts. */
export function useDesignTexts() {
  return useTexts(designTexts);
}
