// Country names as lists write them, in English, French and Spanish, to ISO 3166-1 alpha-3.
import countries from "i18n-iso-countries/index.js";
import en from "i18n-iso-countries/langs/en.json" with { type: "json" };
import es from "i18n-iso-countries/langs/es.json" with { type: "json" };
import fr from "i18n-iso-countries/langs/fr.json" with { type: "json" };

/** Names that lists use and the tables of ISO names do not have. */
const ALSO: Readonly<Record<string, string>> = {
  "democratic peoples republic of korea": "PRK",
  "korea democratic peoples republic of": "PRK",
  "north korea": "PRK",
  "republic of korea": "KOR",
  "south korea": "KOR",
  "democratic republic of the congo": "COD",
  congo: "COG",
  "republic of the congo": "COG",
  "iran islamic republic of": "IRN",
  iran: "IRN",
  "syrian arab republic": "SYR",
  syria: "SYR",
  "united republic of tanzania": "TZA",
  tanzania: "TZA",
  "united kingdom of great britain and northern ireland": "GBR",
  "united kingdom": "GBR",
  "united states of america": "USA",
  "united states": "USA",
  "state of palestine": "PSE",
  palestinian: "PSE",
  "occupied palestinian territory": "PSE",
  turkiye: "TUR",
  turkey: "TUR",
  "cote divoire": "CIV",
  "ivory coast": "CIV",
  "cape verde": "CPV",
  "viet nam": "VNM",
  burma: "MMR",
  swaziland: "SWZ",
  macedonia: "MKD",
  "republic of moldova": "MDA",
  moldova: "MDA",
  "russian federation": "RUS",
  russia: "RUS",
  "bolivarian republic of venezuela": "VEN",
  "venezuela bolivarian republic of": "VEN",
  "plurinational state of bolivia": "BOL",
  "bolivia plurinational state of": "BOL",
  "micronesia federated states of": "FSM",
  "czech republic": "CZE",
  "lao peoples democratic republic": "LAO",
  kosovo: "RKS",
  "south sudan": "SSD",
  "soudan du sud": "SSD",
  gaza: "PSE",
  "west bank": "PSE",
  "palestinian territories": "PSE",
  "congo democratic republic of the": "COD",
  "congo republic of the": "COG",
  "korea north": "PRK",
  "korea south": "KOR",
  "the gambia": "GMB",
  "central african republic": "CAF",
  england: "GBR",
  scotland: "GBR",
  "great britain": "GBR",
  "trinidad and tobago": "TTO",
  "bosnia and herzegovina": "BIH",
  "bosnia herzegovina": "BIH",
  "gaza strip": "PSE",
  "hong kong": "HKG",
  macau: "MAC",
  taiwan: "TWN",
  brunei: "BRN",
  vatican: "VAT",
  drc: "COD",
  dprk: "PRK",
  uk: "GBR",
  usa: "USA",
  uae: "ARE",
  bosnia: "BIH",
  "comoros islands": "COM",
  "st kitts and nevis": "KNA",
  "st lucia": "LCA",
  "st vincent and the grenadines": "VCT",
  phillipines: "PHL",
  "macedonia the former yugoslav republic of": "MKD",
  "former yugoslav republic of macedonia": "MKD",
};

const byName = namesTable();

function namesTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const language of [en, fr, es]) {
    for (const [alpha2, names] of Object.entries(language.countries)) {
      const code = countries.alpha2ToAlpha3(alpha2);
      if (code === undefined) continue;
      for (const name of Array.isArray(names) ? names : [names]) table.set(foldName(String(name)), code);
    }
  }
  for (const code of Object.keys(countries.getAlpha3Codes())) table.set(code.toLowerCase(), code);
  for (const [name, code] of Object.entries(ALSO)) table.set(name, code);
  return table;
}

function foldName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z]+/g, " ")
    .replace(/^the /, "")
    .trim();
}

/** Alpha-3 of an alpha-2 code; null when it is none ("00" and "XX" stand for unknown). */
export function countryOfAlpha2(code: string): string | null {
  return countries.alpha2ToAlpha3(code.toUpperCase()) ?? null;
}

/** Alpha-3 of a country's name or code; null when it names none (also for "na" and States that no longer are). */
export function countryCode(name: string): string | null {
  return byName.get(foldName(name)) ?? null;
}
