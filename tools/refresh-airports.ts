// Builds src/vocabulary/airports.json from the airport-data-js package: `node tools/refresh-airports.ts`.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as data from "airport-data-js";

// The package is CommonJS whose named exports Node cannot see: it is required.
const { findAirports }: typeof data = createRequire(import.meta.url)("airport-data-js");

type Correction = { icao?: string; name?: string; zone?: string; lat?: number; lon?: number };

/** What the data set has outdated or spelt in a way its own State does not. Each line was checked by hand. */
const corrections: Readonly<Record<string, Correction>> = {
  BAK: { name: "Baku (all airports)" },
  GYD: { name: "Baku Heydar Aliyev International Airport" },
  NAJ: { name: "Nakhchivan International Airport" },
  GNJ: { name: "Ganja International Airport" },
  GBB: { name: "Gabala International Airport" },
  FZL: { name: "Fuzuli International Airport" },
  ZZE: { name: "Zangilan International Airport" },
  LHL: { name: "Lachin International Airport" },
  ZTU: { name: "Zaqatala International Airport" },
  YLV: { name: "Yevlakh Airport" },
  ZXT: { name: "Baku Zabrat Airport" },
  IST: { name: "Istanbul Airport" },
  SAW: { name: "Istanbul Sabiha Gökçen International Airport" },
  ISL: { name: "Istanbul Atatürk Airport" },
  ADB: { name: "İzmir Adnan Menderes Airport" },
  ESB: { name: "Ankara Esenboğa Airport" },
  GVA: { name: "Geneva Airport" },
  BEG: { name: "Belgrade Nikola Tesla Airport" },
  // Kyrgyzstan's location indicators begin with UC since 2023; Aktau keeps its own zone.
  OSS: { icao: "UCFO" },
  SCO: { zone: "Asia/Aqtau" },
};

/** Airports the data set lacks although carriers print their codes. */
const additions: readonly Row[] = [];

/** Codes that were replaced but still stand on tickets and in hosts: old (or second) code -> code of the row. */
const aliases: Readonly<Record<string, string>> = {
  KVD: "GNJ",
  KIV: "RMO",
  FRU: "BSZ",
  TSE: "NQZ",
};

type Row = readonly [
  iata: string,
  icao: string,
  name: string,
  country: string,
  zone: string,
  lat: number,
  lon: number,
];

function validZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const round = (degrees: number): number => Math.round(degrees * 10_000) / 10_000;
const source = await findAirports({});
const rows: Row[] = [...additions];
const dropped: string[] = [];
for (const found of source) {
  if (!found.iata) continue;
  const fixed = corrections[found.iata] ?? {};
  const zone = fixed.zone ?? found.time.replaceAll(" ", "");
  if (!/^[A-Z]{3}$/.test(found.iata) || !/^[A-Z]{2}$/.test(found.country_code) || !validZone(zone)) {
    dropped.push(`${found.iata} ${found.country_code} ${found.time}`);
    continue;
  }
  const icao = fixed.icao ?? found.icao;
  const name = (fixed.name ?? found.airport).replaceAll(/\s+/g, " ").trim();
  rows.push([
    found.iata,
    /^[A-Z]{4}$/.test(icao) ? icao : "",
    name,
    found.country_code,
    zone,
    round(fixed.lat ?? found.latitude),
    round(fixed.lon ?? found.longitude),
  ]);
}
rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));

const known = new Set(rows.map((row) => row[0]));
for (const code of Object.keys(corrections)) {
  if (!known.has(code)) throw new Error(`a correction is given for ${code}, which is not in the data`);
}
for (const [old, current] of Object.entries(aliases)) {
  if (!known.has(current)) throw new Error(`${old} stands for ${current}, which is not in the data`);
  if (known.has(old)) throw new Error(`${old} is in the data itself: the alias is no longer needed`);
}

const zones = [...new Set(rows.map((row) => row[4]))].sort();
const zoneIndex = new Map(zones.map((zone, index) => [zone, index]));
// One string a row, the name last: it loads in a few milliseconds and only the rows asked for are taken apart.
const lines = rows.map(([iata, icao, name, country, zone, lat, lon]) =>
  JSON.stringify([iata, icao, country, zoneIndex.get(zone), lat, lon, name].join("|")),
);
const attribution =
  "Airport data from airport-data-js by Aashish Vivekanand (CC BY 4.0), reduced and corrected; see NOTICE.";
writeFileSync(
  new URL("../src/vocabulary/airports.json", import.meta.url),
  `{"attribution":${JSON.stringify(attribution)},\n"aliases":${JSON.stringify(aliases)},\n` +
    `"zones":${JSON.stringify(zones)},\n"rows":[\n${lines.join(",\n")}\n]}\n`,
);
console.log(`${rows.length} airports, ${zones.length} zones; dropped: ${dropped.join("; ") || "none"}`);
