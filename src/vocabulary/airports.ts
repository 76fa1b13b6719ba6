// Airports by IATA or ICAO code: country, time zone and position. The data is built by tools/refresh-airports.ts.
import table from "./airports.json" with { type: "json" };

/** One airport. `icao` is null where none is assigned; `country` is alpha-2; `zone` is an IANA time zone name. */
export type Airport = {
  readonly iata: string;
  readonly icao: string | null;
  readonly name: string;
  readonly country: string;
  readonly zone: string;
  readonly lat: number;
  readonly lon: number;
};

let rowByCode: Map<string, string> | undefined;
const airportByRow = new Map<string, Airport>();

function index(): Map<string, string> {
  const byCode = new Map<string, string>();
  for (const row of table.rows) {
    const iata = row.slice(0, 3);
    byCode.set(iata, row);
    if (row[4] !== "|") byCode.set(row.slice(4, 8), row);
  }
  for (const [old, current] of Object.entries(table.aliases)) {
    const row = byCode.get(current);
    if (row !== undefined && !byCode.has(old)) byCode.set(old, row);
  }
  return byCode;
}

function parseRow(row: string): Airport {
  const [iata = "", icao = "", country = "", zone = "", lat = "", lon = "", name = ""] = row.split("|");
  return {
    iata,
    icao: icao === "" ? null : icao,
    name,
    country,
    zone: table.zones[Number(zone)] ?? "UTC",
    lat: Number(lat),
    lon: Number(lon),
  };
}

/**
 * The airport of an IATA code (3 letters, also a replaced one such as KVD for GNJ) or an ICAO code (4 letters), in upper
 * case. Undefined when the code is not known. The answer's `iata` is the current code.
 */
export function airport(code: string): Airport | undefined {
  rowByCode ??= index();
  const row = rowByCode.get(code);
  if (row === undefined) return undefined;
  let found = airportByRow.get(row);
  if (found === undefined) {
    found = parseRow(row);
    airportByRow.set(row, found);
  }
  return found;
}

/** Every code an airport is known by: IATA, ICAO, and codes that were replaced. */
export function airportCodes(): readonly string[] {
  rowByCode ??= index();
  return [...rowByCode.keys()];
}

/** Every airport with an IATA code, in the order of the codes. */
export function allAirports(): readonly Airport[] {
  return table.rows.map((row) => airport(row.slice(0, 3)) ?? parseRow(row));
}
