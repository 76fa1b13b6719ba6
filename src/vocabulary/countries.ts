// States and the other codes of nationality and issuer: ISO 3166-1 plus ICAO Doc 9303-3 section 5.
import countries from "i18n-iso-countries/index.js";
import ar from "i18n-iso-countries/langs/ar.json" with { type: "json" };
import az from "i18n-iso-countries/langs/az.json" with { type: "json" };
import en from "i18n-iso-countries/langs/en.json" with { type: "json" };
import fr from "i18n-iso-countries/langs/fr.json" with { type: "json" };
import ru from "i18n-iso-countries/langs/ru.json" with { type: "json" };

/** What kind of holder or issuer a travel document code stands for (Doc 9303-3 section 5). */
export type TravelDocumentCodeKind =
  | "state"
  | "nationality-class"
  | "organisation"
  | "person-status"
  | "deprecated"
  | "specimen";

type ExtraCode = { readonly kind: TravelDocumentCodeKind; readonly alpha2?: string; readonly name: string };

/** Codes of Doc 9303-3 section 5 that ISO 3166-1 does not have (or has otherwise), and two that are still met. */
const extraCodes: ReadonlyMap<string, ExtraCode> = new Map([
  ["D", { kind: "state", alpha2: "DE", name: "Germany" }],
  ["RKS", { kind: "state", alpha2: "XK", name: "Kosovo" }],
  ["GBD", { kind: "nationality-class", alpha2: "GB", name: "British Overseas Territories citizen" }],
  ["GBN", { kind: "nationality-class", alpha2: "GB", name: "British National (Overseas)" }],
  ["GBO", { kind: "nationality-class", alpha2: "GB", name: "British Overseas citizen" }],
  ["GBP", { kind: "nationality-class", alpha2: "GB", name: "British protected person" }],
  ["GBS", { kind: "nationality-class", alpha2: "GB", name: "British subject" }],
  ["EUE", { kind: "organisation", name: "European Union laissez-passer" }],
  ["UNO", { kind: "organisation", name: "United Nations" }],
  ["UNA", { kind: "organisation", name: "United Nations specialised agency" }],
  ["UNK", { kind: "organisation", name: "Resident of Kosovo, UN document" }],
  ["XBA", { kind: "organisation", name: "African Development Bank" }],
  ["XIM", { kind: "organisation", name: "African Export-Import Bank" }],
  ["XCC", { kind: "organisation", name: "Caribbean Community" }],
  ["XCE", { kind: "organisation", name: "Council of Europe" }],
  ["XCO", { kind: "organisation", name: "Common Market for Eastern and Southern Africa" }],
  ["XEC", { kind: "organisation", name: "Economic Community of West African States" }],
  ["XPO", { kind: "organisation", name: "INTERPOL" }],
  ["XES", { kind: "organisation", name: "Organisation of Eastern Caribbean States" }],
  ["XMP", { kind: "organisation", name: "Parliamentary Assembly of the Mediterranean" }],
  ["XOM", { kind: "organisation", name: "Sovereign Military Order of Malta" }],
  ["XDC", { kind: "organisation", name: "Southern African Development Community" }],
  ["XXA", { kind: "person-status", name: "Stateless person" }],
  ["XXB", { kind: "person-status", name: "Refugee" }],
  ["XXC", { kind: "person-status", name: "Refugee, other" }],
  ["XXX", { kind: "person-status", name: "Unspecified nationality" }],
  ["ANT", { kind: "deprecated", name: "Netherlands Antilles" }],
  ["NTZ", { kind: "deprecated", name: "Neutral Zone" }],
  ["UTO", { kind: "specimen", name: "Utopia (specimen)" }],
] satisfies [string, ExtraCode][]);

/** Languages in which a State's name can be had here: those of the user interface. */
export type CountryLanguage = "az" | "en" | "fr" | "ru" | "ar";
const languages = { az, en, fr, ru, ar };

const alpha3ByAlpha2: ReadonlyMap<string, string> = new Map(Object.entries(countries.getAlpha2Codes()));
const alpha2ByAlpha3: ReadonlyMap<string, string> = new Map(
  [...alpha3ByAlpha2].map(([alpha2, alpha3]) => [alpha3, alpha2]),
);

/**
 * The three-letter code of a State given alpha-2, alpha-3 or a Doc 9303 code, in any case: `AZ` -> `AZE`, `D` -> `DEU`,
 * `RKS` and `XKK` -> `XKK`. A code that stands for no State (`XXA`, `UNO`, `GBD`) comes back as it is.
 * Undefined when the code is not known.
 */
export function alpha3(code: string): string | undefined {
  const upper = code.toUpperCase();
  const fromTwo = alpha3ByAlpha2.get(upper);
  if (fromTwo !== undefined) return fromTwo;
  if (alpha2ByAlpha3.has(upper)) return upper;
  const extra = extraCodes.get(upper);
  if (extra === undefined) return undefined;
  return extra.kind === "state" && extra.alpha2 !== undefined ? alpha3ByAlpha2.get(extra.alpha2) : upper;
}

/**
 * The two-letter code of a State given alpha-2, alpha-3 or a Doc 9303 code, in any case: `AZE` -> `AZ`, `D` -> `DE`,
 * `GBD` -> `GB`. Undefined when the code is not known or stands for no State.
 */
export function alpha2(code: string): string | undefined {
  const upper = code.toUpperCase();
  if (alpha3ByAlpha2.has(upper)) return upper;
  return alpha2ByAlpha3.get(upper) ?? extraCodes.get(upper)?.alpha2;
}

/**
 * Whether the code may stand as issuer or nationality on a travel document: ISO 3166-1 alpha-3 or a code of
 * Doc 9303-3 section 5, upper case as in the machine readable zone. Alpha-2 is not one; nor is the specimen code UTO.
 */
export function isTravelDocumentState(code: string): boolean {
  if (code === "XKK") return false; // Kosovo's documents say RKS
  return alpha2ByAlpha3.has(code) || (extraCodes.has(code) && extraCodes.get(code)?.kind !== "specimen");
}

/** The kind of a travel document code (`AZE` -> state, `XXB` -> person-status), undefined when it is not known. */
export function travelDocumentCodeKind(code: string): TravelDocumentCodeKind | undefined {
  return extraCodes.get(code)?.kind ?? (alpha2ByAlpha3.has(code) ? "state" : undefined);
}

/**
 * A State's name (or what another Doc 9303 code stands for) in a language of the user interface; codes without a
 * translation are given in English. Undefined when the code is not known.
 */
export function countryName(code: string, language: CountryLanguage = "en"): string | undefined {
  const upper = code.toUpperCase();
  const extra = extraCodes.get(upper);
  if (extra !== undefined && extra.kind !== "state") return extra.name;
  const two = alpha2(upper);
  if (two === undefined) return extra?.name;
  const named: string | string[] | undefined = namesOf(language)[two] ?? namesOf("en")[two];
  return typeof named === "string" ? named : (named?.[1] ?? named?.[0]);
}

function namesOf(language: CountryLanguage): Readonly<Record<string, string | string[] | undefined>> {
  return languages[language].countries;
}

/** All ISO 3166-1 States as `{ alpha2, alpha3 }`, in the order of alpha-3. */
export function allCountries(): readonly { readonly alpha2: string; readonly alpha3: string }[] {
  return [...alpha2ByAlpha3]
    .map(([three, two]) => ({ alpha2: two, alpha3: three }))
    .sort((a, b) => (a.alpha3 < b.alpha3 ? -1 : 1));
}
