// A State by its code with its name in the reader's language. Names come per language, when first needed.
import { useQuery } from "@tanstack/react-query";
import { NoneShown } from "./severity.tsx";
import { useSurroundings } from "./surroundings.tsx";
import type { Language } from "./texts.ts";

type Names = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Browsers know no Azerbaijani State names, so all five languages come from the same table as the server's. */
const sources: Readonly<Record<Language, () => Promise<{ default: { countries: Names } }>>> = {
  en: () => import("i18n-iso-countries/langs/en.json"),
  az: () => import("i18n-iso-countries/langs/az.json"),
  fr: () => import("i18n-iso-countries/langs/fr.json"),
  ru: () => import("i18n-iso-countries/langs/ru.json"),
  ar: () => import("i18n-iso-countries/langs/ar.json"),
};

async function load(language: Language): Promise<ReadonlyMap<string, string>> {
  const [{ default: codes }, { default: names }] = await Promise.all([
    import("i18n-iso-countries/codes.json"),
    sources[language](),
  ]);
  const byAlpha3 = new Map<string, string>();
  for (const row of codes) {
    const [two, three] = row;
    const name = two === undefined ? undefined : names.countries[two];
    const shown = typeof name === "string" ? name : (name?.[1] ?? name?.[0]);
    if (two === undefined || three === undefined || shown === undefined) continue;
    byAlpha3.set(three, shown);
    byAlpha3.set(two, shown);
  }
  return byAlpha3;
}

/** The names of States by alpha-2 and alpha-3 code; empty until they are there. */
export function useCountryNames(): ReadonlyMap<string, string> {
  const { language } = useSurroundings();
  const query = useQuery({
    queryKey: ["country-names", language],
    queryFn: () => load(language),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return query.data ?? none;
}
const none: ReadonlyMap<string, string> = new Map();

/** The code as sent, the name beside it (`named`) or on hover. */
export function Country({ code, named = false }: { code: string | null; named?: boolean }) {
  const names = useCountryNames();
  if (code === null || code === "") return <NoneShown />;
  const name = names.get(code);
  return (
    <span title={name}>
      <bdi dir="ltr" translate="no">
        {code}
      </bdi>
      {name === undefined ? null : named ? (
        <span style={{ color: "var(--ink-dim)" }}> {name}</span>
      ) : (
        <span className="spoken"> {name}</span>
      )}
    </span>
  );
}
